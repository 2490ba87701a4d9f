/* Writing values, escaped for where they stand. */
#include "base/escape.h"
#include "template/operators.h"
#include "template/rendering.h"
#include "template/text.h"

#include <string.h>

static bool is_safe(struct value value) {
    return value.type == VALUE_TEXT && (value.flags & VALUE_SAFE) != 0;
}

/* HTML where markup means nothing or must not mean anything: its entities stay, its < > " ' are
 * escaped. */
static void write_html_as_text(struct buffer *out, struct slice html) {
    size_t copied = 0;
    for (size_t i = 0; i < html.length; i++) {
        if (html.data[i] != '&') {
            continue;
        }
        escape_html(out, slice_between(html, copied, i));
        buffer_append_byte(out, '&');
        copied = i + 1;
    }
    escape_html(out, slice_skip(html, copied));
}

static void write_attribute(struct rendering *render, const struct expression *at,
                            struct value value) {
    if (is_safe(value)) {
        write_html_as_text(render->out, value_slice(value));
    } else {
        escape_html(render->out, value_to_text(render, at, value));
    }
}

/* The address of a value where an address is wanted: an object tells it itself, a map has it as a
 * field. */
static struct slice address_of(struct rendering *render, const struct expression *at,
                               struct value value) {
    if (value.type == VALUE_OBJECT && value.as.object->type->address != NULL) {
        return value.as.object->type->address(value.as.object, render->arena);
    }
    if (value.type == VALUE_MAP || (value.type == VALUE_OBJECT && value.as.object->type->get)) {
        struct value address = rendering_attribute(render, at, value, SLICE("address"));
        if (address.type == VALUE_TEXT) {
            return value_slice(address);
        }
    }
    if (is_safe(value)) {
        struct buffer plain;
        buffer_init(&plain, render->arena);
        text_append_unescaped(&plain, value_slice(value));
        return buffer_slice(&plain);
    }
    return value_to_text(render, at, value);
}

/* Whether a ":" comes before any "/", "?" or "#": then it, or what stands before it in the page,
 * may be a scheme. */
static bool has_early_colon(struct slice address) {
    for (size_t i = 0; i < address.length; i++) {
        if (strchr("/?#", address.data[i]) != NULL && address.data[i] != '\0') {
            return false;
        }
        if (address.data[i] == ':') {
            return true;
        }
    }
    return false;
}

static void write_address(struct rendering *render, const struct expression *at, struct value value,
                          enum escaping escaping) {
    struct slice address = address_of(render, at, value);
    bool allowed = escaping == ESCAPING_ADDRESS             ? address_is_allowed(address)
                   : escaping == ESCAPING_ADDRESS_UNSETTLED ? !has_early_colon(address)
                                                            : true;
    if (!allowed) {
        rendering_fail(render, at, MESSAGE_TEMPLATE_RUN_ADDRESS, slice_take(address, 100),
                       SLICE(""));
    }
    escape_address(render->out, address);
}

/* Images with their sizes: "a.jpg 1x, b.jpg 2x". No scheme does harm in a picture. */
static void write_images(struct rendering *render, const struct expression *at,
                         struct value value) {
    if (value.type == VALUE_OBJECT || value.type == VALUE_MAP) {
        escape_address(render->out, address_of(render, at, value));
    } else {
        write_attribute(render, at, value);
    }
}

/* What can stand in CSS without meaning more than a value: no quotes, brackets, colons, semicolons
 * or escapes. */
static void write_style(struct rendering *render, const struct expression *at, struct value value) {
    struct slice text = value_to_text(render, at, value);
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        bool plain = (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'z') ||
                     byte >= 0x80 || (byte != '\0' && strchr(" #%.,+-_", byte) != NULL);
        if (!plain) {
            rendering_fail(render, at, MESSAGE_TEMPLATE_RUN_STYLE, slice_take(text, 100),
                           SLICE(""));
        }
    }
    buffer_append(render->out, text);
}

static void write_script(struct rendering *render, const struct expression *at, struct value value,
                         bool attribute) {
    if (value.type != VALUE_TEXT || (value.flags & TEXT_IS_JSON) == 0) {
        rendering_fail(render, at, MESSAGE_TEMPLATE_RUN_SCRIPT, rendering_source(render, at),
                       SLICE(""));
    }
    if (attribute) {
        escape_html(render->out, value_slice(value));
    } else {
        buffer_append(render->out, value_slice(value));
    }
}

static void write_text(struct rendering *render, const struct expression *at, struct value value) {
    switch ((enum value_type)value.type) {
    case VALUE_TEXT:
        if ((value.flags & VALUE_SAFE) != 0) {
            buffer_append(render->out, value_slice(value));
        } else {
            escape_html(render->out, value_slice(value));
        }
        break;
    case VALUE_OBJECT:
    case VALUE_LIST:
    case VALUE_MAP:
        escape_html(render->out, value_to_text(render, at, value));
        break;
    default: /* nothing that needs escaping */
        value_append_text(render, at, render->out, value);
    }
}

void rendering_write(struct rendering *render, const struct expression *at, struct value value,
                     enum escaping escaping) {
    if (value.type == VALUE_UNDEFINED) {
        rendering_require(render, at, value);
        return;
    }
    switch (escaping) {
    case ESCAPING_PLAIN:
    case ESCAPING_TEXT:
        write_text(render, at, value);
        break;
    case ESCAPING_ATTRIBUTE:
        write_attribute(render, at, value);
        break;
    case ESCAPING_ADDRESS:
    case ESCAPING_ADDRESS_PART:
    case ESCAPING_ADDRESS_UNSETTLED:
        write_address(render, at, value, escaping);
        break;
    case ESCAPING_IMAGES:
        write_images(render, at, value);
        break;
    case ESCAPING_STYLE:
        write_style(render, at, value);
        break;
    case ESCAPING_SCRIPT:
    case ESCAPING_SCRIPT_ATTRIBUTE:
        write_script(render, at, value, escaping == ESCAPING_SCRIPT_ATTRIBUTE);
        break;
    case ESCAPING_BLOCK:
    case ESCAPING_NOWHERE:
        break;
    }
}

void rendering_output(struct rendering *render, const struct expression *expression,
                      enum escaping escaping) {
    if (escaping == ESCAPING_NOWHERE) {
        return;
    }
    if (expression->type == EXPRESSION_CALL) {
        bool direct =
            escaping == ESCAPING_TEXT || escaping == ESCAPING_PLAIN || escaping == ESCAPING_BLOCK;
        struct value value = rendering_call(render, expression, value_undefined(), &direct);
        if (!direct) {
            rendering_write(render, expression, value, escaping);
        }
        return;
    }
    struct value value = rendering_evaluate(render, expression);
    if (value.type == VALUE_TEXT && (escaping == ESCAPING_TEXT || escaping == ESCAPING_PLAIN)) {
        write_text(render, expression, value); /* what most outputs are */
    } else {
        rendering_write(render, expression, value, escaping);
    }
}

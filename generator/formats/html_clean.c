/* Cleaning in two steps. First the HTML is cut into tokens, and what is not on the allow-list goes.
 * What is left is written anew in a form that leaves a parser nothing to guess, and nothing to be
 * slow at: libxml2 compares each attribute of a tag with all others, and each end tag with all open
 * elements. Then libxml2's parser makes a tree of it, which is written by the list again, every
 * text escaped. As no element is written of which the content is no markup, and none of SVG or
 * MathML, a browser cannot read what is written here in another way than was meant. */
#include "formats/html.h"

#include "base/arena.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "formats/html_allowed.h"
#include "formats/html_tokens.h"
#include "formats/xml_library.h"

/* More attributes than this on one element are dropped; longer names are not shown in full. */
enum { ATTRIBUTES = 64, NAME_SHOWN = 60 };

struct cleaning {
    struct buffer tame;    /* the result of the first step */
    struct buffer decoded; /* one text or value */
    struct buffer *out;
    const struct html_element *open[LIMIT_HTML_DEPTH]; /* written without their end tags */
    size_t depth;
    bool in_paragraph; /* in the first step: between <p> and what ends it */
    html_address_allowed *address_allowed;
    html_dropped *dropped;
    void *context;
};

static void tell(const struct cleaning *cleaning, struct slice what) {
    if (cleaning->dropped != NULL) {
        cleaning->dropped(cleaning->context, what);
    }
}

static void tell_element(const struct cleaning *cleaning, struct slice name) {
    char shown[NAME_SHOWN + 2];
    size_t length = 0;
    shown[length++] = '<';
    for (size_t i = 0; i < name.length && i < NAME_SHOWN; i++) {
        shown[length++] = name.data[i];
    }
    shown[length++] = '>';
    tell(cleaning, slice_of(shown, length));
}

/* Tells of an address by its scheme ("javascript:"). */
static void tell_address(const struct cleaning *cleaning, struct slice address) {
    size_t colon = slice_find(address, ':');
    tell(cleaning, slice_take(address, colon < NAME_SHOWN ? colon + 1 : NAME_SHOWN));
}

static bool address_passes(const struct cleaning *cleaning, struct slice address) {
    return address_is_allowed(address) || (cleaning->address_allowed != NULL &&
                                           cleaning->address_allowed(cleaning->context, address));
}

static struct slice decode(struct cleaning *cleaning, struct slice text) {
    buffer_truncate(&cleaning->decoded, 0);
    html_decode(&cleaning->decoded, text);
    return buffer_slice(&cleaning->decoded);
}

static void append_attribute(struct buffer *out, struct slice name, struct slice value) {
    buffer_append_byte(out, ' ');
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.data[i];
        buffer_append_byte(out, (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte));
    }
    buffer_append_text(out, "=\"");
    escape_html(out, value);
    buffer_append_byte(out, '"');
}

static bool stands_in(const struct slice *names, size_t count, struct slice name) {
    for (size_t i = 0; i < count; i++) {
        if (slice_equals_folded(names[i], name)) {
            return true;
        }
    }
    return false;
}

/* The first step for the attributes of a tag. The first of a name counts, as in browsers. */
static void tame_attributes(struct cleaning *cleaning, const struct html_element *element,
                            struct slice tag) {
    struct slice names[ATTRIBUTES];
    size_t count = 0;
    struct slice name;
    struct slice value;
    while (html_next_attribute(&tag, &name, &value)) {
        if (!html_element_takes(element, name) || count == ATTRIBUTES) {
            tell(cleaning, slice_take(name, NAME_SHOWN));
            continue;
        }
        if (stands_in(names, count, name)) {
            continue;
        }
        names[count++] = name;
        struct slice decoded = decode(cleaning, value);
        if (html_attribute_is_address(name) && !address_passes(cleaning, decoded)) {
            tell_address(cleaning, decoded);
        } else {
            append_attribute(&cleaning->tame, name, decoded);
        }
    }
}

/* A block ends a paragraph; of the elements of HTML 5 libxml2 does not know that. */
static void tame_paragraph(struct cleaning *cleaning, const struct html_element *element,
                           bool start) {
    if (element->treatment != HTML_KEEP_BLOCK) {
        return;
    }
    if (start && cleaning->in_paragraph) {
        buffer_append_text(&cleaning->tame, "</p>");
    }
    cleaning->in_paragraph = start && slice_equals(slice_from(element->name), SLICE("p"));
}

static void tame_start(struct cleaning *cleaning, const struct html_element *element,
                       struct slice tag) {
    tame_paragraph(cleaning, element, true);
    buffer_append_byte(&cleaning->tame, '<');
    buffer_append_text(&cleaning->tame, element->name);
    tame_attributes(cleaning, element, tag);
    buffer_append_text(&cleaning->tame, element->treatment == HTML_KEEP_VOID ? "/>" : ">");
}

static void tame_end(struct cleaning *cleaning, const struct html_element *element) {
    if (element != NULL && element->treatment < HTML_KEEP_VOID) {
        tame_paragraph(cleaning, element, false);
        buffer_append_text(&cleaning->tame, "</");
        buffer_append_text(&cleaning->tame, element->name);
        buffer_append_byte(&cleaning->tame, '>');
    }
}

/* Passes over the content of an element that goes with it, up to its end tag. */
static void skip_content(struct html_tokens *tokens, const struct html_element *element,
                         struct slice tag) {
    if (element->treatment == HTML_DROP_RAW) {
        html_skip_raw_text(tokens, slice_from(element->name));
        return;
    }
    if (slice_ends_with(tag, SLICE("/"))) {
        return; /* <svg/> is all there is */
    }
    size_t depth = 1;
    struct html_token token;
    while (depth > 0 && html_next_token(tokens, &token)) {
        const struct html_element *inner =
            token.type == HTML_TOKEN_TEXT ? NULL : html_element_find(token.text);
        if (inner == element) {
            depth = token.type == HTML_TOKEN_START ? depth + 1 : depth - 1;
        } else if (inner != NULL && token.type == HTML_TOKEN_START &&
                   inner->treatment == HTML_DROP_RAW) {
            html_skip_raw_text(tokens, token.text);
        }
    }
}

/* The first step. */
static void tame(struct cleaning *cleaning, struct slice html) {
    struct html_tokens tokens = {.html = html};
    struct html_token token;
    buffer_append_text(&cleaning->tame, "<html><body>");
    while (html_next_token(&tokens, &token)) {
        if (token.type == HTML_TOKEN_TEXT) {
            escape_html(&cleaning->tame, decode(cleaning, token.text));
            continue;
        }
        const struct html_element *element = html_element_find(token.text);
        bool dropped = element != NULL &&
                       (element->treatment == HTML_DROP || element->treatment == HTML_DROP_RAW);
        if (token.type == HTML_TOKEN_END) {
            tame_end(cleaning, element);
        } else if (element == NULL || dropped) {
            tell_element(cleaning, token.text);
            if (dropped) {
                skip_content(&tokens, element, token.tag);
            }
        } else {
            tame_start(cleaning, element, token.tag);
        }
    }
}

static void close_last(struct cleaning *cleaning) {
    buffer_append_text(cleaning->out, "</");
    buffer_append_text(cleaning->out, cleaning->open[--cleaning->depth]->name);
    buffer_append_byte(cleaning->out, '>');
}

/* The second step for a start tag. False when elements are too deep in each other: what follows is
 * dropped, for libxml2 would be slow, and browsers do not nest without end either. */
static bool write_start(void *context, const char *name, const char *const *attributes,
                        size_t line) {
    (void)line;
    struct cleaning *cleaning = context;
    const struct html_element *element = html_element_find(slice_from(name));
    if (element == NULL) {
        return true; /* html and body, that libxml2 wants */
    }
    bool single = element->treatment == HTML_KEEP_VOID;
    if (element->treatment > HTML_KEEP_VOID || (!single && cleaning->depth == LIMIT_HTML_DEPTH)) {
        tell_element(cleaning, slice_from(name));
        return false;
    }
    buffer_append_byte(cleaning->out, '<');
    buffer_append_text(cleaning->out, element->name);
    for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2) {
        struct slice attribute = slice_from(attributes[i]);
        struct slice value = slice_from(attributes[i + 1]);
        if (html_element_takes(element, attribute) &&
            (!html_attribute_is_address(attribute) || address_passes(cleaning, value))) {
            append_attribute(cleaning->out, attribute, value);
        }
    }
    buffer_append_byte(cleaning->out, '>');
    if (!single) {
        cleaning->open[cleaning->depth++] = element;
    }
    return true;
}

static void write_end(void *context, const char *name) {
    struct cleaning *cleaning = context;
    const struct html_element *element = html_element_find(slice_from(name));
    if (cleaning->depth > 0 && cleaning->open[cleaning->depth - 1] == element) {
        close_last(cleaning);
    }
}

static void write_text(void *context, struct slice text) {
    struct cleaning *cleaning = context;
    escape_html(cleaning->out, text);
}

/* Bytes that are no UTF-8 become U+FFFD: libxml2 would take all of the text for Latin-1. */
static struct slice repaired(struct slice html, struct arena *scratch) {
    size_t offset = 0;
    if (utf8_valid(html, &offset)) {
        return html;
    }
    struct buffer out;
    buffer_init(&out, scratch);
    buffer_append(&out, slice_take(html, offset));
    while (offset < html.length) {
        buffer_append_code_point(&out, utf8_next(html, &offset));
    }
    return buffer_slice(&out);
}

void html_clean_with(struct slice html, struct arena *scratch, struct buffer *out,
                     html_address_allowed *address_allowed, html_dropped *dropped, void *context) {
    static const struct html_handler writer = {write_start, write_end, write_text};
    struct cleaning cleaning = {
        .out = out, .address_allowed = address_allowed, .dropped = dropped, .context = context};
    buffer_init(&cleaning.tame, scratch);
    buffer_init(&cleaning.decoded, scratch);
    tame(&cleaning, repaired(html, scratch));
    xml_library()->html_parse(buffer_slice(&cleaning.tame), &writer, &cleaning);
    while (cleaning.depth > 0) {
        close_last(&cleaning);
    }
}

void html_clean(struct slice html, struct arena *scratch, struct buffer *out, html_dropped *dropped,
                void *context) {
    html_clean_with(html, scratch, out, NULL, dropped, context);
}

#include "commands/show_value.h"

#include "base/escape.h"
#include "base/utf8.h"
#include "outputs/prose_text.h"
#include "site/site.h"

enum { VALUE_WIDTH = 200 };

void show_append_text(struct buffer *out, struct slice text) {
    struct buffer line;
    buffer_init(&line, out->arena);
    bool was_space = false;
    size_t at = 0;
    for (size_t count = 0; at < text.length && count < VALUE_WIDTH; count++) {
        size_t start = at;
        bool is_space = utf8_is_space(utf8_next(text, &at));
        if (!is_space || !was_space) {
            buffer_append(&line, is_space ? SLICE(" ") : slice_between(text, start, at));
        }
        was_space = is_space;
    }
    escape_terminal(out, slice_trim(buffer_slice(&line)));
    buffer_append_text(out, at < text.length ? "…" : "");
}

static void append_object(struct buffer *out, const struct value_object *object) {
    if (object->type == &reference_type) {
        const struct reference *reference = (const struct reference *)object;
        show_append_text(out,
                         reference->target == NULL ? reference->text : reference->target->identity);
        buffer_append_text(out, reference->target == NULL ? " (?)" : "");
    } else if (object->type == &file_use_type) {
        const struct file_use *use = (const struct file_use *)object;
        show_append_text(out, use->asset == NULL ? use->text : use->asset->path);
        buffer_append_text(out, use->asset == NULL ? " (?)" : "");
    } else if (object->type == &prose_type) {
        struct buffer text;
        buffer_init(&text, out->arena);
        prose_append_text(&text, (const struct prose *)object);
        show_append_text(out, buffer_slice(&text));
    }
}

static void append_map(struct buffer *out, struct value map) {
    bool is_first = true;
    for (uint32_t i = 0; i < map.length; i++) {
        if (map.as.map[i].value.type != VALUE_UNDEFINED) {
            buffer_append_text(out, is_first ? "" : ", ");
            show_append_text(out, map.as.map[i].key);
            buffer_append_text(out, ": ");
            show_append_value(out, map.as.map[i].value);
            is_first = false;
        }
    }
}

/* Recursion, through the maps and lists, is as deep as the kinds declare their fields, which YAML's
 * own limit bounds. */
void show_append_value(struct buffer *out, struct value value) {
    switch ((enum value_type)value.type) {
    case VALUE_BOOLEAN:
        buffer_append_text(out, value.as.boolean ? "true" : "false");
        break;
    case VALUE_INTEGER:
        buffer_append_integer(out, value.as.integer);
        break;
    case VALUE_NUMBER:
        buffer_format(out, "%.15g", value.as.number);
        break;
    case VALUE_TEXT:
        show_append_text(out, value_slice(value));
        break;
    case VALUE_DATE:
        date_append_iso(out, value.as.date);
        break;
    case VALUE_LIST:
        for (uint32_t i = 0; i < value.length; i++) {
            buffer_append_text(out, i == 0 ? "" : ", ");
            show_append_value(out, value.as.list[i]);
        }
        break;
    case VALUE_MAP:
        append_map(out, value);
        break;
    case VALUE_OBJECT:
        append_object(out, value.as.object);
        break;
    case VALUE_UNDEFINED:
    case VALUE_NULL:
        break;
    }
}

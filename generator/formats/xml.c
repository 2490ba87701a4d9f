#include "formats/xml.h"

#include "base/escape.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { INDENT = 2 };

/* What stands last in the innermost open element. */
enum within { WITHIN_TAG, WITHIN_TEXT, WITHIN_ELEMENTS };

struct xml {
    struct buffer *out;
    const char *open[XML_DEPTH];
    size_t depth;
    enum within within;
};

struct xml *xml_begin(struct buffer *out) {
    struct xml *xml = memory_allocate(sizeof *xml);
    *xml = (struct xml){.out = out, .within = WITHIN_ELEMENTS};
    buffer_append_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    return xml;
}

/* XML 1.0, production Char. */
static bool is_allowed(uint32_t code_point) {
    return code_point == '\t' || code_point == '\n' || code_point == '\r' ||
           (code_point >= 0x20 && code_point < 0xD800) ||
           (code_point >= 0xE000 && code_point <= 0xFFFD) || code_point >= 0x10000;
}

/* What a reader would change when it stands there as it is: XML 1.0, 2.11 and 3.3.3. */
static bool is_changed(uint32_t code_point, bool in_attribute) {
    return code_point == '\r' || (in_attribute && (code_point == '\n' || code_point == '\t'));
}

/* Everything goes through here that is not a name: escaped, without what XML cannot hold. */
static void append(struct buffer *out, struct slice text, bool in_attribute) {
    size_t written = 0;
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        if ((unsigned char)text.data[at] >= 0x20 && (unsigned char)text.data[at] < 0x80) {
            at++; /* nearly all there is */
            continue;
        }
        uint32_t code_point = utf8_next(text, &at);
        bool is_malformed = code_point == 0xFFFD;
        if (is_allowed(code_point) && !is_changed(code_point, in_attribute) && !is_malformed) {
            continue;
        }
        escape_html(out, slice_between(text, written, start));
        if (is_malformed) {
            buffer_append_code_point(out, code_point);
        } else if (is_allowed(code_point)) {
            buffer_append_text(out, "&#");
            buffer_append_integer(out, (int64_t)code_point);
            buffer_append_byte(out, ';');
        }
        written = at;
    }
    escape_html(out, slice_skip(text, written));
}

static void indent(struct xml *xml) {
    for (size_t i = 0; i < xml->depth * INDENT; i++) {
        buffer_append_byte(xml->out, ' ');
    }
}

void xml_open(struct xml *xml, const char *name) {
    if (xml->depth == XML_DEPTH) {
        machine_failed("XML is written too deep: %s", name);
    }
    if (xml->within == WITHIN_TAG) {
        buffer_append_text(xml->out, ">\n");
    }
    if (xml->within != WITHIN_TEXT) {
        indent(xml);
    }
    buffer_append_byte(xml->out, '<');
    buffer_append_text(xml->out, name);
    xml->open[xml->depth++] = name;
    xml->within = WITHIN_TAG;
}

void xml_attribute(struct xml *xml, const char *name, struct slice value) {
    buffer_append_byte(xml->out, ' ');
    buffer_append_text(xml->out, name);
    buffer_append_text(xml->out, "=\"");
    append(xml->out, value, true);
    buffer_append_byte(xml->out, '"');
}

void xml_text(struct xml *xml, struct slice text) {
    if (xml->within == WITHIN_TAG) {
        buffer_append_byte(xml->out, '>');
    }
    append(xml->out, text, false);
    xml->within = WITHIN_TEXT;
}

void xml_close(struct xml *xml) {
    const char *name = xml->open[--xml->depth];
    if (xml->within == WITHIN_TAG) {
        buffer_append_text(xml->out, "/>\n");
    } else {
        if (xml->within == WITHIN_ELEMENTS) {
            indent(xml);
        }
        buffer_append_text(xml->out, "</");
        buffer_append_text(xml->out, name);
        buffer_append_text(xml->out, ">\n");
    }
    xml->within = WITHIN_ELEMENTS;
}

void xml_element(struct xml *xml, const char *name, struct slice text) {
    xml_open(xml, name);
    xml_text(xml, text);
    xml_close(xml);
}

void xml_finish(struct xml *xml) {
    while (xml->depth > 0) {
        xml_close(xml);
    }
    free(xml);
}

#include "formats/xml.h"

#include "base/utf8.h"
#include "formats/xml_library.h"

#include <libxml/xmlwriter.h>
#include <stdlib.h>

struct xml {
    struct buffer *out;
    xmlBufferPtr memory;
    xmlTextWriterPtr writer;
    struct arena arena; /* of `text` */
    struct buffer text; /* what libxml2 gets next: it wants a NUL behind it */
};

/* Writing to memory fails for want of it only. */
static void must(int result) {
    if (result < 0) {
        machine_failed("out of memory");
    }
}

struct xml *xml_begin(struct buffer *out) {
    xml_library_begin();
    struct xml *xml = memory_allocate(sizeof *xml);
    *xml = (struct xml){.out = out};
    arena_init(&xml->arena);
    buffer_init(&xml->text, &xml->arena);
    xml->memory = xmlBufferCreate();
    xml->writer = xml->memory == NULL ? NULL : xmlNewTextWriterMemory(xml->memory, 0);
    if (xml->writer == NULL) {
        machine_failed("out of memory");
    }
    must(xmlTextWriterSetIndent(xml->writer, 1));
    must(xmlTextWriterSetIndentString(xml->writer, (const xmlChar *)"  "));
    must(xmlTextWriterStartDocument(xml->writer, NULL, "UTF-8", NULL));
    return xml;
}

/* XML 1.0, production Char. */
static bool is_allowed(uint32_t code_point) {
    return code_point == '\t' || code_point == '\n' || code_point == '\r' ||
           (code_point >= 0x20 && code_point < 0xD800) ||
           (code_point >= 0xE000 && code_point <= 0xFFFD) || code_point >= 0x10000;
}

/* The text without what XML cannot hold, as libxml2 wants it; valid until the next call. */
static const xmlChar *prepare(struct xml *xml, struct slice text) {
    buffer_truncate(&xml->text, 0);
    buffer_reserve(&xml->text, text.length + 1);
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        while (at < text.length && (unsigned char)text.data[at] >= 0x20 &&
               (unsigned char)text.data[at] < 0x80) {
            at++; /* ASCII that is allowed: nearly all there is */
        }
        buffer_append(&xml->text, slice_between(text, start, at));
        if (at < text.length) {
            uint32_t code_point = utf8_next(text, &at);
            if (is_allowed(code_point)) {
                buffer_append_code_point(&xml->text, code_point);
            }
        }
    }
    buffer_append_byte(&xml->text, '\0');
    return (const xmlChar *)xml->text.data;
}

void xml_open(struct xml *xml, const char *name) {
    must(xmlTextWriterStartElement(xml->writer, (const xmlChar *)name));
}

void xml_attribute(struct xml *xml, const char *name, struct slice value) {
    must(xmlTextWriterWriteAttribute(xml->writer, (const xmlChar *)name, prepare(xml, value)));
}

void xml_text(struct xml *xml, struct slice text) {
    must(xmlTextWriterWriteString(xml->writer, prepare(xml, text)));
}

void xml_close(struct xml *xml) {
    must(xmlTextWriterEndElement(xml->writer));
}

void xml_element(struct xml *xml, const char *name, struct slice text) {
    xml_open(xml, name);
    xml_text(xml, text);
    xml_close(xml);
}

void xml_finish(struct xml *xml) {
    must(xmlTextWriterEndDocument(xml->writer));
    xmlFreeTextWriter(xml->writer);
    const char *content = (const char *)xmlBufferContent(xml->memory);
    buffer_append(xml->out, slice_of(content, (size_t)xmlBufferLength(xml->memory)));
    xmlBufferFree(xml->memory);
    arena_release(&xml->arena);
    free(xml);
}

/* XML: feeds, sitemaps and what an e-book says of itself are written here; what is read is read
 * with libxml2 (formats/xml_library.h). */
#ifndef FORMATS_XML_H
#define FORMATS_XML_H

#include "base/buffer.h"

struct xml; /* a document being written */

enum { XML_DEPTH = 8 }; /* elements open in each other; one more ends the program */

/* Starts a document (UTF-8, indented) at the end of `out`, which is complete when xml_finish
 * returns; nothing else may be written to `out` until then. */
struct xml *xml_begin(struct buffer *out);
/* `<name>`, which must live until it is closed; attributes follow with xml_attribute, before any
 * content. An element holds a text or elements. */
void xml_open(struct xml *xml, const char *name);
void xml_attribute(struct xml *xml, const char *name, struct slice value);
void xml_text(struct xml *xml, struct slice text);
void xml_close(struct xml *xml);
/* An element that holds just text. Characters that XML cannot hold are left out. */
void xml_element(struct xml *xml, const char *name, struct slice text);
/* Closes what is open; `xml` is gone. */
void xml_finish(struct xml *xml);

/* Whether `text` is well-formed XML; if not, the line and a message (in `arena`) of the first
 * error. No entity, DTD or file outside the text is ever read. */
bool xml_well_formed(struct slice text, struct arena *arena, size_t *line, struct slice *message);

/* An attribute of an element that was read. Prefixes (`xhtml:`) are no part of a name. */
struct xml_attribute {
    struct slice name;
    struct slice value;
};

/* Called for every element in document order; `text` is what stands right within it. Texts are
 * valid during the call only. */
typedef void xml_element_visit(void *context, struct slice element,
                               const struct xml_attribute *attributes, size_t count,
                               struct slice text, size_t line);

/* Shows the elements of well-formed XML to `visit`; otherwise as xml_well_formed, and nothing is
 * shown. */
bool xml_visit(struct slice text, struct arena *arena, xml_element_visit *visit, void *context,
               size_t *line, struct slice *message);

#endif

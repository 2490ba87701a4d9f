/* libxml2: what is read with it, and what is made of its trees. It brings ICU and the C++ library,
 * which take longer to load than a small site takes to build, so it is a module (base/module.h),
 * loaded when there is raw HTML, a drawing, or a page from elsewhere. */
#ifndef FORMATS_XML_LIBRARY_H
#define FORMATS_XML_LIBRARY_H

#include "formats/html_parser.h"
#include "formats/markdown_write.h"
#include "formats/xml.h"

/* Makes libxml2 ready for many threads, and forbids it to read anything but what it is given; when
 * there is no memory for it, the program ends. To be called before any other use of it; all calls
 * but the first do nothing. */
void xml_library_begin(void);
/* The character that HTML 4 knows by that name ("eacute"), or 0. */
uint32_t xml_library_entity(const char *name);

/* These functions and those of the headers above, as the module "xml" has them. */
struct xml_module {
    void (*begin)(void);
    uint32_t (*entity)(const char *name);
    bool (*html_parse)(struct slice html, const struct html_handler *handler, void *context);
    bool (*visit)(struct slice text, struct arena *arena, xml_element_visit *visit, void *context,
                  size_t *line, struct slice *message);
    struct markdown_writer *(*markdown_begin)(struct arena *arena, enum markdown_write_style style);
    bool (*markdown_html)(struct markdown_writer *writer, struct slice xhtml, unsigned levels);
    struct slice (*markdown_finish)(struct markdown_writer *writer);
};
extern const struct xml_module xml_module;

/* The module, loaded by the first who asks. */
const struct xml_module *xml_library(void);

#endif

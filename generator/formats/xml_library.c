#include "formats/xml_library.h"

#include "base/arena.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* No entity, DTD or include is ever read from elsewhere, whatever a document asks for. */
static xmlParserInputPtr load_nothing(const char *address, const char *identifier,
                                      xmlParserCtxtPtr context) {
    (void)address;
    (void)identifier;
    (void)context;
    return NULL;
}

/* libxml2 goes on without what it had no memory for. We do not: the program ends. */
static char *copy_text(const char *text) {
    size_t size = strlen(text) + 1;
    return memcpy(memory_allocate(size), text, size);
}

static void begin(void) {
    xmlMemSetup(free, memory_allocate, memory_resize, copy_text);
    xmlInitParser();
    xmlSetExternalEntityLoader(load_nothing);
}

void xml_library_begin(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, begin);
}

uint32_t xml_library_entity(const char *name) {
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
    return entity == NULL ? 0 : entity->value;
}

const struct xml_module xml_module = {.begin = xml_library_begin,
                                      .entity = xml_library_entity,
                                      .html_parse = html_parse,
                                      .visit = xml_visit,
                                      .markdown_begin = markdown_write_begin,
                                      .markdown_html = markdown_write_html,
                                      .markdown_finish = markdown_write_finish};

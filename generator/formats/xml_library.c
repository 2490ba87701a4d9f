#include "formats/xml_library.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <pthread.h>

/* No entity, DTD or include is ever read from elsewhere, whatever a document asks for. */
static xmlParserInputPtr load_nothing(const char *address, const char *identifier,
                                      xmlParserCtxtPtr context) {
    (void)address;
    (void)identifier;
    (void)context;
    return NULL;
}

static void begin(void) {
    xmlInitParser();
    xmlSetExternalEntityLoader(load_nothing);
}

void xml_library_begin(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, begin);
}

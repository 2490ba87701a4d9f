#include "base/module.h"
#include "formats/xml_library.h"

#include <pthread.h>

/* Asked for once for every piece of raw HTML: too often to look the module up each time. */
static const struct xml_module *loaded;

static void load(void) {
    loaded = module_load("xml");
}

const struct xml_module *xml_library(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return loaded;
}

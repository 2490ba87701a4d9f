/* An export of WordPress of any bytes. */
#include "import_fuzz.h"

static void read_it(struct import *import, struct slice text) {
    import_wordpress(import, text, SLICE("in"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_import(read_it, slice_of((const char *)data, size));
    return 0;
}

/* The settings of a site from any bytes. */
#include "read_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_read("content/site.yaml", data, size);
    return 0;
}

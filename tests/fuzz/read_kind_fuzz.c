/* A kind from any bytes, and the items that are read by it. */
#include "read_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_read("content/kinds/network.yaml", data, size);
    return 0;
}

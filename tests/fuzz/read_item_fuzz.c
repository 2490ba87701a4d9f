/* An item in YAML from any bytes, with fields of every type. */
#include "read_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_read("content/networks/made-up.yaml", data, size);
    return 0;
}

/* An item in Markdown from any bytes: its front matter above all. */
#include "read_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_read("content/articles/made-up.md", data, size);
    return 0;
}

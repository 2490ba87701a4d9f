/* The size of a picture from any bytes, and from every beginning of them: nothing is read beyond
 * the end, and a size is one that a page can have. */
#include "formats/image.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    size_t step = size / 16 + 1;
    for (size_t length = size;; length -= step) {
        char *copy = malloc(length + 1);
        if (copy == NULL) {
            abort();
        }
        memcpy(copy, data, length);
        char *exact = realloc(copy, length == 0 ? 1 : length);
        uint32_t width = 0;
        uint32_t height = 0;
        bool found = image_size(slice_of(exact, length), &width, &height);
        if (found != (width > 0 && height > 0) || width > INT32_MAX || height > INT32_MAX) {
            abort();
        }
        free(exact);
        if (length < step) {
            return 0;
        }
    }
}

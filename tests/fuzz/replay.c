/* The main of a fuzz target that is built without a fuzzer: it gives the target each file that is
 * named, so that `make test` replays the corpora with any compiler. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        uint8_t *data = NULL;
        size_t size = 0, count = 0;
        do {
            uint8_t *larger = realloc(data, size + 65536);
            if (file == NULL || larger == NULL) {
                perror(argv[i]);
                return 3;
            }
            data = larger;
            count = fread(data + size, 1, 65536, file);
            size += count;
        } while (count > 0);
        fclose(file);
        LLVMFuzzerTestOneInput(data, size);
        free(data);
    }
    return 0;
}

#include "pdf/galley.h"

struct part *galley_add(struct galley *galley) {
    if (galley->count == galley->capacity) {
        size_t larger = galley->capacity == 0 ? 8 : 2 * galley->capacity;
        galley->parts =
            arena_grow(galley->arena, galley->parts, galley->capacity * sizeof(struct part),
                       larger * sizeof(struct part));
        galley->capacity = larger;
    }
    struct part *part = &galley->parts[galley->count++];
    *part = (struct part){.type = PART_NOTHING};
    return part;
}

double galley_height(const struct galley *galley) {
    double height = 0;
    for (size_t i = 0; i < galley->count; i++) {
        height += galley->parts[i].stack.height + (i > 0 ? galley->parts[i].stack.space : 0);
    }
    return height;
}

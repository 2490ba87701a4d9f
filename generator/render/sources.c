#include "render/sources.h"

void sources_init(struct sources *sources, size_t item_count, struct arena *arena) {
    *sources = (struct sources){.stamps = arena_new(arena, uint32_t, item_count),
                                .list = arena_new(arena, uint32_t, item_count),
                                .item_count = item_count};
}

void sources_begin(struct sources *sources) {
    sources->page++;
    sources->count = 0;
}

void sources_add(struct sources *sources, uint32_t number) {
    if (sources->stamps[number] != sources->page) {
        sources->stamps[number] = sources->page;
        sources->list[sources->count++] = number;
    }
}

void sources_append(const struct sources *sources, struct buffer *out) {
    for (size_t i = 0; i < sources->count; i++) {
        uint32_t number = sources->list[i];
        for (; number >= 0x80; number >>= 7) {
            buffer_append_byte(out, (char)(number | 0x80));
        }
        buffer_append_byte(out, (char)number);
    }
}

bool sources_are_same(struct slice text, const bool *is_changed, size_t item_count) {
    uint64_t number = 0;
    unsigned shift = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        number |= (uint64_t)(byte & 0x7f) << shift;
        shift += 7;
        if (byte >= 0x80) {
            if (shift > 28) {
                return false;
            }
            continue;
        }
        if (number >= item_count || is_changed[number]) {
            return false;
        }
        number = shift = 0;
    }
    return shift == 0;
}

#include "search/code.h"
#include "search/index.h"

size_t index_add_piece(struct search *search, struct pieces *pieces) {
    if (pieces->count == pieces->capacity) {
        size_t old = pieces->capacity, new = old == 0 ? 64 : old * 2;
        struct arena *arena = search->arena;
        pieces->keys =
            arena_grow(arena, pieces->keys, old * sizeof(struct slice), new * sizeof(struct slice));
        pieces->counts =
            arena_grow(arena, pieces->counts, old * sizeof(uint32_t), new * sizeof(uint32_t));
        pieces->hashes =
            arena_grow(arena, pieces->hashes, old * sizeof(uint64_t), new * sizeof(uint64_t));
        pieces->capacity = new;
    }
    return pieces->count++;
}

void index_write_piece(const struct search *search, struct pieces *pieces, char sort, size_t number,
                       struct slice content) {
    /* Not a secret: it only has to differ when the content does. */
    static const uint64_t seed[2] = {0, 0};
    struct arena arena;
    arena_init(&arena);
    struct slice name = arena_format(&arena, "%c%zu", sort, number);
    struct buffer out;
    buffer_init(&out, &arena);
    buffer_reserve(&out, content.length + 64);
    code_begin_file(&out, search->options->language, name);
    buffer_append(&out, content);
    code_end_file(&out);
    pieces->hashes[number] = hash_text(buffer_slice(&out), seed);
    search->write(search->context, arena_format(&arena, "%.*s.js", slice_width(name), name.data),
                  buffer_slice(&out));
    arena_release(&arena);
}

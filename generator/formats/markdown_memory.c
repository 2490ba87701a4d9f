#include "formats/markdown_memory.h"

#include <string.h>

/* Under a sanitizer each block is an allocation of its own, so that the tools see what is read
 * beyond it. */
#if defined(__SANITIZE_ADDRESS__)
#define BLOCKS_APART 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BLOCKS_APART 1
#endif
#endif
#ifndef BLOCKS_APART
#define BLOCKS_APART 0
#endif

/* The size of a block stands before it, in a word that keeps the block aligned: cmark does not tell
 * the old size when it wants more. Small blocks are cut from slabs that are zeroed at once. */
enum { HEADER = 16, SLAB = 32 << 10, SMALL = 4 << 10 };

struct tree_memory {
    struct arena *arena;
    char *at; /* of the slab: the next free byte, zero like all behind it */
    char *end;
};

static _Thread_local struct tree_memory *current;

/* Zeroed a kilobyte at a time: the processor's own way for large pieces takes its time to start. */
static char *new_slab(struct arena *arena) {
    char *bytes = arena_bytes(arena, SLAB + HEADER);
    char *slab = bytes + (HEADER - (uintptr_t)bytes % HEADER) % HEADER;
    for (size_t at = 0; at < SLAB; at += 1024) {
        memset(slab + at, 0, 1024);
    }
    return slab;
}

static char *new_block(size_t size) {
    if (size > SIZE_MAX / 4) {
        machine_failed("out of memory");
    }
    size_t room = (size + HEADER + HEADER - 1) & ~(size_t)(HEADER - 1);
    if (BLOCKS_APART || room > SMALL) {
        return arena_allocate(current->arena, size + HEADER);
    }
    if ((size_t)(current->end - current->at) < room) {
        current->at = new_slab(current->arena);
        current->end = current->at + SLAB;
    }
    char *block = current->at;
    current->at += room;
    return block;
}

static void *tree_allocate(size_t count, size_t size) {
    size_t total = 0;
    if (__builtin_mul_overflow(count, size, &total)) {
        machine_failed("out of memory");
    }
    char *block = new_block(total);
    memcpy(block, &total, sizeof total);
    return block + HEADER;
}

static void *tree_resize(void *memory, size_t size) {
    if (memory == NULL) {
        return tree_allocate(1, size);
    }
    char *block = (char *)memory - HEADER;
    size_t old = 0;
    memcpy(&old, block, sizeof old);
    if (size <= old) {
        return memory;
    }
    char *grown = NULL;
    if (old + HEADER > SMALL) {
        grown = arena_grow(current->arena, block, old + HEADER, size + HEADER);
    } else {
        grown = new_block(size);
        memcpy(grown + HEADER, memory, old);
    }
    memcpy(grown, &size, sizeof size);
    return grown + HEADER;
}

static void tree_free(void *memory) {
    (void)memory;
}

cmark_node *markdown_tree(struct arena *arena, struct slice text) {
    static cmark_mem memory = {tree_allocate, tree_resize, tree_free};
    struct tree_memory tree = {.arena = arena};
    struct tree_memory *outer = current;
    current = &tree;
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
    cmark_parser_feed(parser, text.data, text.length);
    cmark_node *root = cmark_parser_finish(parser);
    current = outer;
    return root;
}

#include "formats/markdown_memory.h"

#include <string.h>

static _Thread_local struct arena *current;

/* The size of a block stands before it, in a word that keeps the block aligned: cmark does not tell
 * the old size when it wants more. */
enum { HEADER = 16 };

static void *tree_resize(void *memory, size_t size) {
    size_t old = 0;
    char *block = NULL;
    if (memory != NULL) {
        block = (char *)memory - HEADER;
        memcpy(&old, block, sizeof old);
        old += HEADER;
    }
    if (size > SIZE_MAX / 4) {
        machine_failed("out of memory");
    }
    block = arena_grow(current, block, old, size + HEADER);
    memcpy(block, &size, sizeof size);
    return block + HEADER;
}

static void *tree_allocate(size_t count, size_t size) {
    size_t total = 0;
    if (__builtin_mul_overflow(count, size, &total) || total > SIZE_MAX / 4) {
        machine_failed("out of memory");
    }
    char *block = arena_allocate(current, total + HEADER);
    memcpy(block, &total, sizeof total);
    return block + HEADER;
}

static void tree_free(void *memory) {
    (void)memory;
}

cmark_node *markdown_tree(struct arena *arena, struct slice text) {
    static cmark_mem memory = {tree_allocate, tree_resize, tree_free};
    struct arena *outer = current;
    current = arena;
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
    cmark_parser_feed(parser, text.data, text.length);
    cmark_node *root = cmark_parser_finish(parser);
    current = outer;
    return root;
}

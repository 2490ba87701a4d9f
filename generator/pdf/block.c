#include "pdf/block.h"

struct block *block_add(struct block *parent, struct arena *arena, enum block_type type) {
    struct block *block = arena_new(arena, struct block, 1);
    block->type = type;
    block->parent = parent;
    if (parent == NULL) {
        return block;
    }
    if (parent->last == NULL) {
        parent->first = block;
    } else {
        parent->last->next = block;
    }
    parent->last = block;
    return block;
}

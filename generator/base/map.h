/* A hash map from slices to pointers, by open addressing. The hash is SipHash-1-3 with a key that
 * differs in every process, so that nobody can choose names that collide; nothing may depend on the
 * order of its entries, so it offers no walk. Keys are not copied: they must live as long as the
 * map. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"
#include "base/slice.h"

struct map_entry {
    struct slice key;
    uint64_t hash;
    void *value;
};

struct map {
    struct arena *arena;
    struct map_entry *entries;
    size_t capacity; /* a power of two, or 0 */
    size_t count;
    uint64_t seed[2];
};

/* An empty map that takes its memory from `arena`. */
void map_init(struct map *map, struct arena *arena);
/* The value of `key`, or NULL. */
void *map_get(const struct map *map, struct slice key);
/* The place of the value of `key`, made (holding NULL) if it was not there. Valid until the next
 * map_place. */
void **map_place(struct map *map, struct slice key);
/* SipHash-1-3 of `text` (Aumasson and Bernstein, 2012). */
uint64_t hash_text(struct slice text, const uint64_t seed[2]);

#endif

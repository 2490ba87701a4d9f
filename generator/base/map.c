#include "base/map.h"

#include <string.h>
#include <sys/auxv.h>

static uint64_t rotated(uint64_t word, int bits) {
    return (word << bits) | (word >> (64 - bits));
}

/* In the caller, where its state stays in registers: every name of every template, and every word
 * of a search index, is looked up by it. */
static inline __attribute__((always_inline)) void sip_round(uint64_t v[4]) {
    v[0] += v[1];
    v[1] = rotated(v[1], 13) ^ v[0];
    v[0] = rotated(v[0], 32);
    v[2] += v[3];
    v[3] = rotated(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = rotated(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = rotated(v[1], 17) ^ v[2];
    v[2] = rotated(v[2], 32);
}

static inline __attribute__((always_inline)) void sip_word(uint64_t v[4], uint64_t word) {
    v[3] ^= word;
    sip_round(v);
    v[0] ^= word;
}

uint64_t hash_text(struct slice text, const uint64_t seed[2]) {
    uint64_t v[4] = {seed[0] ^ 0x736f6d6570736575, seed[1] ^ 0x646f72616e646f6d,
                     seed[0] ^ 0x6c7967656e657261, seed[1] ^ 0x7465646279746573};
    size_t at = 0;
    for (; at + 8 <= text.length; at += 8) {
        uint64_t word = 0;
        memcpy(&word, text.data + at, 8);
        sip_word(v, word);
    }
    uint64_t last = (uint64_t)text.length << 56;
    for (size_t i = 0; at + i < text.length; i++) {
        last |= (uint64_t)(unsigned char)text.data[at + i] << (8 * i);
    }
    sip_word(v, last);
    v[2] ^= 0xff;
    sip_round(v);
    sip_round(v);
    sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

void map_init(struct map *map, struct arena *arena) {
    *map = (struct map){.arena = arena};
    /* Sixteen bytes that the kernel makes at random for every process: no system call and no global
     * needed. */
    const void *random = (const void *)getauxval(AT_RANDOM); // NOLINT(performance-no-int-to-ptr)
    if (random != NULL) {
        memcpy(map->seed, random, sizeof map->seed);
    }
}

/* The entry of `key`, or the free one where it would go. */
static struct map_entry *find(const struct map *map, struct slice key, uint64_t hash) {
    size_t mask = map->capacity - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        struct map_entry *entry = &map->entries[i];
        if (entry->key.data == NULL || (entry->hash == hash && slice_equals(entry->key, key))) {
            return entry;
        }
    }
}

static void grow(struct map *map) {
    struct map old = *map;
    map->capacity = old.capacity == 0 ? 16 : old.capacity * 2;
    map->entries = arena_new(map->arena, struct map_entry, map->capacity);
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.entries[i].key.data != NULL) {
            *find(map, old.entries[i].key, old.entries[i].hash) = old.entries[i];
        }
    }
}

void *map_get(const struct map *map, struct slice key) {
    if (map->count == 0) {
        return NULL;
    }
    return find(map, key, hash_text(key, map->seed))->value;
}

void **map_place(struct map *map, struct slice key) {
    if (map->count * 4 >= map->capacity * 3) {
        grow(map);
    }
    uint64_t hash = hash_text(key, map->seed);
    struct map_entry *entry = find(map, key, hash);
    if (entry->key.data == NULL) {
        entry->key = slice_of(key.data == NULL ? "" : key.data, key.length);
        entry->hash = hash;
        map->count++;
    }
    return &entry->value;
}

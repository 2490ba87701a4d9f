/* XXH64 with seed 0 (Yann Collet, xxHash specification 0.1.1): tells bytes that were damaged on
 * their way, and costs a fraction of writing them. It does not tell bytes that somebody forged.
 * `xxh64sum` prints the same. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/slice.h"

enum { HASH_STRIPE = 32 };

struct hash {
    uint64_t sums[4];
    uint64_t length;
    char rest[HASH_STRIPE]; /* what did not fill a stripe yet */
};

void hash_init(struct hash *hash);
void hash_add(struct hash *hash, struct slice bytes);
/* The hash of all that was added. */
uint64_t hash_result(const struct hash *hash);
/* Adds the text and its length, so that where one ends and the next begins counts too. */
void hash_add_text(struct hash *hash, struct slice text);
void hash_add_number(struct hash *hash, uint64_t number);
/* The hash of a hash and of a text with its name: what is read one after another. */
uint64_t hash_onto(uint64_t before, struct slice name, struct slice text);
/* The hash of these bytes alone. */
uint64_t hash_bytes(struct slice bytes);

#endif

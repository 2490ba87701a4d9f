/* XXH64 with seed 0 (Yann Collet, xxHash specification 0.1.1): tells bytes that were damaged on
 * their way, and costs a fraction of writing them. It does not tell bytes that somebody forged.
 * `xxh64sum` prints the same. */
#ifndef PUBLISH_HASH_H
#define PUBLISH_HASH_H

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
/* The hash of these bytes alone. */
uint64_t hash_bytes(struct slice bytes);

#endif

#include "base/hash.h"

#include <string.h>

static const uint64_t primes[] = {0,
                                  0x9E3779B185EBCA87,
                                  0xC2B2AE3D27D4EB4F,
                                  0x165667B19E3779F9,
                                  0x85EBCA77C2B2AE63,
                                  0x27D4EB2F165667C5};

static uint64_t rotated(uint64_t word, int bits) {
    return (word << bits) | (word >> (64 - bits));
}

/* Little-endian, whatever the machine is. */
static uint64_t word_at(const char *bytes, size_t size) {
    uint64_t word = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(&word, bytes, size);
#else
    for (size_t i = 0; i < size; i++) {
        word |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
    }
#endif
    return word;
}

static uint64_t mixed(uint64_t sum, uint64_t word) {
    return rotated(sum + word * primes[2], 31) * primes[1];
}

/* The sums are kept in registers while there are stripes: twice as fast. */
static void add_stripes(struct hash *hash, const char *stripe, size_t count) {
    uint64_t a = hash->sums[0], b = hash->sums[1], c = hash->sums[2], d = hash->sums[3];
    for (; count > 0; count--, stripe += HASH_STRIPE) {
        a = mixed(a, word_at(stripe, 8));
        b = mixed(b, word_at(stripe + 8, 8));
        c = mixed(c, word_at(stripe + 16, 8));
        d = mixed(d, word_at(stripe + 24, 8));
    }
    hash->sums[0] = a;
    hash->sums[1] = b;
    hash->sums[2] = c;
    hash->sums[3] = d;
}

void hash_init(struct hash *hash) {
    *hash = (struct hash){.sums = {primes[1] + primes[2], primes[2], 0, 0 - primes[1]}};
}

void hash_add(struct hash *hash, struct slice bytes) {
    if (bytes.length == 0) {
        return;
    }
    size_t held = hash->length % HASH_STRIPE;
    hash->length += bytes.length;
    if (held > 0) {
        size_t more = bytes.length < HASH_STRIPE - held ? bytes.length : HASH_STRIPE - held;
        memcpy(hash->rest + held, bytes.data, more);
        bytes = slice_skip(bytes, more);
        if (held + more < HASH_STRIPE) {
            return;
        }
        add_stripes(hash, hash->rest, 1);
    }
    add_stripes(hash, bytes.data, bytes.length / HASH_STRIPE);
    bytes = slice_skip(bytes, bytes.length / HASH_STRIPE * HASH_STRIPE);
    if (bytes.length > 0) {
        memcpy(hash->rest, bytes.data, bytes.length);
    }
}

static uint64_t joined(const uint64_t sums[4]) {
    uint64_t result =
        rotated(sums[0], 1) + rotated(sums[1], 7) + rotated(sums[2], 12) + rotated(sums[3], 18);
    for (size_t i = 0; i < 4; i++) {
        result = (result ^ mixed(0, sums[i])) * primes[1] + primes[4];
    }
    return result;
}

uint64_t hash_result(const struct hash *hash) {
    uint64_t result = hash->length < HASH_STRIPE ? primes[5] : joined(hash->sums);
    result += hash->length;
    size_t held = hash->length % HASH_STRIPE, at = 0;
    for (; at + 8 <= held; at += 8) {
        result ^= mixed(0, word_at(hash->rest + at, 8));
        result = rotated(result, 27) * primes[1] + primes[4];
    }
    if (at + 4 <= held) {
        result ^= word_at(hash->rest + at, 4) * primes[1];
        result = rotated(result, 23) * primes[2] + primes[3];
        at += 4;
    }
    for (; at < held; at++) {
        result ^= word_at(hash->rest + at, 1) * primes[5];
        result = rotated(result, 11) * primes[1];
    }
    result = (result ^ (result >> 33)) * primes[2];
    result = (result ^ (result >> 29)) * primes[3];
    return result ^ (result >> 32);
}

void hash_add_number(struct hash *hash, uint64_t number) {
    char bytes[sizeof number];
    memcpy(bytes, &number, sizeof number);
    hash_add(hash, slice_of(bytes, sizeof number));
}

void hash_add_text(struct hash *hash, struct slice text) {
    hash_add_number(hash, text.length);
    hash_add(hash, text);
}

uint64_t hash_onto(uint64_t before, struct slice name, struct slice text) {
    struct hash hash;
    hash_init(&hash);
    hash_add_number(&hash, before);
    hash_add_text(&hash, name);
    hash_add_text(&hash, text);
    return hash_result(&hash);
}

uint64_t hash_bytes(struct slice bytes) {
    struct hash hash;
    hash_init(&hash);
    hash_add(&hash, bytes);
    return hash_result(&hash);
}

#include "base/nearest.h"

#include <string.h>

enum { LONGEST = 128 }; /* longer names are compared by this many bytes of their heads */

static char folded(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Optimal string alignment over three rolling rows (Boytsov, "Indexing methods for approximate
 * dictionary searching", 2011, section 2.1). Bytes, not code points: an accent counts as two, which
 * is near enough for names. */
size_t edit_distance(struct slice a, struct slice b, size_t limit) {
    a = slice_take(a, LONGEST);
    b = slice_take(b, LONGEST);
    size_t difference = a.length > b.length ? a.length - b.length : b.length - a.length;
    if (difference > limit) {
        return limit + 1;
    }
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *previous = rows[1], *current = rows[2];
    memset(rows, 0, sizeof rows);
    for (size_t j = 0; j <= b.length; j++) {
        previous[j] = j;
    }
    for (size_t i = 1; i <= a.length; i++) {
        size_t best = current[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            char x = folded(a.data[i - 1]), y = folded(b.data[j - 1]);
            size_t cost = previous[j - 1] + (x != y);
            cost = smaller(cost, smaller(previous[j], current[j - 1]) + 1);
            if (i > 1 && j > 1 && x == folded(b.data[j - 2]) && folded(a.data[i - 2]) == y) {
                cost = smaller(cost, before[j - 2] + 1);
            }
            current[j] = cost;
            best = smaller(best, cost);
        }
        if (best > limit) {
            return limit + 1;
        }
        size_t *free_row = before;
        before = previous;
        previous = current;
        current = free_row;
    }
    return smaller(previous[b.length], limit + 1);
}

void nearest_init(struct nearest *nearest, struct slice wanted) {
    size_t limit = wanted.length / 3;
    *nearest = (struct nearest){.wanted = wanted,
                                .best = slice_of("", 0),
                                .distance = SIZE_MAX,
                                .limit = limit == 0 ? 1 : limit};
}

static size_t shared_start(struct slice a, struct slice b) {
    size_t count = 0;
    while (count < a.length && count < b.length && folded(a.data[count]) == folded(b.data[count])) {
        count++;
    }
    return count;
}

/* Whether the letters are the same, in another order. */
static bool same_letters(struct slice a, struct slice b) {
    int counts[256] = {0};
    for (size_t i = 0; a.length == b.length && i < a.length; i++) {
        counts[(unsigned char)folded(a.data[i])]++;
        counts[(unsigned char)folded(b.data[i])]--;
    }
    for (size_t i = 0; i < 256; i++) {
        if (counts[i] != 0) {
            return false;
        }
    }
    return a.length == b.length;
}

/* Of two that are as near: letters that changed places are the likeliest mistake, and the first
 * letters of a word are seldom wrong. Byte order decides what these do not. */
static bool is_better(const struct nearest *nearest, struct slice candidate) {
    bool swapped = same_letters(nearest->wanted, candidate);
    if (swapped != same_letters(nearest->wanted, nearest->best)) {
        return swapped;
    }
    size_t start = shared_start(nearest->wanted, candidate);
    size_t best = shared_start(nearest->wanted, nearest->best);
    return start != best ? start > best : slice_compare(candidate, nearest->best) < 0;
}

void nearest_offer(struct nearest *nearest, struct slice candidate) {
    /* What was written already is no help. */
    if (candidate.length == 0 || slice_equals(candidate, nearest->wanted)) {
        return;
    }
    size_t limit = smaller(nearest->limit, nearest->distance);
    size_t distance = edit_distance(nearest->wanted, candidate, limit);
    if (distance > nearest->limit || distance > nearest->distance) {
        return;
    }
    if (distance < nearest->distance || is_better(nearest, candidate)) {
        nearest->best = candidate;
        nearest->distance = distance;
    }
}

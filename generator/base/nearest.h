/* "Did you mean …?": the candidate nearest to a mistyped name. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/arena.h"

struct nearest {
    struct slice wanted;
    struct slice best; /* empty while nothing is near enough */
    size_t distance;
    size_t limit;
};

/* Starts a search for the name nearest to `wanted`. A name is near when its edit distance (optimal
 * string alignment: insert, delete, replace, swap neighbours; ASCII case counts as nothing) is at
 * most a third of the length of `wanted`, and at least 1. */
void nearest_init(struct nearest *nearest, struct slice wanted);
/* Offers a candidate. Of those that are as near wins the one with the same letters, then the one
 * that begins most like what is wanted, then the first in byte order, whatever the order of
 * offering. */
void nearest_offer(struct nearest *nearest, struct slice candidate);
/* The edit distance of `a` and `b`, or `limit` + 1 when it is more than `limit`. */
size_t edit_distance(struct slice a, struct slice b, size_t limit);

#endif

/* Where words may be broken: libhyphen with the dictionaries of the system. Inside the room. */
#ifndef PDF_HYPHENS_H
#define PDF_HYPHENS_H

#include "base/arena.h"
#include "base/map.h"
#include "base/slice.h"

struct hyphens {
    struct arena *arena;
    struct map languages; /* language → struct dictionary, NULL for those that have none */
    struct map words;     /* "nl:word" → where it breaks, see hyphens_of */
};

/* Needs hyphens_end. */
void hyphens_begin(struct hyphens *hyphens, struct arena *arena);
void hyphens_end(struct hyphens *hyphens);
/* Whether there are rules for the language; without them no word of it is broken. */
bool hyphens_has(struct hyphens *hyphens, struct slice language);
/* For every byte of `word` (letters only) whether it may be broken behind it, with a hyphen;
 * '1' or '0'. Valid as long as `hyphens`. An empty slice when it may be broken nowhere. */
struct slice hyphens_of(struct hyphens *hyphens, struct slice language, struct slice word);

#endif

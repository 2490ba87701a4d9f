/* Stems of words, by Snowball's algorithms (libstemmer): "netwerken" and "netwerk" are both
 * "netwerk". Only for languages whose algorithm the theme's search.js has too, so that what readers
 * type is stemmed alike. */
#ifndef SEARCH_STEM_H
#define SEARCH_STEM_H

#include "base/arena.h"

struct stemmer;

/* A stemmer for the language ("nl", "en"); one that changes nothing for any other. Belongs to one
 * thread at a time. */
struct stemmer *stemmer_open(struct slice language, struct arena *arena);
/* The stem of a folded word; valid until the next call. */
struct slice stemmer_stem(struct stemmer *stemmer, struct slice word);
/* What the index has for a folded word: its stem, in Dutch with one consonant at the end, which
 * Snowball leaves double ("beginnen" like "begin"); valid until the next call. */
struct slice stemmer_root(struct stemmer *stemmer, struct slice word);
void stemmer_close(struct stemmer *stemmer);

#endif

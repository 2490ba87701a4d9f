/* Words as they are compared. */
#ifndef SEARCH_FOLD_H
#define SEARCH_FOLD_H

#include "base/arena.h"

/* The word in lower case, without accents, ligatures taken apart (é → e, ĳ → ij, æ → ae). The
 * browser folds by the same rules: see fold() in the theme's search.js. */
struct slice fold_word(struct arena *arena, struct slice word);

#endif

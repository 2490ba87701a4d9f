/* Stop words: too common to tell pages apart. */
#ifndef SEARCH_STOP_H
#define SEARCH_STOP_H

#include "base/slice.h"

/* The language's stop words, folded, separated by spaces; empty for a language without a list. */
struct slice stop_words(struct slice language);

#endif

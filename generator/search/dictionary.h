/* Texts in short, for excerpts: what the site writes most stands in a dictionary, and in a text as
 * one or two characters. Inside the room.
 *
 * A text is a row of tokens, by their first character:
 *
 *     a-z          a word as it is, up to the next character that is not a-z
 *     space        a space between two of those; between all other words it goes without saying
 *     ~            a digit, how many UTF-16 units follow, and those
 *     |            the end of the text
 *     any other    DICTIONARY_SHORT of the other 64 characters are the first texts of the
 *                  dictionary; each of the rest, with the digit behind it, is one of the others
 *
 * What is no word stands between words and takes the place of the space. The first word of a text
 * or a sentence (behind . ! ?) gets a capital, unless it stands behind "~". */
#ifndef SEARCH_DICTIONARY_H
#define SEARCH_DICTIONARY_H

#include "search/index.h"

enum { DICTIONARY_SHORT = 24 };

struct dictionary;

/* Chooses the texts of the dictionary by what they save. */
struct dictionary *dictionary_make(const struct lexicon *lexicon, struct arena *arena);
/* Appends the tokens of a table in short, with the "|" behind it. */
void dictionary_append(struct buffer *out, const struct dictionary *dictionary,
                       const uint32_t *entry_of, struct tokens tokens);
/* The lists of the dictionary as they stand in index.js: the short ones separated by "|", and the
 * others front-coded with "|" behind each. */
void dictionary_append_lists(struct buffer *shorts, struct buffer *others,
                             const struct dictionary *dictionary);

#endif

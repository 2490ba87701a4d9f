/* Texts in short, for excerpts: what the site writes most stands in a dictionary, and in a text as
 * one or two characters. Inside the room.
 *
 * A text is a row of tokens, by their first character:
 *
 *     a digit below 12      a word in so many pieces and one, each a digit: a letter (0 to 25) or
 *                           one of the pieces in the dictionary (search/word_pieces.h)
 *     a digit below 70      one of the 58 short texts of the dictionary
 *     a digit below 90      with the digit behind it, one of the others
 *     |                     the end of the text
 *     }                     a digit, how many pieces follow, and those
 *     ~                     a digit, how many UTF-16 units follow, and those
 *
 * What is no word stands between words and takes the place of the space, which goes without saying.
 * The first word of a text or a sentence (behind . ! ?) gets a capital, unless it stands behind
 * "~". */
#ifndef SEARCH_DICTIONARY_H
#define SEARCH_DICTIONARY_H

#include "search/index.h"

enum { DICTIONARY_WORDS = 12, DICTIONARY_SHORT = 58, DICTIONARY_LONG = 20 };

/* Chooses the texts of the dictionary by what they save, and how everything else is written. */
struct dictionary *dictionary_make(const struct lexicon *lexicon, struct arena *arena);
/* Appends the tokens of a table in short, with the "|" behind it. */
void dictionary_append(struct buffer *out, const struct dictionary *dictionary,
                       const uint32_t *entry_of, struct tokens tokens);
/* The lists of the dictionary as they stand in index.js: the pieces and the short texts with "|"
 * behind each, and the others front-coded too. */
void dictionary_append_pieces(struct buffer *out, const struct dictionary *dictionary);
void dictionary_append_shorts(struct buffer *out, const struct dictionary *dictionary);
void dictionary_append_others(struct buffer *out, const struct dictionary *dictionary);

#endif

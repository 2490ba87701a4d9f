/* Words in pieces: letters, and the letters that stand together most in the words of a site, found
 * by pairing the most frequent neighbours again and again (byte pair encoding: Gage, 1994). Inside
 * the room. */
#ifndef SEARCH_WORD_PIECES_H
#define SEARCH_WORD_PIECES_H

#include "base/buffer.h"

enum { PIECE_LETTERS = 26, PIECE_COUNT = 93, PIECE_LENGTH = 12 };

struct word_piece {
    char text[PIECE_LENGTH];
    uint8_t length;
};

struct word_pieces {
    struct word_piece pieces[PIECE_COUNT]; /* the letters first */
    uint32_t count;
    uint8_t by_letter[PIECE_LETTERS][PIECE_COUNT]; /* those that begin so, the longest first */
    uint8_t letter_counts[PIECE_LETTERS];
};

/* A word of letters a-z to learn from, and how often it stands in the texts. */
struct weighted_word {
    struct slice text;
    uint64_t count;
};

/* Learns the pieces from words. */
void word_pieces_learn(struct word_pieces *pieces, const struct weighted_word *words, size_t count,
                       struct arena *scratch);
/* Appends the pieces of a word of letters a-z, a digit each. How many. */
uint32_t word_pieces_append(struct buffer *out, const struct word_pieces *pieces,
                            struct slice word);

#endif

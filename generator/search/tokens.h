/* Text → tokens: the words and what stands between them, as numbers. Inside the room.
 *
 * Every thread has a table of the texts it has seen; a token is an index in it. A single space
 * between two words is no token. The first word of a text and of a sentence is kept with a small
 * letter, as readers will not miss the difference: so that "Het" and "het" are one; a word that has
 * a small letter there has the bit TOKEN_AS_IT_IS. */
#ifndef SEARCH_TOKENS_H
#define SEARCH_TOKENS_H

#include "base/map.h"

#define TOKEN_AS_IT_IS 0x80000000u

struct tokens {
    const uint32_t *at;
    uint32_t count;
    uint32_t words; /* how many of them are words */
};

/* A text that was seen. */
struct seen {
    struct slice text;
    uint32_t count; /* how often, where it may be written in short */
    bool is_word;
};

struct token_table {
    struct arena arena;
    struct map map; /* text → index + 1 */
    struct seen *seen;
    uint32_t seen_count;
    size_t seen_capacity;
    uint32_t *scratch; /* the tokens of the text being read */
    size_t scratch_capacity;
};

void token_table_init(struct token_table *table);
void token_table_release(struct token_table *table);
/* The tokens of a text; they live as long as the table, the text need not. */
struct tokens token_table_read(struct token_table *table, struct slice text);

#endif

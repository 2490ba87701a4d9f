/* All texts, words and stems of an index, in byte order: the same whatever thread saw them first.
 * Inside the room. */
#ifndef SEARCH_LEXICON_H
#define SEARCH_LEXICON_H

#include "search/tokens.h"

#define LEXICON_NONE UINT32_MAX
enum { LEXICON_PARTS = 4 };

/* A text as it stands in the pages. */
struct entry {
    struct slice text;
    uint64_t count;
    uint32_t word; /* LEXICON_NONE: nothing to search for */
    bool is_word;
};

/* A folded word. */
struct word {
    struct slice text;
    uint32_t term;                 /* LEXICON_NONE: a stop word */
    uint32_t parts[LEXICON_PARTS]; /* the words that a compound is made of */
    uint32_t part_count;
};

/* A stem, by which words are found. */
struct term {
    struct slice text;
    const uint32_t *words; /* those with this stem */
    uint32_t word_count;
};

struct lexicon {
    struct slice language;
    struct arena *arena;
    struct entry *entries;
    uint32_t entry_count;
    struct word *words;
    uint32_t word_count;
    struct term *terms;
    uint32_t term_count;
    uint32_t **entry_of; /* by table, then by index in it: the entry */
    struct map word_map; /* folded text → index + 1 */
};

/* Makes the lexicon of what the tables have seen. */
void lexicon_make(struct lexicon *lexicon, struct slice language, const struct token_table *tables,
                  size_t table_count, struct arena *arena);
/* The word of that folded text, or LEXICON_NONE. */
uint32_t lexicon_word(const struct lexicon *lexicon, struct slice text);
/* Finds the parts of compounds: "zorgnetwerk" has "zorg" and "netwerk" if both are words of the
 * site. */
void lexicon_split_compounds(struct lexicon *lexicon);

#endif

/* An index that is being made. Inside the room. */
#ifndef SEARCH_INDEX_H
#define SEARCH_INDEX_H

#include "base/buffer.h"
#include "search/lexicon.h"
#include "search/search.h"

struct section {
    struct slice anchor;
    struct tokens heading;
    struct tokens text;
};

enum index_field { INDEX_TITLE, INDEX_HEADINGS, INDEX_TEXT, INDEX_FIELDS };

/* What is found: a page, or a part of a long one. */
struct passage {
    uint32_t page;
    const struct section *sections;
    uint32_t section_count;
    uint32_t words[INDEX_FIELDS];
};

struct indexed_page {
    struct slice address;
    struct tokens title;
    const uint32_t *filters;
    uint32_t filter_count;
    uint32_t table; /* whose tokens its texts are */
    struct passage *passages;
    uint32_t passage_count;
};

enum {
    POSTING_LEVELS = 12,
    /* A word that more passages have tells hardly anything; the best are kept, so that no piece is
     * larger than a reader should wait for. */
    POSTINGS_MAXIMUM = 6000,
    POSTINGS_INSIDE = 16 /* of a word, in its record; more stand in a piece of their own */
};

/* A passage that has a term, and how much the term says about it. */
struct posting {
    uint32_t passage;
    uint32_t level; /* below POSTING_LEVELS */
};

struct postings {
    const size_t *starts; /* by term, and one more */
    struct posting *list;
};

struct search {
    const struct search_options *options;
    struct arena *arena;
    struct token_table *tables; /* by worker */
    struct indexed_page *pages;
    struct passage **passages; /* all, in the order of pages */
    uint32_t passage_count;
    struct lexicon lexicon;
    struct postings postings;
    search_write *write;
    void *context;
};

/* Where the pieces of one sort begin. */
struct pieces {
    struct slice *keys; /* the shortest text that tells the first key from the last of the piece
                           before */
    uint32_t *counts;   /* how many things are in it */
    uint64_t *hashes;   /* of its bytes */
    size_t count;
    size_t capacity;
};

/* The postings of all terms, in the order of passages. */
void index_make_postings(struct search *search);
/* Leaves of a list only what an index keeps: the strongest, in their order. How many stay. */
size_t postings_take(struct posting *list, size_t count);
/* Write the pieces, and tell where they begin. */
void index_write_words(struct search *search, struct pieces *words, struct pieces *postings);
struct pieces index_write_ends(struct search *search);

struct dictionary;
struct pieces index_write_texts(struct search *search, const struct dictionary *dictionary);

/* Writes a piece: its sort ("w"), number and content (a JavaScript value). */
void index_write_piece(const struct search *search, struct pieces *pieces, char sort, size_t number,
                       struct slice content);
/* Makes room for one more piece, whose number it returns. */
size_t index_add_piece(struct search *search, struct pieces *pieces);

#endif

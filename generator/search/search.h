/* Search: the texts of one language → an index that a browser reads from file://, in pieces.
 *
 * The index is a set of plain script files: `index.js` (what every query needs: filters, the
 * dictionary of the texts, where each piece begins), `w<N>.js` (words), `p<N>.js` (the passages
 * that have them), `e<N>.js` (words by their endings, for typing errors) and `t<N>.js` (the texts
 * themselves, for excerpts). Each calls knoopSearch(language, name, data); the data are strings of
 * printable characters, described in search/code.h, search/words.h and search/texts.h. The other
 * half of the format is the theme's search.js.
 *
 * A page is added once, from any thread; everything that is written depends on the pages and their
 * numbers only. Ranking is BM25F (Robertson, Zaragoza, 2009: The Probabilistic Relevance Framework)
 * over title, headings and text: how much a word says about a passage is computed here, what the
 * word itself is worth (its rarity) in the browser. */
#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

#include "base/arena.h"

struct search_section {
    struct slice anchor; /* without "#"; empty for what stands before the first heading */
    struct slice heading;
    struct slice text; /* plain, white space as one space */
};

/* One page. All slices are valid during the call of search_add only. */
struct search_page {
    struct slice address; /* below the output folder, percent-encoded */
    struct slice title;
    const struct search_section *sections;
    size_t section_count;
    const uint32_t *filters; /* indexes in search_options.filters, each once */
    size_t filter_count;
};

/* Pages of one kind stand together: a kind begins at page number `first`. */
struct search_kind {
    struct slice label;
    struct slice plural;
    size_t first;
};

/* Something that results can be narrowed down by: "Onderwerpen", "Vertrouwen". */
struct search_filter {
    struct slice group;
    struct slice label;
};

struct search_options {
    struct slice language;
    size_t page_count;
    size_t jobs;
    const struct search_kind *kinds;
    size_t kind_count;
    const struct search_filter *filters;
    size_t filter_count;
};

struct search;

/* Begins an index of `page_count` pages. The options must live as long as the search. */
struct search *search_begin(const struct search_options *options, struct arena *arena);
/* Adds page `number`, each once, by thread `worker` (below `jobs`). */
void search_add(struct search *search, size_t number, const struct search_page *page,
                size_t worker);
/* What is done with a file of the index: its name ("t12.js") and its bytes, valid during the call.
 * Called from several threads; it may not use the arena of the search. */
typedef void search_write(void *context, struct slice name, struct slice bytes);
/* Writes the index and ends the search. */
void search_finish(struct search *search, search_write *write, void *context);

#endif

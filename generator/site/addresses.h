/* Every address that was published, as content/addresses.txt keeps it: a line each, sorted.
 *
 *     articles/coffee.html
 *     articles/coffee.html#beans
 *     gone: articles/old.html
 *
 * Addresses are those of items, of the first page of each kind's list and of aliases, and their
 * headings; what comes and goes with the number of items or the theme is none of them. */
#ifndef SITE_ADDRESSES_H
#define SITE_ADDRESSES_H

#include "base/arena.h"
#include "base/slice.h"

#define ADDRESSES_PATH "content/addresses.txt"

struct item;
struct site;

struct kept_address {
    struct slice page;   /* "articles/coffee.html" */
    struct slice anchor; /* "beans", or empty */
    uint32_t start;      /* its line in the file */
    uint32_t end;
    bool is_gone; /* given up on purpose */
};

struct kept_addresses {
    struct kept_address *entries; /* by page, then anchor */
    size_t count;
    struct slice text; /* the file as it is; empty if there is none */
    bool exists;
};

/* An address that the site has now. */
struct address {
    struct slice page;
    struct slice anchor;
    struct item *item; /* what it shows, or leads to; NULL for a list */
};

/* Before, at or behind: by page, then anchor, in byte order. */
int address_compare(struct slice page, struct slice anchor, struct slice other_page,
                    struct slice other_anchor);
/* All addresses of a linked site, in order, without doubles: `*count`. */
struct address *addresses_now(const struct site *site, struct arena *arena, size_t *count);
/* The text that content/addresses.txt should have: what it has, and what is new, of which there
 * are `*added`; the first of these goes to `*first`. */
struct slice addresses_text(const struct site *site, struct arena *arena, size_t *added,
                            struct slice *first);

#endif

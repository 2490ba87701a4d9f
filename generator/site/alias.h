/* What an entry of `aliases` says. */
#ifndef SITE_ALIAS_H
#define SITE_ALIAS_H

#include "site/item.h"

/* "articles/old.html#heading>section": an old address, perhaps of an anchor on that page, and
 * perhaps the anchor of this item that it leads to. */
struct alias {
    struct slice page;   /* "articles/old.html" */
    struct slice anchor; /* "heading"; empty: the page as a whole */
    struct slice to;     /* "section"; empty: the item as a whole */
    uint32_t start;      /* where it stands in the item's file */
    uint32_t end;
};

/* The parts of an alias as it is written. */
struct alias alias_parse(struct slice text);
/* How many aliases an item has, and one of them. */
size_t alias_count(const struct item *item);
struct alias alias_at(const struct item *item, size_t index);

#endif

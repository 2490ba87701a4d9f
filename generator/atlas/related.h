/* What stands around an item: the items that its fields name, those whose fields name it, and those
 * that a text of one of the two mentions. Only kinds that stand on maps count (`map` in kind.h). */
#ifndef ATLAS_RELATED_H
#define ATLAS_RELATED_H

#include "site/site.h"

/* Items that are related in one way. */
struct related_group {
    struct slice label; /* the field's, or the plural of the kind that refers; empty for mentions */
    bool is_mention;
    const struct item **items; /* at most RELATED_SHOWN */
    size_t count;
    size_t total;
};

enum { RELATED_SHOWN = 12 };

struct related {
    struct related_group *groups; /* in the order of the fields, then by kind, then mentions */
    size_t count;
};

/* The item that stands for all its languages. */
const struct item *related_leading(const struct item *item);
/* What stands around `item`; labels and items in `language`. */
struct related related_to(const struct site *site, const struct item *item, struct slice language,
                          struct arena *arena);
/* Shows every item that `item` itself refers to, as often as it does: by a field, or in a text
 * (then `field` is NULL). */
void related_visit(const struct item *item,
                   void (*visit)(void *context, const struct item *target,
                                 const struct field *field),
                   void *context);

#endif

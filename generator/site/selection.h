/* Selections: what readers can narrow the list of a kind down to, by its fields with
 * `filter: true`. Each is a list with pages of its own, so that a filter is a link. */
#ifndef SITE_SELECTION_H
#define SITE_SELECTION_H

#include "site/item.h"

/* So many values of a field are offered: those that most items have. More than that nobody reads
 * through, and every page of the list shows them. */
enum { SELECTIONS_MOST = 40 };

struct selection {
    const struct kind *kind;
    const struct field *field;
    struct item *target; /* what the field refers to; NULL for a choice, */
    struct slice choice; /* … which is this one */
    struct slice folder; /* of its pages: "articles/topics/regie" */
    struct item **items; /* in the order of the kind's list */
    size_t count;
};

/* What the values of such a field are: the field itself, or what it is a list of. */
const struct field *selection_element(const struct field *field);
/* Gives `visit` every value that a field with `filter: true` has in an item: the item that a
 * reference leads to, or (with NULL for that) a choice. */
typedef void selection_visit(void *context, struct item *target, struct slice choice);
void selection_values(const struct item *item, const struct field *field, selection_visit *visit,
                      void *context);
/* The address of one of its pages, from 1: "articles/topics/regie/index.html", ".../page-2.html".
 */
struct slice selection_address(const struct selection *selection, size_t number,
                               struct arena *arena);
/* What readers call it: the title of what is referred to, or the choice. */
struct slice selection_label(const struct selection *selection, struct slice language);

#endif

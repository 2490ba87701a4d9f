/* What the rule about lost addresses knows, and how it finds what takes their place. */
#ifndef CHECK_LOST_H
#define CHECK_LOST_H

#include "check/rules.h"

struct losing {
    struct rule_context *context;
    const struct address *now; /* every address of the site, in order */
    size_t count;
    /* Made when the first page is missed: */
    bool is_known;
    struct map hidden;   /* page → item that is not published */
    struct item **fresh; /* items whose page was never published before */
    size_t fresh_count;
    struct map names;   /* the last part of a fresh page → its item; of doubles the item `many` */
    struct map anchors; /* an anchor → the fresh items that have it */
    struct item many;
    size_t comparisons; /* that may still be made: the work is bounded on the largest sites */
};

/* What may take the place of a page. */
struct successor {
    const struct item *item;
    bool is_sure;
};

/* How much two slugs or anchors are alike, 0 to 100; from LOST_ALIKE on one may be the other. */
enum { LOST_ALIKE = 55 };
size_t lost_likeness(struct slice a, struct slice b);
/* Whether content/addresses.txt has it. */
bool lost_is_kept(const struct losing *losing, struct slice page, struct slice anchor);
/* The item that would stand at the page if it were published, or NULL. */
const struct item *lost_unpublished(struct losing *losing, struct slice page);
/* What seems to take the place of a page with `count` addresses: a new page of the same name in
 * another folder, one with the same headings, or one with a name that is near; else, not surely, an
 * old one with a name that is near. False when there is none. */
bool lost_successor(struct losing *losing, const struct kept_address *kept, size_t count,
                    struct successor *successor);
/* For each lost anchor of an item the new heading that seems to take its place, or NULL. */
const struct markup_anchor **lost_headings(const struct losing *losing, const struct item *item,
                                           const struct kept_address *const *lost, size_t count,
                                           struct arena *arena);

#endif

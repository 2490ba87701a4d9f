/* What the files of this room share while a site is linked. */
#ifndef LINK_LINKING_H
#define LINK_LINKING_H

#include "link/link.h"

struct linker {
    struct arena *arena; /* lives as long as the site */
    struct arena scratch;
    struct diagnostics diagnostics;
};

/* Undoes what linking made. */
void link_forget(struct site *site);
/* Registers every item by identity, tails of its slug, title and file; joins the languages of one
 * item. */
void link_index(struct site *site, struct linker *linker);
/* Finds the home item, and gives every published item its address. */
void link_addresses(struct site *site, struct linker *linker);
/* Makes the pages at old addresses, and gives items the old anchors of their pages. */
void link_redirects(struct site *site, struct linker *linker);
/* Gives every kind its items in order, and the site its kinds by weight. */
void link_order(struct site *site, struct linker *linker);
/* Puts an item whose title or sort value changed at its place among those of its kind. False when
 * that is where it was. */
bool link_reorder(struct site *site, struct item *item, struct linker *linker);
/* Finds what the list of each kind can be narrowed down to. */
void link_selections(struct site *site, struct linker *linker);
/* Puts the items in order again where `item` is among them, once its kind's list is. */
void link_reorder_selections(struct site *site, const struct item *item);
/* Negative or positive as items of `first` come before or after those of `second`. */
int link_compare_kinds(const struct kind *first, const struct kind *second);
/* The item is no longer found by `old_name`, unless that is its slug or alias too, but by its
 * title.
 */
void link_rename(struct site *site, struct item *item, struct slice old_name,
                 struct linker *linker);
/* Makes the map of anchors of an item whose body has many. */
void link_anchors(struct item *item, struct linker *linker);
/* Finds what the fields of an item refer to. */
void link_fields(const struct site *site, struct item *item, struct linker *linker);
/* Finds what the links in a text lead to; `owner` is NULL for texts of the site itself. */
void link_prose(const struct site *site, struct prose *prose, const struct item *owner,
                struct linker *linker);
/* Gives the links in an article's callouts to the items of these callouts. */
void link_owners(struct item *item, struct linker *linker);
/* Finds what the menu leads to. */
void link_menu(struct site *site, struct linker *linker);
/* Gives every item the places that refer to it, and marks the assets that are used. */
void link_backlinks(struct site *site, struct linker *linker);

/* Whether readers can see it. */
bool link_is_published(const struct site *site, const struct item *item);
/* Reports that `written` found nothing, or more than one item; nothing for FIND_OK. */
void link_report_find(const struct site *site, const struct find_result *found,
                      struct slice written, struct place at, struct linker *linker);
/* Reports a target that is not published. False then. */
bool link_check_state(const struct site *site, const struct item *target, struct slice written,
                      struct place at, struct linker *linker);
/* The file or item at a path as written in the file `from`; a target of no type after a diagnostic.
 */
struct target link_path(const struct site *site, struct slice from, struct slice written,
                        struct place at, struct linker *linker);

#endif

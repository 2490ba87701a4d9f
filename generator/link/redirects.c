/* Old addresses: the pages that lead on, and the anchors that lead elsewhere. */
#include "link/linking.h"
#include "site/alias.h"

/* What stands at an address: a page, or a redirect. */
struct occupant {
    struct item *item;
    struct redirect *redirect;
    struct moved_anchor **last; /* where the next of its old anchors goes */
};

struct redirecting {
    struct site *site;
    struct linker *linker;
    struct map pages; /* address → struct occupant */
};

static struct occupant *occupant_of(struct redirecting *redirecting, struct slice address) {
    void **place = map_place(&redirecting->pages, address);
    if (*place == NULL) {
        *place = arena_new(redirecting->linker->arena, struct occupant, 1);
    }
    return *place;
}

/* An alias leads to an anchor that the item has; else that is reported, and it leads to the page.
 */
static struct slice check_anchor(struct redirecting *redirecting, const struct item *item,
                                 const struct alias *alias) {
    if (alias->to.length == 0 || item_anchor(item, alias->to, NULL) != NULL) {
        return alias->to;
    }
    struct diagnostic *d = diagnostic_add(&redirecting->linker->diagnostics, MESSAGE_ANCHOR_MISSING,
                                          place_of(item->path, alias->start, alias->end));
    diagnostic_argument(d, alias->to);
    diagnostic_argument(d, item->identity);
    return SLICE("");
}

static void add_redirect(struct redirecting *redirecting, struct occupant *occupant,
                         struct slice address, struct item *item, struct slice anchor) {
    struct redirect *redirect = &redirecting->site->redirects[redirecting->site->redirect_count++];
    *redirect = (struct redirect){.address = address, .item = item, .anchor = anchor};
    occupant->redirect = redirect;
}

static void add_page(struct redirecting *redirecting, struct item *item,
                     const struct alias *alias) {
    struct occupant *occupant = occupant_of(redirecting, alias->page);
    /* What is there already is told by the check of outputs. */
    if (occupant->item == NULL && occupant->redirect == NULL) {
        add_redirect(redirecting, occupant, alias->page, item,
                     check_anchor(redirecting, item, alias));
    }
}

static void add_anchor(struct redirecting *redirecting, struct item *item,
                       const struct alias *alias) {
    struct occupant *occupant = occupant_of(redirecting, alias->page);
    struct moved_anchor *moved = arena_new(redirecting->linker->arena, struct moved_anchor, 1);
    *moved =
        (struct moved_anchor){alias->anchor, item, check_anchor(redirecting, item, alias), NULL};
    if (occupant->item == NULL && occupant->redirect == NULL) {
        add_redirect(redirecting, occupant, alias->page, item, SLICE(""));
    }
    if (occupant->last == NULL) {
        occupant->last =
            occupant->item != NULL ? &occupant->item->moved : &occupant->redirect->anchors;
    }
    *occupant->last = moved;
    occupant->last = &moved->next;
}

void link_redirects(struct site *site, struct linker *linker) {
    struct redirecting redirecting = {.site = site, .linker = linker};
    size_t count = 0;
    for (size_t i = 0; i < site->item_count; i++) {
        count += site->items[i]->address.length > 0 ? alias_count(site->items[i]) : 0;
    }
    site->redirects = arena_new(linker->arena, struct redirect, count);
    site->redirect_count = 0;
    if (count == 0) {
        return;
    }
    map_init(&redirecting.pages, linker->arena);
    for (size_t i = 0; i < site->item_count; i++) {
        if (site->items[i]->address.length > 0) {
            occupant_of(&redirecting, site->items[i]->address)->item = site->items[i];
        }
    }
    /* Pages first: an anchor of an old page belongs to its redirect, whoever has that. */
    for (int anchors = 0; anchors <= 1; anchors++) {
        for (size_t i = 0; i < site->item_count; i++) {
            struct item *item = site->items[i];
            for (size_t j = 0; item->address.length > 0 && j < alias_count(item); j++) {
                const struct alias alias = alias_at(item, j);
                if (anchors == 0 && alias.anchor.length == 0) {
                    add_page(&redirecting, item, &alias);
                } else if (anchors == 1 && alias.anchor.length > 0) {
                    add_anchor(&redirecting, item, &alias);
                }
            }
        }
    }
}

/* Renaming what others refer to: what must be edited, in which files, so that nothing leads
 * nowhere. Commands write these edits (`knoop move`, `knoop rename-anchor`), the language server
 * hands them to the editor. */
#ifndef RENAME_RENAME_H
#define RENAME_RENAME_H

#include "edit/edit.h"
#include "site/site.h"

/* A renaming that is worked out. The site must have been linked without an error. */
struct rename {
    const struct site *site;
    struct arena *arena; /* where everything of it lives */
    /* Reads the text that the site was read from; false when it cannot be read. */
    bool (*read)(void *context, struct slice path, struct arena *arena, struct slice *text);
    void *context;
    struct map texts;           /* those that were read, by path */
    struct edits edits;         /* in order */
    struct renaming *renamings; /* files that get another name; the edits are by their old one */
    size_t renaming_count;
};

/* Why something cannot be renamed: English and Dutch, and what it is about. */
struct rename_refusal {
    const char *because[2];
    struct slice name;
};

/* Begins a renaming; the other members are as they are given. */
void rename_begin(struct rename *rename);

/* Gives the item the slug `new` ("slug" or "kind:slug"): its file, those of its translations, and
 * all that refers to it; its old address leads on to the new one. False, with the reason, when it
 * cannot be. */
bool rename_item(struct rename *rename, const struct item *item, struct slice new,
                 struct rename_refusal *refusal);
/* Gives the heading with the anchor `old` of the item the anchor `new`, in its translations too;
 * the old anchor leads on to the new one. False, with the reason, when it cannot be. */
bool rename_heading(struct rename *rename, const struct item *item, struct slice old,
                    struct slice new, struct rename_refusal *refusal);

/* Whether these may be renamed at all. */
bool rename_may_move(const struct item *item, struct rename_refusal *refusal);
bool rename_may_rename_heading(const struct item *item, struct slice id,
                               struct rename_refusal *refusal);
/* The heading of that anchor; NULL if there is none, or something else has it. */
const struct markup_anchor *rename_heading_of(const struct item *item, struct slice id);

/* --- Inside the room --- */

/* The text of a file; the empty slice when it is gone. */
struct slice rename_text(struct rename *rename, struct slice path);
/* Fills in the reason. Always false, to return it. */
bool rename_refuse(struct rename_refusal *refusal, const char *english, const char *dutch,
                   struct slice name);

#endif

/* The warm site: a site that is held in memory, and follows its files.
 *
 * A file whose text changed is read again, and that is all, when it says the same as before to
 * others (link_replace). When it does not, or when files came or went, what changed is read again
 * and the site is linked anew. Settings, kinds and the glossary change how everything is read: then
 * everything is.
 *
 * One thread updates the site; others may look at it and make pages between warm_lock and
 * warm_unlock. */
#ifndef SERVE_WARM_H
#define SERVE_WARM_H

#include "base/date.h"
#include "read/read.h"
#include "render/render.h"
#include "serve/watch.h"

struct warm_options {
    struct read_unsaved unsaved; /* see read/read.h */
    int root;                    /* descriptor of the site's folder */
    struct date today; /* for `publish` and `expires`; whatever they say, all items are shown */
    const struct slice *theme_folders;
    size_t theme_folder_count;
    size_t jobs;
    /* Makes the document that a build publishes at `address` (document/document.h), in `arena`;
     * false when there is none. NULL: there are no documents. */
    bool (*document)(void *context, const struct site *site, struct slice address,
                     struct arena *arena, struct slice *bytes);
    void *context; /* of `document` */
};

struct warm;

/* Reads the site. It follows its files from the first warm_update on. */
struct warm *warm_open(const struct warm_options *options);
/* Takes what changed in the site. */
void warm_update(struct warm *warm, const struct changes *changes);
/* What is wrong with the site now, as `knoop check` would tell: sorted, until the next update. For
 * the thread that updates. */
const struct diagnostics *warm_diagnostics(struct warm *warm);
void warm_close(struct warm *warm);

/* For as long as it is locked the site does not change. */
void warm_lock(struct warm *warm);
void warm_unlock(struct warm *warm);
/* While locked: the site. */
const struct site *warm_site(const struct warm *warm);

/* What is at an address of the site ("articles/a.html"). */
enum warm_found { WARM_NOTHING, WARM_FOUND, WARM_FAILED };

/* While locked: appends what a build would publish at `address` to `out`. WARM_FAILED: a template
 * failed on it; then `diagnostics` tells. Memory comes from `arena`. */
enum warm_found warm_get(struct warm *warm, struct slice address, struct arena *arena,
                         struct buffer *out, struct diagnostics *diagnostics);

/* While locked: appends the page for where nothing is; false if there is none. */
bool warm_get_not_found(const struct warm *warm, struct slice address, struct arena *arena,
                        struct buffer *out);
/* While locked: whether there is a page at `address`; the item it is of goes to `*item`. */
bool warm_find(const struct warm *warm, struct slice address, const struct item **item);

#endif

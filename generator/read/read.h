/* Reading: files → items. The first stage.
 *
 * Takes a site's folder; afterwards every kind, item and asset of content/ is in the site, each
 * item with typed field values and its body as marked-up text, and everything that could not be
 * read has a diagnostic. Nothing is resolved yet: references are texts with positions. */
#ifndef READ_READ_H
#define READ_READ_H

#include "site/keys.h"
#include "site/site.h"

/* Texts that stand in the place of files: what is not saved yet in an editor. */
struct read_unsaved {
    /* True, and the text, for a path that has one; it holds as long as the site is being read. */
    bool (*find)(void *context, struct slice path, struct slice *text);
    void *context;
};

struct read_options {
    struct read_unsaved unsaved; /* `find` is NULL without one */
    int root;                    /* descriptor of the site's folder (the one that has content/) */
    struct date today;           /* what `publish` and `expires` are held against */
    bool drafts;                 /* unpublished items count as published */
    size_t jobs;
    /* Whether most of a large site may lie in files, and the folder of these, which stays open as
     * long as the site lives (base/spill.h). */
    bool spills;
    int spill_folder;
};

/* Reads the site. The result lives in `arena` and in arenas of its own (site_release). There is
 * always a site, perhaps an empty one. */
struct site *read_site(const struct read_options *options, struct arena *arena,
                       struct diagnostics *diagnostics);

/* A site that is kept, and whose files are read again as they change; see again.h. */
struct reading;
/* The same as read_site, for a site that is kept. */
struct reading *read_and_keep(const struct read_options *options, struct arena *arena,
                              struct diagnostics *diagnostics);
struct site *reading_site(const struct reading *reading);

/* The keys of site.yaml, of an entry of its menu that is no text, and of a document and `links:` in
 * it. */
struct key_table settings_keys(void);
struct key_table settings_menu_keys(void);
struct key_table settings_document_keys(void);
struct key_table settings_links_keys(void);

#endif

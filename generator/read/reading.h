/* What the files of this room share while a site is read. */
#ifndef READ_READING_H
#define READ_READING_H

#include "formats/markdown.h"
#include "read/read.h"

/* A file of the content that is one item, perhaps with others that grow out of its callouts. */
struct item_file {
    struct slice path; /* "content/articles/2017/x.md" */
    const struct kind *kind;
    bool is_markdown;
    struct slice slug;     /* from its name, without language */
    struct slice language; /* from its name; empty if the name has none */
    struct item *
        items; /* the result: its item and the items of its callouts, chained; NULL if unreadable */
};

struct item_files {
    struct item_file *list; /* in byte order of path */
    size_t count;
};

/* What one thread reads with. */
struct worker {
    struct arena *arena; /* lives as long as the site */
    struct arena scratch;
    struct spill *spill; /* lives as long as the site too */
    struct diagnostics diagnostics;
};

struct reading {
    struct site *site;
    struct read_options options;
    struct item_files files;
    struct item_files known;      /* of the walk before, while content/ is walked again */
    struct worker workers[64];    /* POOL_JOBS_MAXIMUM */
    const struct slice *callouts; /* the names of callouts that are items */
    size_t callout_count;
    const struct slice *schemes; /* the names of kinds */
    size_t scheme_count;
    const struct markdown_terms *terms;
};

/* The documents that site.yaml asks for. */
void read_documents(struct settings *settings, struct value map, const struct keys_reading *keys);
/* The settings of `links:`, each as it is when site.yaml does not say. */
void read_links(struct settings *settings, struct value map, const struct keys_reading *keys);
/* Reads content/site.yaml; the settings have their defaults where it says nothing. False if there
 * is none. */
bool read_settings(struct reading *reading, struct worker *worker);
/* Reads content/kinds/. */
void read_kinds(struct reading *reading, struct worker *worker);
/* Walks content/ and sorts its files into items, assets and templates; files that were known before
 * keep their items. The lists live in `arena`. */
void read_folder(struct reading *reading, struct arena *arena, struct worker *worker);
/* The file at that path, or NULL. */
struct item_file *read_find_file(const struct item_files *files, struct slice path);
/* Gives the site all items in the order of their files; those of callouts behind their article. */
void read_collect(struct reading *reading, struct arena *arena);
/* Reads the fields, and the body if `with_body`, of one file. */
void read_item(const struct reading *reading, struct item_file *file, bool with_body,
               struct worker *worker);
/* Reads the titles and other forms of the items of kinds with `autolink`. */
void read_terms(struct reading *reading, struct worker *worker);
/* Makes marked-up text of `text`, which stands at `origin`. */
const struct markup *read_markup(const struct reading *reading, struct slice text,
                                 const struct markdown_origin *origin, struct slice language,
                                 bool with_terms, struct worker *worker,
                                 struct diagnostics *diagnostics);
/* Adds the items of the callouts in the body of `item` behind it. */
void read_callout_items(const struct reading *reading, struct item *item, struct worker *worker);
/* The languages that a site without `languages` in site.yaml has: its own and those that its items
 * are in. */
size_t read_item_languages(const struct site *site, struct arena *arena, struct slice **languages);
/* Reads the sizes of pictures. */
void read_image_size(const struct reading *reading, struct asset *asset, struct worker *worker);
/* Reads content/addresses.txt, if the site keeps it. */
void read_addresses(const struct reading *reading, struct worker *worker);
/* Finds out whether a browser would run scripts of the file. */
void read_asset_script(const struct reading *reading, struct asset *asset, struct worker *worker);
/* Makes the footer of every language. */
void read_footers(const struct reading *reading, struct worker *worker);

#endif

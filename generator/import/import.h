/* Import: what was published elsewhere → new items of this site, as Markdown.
 *
 * A page of which the site has an item by that name already is passed over, so that importing again
 * takes only what is new. Sources are read one after another; then all of them are written at once,
 * for only then is known which page a link between them leads to. Nothing is asked of the network,
 * and no file outside the folder of a source is read. */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "base/diagnostic.h"
#include "site/site.h"

struct import_options {
    const struct site *site; /* that it will be a part of, loaded */
    const struct kind *kind; /* of the new items */
    struct date today;       /* for what tells no date */
    bool in_years;           /* they go to a folder of their year */
    int uploads;             /* descriptor of the folder with a WordPress site's files; -1: none */
    /* Fields that all of them get: names and values, as YAML has them. */
    const struct slice (*given)[2];
    size_t given_count;
};

/* A file that the site is to have. */
struct import_file {
    struct slice path; /* from the site's folder */
    struct slice bytes;
};

struct import;

/* Begins. It lives in `arena`; so does all that it gives. */
struct import *import_begin(const struct import_options *options, struct arena *arena,
                            struct diagnostics *diagnostics);
/* Reads a saved HTML page: the file `path` below the folder `root` (its pictures are looked for
 * there too), which messages call `shown`. */
void import_html(struct import *import, int root, struct slice path, struct slice shown);
/* The same of a text, with nothing beside it. */
void import_html_text(struct import *import, struct slice text, struct slice shown);
/* Reads the text of an export of WordPress (WXR 1.0 to 1.2). False, after a diagnostic, when it is
 * none. */
bool import_wordpress(struct import *import, struct slice text, struct slice shown);
/* How many pages became items; known at its end. */
size_t import_count(const struct import *import);
/* Ends: the new items, then the items that they refer to and that were not there, then their files;
 * `*count` of them. */
const struct import_file *import_end(struct import *import, size_t *count);

/* These functions, as the module "import" has them (base/module.h): they take libxml2's trees
 * apart. */
struct import_module {
    struct import *(*begin)(const struct import_options *options, struct arena *arena,
                            struct diagnostics *diagnostics);
    void (*html)(struct import *import, int root, struct slice path, struct slice shown);
    bool (*wordpress)(struct import *import, struct slice text, struct slice shown);
    size_t (*count)(const struct import *import);
    const struct import_file *(*end)(struct import *import, size_t *count);
};
extern const struct import_module import_module;

#endif

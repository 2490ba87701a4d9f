/* The site: everything that was read, and how to find it. After linking it does not change. */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "base/files.h"
#include "base/spill.h"
#include "site/addresses.h"
#include "site/item.h"

/* A file that is published as it is. */
struct asset {
    struct slice path;    /* below content/: "assets/logo.svg", "articles/2017/foto.jpg" */
    struct slice address; /* where it is published; the same path */
    uint64_t size;
    uint32_t width; /* of a picture; 0 if it is none or could not be read */
    uint32_t height;
    bool is_image;     /* by its ending */
    bool has_script;   /* a browser that opens it would run what stands in it */
    bool is_shared;    /* it lies in assets/ */
    bool is_used;      /* something refers to it; filled by linking */
    bool is_published; /* either of these */
};

/* A page at an old address, which leads on. */
struct redirect {
    struct slice address;
    struct item *item;            /* what it leads to … */
    struct slice anchor;          /* … and where on that page; empty: its top */
    struct moved_anchor *anchors; /* anchors that lead elsewhere */
};

enum html_policy { HTML_CLEAN, HTML_ESCAPE, HTML_TRUSTED };

struct menu_entry {
    struct localized label; /* undefined: the title of what it leads to */
    struct slice to;        /* as written */
    struct place place;
    struct target target; /* filled by linking; external addresses in `to` */
};

enum document_format {
    DOCUMENT_EPUB,
    DOCUMENT_PDF,
    DOCUMENT_HTML,
    DOCUMENT_MARKDOWN,
    DOCUMENT_JSON,
    DOCUMENT_FORMAT_COUNT
};

/* `kind:slug` or `kind`, as somebody wrote it. */
struct document_reference {
    struct slice text;
    struct place place; /* for diagnostics */
};

/* How pages on paper are laid out. */
struct document_paper {
    bool is_a5;    /* else A4 */
    size_t margin; /* millimetres on all sides; 0: as fits the page */
    bool ragged;   /* lines end where their words do */
};

/* A document that every build makes and the site offers: `documents:`. */
struct document_setting {
    struct slice file; /* without its ending: "kennisbank" */
    struct localized title;
    struct slice author;
    bool formats[DOCUMENT_FORMAT_COUNT];
    struct document_reference *of;
    size_t of_count;
    struct document_reference *about;
    size_t about_count;
    struct document_paper paper;
    struct place place;
};

/* Entries of a list of hosts and addresses (health/address.h). */
struct address_list {
    struct slice *entries;
    size_t count;
};

/* How links out of the site are checked: `links:`. */
struct link_settings {
    struct address_list skip;  /* never asked */
    struct address_list only;  /* when there are any, nothing else is asked */
    struct address_list allow; /* asked on private networks and other ports too */
    double pause;              /* seconds between two requests to a host */
    double timeout;            /* seconds that an answer may take */
    int64_t keep;              /* days that what is well is not asked again */
};

/* What these may be. */
#define LINKS_PAUSE_LEAST 0.0
#define LINKS_TIMEOUT_LEAST 0.1
enum { LINKS_PAUSE_MOST = 600, LINKS_TIMEOUT_MOST = 600, LINKS_KEEP_MOST = 3650 };

struct settings {
    struct localized title;
    struct localized description;
    struct slice base_url; /* ends with "/"; empty if not given */
    struct slice language;
    struct slice *languages; /* all that items may be in; the site's own first */
    size_t language_count;
    bool languages_given;
    struct slice theme;
    struct slice home; /* as written; empty if not given */
    struct place home_place;
    struct menu_entry *menu;
    size_t menu_count;
    struct localized publisher;
    struct slice repository;
    struct localized footer; /* Markdown */
    struct place footer_place;
    const uint32_t *footer_lines; /* where its lines stand in the file */
    size_t footer_line_count;
    enum html_policy html;
    bool pretty;
    bool search;
    bool keeps_addresses; /* `addresses: keep`: content/addresses.txt counts */
    bool worker;          /* `offline: worker`: the online site is readable without a connection */
    size_t page_size;
    struct document_setting *documents;
    size_t document_count;
    struct link_settings links;
    struct value options;     /* a map, resolved; undefined if not given */
    struct value raw_options; /* the same as it was read, for the theme to give types to */
    struct place options_place;
    struct slice path; /* content/site.yaml */
};

/* Candidates for a name: chained, in item order. */
struct candidate {
    struct item *item;
    struct candidate *next;
};

struct site {
    struct arena *arena;
    struct arena *worker_arenas; /* where threads put what lives as long as the site */
    struct arena *link_arenas;   /* by thread too: what linking made, until it is linked again */
    struct spill *spills; /* by thread too: the HTML of texts; NULL for a site that was not read */
    struct settings settings;
    struct date today;
    uint64_t declarations; /* a hash of site.yaml and the kinds, as they were read */
    bool drafts;           /* drafts, future and expired items count as published */
    struct kind *kinds;    /* in byte order of their names */
    size_t kind_count;
    const struct kind **kinds_by_weight; /* filled by linking */
    struct item **items;                 /* all, in byte order of path, then position */
    size_t item_count;
    struct asset *assets; /* in byte order of path */
    size_t asset_count;
    struct kept_addresses kept; /* of content/addresses.txt; empty unless the site keeps it */
    struct file_list templates; /* files of content/templates/, paths below it */
    struct prose *
        *footers; /* the footer in each of settings.languages; NULL entries if there is none */
    /* Filled by linking: */
    struct item *home;          /* NULL if not given */
    struct redirect *redirects; /* in the order of the aliases */
    size_t redirect_count;
    struct map identities; /* "kind:slug" → struct candidate: one, or the languages of one item */
    struct map suffixes;   /* "kind:" and every shorter tail of a slug → candidates */
    struct map names;      /* every tail of a slug, and folded titles, of any kind → candidates */
    struct map asset_paths;   /* path → struct asset */
    struct map item_paths;    /* path of a file → its item */
    struct map kind_names;    /* name → struct kind, filled by reading, as asset_paths is */
    struct slice *term_forms; /* the forms that glossary terms may have, by term number */
    struct slice *term_paths; /* the file of the item of each */
    struct item **term_items; /* filled by linking: the item of each, NULL if it is not published */
    size_t term_count;
};

/* The name of a format, which is also the ending of its files: "epub". */
struct slice document_ending(enum document_format format);
/* Where the site offers a document: "documents/kennisbank.epub". */
struct slice document_address(const struct document_setting *document, enum document_format format,
                              struct arena *arena);
/* Gives back the memory that threads took for the site; what stands in its own arena stays. */
void site_release(struct site *site);
/* Where that thread may put what lives as long as the site; may be NULL. */
struct spill *site_spill(const struct site *site, size_t worker);
/* Called with the index of each item, or page, by who goes through all of them: lets go now and
 * then of the HTML that was looked at, when it lies in a file. Any thread may. */
void site_rest(const struct site *site, size_t index);
/* The kind of that name, or NULL. */
const struct kind *site_kind(const struct site *site, struct slice name);
/* The names of all kinds, separated by ", ". */
struct slice site_kind_names(const struct site *site, struct arena *arena);
/* The asset at that path below content/, or NULL. */
struct asset *site_asset(const struct site *site, struct slice path);

/* What a reference as `kind:slug` or `slug` finds. */
enum find_status { FIND_OK, FIND_MISSING, FIND_AMBIGUOUS, FIND_NO_KIND };

struct find_result {
    enum find_status status;
    struct item *item;                  /* FIND_OK: the one in the site's language */
    const struct kind *kind;            /* the kind that was named, if any */
    const struct candidate *candidates; /* FIND_AMBIGUOUS */
    struct slice nearest; /* FIND_MISSING, FIND_NO_KIND: what may have been meant; empty if nothing
                             is near */
};

/* Finds the item of a kind by its slug, or by the end of its slug when that is unique in the kind.
 * The nearest name is made in `arena`. */
struct find_result site_find(const struct site *site, const struct kind *kind, struct slice slug,
                             struct arena *arena);
/* Finds an item by `kind:slug`. */
struct find_result site_find_identity(const struct site *site, struct slice text,
                                      struct arena *arena);
/* Finds an item of any kind by the end of its slug, its title or its file name, as a wiki link
 * does; an identity is taken too. */
struct find_result site_find_name(const struct site *site, struct slice name, struct arena *arena);

/* The path of an item's page in the output, whether it is published or not. */
struct slice site_item_page(const struct site *site, const struct item *item, struct arena *arena);
/* The absolute address of a path of the output: base_url + path, escaped; the path itself without
 * base_url. */
struct slice site_absolute(const struct site *site, struct slice address, struct arena *arena);
/* The address of the page with the map of the site, "kaart.html" or "map.html" by the site's
 * language; the empty slice when no item stands on it. Known after linking. */
struct slice site_map_address(const struct site *site);
/* The address of page `number` (from 1) of a kind's list: "articles/index.html",
 * "articles/page-2.html". */
struct slice kind_list_address(const struct kind *kind, size_t number, struct arena *arena);

#endif

/* Items, and what they say of each other. */
#ifndef SITE_ITEM_H
#define SITE_ITEM_H

#include "base/markup.h"
#include "site/kind.h"

struct asset;

/* Where a link leads, once linked. */
enum target_type {
    TARGET_NONE,     /* nowhere: it was reported */
    TARGET_EXTERNAL, /* out of the site, as written */
    TARGET_ITEM,
    TARGET_ASSET,
    TARGET_LIST, /* the list page of a kind */
    TARGET_MAP   /* the page with the map of the site */
};

struct target {
    enum target_type type;
    union {
        struct item *item;
        struct asset *asset;
        const struct kind *kind;
    } to;
    struct slice anchor; /* without "#"; empty if none */
};

/* A reference in a field. In a typed value it is an object of type reference_type. */
struct reference {
    struct value_object object;
    struct reference *next;
    struct item *from;
    const struct field *field;
    struct slice text; /* as written */
    uint32_t start;
    uint32_t end;
    struct item *target; /* NULL until linked, and when it was reported */
};

/* A file in a field. In a typed value it is an object of type file_use_type. */
struct file_use {
    struct value_object object;
    struct file_use *next;
    struct item *from;
    const struct field *field;
    struct slice text;
    uint32_t start;
    uint32_t end;
    struct asset *asset; /* NULL until linked, and when it was reported */
};

/* Marked-up text: the body, or a field of type markdown (then an object of type prose_type). */
struct prose {
    struct value_object object;
    struct prose *next;
    struct item *owner;
    const struct field *field; /* NULL for a body */
    struct value raw;          /* a field: its text, until it is parsed */
    const struct markup *markup;
    struct target *targets; /* of markup->links, filled by linking; shared by prose of one markup */
    /* Where items grew out of callouts: the first link of this text itself, and of each the next,
     * up to MARKUP_NONE. Without next_links all links of the markup are this text's. */
    uint32_t first_link;
    const uint32_t *next_links;
    uint32_t from; /* the range of markup->html that is this text */
    uint32_t to;
};

extern const struct value_object_type reference_type;
extern const struct value_object_type file_use_type;
extern const struct value_object_type prose_type;

/* Something that refers to an item. */
struct backlink {
    struct item *from;
    const struct field *field; /* NULL when it stands in prose */
    const struct prose *prose; /* the prose it stands in, with … */
    uint32_t link;             /* … the index of the link; MARKUP_NONE for a field */
};

/* An old anchor of a page, and what it leads to now. */
struct moved_anchor {
    struct slice id;
    struct item *to;     /* the page's own item, or another */
    struct slice anchor; /* of that item; empty: the item as a whole */
    struct moved_anchor *next;
};

enum item_state { ITEM_PUBLISHED, ITEM_DRAFT, ITEM_FUTURE, ITEM_EXPIRED };

struct item {
    /* What other pages show of an item and choose it by comes first: it fits a cache line, and most
     * items that a page looks at are not in the processor's memory (a fifteenth of a build). */
    const struct kind *kind;
    struct slice address; /* "articles/2017/doorzettingsmacht.html"; empty if it has no page; made
                             by linking, as is … */
    struct item
        *translation; /* the next language of the same item, in a ring; NULL if there is only one */
    struct prose *body;  /* NULL if it has none */
    bool is_duplicate;   /* another item has its identity; reported, and then passed over */
    bool is_translation; /* not the one that lists and references mean */
    bool autolink;
    enum item_state state;
    struct slice title;
    struct value *values;  /* by field index of its kind; undefined where not set */
    struct slice slug;     /* "2017/doorzettingsmacht" */
    struct slice identity; /* "article:2017/doorzettingsmacht" */
    struct slice language;
    struct slice path; /* its file, "content/articles/2017/doorzettingsmacht.md" */
    uint32_t start;    /* where it begins in that file: 0, or the callout */
    uint32_t end;
    uint64_t source_hash;     /* of the file without its body (base/hash.h) … */
    uint64_t body_hash;       /* … and of the body; 0 if it has none */
    struct slice description; /* its own, else the first sentence of its body */
    struct item *next;        /* while reading: the next item of the same file */
    struct prose *texts;      /* its fields of type markdown, chained */
    struct reference *references;
    struct file_use *files;
    struct item *source; /* the item whose callout it is, or NULL */
    uint32_t callout;    /* the index of that callout in the markup of its body */
    /* Filled by linking: */
    const struct map *anchors;  /* id → anchor of its body's markup; NULL where there are few */
    struct moved_anchor *moved; /* old anchors of its page, in the order of the aliases */
    struct backlink *backlinks; /* by kind's weight, then in the order of its list */
    size_t backlink_count;
    struct item **callout_items; /* the item of each callout of its body, or NULL for those that are
                                    only boxes */
    struct item **term_items;    /* the item of each term number, shared by the site */
    size_t position;             /* among its kind's items */
    uint32_t number;             /* among the site's items */
};

/* The typed value of a field by its index or name; undefined if not set. */
struct value item_value(const struct item *item, size_t index);
struct value item_field(const struct item *item, struct slice name);
/* The date in a date field; year 0 if it is not set. */
struct date item_date(const struct item *item, enum common_field field);
bool item_flag(const struct item *item, enum common_field field);
/* Whether search finds it: not if it, or its kind, says `search: false` or it is `noindex`. */
bool item_is_found(const struct item *item);
/* The version of it in `language` that is published, or the item itself. */
const struct item *item_in_language(const struct item *item, struct slice language);
/* The anchor of that id in its body's range, else in its first field of type markdown that has it,
 * or NULL. The anchors of a callout's item are those within it. `*where` (may be NULL) is the text
 * that it stands in. */
const struct markup_anchor *item_anchor(const struct item *item, struct slice id,
                                        const struct prose **where);

/* The words of a link that has none of its own: the title of what it leads to, or of the heading
 * there; `destination` for what has none. */
struct slice target_title(const struct target *target, struct slice destination,
                          struct slice language);

#endif

/* Kinds: what sorts of items a site has. A kind is data, read from content/kinds/; the program
 * knows none by name. */
#ifndef SITE_KIND_H
#define SITE_KIND_H

#include "site/field.h"

/* The fields that every kind has, and their index in its `fields`. */
enum common_field {
    COMMON_TITLE,
    COMMON_SLUG,
    COMMON_DATE,
    COMMON_UPDATED,
    COMMON_DRAFT,
    COMMON_PUBLISH,
    COMMON_EXPIRES,
    COMMON_ALIASES,
    COMMON_DESCRIPTION,
    COMMON_IMAGE,
    COMMON_TEMPLATE,
    COMMON_LANG,
    COMMON_WEIGHT,
    COMMON_NOINDEX,
    COMMON_SEARCH,
    COMMON_AUTOLINK,
    COMMON_COUNT
};

/* An inverse: the items whose field `field` refers to one of this kind. */
struct inverse {
    struct slice name;
    const struct kind *from;
    const struct field *field;
};

struct item;
struct selection;

/* Where the items of a kind stand on maps. */
enum kind_map {
    KIND_MAP_NONE,
    KIND_MAP_NODE,     /* on the map of the site, and on those of what they are related to */
    KIND_MAP_LINK,     /* the same, but on the map of the site only where they connect others */
    KIND_MAP_NEIGHBOUR /* only on those of what they are related to */
};

struct kind {
    struct slice name;
    struct slice folder; /* below content/ and below output/ */
    struct localized label;
    struct localized plural;
    struct localized description;
    struct field *fields; /* the common ones first, in the order of common_field, then its own */
    size_t field_count;
    struct map field_indexes; /* name → field index + 1 */
    size_t title;             /* the index of the field that names an item */
    size_t sort;              /* the index of the field that orders the list */
    size_t
        document; /* the index of the field that makes a document of an item; 0 if there is none */
    bool descending;
    struct slice callout; /* in upper case; empty if none */
    bool has_pages;
    bool has_list;
    bool is_searched; /* search finds its items */
    bool autolink;
    enum kind_map map;
    bool is_dated; /* it declares `date` itself: it gets a feed */
    int64_t weight;
    struct inverse *inverses; /* filled by linking, by name */
    size_t inverse_count;
    size_t index; /* in the site's kinds, which are in byte order of their names */
    struct place place;
    struct place title_place;
    struct place sort_place;
    /* Filled by linking: the published items in the site's language (or only in another), in sort
     * order. */
    struct item **items;
    size_t item_count;
    struct selection *selections; /* what its list can be narrowed down to, field by field */
    size_t selection_count;
};

/* The common fields, as a kind has them before its own are added: COMMON_COUNT of them. */
const struct field *common_fields(void);
/* The field of that name, or NULL. */
const struct field *kind_field(const struct kind *kind, struct slice name);
/* The place of a field in an item's values. */
size_t kind_field_index(const struct kind *kind, const struct field *field);
/* The names of its fields that an author may use, separated by ", ". */
struct slice kind_field_names(const struct kind *kind, struct arena *arena);
/* The inverse of that name, or NULL; before linking there are none. */
const struct inverse *kind_inverse(const struct kind *kind, struct slice name);
/* Whether its items may stand on the map of the site. */
bool kind_is_on_map(const struct kind *kind);
/* Its name as readers see it, in a language. */
struct slice kind_label(const struct kind *kind, struct slice language);
struct slice kind_plural(const struct kind *kind, struct slice language);

#endif

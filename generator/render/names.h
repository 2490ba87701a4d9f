/* The names that templates are given: one row each, with what it is for the check of templates and
 * in words for the manual. */
#ifndef RENDER_NAMES_H
#define RENDER_NAMES_H

#include "base/slice.h"

/* What is told of together. */
enum name_table {
    NAMES_GLOBAL,
    NAMES_EMBED,    /* besides, in the template of an item that is shown in a text */
    NAMES_REDIRECT, /* besides, in that of an old address */
    NAMES_SITE,
    NAMES_THEME,
    NAMES_PAGE,
    NAMES_HOME,
    NAMES_LIST,
    NAMES_SEARCH,
    NAMES_MAP_PAGE,
    NAMES_ITEM,
    NAMES_KIND,
    NAMES_CRUMB,
    NAMES_MAP,
    NAMES_MAP_GROUP,
    NAMES_MAP_NODE,
    NAMES_MAP_LINE,
    NAMES_MAP_EDGE,
    NAMES_VERSION,
    NAMES_MOVED, /* an old anchor */
    NAMES_HEADING,
    NAMES_POINT,
    NAMES_MENTION,
    NAMES_MENTIONS,
    NAMES_RELATION,
    NAMES_FIELD,
    NAMES_PAGINATION,
    NAMES_NUMBER,
    NAMES_LETTER,
    NAMES_GROUP,
    NAMES_FILTER,
    NAMES_FILTER_VALUE,
    NAMES_CHOSEN,
    NAMES_MENU,
    NAMES_LANGUAGE,
    NAMES_FILE,
    NAMES_DOCUMENT,
    NAMES_DOCUMENT_FILE,
    NAMES_COUNT,
    NAMES_NONE = NAMES_COUNT
};

enum name_type {
    NAME_ANY,
    NAME_TEXT,
    NAME_HTML,
    NAME_NUMBER,
    NAME_BOOLEAN,
    NAME_DATE,
    NAME_MAPPING, /* any keys */
    NAME_OPTIONS, /* of the theme, as it declares them */
    NAME_RECORD,  /* with the names of a table, */
    NAME_RECORDS, /* a list of these */
    NAME_ITEM,    /* an item of any kind, */
    NAME_ITEMS,   /* a list of these, */
    NAME_OWN,     /* of the page's own kind, */
    NAME_OWNS     /* a list of these */
};

struct name_row {
    const char *name;
    enum name_type type;
    enum name_table table; /* of a record */
    bool optional;
    const char *summary_en;
    const char *summary_nl;
};

/* The rows of a table: `*count`. */
const struct name_row *names_rows(enum name_table table, size_t *count);
/* What one of them is called in messages: "page", "kind". */
const char *names_title(enum name_table table);

#endif

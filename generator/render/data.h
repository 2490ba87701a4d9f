/* What the templates of a page see, as plain data: for authors of themes. The same views and rows
 * of names that rendering and the check use. */
#ifndef RENDER_DATA_H
#define RENDER_DATA_H

#include "render/render.h"

/* The page that is asked for; all empty: the front page. */
struct render_subject {
    const struct item *item; /* its page; what has no page is shown beside the front page */
    const struct kind *kind; /* its list */
    struct slice address;    /* any page, by its path in the output */
};

/* The names and what they hold, as maps, lists and plain values in the order of the manual; `*out`
 * lives in `arena`. An item is the text `kind:slug`, a kind `kind:` and a file its address, all
 * with the flag VALUE_PLAIN; HTML has VALUE_SAFE; what may be there but is not, is undefined. False
 * if there is no such page. */
bool render_data(const struct theme *theme, const struct render_subject *subject,
                 struct arena *arena, struct value *out);

#endif

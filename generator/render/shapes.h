/* What templates may use, as shapes made from the kinds: so that `page.regoin` is a mistake before
 * any page is made. Inside the room. */
#ifndef RENDER_SHAPES_H
#define RENDER_SHAPES_H

#include "render/theme.h"

struct shapes;

/* Makes the shapes of a site. */
struct shapes *shapes_make(const struct theme *theme, struct arena *arena);
/* The names that every template has. */
const struct shape *shapes_globals(const struct shapes *shapes);
/* `page` on the page of an item of that kind, and on a list page. */
const struct shape *shapes_page(const struct shapes *shapes, const struct kind *kind);
const struct shape *shapes_list(const struct shapes *shapes);
/* Something of which nothing is known. */
const struct shape *shape_any(void);

#endif

/* What templates may use, as shapes made from the kinds: so that `page.regoin` is a mistake before
 * any page is made. Inside the room. */
#ifndef RENDER_SHAPES_H
#define RENDER_SHAPES_H

#include "render/names.h"
#include "render/theme.h"

struct shapes;

/* Makes the shapes of a site. */
struct shapes *shapes_make(const struct theme *theme, struct arena *arena);
/* What a template is for: some are given names besides those of every page. */
enum shapes_purpose { SHAPES_PAGE, SHAPES_EMBED, SHAPES_REDIRECT, SHAPES_PURPOSE_COUNT };
/* The names that templates have. */
const struct shape *shapes_globals(const struct shapes *shapes, enum shapes_purpose purpose);
/* `page` on the page of an item of that kind (NULL: of any), on its list page, on a list page of
 * any kind (NULL), on the front page, and on the others. */
const struct shape *shapes_page(const struct shapes *shapes, const struct kind *kind);
const struct shape *shapes_list(const struct shapes *shapes, const struct kind *kind);
const struct shape *shapes_search(const struct shapes *shapes);
const struct shape *shapes_home(const struct shapes *shapes);
const struct shape *shapes_map(const struct shapes *shapes);
const struct shape *shapes_other(const struct shapes *shapes);
/* An item of that kind, and the kind itself, as templates of any page see them. */
const struct shape *shapes_item(const struct shapes *shapes, const struct kind *kind);
const struct shape *shapes_kind(const struct shapes *shapes, const struct kind *kind);
/* What a field holds. */
const struct shape *shapes_field(struct shapes *shapes, const struct field *field);
/* Something of which nothing is known. */
const struct shape *shape_any(void);

#endif

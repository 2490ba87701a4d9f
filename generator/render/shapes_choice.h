/* The texts that the functions of templates take: names of kinds and of assets. Inside the room. */
#ifndef RENDER_SHAPES_CHOICE_H
#define RENDER_SHAPES_CHOICE_H

#include "render/theme.h"

/* Makes `function` take the names of the kinds: items("article", FIELD=…, sort="-date", limit=3).
 * `lists` are, by kind, what it gives. */
void shapes_choose_items(struct shape *function, const struct shape *lists,
                         const struct theme *theme, struct arena *arena);
/* Makes `function` take the names of the kinds, and no arguments by name. */
void shapes_choose_kind(struct shape *function, const struct theme *theme, struct arena *arena);
/* Makes `function` take the names of the theme's assets, and no arguments by name. */
void shapes_choose_asset(struct shape *function, const struct theme *theme, struct arena *arena);

#endif

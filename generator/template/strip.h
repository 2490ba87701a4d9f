/* The text of HTML. */
#ifndef TEMPLATE_STRIP_H
#define TEMPLATE_STRIP_H

#include "base/arena.h"
#include "base/slice.h"

/* The text of `html` as Jinja2's filter striptags makes it: comments and tags gone, white space
 * made single spaces, entities decoded. It lives in `arena`. */
struct slice strip_tags(struct arena *arena, struct slice html);

#endif

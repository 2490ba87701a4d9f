/* The line of a file that a message is about, with carets under what is wrong. */
#ifndef COMMANDS_EXCERPT_H
#define COMMANDS_EXCERPT_H

#include "base/buffer.h"

struct excerpt {
    struct slice text; /* the line, without its line end */
    size_t start;      /* what is wrong: a range of bytes in it; an empty one gets one caret */
    size_t end;
    size_t line;        /* its number */
    size_t gutter;      /* columns for the number */
    size_t width;       /* columns that may be used, the gutter included */
    const char *colour; /* written before the carets, and `plain` after them; "" for none */
    const char *plain;
};

/* Appends two lines:
 *
 *       12 | coordinator: sanne-de-vries
 *          |              ^^^^^^^^^^^^^^
 *
 * Tabs become spaces, control characters become \xNN, and of a line that is too long only the part
 * around the carets is shown, with "…" where it was cut. Carets count display width. */
void excerpt_append(struct buffer *out, const struct excerpt *excerpt);

#endif

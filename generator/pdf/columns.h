/* How wide the columns of a table are. Inside the room. */
#ifndef PDF_COLUMNS_H
#define PDF_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

struct column {
    double least; /* the width of its longest word */
    double most;  /* its width when no line of it is broken */
    double width; /* filled */
};

/* Shares `width` out over the columns: none gets less than its longest word needs, and what is left
 * goes to those that would like more, in proportion. A table that needs less stays narrower. False
 * when the longest words do not fit: then the widest columns are made smaller until all do, and
 * their words must be broken. */
bool columns_share(struct column *columns, size_t count, double width);

#endif

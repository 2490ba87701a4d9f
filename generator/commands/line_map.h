/* Lines and columns of a text, found from byte offsets. Diagnostics hold offsets only; a map is
 * made when the first of a file's diagnostics is printed. */
#ifndef COMMANDS_LINE_MAP_H
#define COMMANDS_LINE_MAP_H

#include "base/arena.h"

struct line_map {
    struct slice text;
    uint32_t *starts; /* the offset of each line; there is always one */
    size_t count;
};

/* A place as people count: lines from 1, columns in code points from 1. A byte-order mark and the
 * line end are in no column. */
struct position {
    size_t line;
    size_t column;
};

/* The map of `text`, which must live as long as the map. */
void line_map_init(struct line_map *map, struct slice text, struct arena *arena);
/* Where the byte at `offset` stands; an offset behind the text is its end. */
struct position line_map_find(const struct line_map *map, size_t offset);
/* The text of line `line` (from 1) without its line end and byte-order mark, and the offset of its
 * first byte. */
struct slice line_map_line(const struct line_map *map, size_t line, size_t *start);

#endif

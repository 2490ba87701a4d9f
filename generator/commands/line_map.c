#include "commands/line_map.h"

#include "base/utf8.h"

void line_map_init(struct line_map *map, struct slice text, struct arena *arena) {
    size_t lines = 1;
    for (size_t i = 0; i < text.length; i++) {
        lines += text.data[i] == '\n';
    }
    *map = (struct line_map){.text = text, .starts = arena_new(arena, uint32_t, lines)};
    map->starts[map->count++] = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\n') {
            map->starts[map->count++] = (uint32_t)i + 1;
        }
    }
}

/* The index of the last line that begins at or before `offset`. */
static size_t line_at(const struct line_map *map, size_t offset) {
    size_t low = 0, high = map->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (map->starts[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

struct slice line_map_line(const struct line_map *map, size_t line, size_t *start) {
    size_t from = map->starts[line - 1];
    size_t to = line < map->count ? map->starts[line] - 1 : map->text.length;
    if (to > from && map->text.data[to - 1] == '\r') {
        to--;
    }
    struct slice text = slice_between(map->text, from, to);
    if (line == 1 && slice_starts_with(text, SLICE("\xEF\xBB\xBF"))) {
        text = slice_skip(text, 3);
        from += 3;
    }
    *start = from;
    return text;
}

struct position line_map_find(const struct line_map *map, size_t offset) {
    if (offset > map->text.length) {
        offset = map->text.length;
    }
    size_t line = line_at(map, offset) + 1;
    size_t start = 0;
    struct slice text = line_map_line(map, line, &start);
    size_t before = offset > start ? offset - start : 0;
    return (struct position){line, utf8_length(slice_take(text, before)) + 1};
}

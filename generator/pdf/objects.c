#include "pdf/objects.h"

#include <stdlib.h>

size_t object_number(struct slice text, struct slice key) {
    size_t at = slice_search(text, key);
    if (at == SLICE_NOT_FOUND) {
        return 0;
    }
    size_t number = 0;
    for (at += key.length; at < text.length && text.data[at] == ' '; at++) {
    }
    for (; at < text.length && text.data[at] >= '0' && text.data[at] <= '9'; at++) {
        number = number * 10 + (size_t)(text.data[at] - '0');
    }
    return number;
}

static int by_offset(const void *a, const void *b) {
    const struct object *left = *(struct object *const *)a;
    const struct object *right = *(struct object *const *)b;
    return (left->offset > right->offset) - (left->offset < right->offset);
}

/* Between "obj" and "endobj"; the next object begins at `end`. */
static struct slice inside(struct slice file, size_t from, size_t end) {
    struct slice text = slice_between(file, from, end);
    size_t begin = slice_find(text, '\n');
    text = slice_trim(slice_skip(text, begin == SLICE_NOT_FOUND ? text.length : begin + 1));
    struct slice tail = SLICE("endobj");
    return slice_ends_with(text, tail) ? slice_trim(slice_take(text, text.length - tail.length))
                                       : slice_of(NULL, 0);
}

/* Tells each object its text: from where the table says it begins to where the next one does. */
static bool find_texts(struct objects *objects, struct slice file, size_t table) {
    struct object **order = arena_new(objects->arena, struct object *, objects->count);
    size_t count = 0;
    for (size_t i = 1; i < objects->count; i++) {
        if (objects->list[i].offset > 0) {
            order[count++] = &objects->list[i];
        }
    }
    qsort(order, count, sizeof *order, by_offset);
    for (size_t i = 0; i < count; i++) {
        size_t end = i + 1 < count ? order[i + 1]->offset : table;
        order[i]->text = inside(file, order[i]->offset, end);
        if (order[i]->text.data == NULL) {
            return false;
        }
    }
    objects->head = slice_take(file, count > 0 ? order[0]->offset : 0);
    return count > 0;
}

bool objects_read(struct objects *objects, struct slice file, struct arena *arena) {
    struct slice tail = slice_skip(file, file.length < 64 ? 0 : file.length - 64);
    size_t table = object_number(tail, SLICE("startxref\n"));
    struct slice text = slice_skip(file, table);
    if (!slice_starts_with(text, SLICE("xref\n0 "))) {
        return false;
    }
    *objects = (struct objects){.arena = arena, .count = object_number(text, SLICE("xref\n0 "))};
    size_t line = slice_find(slice_skip(text, 5), '\n');
    struct slice entries = slice_skip(text, 5 + line + 1);
    if (line == SLICE_NOT_FOUND || entries.length / 20 < objects->count) {
        return false;
    }
    objects->list = arena_new(arena, struct object, objects->count);
    for (size_t i = 0; i < objects->count; i++) {
        struct slice entry = slice_between(entries, i * 20, i * 20 + 20);
        if (entry.data[17] == 'n') {
            objects->list[i].offset = (size_t)strtoull(entry.data, NULL, 10);
        }
    }
    struct slice rest = slice_skip(entries, objects->count * 20);
    objects->trailer = slice_take(rest, slice_search(rest, SLICE("startxref")));
    return find_texts(objects, file, table);
}

struct slice objects_text(const struct objects *objects, size_t number) {
    return number < objects->count ? objects->list[number].text : slice_of(NULL, 0);
}

void objects_add(struct objects *objects, size_t number, struct slice entries) {
    if (objects_text(objects, number).length > 0) {
        struct object *object = &objects->list[number];
        object->added = arena_format(objects->arena, "%.*s%.*s\n", slice_width(object->added),
                                     object->added.data, slice_width(entries), entries.data);
    }
}

size_t objects_new(struct objects *objects, struct slice text) {
    struct object *list = arena_new(objects->arena, struct object, objects->count + 1);
    memcpy(list, objects->list, objects->count * sizeof *list);
    list[objects->count] = (struct object){.text = text};
    objects->list = list;
    return objects->count++;
}

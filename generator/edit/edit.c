#include "edit/edit.h"

#include <assert.h>
#include <stdlib.h>

void edits_init(struct edits *edits, struct arena *arena) {
    *edits = (struct edits){.arena = arena};
}

void edits_add(struct edits *edits, struct edit edit) {
    assert(edit.start <= edit.end);
    if (edits->count == edits->capacity) {
        size_t capacity = edits->capacity == 0 ? 16 : edits->capacity * 2;
        edits->entries =
            arena_grow(edits->arena, edits->entries, edits->capacity * sizeof *edits->entries,
                       capacity * sizeof *edits->entries);
        edits->capacity = capacity;
    }
    edit.path = arena_copy(edits->arena, edit.path);
    edit.text = arena_copy(edits->arena, edit.text);
    edits->entries[edits->count++] = edit;
}

static int compare_numbers(size_t a, size_t b) {
    return a < b ? -1 : a > b;
}

static int compare_places(const struct edit *a, const struct edit *b) {
    int order = slice_compare(a->path, b->path);
    if (order == 0) {
        order = compare_numbers(a->start, b->start);
    }
    return order == 0 ? compare_numbers(a->end, b->end) : order;
}

/* What was added first goes first: the pointers are into one array. */
static int by_place(const void *first, const void *second) {
    const struct edit *a = *(struct edit *const *)first, *b = *(struct edit *const *)second;
    int order = compare_places(a, b);
    return order != 0 ? order : a < b ? -1 : a > b;
}

static bool are_equal(const struct edit *a, const struct edit *b) {
    return compare_places(a, b) == 0 && slice_equals(a->text, b->text);
}

size_t edits_order(struct edits *edits) {
    if (edits->count == 0) {
        return 0;
    }
    struct edit **order = arena_new(edits->arena, struct edit *, edits->count);
    for (size_t i = 0; i < edits->count; i++) {
        order[i] = &edits->entries[i];
    }
    qsort(order, edits->count, sizeof(struct edit *), by_place);
    struct edit *kept = arena_new(edits->arena, struct edit, edits->count);
    size_t count = 0, dropped = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *last = count > 0 ? &kept[count - 1] : NULL;
        bool follows = last == NULL || !slice_equals(last->path, order[i]->path) ||
                       last->end <= order[i]->start;
        bool is_again = last != NULL && are_equal(last, order[i]);
        if (follows && !is_again) {
            kept[count++] = *order[i];
        } else {
            dropped += !is_again;
        }
    }
    edits->capacity = edits->count;
    edits->entries = kept;
    edits->count = count;
    return dropped;
}

size_t edits_of_file(const struct edits *edits, size_t from) {
    size_t count = 0;
    while (from + count < edits->count &&
           slice_equals(edits->entries[from + count].path, edits->entries[from].path)) {
        count++;
    }
    return count;
}

static void append_applied(struct buffer *out, struct slice text, size_t from, size_t to,
                           const struct edit *edits, size_t count) {
    for (size_t i = 0; i < count; i++) {
        buffer_append(out, slice_between(text, from, edits[i].start));
        buffer_append(out, edits[i].text);
        from = edits[i].end;
    }
    buffer_append(out, slice_between(text, from, to));
}

struct slice edits_apply(struct slice text, const struct edit *edits, size_t count,
                         struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    append_applied(&out, text, 0, text.length, edits, count);
    return arena_copy(arena, buffer_slice(&out));
}

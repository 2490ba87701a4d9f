#include "pdf/pages.h"

#include "base/buffer.h"

/* The first part behind those that fit on a page from `start` on. */
static size_t reach(const struct stack_part *parts, size_t count, const struct stack_form *form,
                    size_t start) {
    double height = parts[start].head;
    double notes = 0;
    size_t at = start;
    for (; at < count; at++) {
        const struct stack_part *part = &parts[at];
        if (at > start && part->new_page) {
            break;
        }
        height += part->height + (at > start ? part->space : 0);
        notes += part->notes;
        /* What is added up in another order may differ in the last bit. */
        double all = height + (notes > 0 ? notes + form->note_space : 0) - 0.001;
        double more = part->room > part->height ? part->room - part->height : 0;
        if (at > start && all + more > form->height) {
            break;
        }
    }
    return at;
}

/* The end of a page from `start` on that reaches to `end`: the last place before it where nothing
 * is torn apart, or `end` when there is none. */
static size_t choose_end(const struct stack_part *parts, size_t count, size_t start, size_t end) {
    if (end == count || parts[end].new_page) {
        return end;
    }
    for (size_t at = end; at > start; at--) {
        if (!parts[at - 1].keep) {
            return at;
        }
    }
    return end;
}

size_t pages_cut(const struct stack_part *parts, size_t count, const struct stack_form *form,
                 struct arena *arena, uint32_t **starts) {
    size_t pages = 0;
    size_t capacity = 0;
    *starts = NULL;
    for (size_t start = 0; start < count;) {
        if (pages == capacity) {
            size_t larger = capacity == 0 ? 64 : 2 * capacity;
            *starts =
                arena_grow(arena, *starts, capacity * sizeof **starts, larger * sizeof **starts);
            capacity = larger;
        }
        (*starts)[pages++] = (uint32_t)start;
        start = choose_end(parts, count, start, reach(parts, count, form, start));
    }
    return pages;
}

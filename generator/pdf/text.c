#include "pdf/text.h"

struct run *text_add(struct text *text, struct arena *arena, struct slice words, uint32_t style) {
    struct run *run = arena_new(arena, struct run, 1);
    run->text = words;
    run->style = style;
    if (text->last == NULL) {
        text->first = run;
    } else {
        text->last->next = run;
    }
    text->last = run;
    return run;
}

struct slice text_plain(const struct text *text, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    for (const struct run *run = text->first; run != NULL; run = run->next) {
        if (run->note == NULL && !run->is_page) {
            buffer_append(&out, run->text);
        }
    }
    return buffer_slice(&out);
}

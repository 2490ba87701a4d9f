#include "pdf/notes.h"

/* Its number, to the left of its text. */
static const struct mark *number_of(struct layout *layout, const struct note *note, double width) {
    struct mark *mark = arena_new(layout->arena, struct mark, 1);
    struct text text = {0};
    text_add(&text, layout->arena, arena_format(layout->arena, "%u", (unsigned)note->number), 0);
    mark->type = MARK_TEXT;
    mark->width = width;
    mark->tag = layout_tag(layout, "Lbl", layout->here.tag);
    mark->text =
        *layout_text(layout, &text, ALIGN_LEFT, layout->here.size, layout->here.leading, 1000, 0);
    return mark;
}

struct placed_note *notes_lay(struct layout *layout, const struct note *note,
                              const struct tag *parent) {
    const struct look *look = layout->look;
    if (note->content == NULL || note->content->first == NULL) {
        return NULL;
    }
    struct placed_note *placed = arena_new(layout->arena, struct placed_note, 1);
    struct galley *galley = layout->galley;
    struct spot saved = layout->here;
    double indent = look->size * 1.35;
    placed->galley.arena = layout->arena;
    layout->galley = &placed->galley;
    layout->here = (struct spot){.left = indent,
                                 .width = look->page_width - look->left - look->right - indent,
                                 .size = look->size * 0.82,
                                 .leading = look->leading * 0.82,
                                 .tight = true};
    struct tag *tag = layout_tag(layout, "Note", parent);
    /* A note must be named, and no two the same (ISO 14289-1, 7.9). */
    tag->added = arena_format(layout->arena, "   /ID (n%u)\n", (unsigned)++layout->note_count).data;
    layout->here.tag = tag;
    layout->mark = number_of(layout, note, indent);
    layout_blocks(layout, note->content);
    layout->mark = NULL;
    layout->galley = galley;
    layout->here = saved;
    layout->space = 0;
    placed->height = galley_height(&placed->galley);
    return placed;
}

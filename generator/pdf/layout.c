#include "pdf/layout.h"

#include "pdf/notes.h"
#include "pdf/words.h"

struct tag *layout_tag(struct layout *layout, const char *name, const struct tag *parent) {
    struct tag *tag = arena_new(layout->arena, struct tag, 1);
    tag->name = name;
    tag->parent = parent;
    tag->depth = parent == NULL ? 0 : parent->depth + 1;
    return tag;
}

void layout_space(struct layout *layout, double space) {
    layout->space = layout->space > space ? layout->space : space;
}

struct part *layout_part(struct layout *layout, enum part_type type, double height) {
    struct part *part = galley_add(layout->galley);
    part->type = type;
    part->stack.height = height;
    part->stack.space = layout->space;
    part->left = layout->here.left;
    part->width = layout->here.width;
    part->colour = layout->here.colour;
    part->frame = layout->here.frame;
    part->tag = layout->here.tag;
    part->mark = layout->mark;
    part->destination = layout->destination;
    layout->mark = NULL;
    layout->destination = NULL;
    layout->space = 0;
    return part;
}

bool layout_number(struct layout *layout, const struct text *text) {
    bool changed = false;
    for (struct run *run = text->first; run != NULL; run = run->next) {
        if (!run->is_page) {
            continue;
        }
        uint32_t page = run->link->destination->page;
        struct slice number =
            arena_format(layout->arena, layout->page_format.data, page == 0 ? 10U : (unsigned)page);
        changed = changed || !slice_equals(number, run->text);
        run->text = number;
    }
    return changed;
}

static bool has_pages(const struct text *text) {
    for (const struct run *run = text->first; run != NULL; run = run->next) {
        if (run->is_page) {
            return true;
        }
    }
    return false;
}

struct paragraph *layout_text(struct layout *layout, const struct text *text,
                              enum alignment alignment, double size, double leading, double width,
                              uint32_t style) {
    struct paragraph_form form = {.size = size,
                                  .leading = leading,
                                  .width = width,
                                  .style = style,
                                  .alignment = alignment,
                                  .hyphenate = (style & (TEXT_SANS | TEXT_MONO | TEXT_WHOLE)) == 0,
                                  .language = layout->language};
    struct paragraph *paragraph = arena_new(layout->arena, struct paragraph, 1);
    bool paged = has_pages(text);
    if (paged) {
        layout_number(layout, text);
    }
    paragraph_make(paragraph, text, &form, &layout->shaping);
    if (layout->paragraph_count == layout->paragraph_capacity) {
        size_t larger = layout->paragraph_capacity == 0 ? 256 : 2 * layout->paragraph_capacity;
        layout->paragraphs = arena_grow(layout->arena, layout->paragraphs,
                                        layout->paragraph_capacity * sizeof(struct paragraph *),
                                        larger * sizeof(struct paragraph *));
        layout->paragraph_capacity = larger;
    }
    layout->paragraphs[layout->paragraph_count++] = paragraph;
    if (paged) {
        struct paged_text *entry = arena_new(layout->arena, struct paged_text, 1);
        *entry = (struct paged_text){*text, paragraph, layout->chapter, layout->paged};
        layout->paged = entry;
    }
    return paragraph;
}

/* Whether the paragraph's line is one of the first two or last two, which do not stand alone on a
 * page. */
static bool keeps_next(size_t line, size_t count) {
    return line + 1 < count && (line == 0 || line + 2 == count);
}

/* A note that takes more of a page than this does not stand at its foot, where it could not be
 * broken. */
#define TALL_NOTE 0.4

static bool is_tall(const struct look *look, const struct placed_note *note) {
    return note->height > TALL_NOTE * (look->page_height - look->top - look->bottom);
}

/* The notes whose marks stand in the line: at the foot of its page; the tall ones go to `tall`. */
static void add_notes(struct layout *layout, struct part *part, const struct paragraph *paragraph,
                      const struct text_line *line, struct placed_note ***tall) {
    struct placed_note **end = (struct placed_note **)&part->notes;
    for (size_t i = 0; i < paragraph->piece_count; i++) {
        const struct piece *piece = &paragraph->pieces[i];
        uint32_t at = (uint32_t)piece->glyphs->item->offset;
        bool first = i == 0 || paragraph->pieces[i - 1].run != piece->run;
        if (piece->run->note == NULL || !first || at < line->start || at >= line->end) {
            continue;
        }
        struct placed_note *note = notes_lay(layout, piece->run->note, NULL);
        if (note != NULL && is_tall(layout->look, note)) {
            **tall = notes_lay(layout, piece->run->note, layout->here.tag);
            *tall = &(**tall)->next;
        } else if (note != NULL) {
            part = &layout->galley->parts[layout->galley->count - 1];
            part->stack.notes += note->height;
            *end = note;
            end = &note->next;
        }
    }
}

/* Notes that stand below the paragraph instead, in their small letters. */
static void add_tall_notes(struct layout *layout, const struct placed_note *note) {
    for (; note != NULL; note = note->next) {
        for (size_t i = 0; i < note->galley.count; i++) {
            struct part *part = galley_add(layout->galley);
            *part = note->galley.parts[i];
            part->frame = layout->here.frame;
            part->stack.space = i == 0 ? layout->look->leading / 2 : part->stack.space;
        }
    }
}

void layout_lines(struct layout *layout, const struct paragraph *paragraph, const char *name) {
    struct placed_note *tall = NULL;
    struct placed_note **tall_end = &tall;
    const struct tag *tag = layout_tag(layout, name, layout->here.tag);
    for (size_t i = 0; i < paragraph->line_count; i++) {
        struct part *part = layout_part(layout, PART_LINE, paragraph->form.leading);
        part->paragraph = paragraph;
        part->index = (uint32_t)i;
        part->tag = tag;
        part->stack.keep = keeps_next(i, paragraph->line_count);
        add_notes(layout, part, paragraph, &paragraph->lines[i], &tall_end);
    }
    add_tall_notes(layout, tall);
}

void layout_display(struct layout *layout, const struct text *text, enum alignment alignment,
                    double size, double leading, uint32_t style, const char *tag) {
    layout_lines(layout,
                 layout_text(layout, text, alignment, size, leading, layout->here.width, style),
                 tag);
}

/* The part that was added last stays with the next one. */
static void keep_last(struct layout *layout) {
    if (layout->galley->count > 0) {
        layout->galley->parts[layout->galley->count - 1].stack.keep = true;
    }
}

static double gap(const struct layout *layout) {
    return layout->here.tight ? layout->here.leading * 0.2 : layout->here.leading * 0.5;
}

static void layout_paragraph(struct layout *layout, const struct block *block) {
    layout_space(layout, gap(layout));
    enum alignment alignment =
        layout->look->justified && layout->here.width > layout->here.size * 17 ? ALIGN_JUSTIFIED
                                                                               : ALIGN_LEFT;
    double size = layout->here.size;
    double leading = layout->here.leading;
    uint32_t style = layout->here.style;
    if (block->is_wide) {
        style |= TEXT_WHOLE;
        size *= 1.14;
        leading *= 1.1;
        alignment = ALIGN_LEFT;
    }
    layout_display(layout, &block->text, alignment, size, leading, style, "P");
    layout_space(layout, gap(layout));
}

static void layout_heading(struct layout *layout, const struct block *block) {
    static const char *const names[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
    struct heading_look look = look_heading(layout->look, block->level);
    uint32_t level = (block->level == 0 ? 1 : block->level) + layout->heading_depth;
    enum colour colour = layout->here.colour;
    if (block->level == 0 && layout->heading_depth > 0) {
        look.size *= 0.85;
        look.leading *= 0.85;
    }
    bool opens = block->parent != NULL && block->parent->type == BLOCK_OPENING;
    layout_space(layout, opens ? layout->here.leading * 0.3 : look.above);
    layout->here.colour = COLOUR_ACCENT;
    layout_display(layout, &block->text, ALIGN_LEFT, look.size, look.leading, look.style,
                   names[level < 1   ? 0
                         : level > 6 ? 5
                                     : level - 1]);
    /* All lines of it, and the text behind it. */
    for (size_t i = layout->galley->count; i > 0; i--) {
        struct part *part = &layout->galley->parts[i - 1];
        if (part->type != PART_LINE || part->colour != COLOUR_ACCENT) {
            break;
        }
        part->stack.keep = true;
    }
    layout->here.colour = colour;
    layout->space = look.below;
}

/* The mark of a point: to the left of its text. */
static const struct mark *make_mark(struct layout *layout, const struct block *item, double width,
                                    const struct tag *parent) {
    struct mark *mark = arena_new(layout->arena, struct mark, 1);
    mark->left = layout->here.left;
    mark->width = width;
    struct tag *tag = layout_tag(layout, "Lbl", parent);
    mark->tag = tag;
    mark->type = !item->has_box ? MARK_TEXT : item->ticked ? MARK_BOX_TICKED : MARK_BOX;
    if (item->has_box) {
        const struct words *words = words_in(layout->language);
        tag->alternative = slice_from(item->ticked ? words->ticked : words->not_ticked);
    } else {
        struct text text = {0};
        struct slice sign = item->parent->ordered
                                ? arena_format(layout->arena, "%u.", (unsigned)item->number)
                                : SLICE("•");
        text_add(&text, layout->arena, sign, 0);
        mark->text = *layout_text(layout, &text, ALIGN_LEFT, layout->here.size,
                                  layout->here.leading, 1000, layout->here.style);
    }
    return mark;
}

/* How far the text of the points stands from the left: as wide as the widest mark needs. */
static double indent_of(const struct layout *layout, const struct block *list) {
    if (list->last != NULL && list->first->has_box) {
        return layout->here.size * 1.8;
    }
    double indent = layout->here.size * 1.35;
    uint32_t last = list->ordered && list->last != NULL ? list->last->number : 0;
    for (uint32_t number = last; number >= 10; number /= 10) {
        indent += layout->here.size * 0.5;
    }
    return indent;
}

static bool is_loose(const struct block *list) {
    for (const struct block *item = list->first; item != NULL; item = item->next) {
        if (item->first != NULL && item->first->next != NULL &&
            item->first->next->type == BLOCK_PARAGRAPH) {
            return true;
        }
    }
    return false;
}

static void layout_item(struct layout *layout, const struct block *item, double indent) {
    struct spot saved = layout->here;
    const struct tag *tag = layout_tag(layout, "LI", layout->here.tag);
    layout->mark = make_mark(layout, item, indent, tag);
    layout->here.tag = layout_tag(layout, "LBody", tag);
    layout->here.left += indent;
    layout->here.width -= indent;
    layout->destination = item->destination != NULL ? item->destination : layout->destination;
    layout_blocks(layout, item);
    if (layout->mark != NULL) { /* an empty point */
        layout_part(layout, PART_NOTHING, layout->here.leading);
    }
    layout->here = saved;
}

static void layout_list(struct layout *layout, const struct block *list) {
    double before = gap(layout);
    struct spot saved = layout->here;
    double indent = indent_of(layout, list);
    layout_space(layout, before);
    bool ticks = list->first != NULL && list->first->has_box;
    layout->here.tight = !is_loose(list) && !ticks;
    layout->here.tag = layout_tag(layout, "L", saved.tag);
    for (const struct block *item = list->first; item != NULL; item = item->next) {
        layout_item(layout, item, indent);
    }
    layout->here = saved;
    layout_space(layout, before);
}

/* Lays blocks out within a frame, `indent` from its left and as far from its right. */
static void layout_framed(struct layout *layout, const struct block *block, enum frame_look look,
                          double indent, double outdent, const char *tag) {
    struct spot saved = layout->here;
    struct frame *frame = arena_new(layout->arena, struct frame, 1);
    bool tinted = look == FRAME_TINTED || look == FRAME_WARM;
    *frame = (struct frame){.parent = layout->here.frame,
                            .look = look,
                            .left = layout->here.left,
                            .width = layout->here.width,
                            .padding = tinted ? layout->here.leading * 0.6 : 0};
    layout_space(layout, layout->here.leading * 0.75);
    double space = layout->space + frame->padding;
    layout->space = 0;
    layout->here.frame = frame;
    layout->here.tag = layout_tag(layout, tag, layout->here.tag);
    layout->here.left += indent;
    layout->here.width -= indent + outdent;
    size_t first = layout->galley->count;
    layout_blocks(layout, block);
    if (first < layout->galley->count) {
        layout->galley->parts[first].stack.space = space;
    }
    layout->here = saved;
    layout->space = layout->here.leading * 0.75 + frame->padding;
}

static void layout_quote(struct layout *layout, const struct block *quote) {
    struct spot saved = layout->here;
    layout->here.style |= TEXT_ITALIC;
    if (quote->is_loud) {
        layout->here.size *= 1.3;
        layout->here.leading *= 1.22;
        layout->here.colour = COLOUR_ACCENT;
    }
    layout_framed(layout, quote, FRAME_BAR, layout->look->size * 1.6, layout->look->size,
                  "BlockQuote");
    layout->here = saved;
}

static void layout_box(struct layout *layout, const struct block *box) {
    struct destination *before = layout->destination;
    layout->destination = box->destination != NULL ? box->destination : before;
    layout_framed(layout, box, box->is_loud ? FRAME_WARM : FRAME_TINTED, layout->here.size * 1.2,
                  layout->here.size * 1.2, "Div");
}

static void layout_label(struct layout *layout, const struct block *label) {
    layout_display(layout, &label->text, ALIGN_LEFT, layout->here.size * 1.02, layout->here.leading,
                   TEXT_SANS, "P");
    keep_last(layout);
    layout_space(layout, layout->here.leading * 0.15);
}

/* Every line of the source is a line here; one that is too long goes on in the next. */
static void layout_code(struct layout *layout, const struct block *code) {
    struct frame *frame = arena_new(layout->arena, struct frame, 1);
    struct spot saved = layout->here;
    struct text text = code->text;
    struct run *last = text.last;
    if (last != NULL && slice_ends_with(last->text, SLICE("\n"))) {
        last->text.length--;
    }
    double pad = layout->here.size * 0.8;
    *frame = (struct frame){.parent = saved.frame,
                            .look = FRAME_TINTED,
                            .left = layout->here.left,
                            .width = layout->here.width,
                            .padding = layout->here.leading * 0.45};
    layout_space(layout, gap(layout));
    layout->space += frame->padding;
    layout->here.frame = frame;
    layout->here.left += pad;
    layout->here.width -= 2 * pad;
    layout_display(layout, &text, ALIGN_LEFT, layout->here.size, layout->here.leading * 0.87,
                   TEXT_MONO, "Code");
    layout->here = saved;
    layout_space(layout, gap(layout) + frame->padding);
}

static void layout_rule(struct layout *layout) {
    layout_space(layout, layout->here.leading);
    const struct tag *tag = layout->here.tag;
    layout->here.tag = NULL;
    layout_part(layout, PART_RULE, 1);
    layout->here.tag = tag;
    layout_space(layout, layout->here.leading);
}

static void layout_term(struct layout *layout, const struct block *term) {
    layout_space(layout, layout->here.leading * 0.5);
    layout_display(layout, &term->text, ALIGN_LEFT, layout->here.size, layout->here.leading,
                   layout->here.style | TEXT_BOLD, "P");
    keep_last(layout);
}

static void layout_explanation(struct layout *layout, const struct block *block) {
    struct spot saved = layout->here;
    double indent = layout->here.size * 1.35;
    layout->here.tight = true;
    layout->here.left += indent;
    layout->here.width -= indent;
    layout_blocks(layout, block);
    layout->here = saved;
}

/* The opening of a chapter stays together, and with what follows. */
static void layout_opening(struct layout *layout, const struct block *opening) {
    size_t before = layout->galley->count;
    layout_blocks(layout, opening);
    for (size_t i = before; i < layout->galley->count; i++) {
        layout->galley->parts[i].stack.keep = true;
    }
}

void layout_blocks(struct layout *layout, const struct block *block) {
    for (const struct block *child = block->first; child != NULL; child = child->next) {
        layout_block(layout, child);
    }
}

void layout_block(struct layout *layout, const struct block *block) {
    if (block->destination != NULL && block->type != BLOCK_ITEM && block->type != BLOCK_BOX) {
        layout->destination = block->destination;
    }
    switch (block->type) {
    case BLOCK_GROUP:
    case BLOCK_ITEM:
    case BLOCK_ROW:
    case BLOCK_CELL:
        layout_blocks(layout, block);
        break;
    case BLOCK_PARAGRAPH:
        layout_paragraph(layout, block);
        break;
    case BLOCK_HEADING:
        layout_heading(layout, block);
        break;
    case BLOCK_LIST:
        layout_list(layout, block);
        break;
    case BLOCK_QUOTE:
        layout_quote(layout, block);
        break;
    case BLOCK_BOX:
        layout_box(layout, block);
        break;
    case BLOCK_LABEL:
        layout_label(layout, block);
        break;
    case BLOCK_CODE:
        layout_code(layout, block);
        break;
    case BLOCK_TABLE:
        layout_table(layout, block);
        break;
    case BLOCK_FIGURE:
        layout_figure(layout, block);
        break;
    case BLOCK_CAPTION:
        layout_paragraph(layout, block);
        break;
    case BLOCK_RULE:
        layout_rule(layout);
        break;
    case BLOCK_TERM:
        layout_term(layout, block);
        break;
    case BLOCK_EXPLANATION:
        layout_explanation(layout, block);
        break;
    case BLOCK_OPENING:
        layout_opening(layout, block);
        break;
    case BLOCK_MAP:
        layout_map(layout, block);
        break;
    }
}

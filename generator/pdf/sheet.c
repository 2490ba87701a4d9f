#include "pdf/sheet.h"

#include <math.h>

/* The letters of a line stand so far below its top. */
static double baseline(const struct paragraph_form *form) {
    return form->leading / 2 + form->size * 0.32;
}

static bool has_frame(const struct part *part, const struct frame *frame) {
    for (const struct frame *at = part->frame; at != NULL; at = at->parent) {
        if (at == frame) {
            return true;
        }
    }
    return false;
}

static void fill_frame(const struct drawing *drawing, const struct frame *frame, double top,
                       double bottom) {
    cairo_t *cairo = drawing->cairo;
    double left = drawing->look->left + frame->left;
    switch (frame->look) {
    case FRAME_TINTED:
    case FRAME_WARM:
        draw_colour(drawing, frame->look == FRAME_WARM ? COLOUR_WARM : COLOUR_TINT);
        cairo_rectangle(cairo, left, top - frame->padding, frame->width,
                        bottom - top + 2 * frame->padding);
        cairo_fill(cairo);
        break;
    case FRAME_BAR:
        draw_colour(drawing, COLOUR_LINE);
        cairo_rectangle(cairo, left + drawing->look->size * 0.6, top, 1.6, bottom - top);
        cairo_fill(cairo);
        break;
    case FRAME_PLAIN:
        break;
    }
}

/* Draws the frames that begin at part `first`, the outermost first, each as far as it goes. */
static void draw_frames(const struct drawing *drawing, const struct part *parts, size_t count,
                        size_t first, const double *tops) {
    const struct frame *chain[32];
    size_t depth = 0;
    for (const struct frame *at = parts[first].frame; at != NULL && depth < 32; at = at->parent) {
        if (first == 0 || !has_frame(&parts[first - 1], at)) {
            chain[depth++] = at;
        }
    }
    while (depth-- > 0) {
        size_t last = first;
        while (last + 1 < count && has_frame(&parts[last + 1], chain[depth])) {
            last++;
        }
        fill_frame(drawing, chain[depth], tops[first], tops[last] + parts[last].stack.height);
    }
}

static void draw_tick_box(const struct drawing *drawing, const struct mark *mark, bool ticked,
                          double y) {
    cairo_t *cairo = drawing->cairo;
    double size = drawing->look->size * 0.82;
    double left = drawing->look->left + mark->left + 1;
    cairo_set_line_width(cairo, 0.9);
    draw_colour(drawing, COLOUR_INK);
    cairo_rectangle(cairo, left, y - size * 0.86, size, size);
    cairo_stroke(cairo);
    if (ticked) {
        cairo_set_line_width(cairo, 1.3);
        cairo_move_to(cairo, left + size * 0.2, y - size * 0.38);
        cairo_line_to(cairo, left + size * 0.42, y - size * 0.12);
        cairo_line_to(cairo, left + size * 0.82, y - size * 0.68);
        cairo_stroke(cairo);
    }
}

static void draw_mark(struct drawing *drawing, const struct mark *mark, double y,
                      enum colour colour) {
    tags_move(drawing, mark->tag);
    if (mark->type == MARK_BOX || mark->type == MARK_BOX_TICKED) {
        draw_tick_box(drawing, mark, mark->type == MARK_BOX_TICKED, y);
    } else if (mark->text.line_count > 0) {
        double gap = drawing->look->size * 0.5;
        double x = drawing->look->left + mark->left + mark->width - gap - mark->text.lines[0].width;
        draw_line(drawing, &mark->text, 0, x, y, colour, false);
    }
}

static void draw_destination(const struct drawing *drawing, const struct part *part, double y) {
    const struct destination *destination = part->destination;
    struct slice attributes = arena_format(
        drawing->arena, "name='%.*s' x=%d y=%d", slice_width(destination->name),
        destination->name.data, (int)drawing->look->left, (int)fmax(0, y - drawing->look->leading));
    cairo_tag_begin(drawing->cairo, CAIRO_TAG_DEST, attributes.data);
    cairo_tag_end(drawing->cairo, CAIRO_TAG_DEST);
}

static void draw_paragraph_line(struct drawing *drawing, const struct part *part, double y,
                                bool split) {
    double x = drawing->look->left + part->left;
    double line = y + baseline(&part->paragraph->form);
    if (part->mark != NULL) {
        draw_mark(drawing, part->mark, line, part->colour);
    }
    tags_move(drawing, part->tag);
    draw_line(drawing, part->paragraph, part->index, x, line, part->colour,
              split || draw_needs_nodes(part->paragraph));
}

/* A title, dots, and the number of its page. */
static void draw_entry(struct drawing *drawing, const struct part *part, double y) {
    const struct paragraph *paragraph = part->paragraph;
    double line = y + baseline(&paragraph->form);
    double x = drawing->look->left + part->left;
    bool last = part->index + 1 == paragraph->line_count;
    tags_move(drawing, part->tag);
    draw_line(drawing, paragraph, part->index, x, line, part->colour, true);
    if (!last || part->target == NULL || part->target->page == 0) {
        return;
    }
    double right = drawing->look->page_width - drawing->look->right;
    struct slice number = arena_format(drawing->arena, "%u", (unsigned)part->target->page);
    tags_begin_link(drawing, part->target, SLICE(""));
    draw_colour(drawing, COLOUR_FAINT);
    draw_text(drawing, number.data, 0, paragraph->form.size, right, line, 1, 0);
    tags_end(drawing, CAIRO_TAG_LINK);
}

static void draw_rule(const struct drawing *drawing, double left, double width, double y,
                      double thick) {
    cairo_rectangle(drawing->cairo, left, y, width, thick);
    cairo_fill(drawing->cairo);
}

static void draw_picture(struct drawing *drawing, const struct part *part, double y) {
    cairo_t *cairo = drawing->cairo;
    tags_move(drawing, part->tag);
    cairo_save(cairo);
    cairo_translate(cairo, drawing->look->left + part->left, y);
    cairo_scale(cairo, part->scale, part->scale);
    if (part->type == PART_MAP) {
        draw_map(drawing, part->atlas);
    } else {
        picture_draw(part->picture, cairo);
    }
    cairo_restore(cairo);
}

/* Slices `from` to `to` of a row, the tops of which are given: cell after cell, as they are read.
 */
static void draw_row(struct drawing *drawing, const struct row *row, size_t from, size_t to,
                     const double *tops) {
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct cell *cell = &row->cells[i];
        for (size_t slice = from; slice < to && slice < cell->galley.count; slice++) {
            const struct part *part = &cell->galley.parts[slice];
            double y = tops[slice - from] + (slice == 0 ? row->padding : part->stack.space);
            if (part->type == PART_LINE) {
                draw_paragraph_line(drawing, part, y, false);
            }
        }
    }
}

/* The lines above and below a row are no part of the text. */
static void draw_row_lines(const struct drawing *drawing, const struct row *row, double top,
                           double bottom) {
    double left = drawing->look->left + row->left;
    if (row->is_first) {
        draw_colour(drawing, COLOUR_ACCENT);
        draw_rule(drawing, left, row->width, top, 0.9);
    }
    draw_colour(drawing, row->is_head || row->is_last ? COLOUR_ACCENT : COLOUR_LINE);
    draw_rule(drawing, left, row->width, bottom - 0.4,
              row->is_head   ? 0.7
              : row->is_last ? 0.9
                             : 0.4);
}

/* How many parts from `first` on are slices of one row. */
static size_t slices_at(const struct part *parts, size_t count, size_t first) {
    size_t end = first + 1;
    while (end < count && parts[end].type == PART_ROW && parts[end].row == parts[first].row) {
        end++;
    }
    return end - first;
}

/* Whether the lines of the paragraph that the part belongs to stand on one page. */
static bool is_split(const struct part *parts, size_t count, size_t at) {
    const struct part *part = &parts[at];
    return part->index > at || at - part->index + part->paragraph->line_count > count;
}

static void draw_galley(struct drawing *drawing, const struct part *parts, size_t count,
                        const double *tops);

/* The head of a table once more: it was read aloud already. */
static void draw_head(struct drawing *drawing, const struct galley *head, double y) {
    double *tops = arena_new(drawing->arena, double, head->count);
    for (size_t i = 0; i < head->count; i++) {
        tops[i] = y;
        y += head->parts[i].stack.height;
    }
    drawing->silent = true;
    draw_galley(drawing, head->parts, head->count, tops);
    drawing->silent = false;
}

static void draw_galley(struct drawing *drawing, const struct part *parts, size_t count,
                        const double *tops) {
    for (size_t i = 0; i < count; i++) {
        draw_frames(drawing, parts, count, i, tops);
    }
    for (size_t i = 0; i < count; i++) {
        const struct part *part = &parts[i];
        if (part->destination != NULL) {
            draw_destination(drawing, part, tops[i]);
        }
        switch (part->type) {
        case PART_LINE:
            draw_paragraph_line(drawing, part, tops[i], is_split(parts, count, i));
            break;
        case PART_ENTRY:
            draw_entry(drawing, part, tops[i]);
            break;
        case PART_PICTURE:
        case PART_MAP:
            draw_picture(drawing, part, tops[i]);
            break;
        case PART_RULE:
            draw_colour(drawing, COLOUR_LINE);
            draw_rule(drawing, drawing->look->left + part->left + part->width * 0.35,
                      part->width * 0.3, tops[i], 0.6);
            break;
        case PART_ROW: {
            size_t slices = slices_at(parts, count, i);
            draw_row(drawing, part->row, part->index, part->index + slices, &tops[i]);
            double bottom = tops[i + slices - 1] + parts[i + slices - 1].stack.height;
            tags_leave(drawing, part->row->tag->parent);
            draw_row_lines(drawing, part->row, tops[i], bottom);
            i += slices - 1;
            break;
        }
        case PART_NOTHING:
            break;
        }
        if (part->type == PART_NOTHING && part->mark != NULL) {
            draw_mark(drawing, part->mark, tops[i] + drawing->look->size, part->colour);
        }
    }
}

static void draw_notes(struct drawing *drawing, const struct sheet *sheet) {
    const struct look *look = drawing->look;
    double height = 0;
    for (size_t i = 0; i < sheet->count; i++) {
        height += sheet->parts[i].stack.notes;
    }
    if (height <= 0) {
        return;
    }
    double y = look->page_height - look->bottom - height;
    size_t base = drawing->base;
    tags_leave(drawing, sheet->next == NULL ? NULL : sheet->next->tag);
    draw_colour(drawing, COLOUR_LINE);
    draw_rule(drawing, look->left, look->size * 6, y - look->leading * 0.45, 0.6);
    drawing->base = drawing->open_count;
    for (size_t i = 0; i < sheet->count; i++) {
        for (const struct placed_note *note = sheet->parts[i].notes; note != NULL;
             note = note->next) {
            double *tops = arena_new(drawing->arena, double, note->galley.count);
            for (size_t part = 0; part < note->galley.count; part++) {
                const struct stack_part *stack = &note->galley.parts[part].stack;
                tops[part] = y + (part > 0 ? stack->space : 0);
                y = tops[part] + stack->height;
            }
            draw_galley(drawing, note->galley.parts, note->galley.count, tops);
            tags_leave(drawing, NULL);
        }
    }
    drawing->base = base;
}

static void draw_edges(struct drawing *drawing, const struct sheet *sheet) {
    const struct look *look = drawing->look;
    double size = look->size * 0.8;
    double y = look->top - look->leading * 1.6;
    double room = look->page_width - look->left - look->right;
    draw_colour(drawing, COLOUR_FAINT);
    if (sheet->left.length > 0) {
        draw_text(drawing, arena_copy(drawing->arena, sheet->left).data, TEXT_SANS, size,
                  look->left, y, 0, room * 0.46);
    }
    if (sheet->right.length > 0) {
        draw_text(drawing, arena_copy(drawing->arena, sheet->right).data, TEXT_SANS, size,
                  look->page_width - look->right, y, 1, room * 0.46);
    }
    if (sheet->number > 0) {
        draw_text(drawing, arena_format(drawing->arena, "%u", (unsigned)sheet->number).data,
                  TEXT_SANS, size * 1.05, look->page_width / 2,
                  look->page_height - look->bottom * 0.5, 0.5, 0);
    }
}

void sheet_draw(struct drawing *drawing, const struct sheet *sheet) {
    struct arena_mark mark = arena_mark(drawing->arena);
    double y = drawing->look->top;
    double *tops = arena_new(drawing->arena, double, sheet->count);
    const struct part *first = sheet->parts;
    if (sheet->count > 0 && first->stack.head > 0) {
        draw_head(drawing, first->row->head, y);
        y += first->stack.head;
    }
    for (size_t i = 0; i < sheet->count; i++) {
        tops[i] = y + (i > 0 ? sheet->parts[i].stack.space : 0);
        y = tops[i] + sheet->parts[i].stack.height;
    }
    draw_galley(drawing, sheet->parts, sheet->count, tops);
    draw_notes(drawing, sheet);
    tags_leave(drawing, sheet->next == NULL ? NULL : sheet->next->tag);
    draw_edges(drawing, sheet);
    cairo_show_page(drawing->cairo);
    arena_restore(drawing->arena, mark);
}

/* Lines of text. */
#include "pdf/drawing.h"

/* Where a line is drawn. */
struct pen {
    struct drawing *drawing;
    const struct paragraph *paragraph;
    double x;
    double y;
    enum colour colour;
    bool split;
    const struct run *run; /* whose node is open */
    const char *node;      /* its name; NULL: none is open */
};

void draw_colour(const struct drawing *drawing, enum colour colour) {
    const double *c = look_colours[colour];
    cairo_set_source_rgb(drawing->cairo, c[0], c[1], c[2]);
}

bool draw_needs_nodes(const struct paragraph *paragraph) {
    for (size_t i = 0; i < paragraph->piece_count; i++) {
        const struct run *run = paragraph->pieces[i].run;
        if (run->link != NULL || run->note != NULL) {
            return true;
        }
    }
    return false;
}

static bool leads_somewhere(const struct text_link *link) {
    return link != NULL && (link->destination == NULL || link->destination->page > 0);
}

/* The part of a piece that stands in the line, as a copy; NULL when nothing of it does. */
static PangoGlyphItem *cut(const struct piece *piece, const struct text_line *line,
                           const char *text) {
    int from = piece->glyphs->item->offset;
    int to = from + piece->glyphs->item->length;
    int start = (int)line->start > from ? (int)line->start : from;
    int end = (int)line->end < to ? (int)line->end : to;
    if (start >= end) {
        return NULL;
    }
    PangoGlyphItem *rest = pango_glyph_item_copy(piece->glyphs);
    if (start > from) {
        pango_glyph_item_free(pango_glyph_item_split(rest, text, start - from));
    }
    if (end < to) {
        PangoGlyphItem *part = pango_glyph_item_split(rest, text, end - start);
        pango_glyph_item_free(rest);
        rest = part;
    }
    return rest;
}

static void stretch_spaces(PangoGlyphItem *glyphs, const char *text, double stretch) {
    PangoGlyphItemIter at;
    int more = (int)(stretch * PANGO_SCALE);
    for (gboolean has = pango_glyph_item_iter_init_start(&at, glyphs, text); has;
         has = pango_glyph_item_iter_next_cluster(&at)) {
        const char *letter = text + at.start_index;
        if (*letter == ' ' || (*letter == '\xC2' && letter[1] == '\xA0')) {
            glyphs->glyphs->glyphs[at.start_glyph].geometry.width += more;
        }
    }
}

/* Opens the node that the run stands in, when the paragraph is made of nodes. */
static void open_node(struct pen *pen, const struct run *run) {
    const struct text_link *link = leads_somewhere(run->link) ? run->link : NULL;
    const struct text_link *open = pen->run == NULL                  ? NULL
                                   : leads_somewhere(pen->run->link) ? pen->run->link
                                                                     : NULL;
    if (!pen->split || (pen->node != NULL && open == link)) {
        return;
    }
    if (pen->node != NULL) {
        tags_end(pen->drawing, pen->node);
    }
    pen->run = run;
    pen->node = link == NULL ? "Span" : CAIRO_TAG_LINK;
    if (link == NULL) {
        tags_begin(pen->drawing, pen->node, NULL);
    } else {
        tags_begin_link(pen->drawing, link->destination, link->address);
    }
}

static double points(int units) {
    return (double)units / PANGO_SCALE;
}

static void strike(const struct pen *pen, double width, double height) {
    cairo_t *cairo = pen->drawing->cairo;
    double size = pen->paragraph->form.size;
    cairo_rectangle(cairo, pen->x, pen->y - height * size, width, size * 0.05);
    cairo_fill(cairo);
}

static void draw_piece(struct pen *pen, const struct run *run, PangoGlyphItem *glyphs) {
    cairo_t *cairo = pen->drawing->cairo;
    const struct paragraph *paragraph = pen->paragraph;
    uint32_t style = run->style | paragraph->form.style;
    double rise = (style & TEXT_RAISED) != 0 ? 0.33 : (style & TEXT_LOWERED) != 0 ? -0.16 : 0;
    double width = points(pango_glyph_string_get_width(glyphs->glyphs));
    enum colour colour = (style & TEXT_FAINT) != 0                                ? COLOUR_FAINT
                         : leads_somewhere(run->link) || (style & TEXT_LOUD) != 0 ? COLOUR_ACCENT
                                                                                  : pen->colour;
    open_node(pen, run);
    draw_colour(pen->drawing, colour);
    cairo_move_to(cairo, pen->x, pen->y - rise * paragraph->form.size);
    pango_cairo_show_glyph_item(cairo, paragraph->text.data, glyphs);
    if ((style & TEXT_STRUCK) != 0) {
        strike(pen, width, 0.25);
    }
    if ((style & TEXT_UNDERLINED) != 0) {
        strike(pen, width, -0.12);
    }
    pen->x += width;
}

/* What stands behind the last word of a line: a hyphen, or a space that nobody sees, without which
 * who hears the text would hear this word and the next one as one. */
static void draw_end(struct pen *pen, const PangoItem *item, const char *letter) {
    PangoGlyphString *glyphs = pango_glyph_string_new();
    pango_shape(letter, 1, &item->analysis, glyphs);
    cairo_move_to(pen->drawing->cairo, pen->x, pen->y);
    pango_cairo_show_glyph_string(pen->drawing->cairo, item->analysis.font, glyphs);
    pango_glyph_string_free(glyphs);
}

/* What stands in a line, in the order of the text. */
struct cuttings {
    PangoGlyphItem **glyphs;
    const struct run **runs;
    size_t count;
};

static struct cuttings cut_line(const struct paragraph *paragraph, const struct text_line *line,
                                struct arena *arena) {
    struct cuttings cuttings = {
        .glyphs = arena_new(arena, PangoGlyphItem *, paragraph->piece_count),
        .runs = arena_new(arena, const struct run *, paragraph->piece_count)};
    for (size_t i = 0; i < paragraph->piece_count; i++) {
        PangoGlyphItem *glyphs = cut(&paragraph->pieces[i], line, paragraph->text.data);
        if (glyphs == NULL) {
            continue;
        }
        if (line->stretch < 0 || line->stretch > 0) {
            stretch_spaces(glyphs, paragraph->text.data, line->stretch);
        }
        cuttings.glyphs[cuttings.count] = glyphs;
        cuttings.runs[cuttings.count++] = paragraph->pieces[i].run;
    }
    return cuttings;
}

/* From the order of reading to that of the paper, from left to right: rule L2 of the Unicode
 * bidirectional algorithm. */
static void reorder(struct cuttings *cuttings) {
    int highest = 0;
    for (size_t i = 0; i < cuttings->count; i++) {
        int level = cuttings->glyphs[i]->item->analysis.level;
        highest = level > highest ? level : highest;
    }
    for (int level = highest; level > 0; level--) {
        for (size_t i = 0; i < cuttings->count;) {
            size_t end = i;
            while (end < cuttings->count && cuttings->glyphs[end]->item->analysis.level >= level) {
                end++;
            }
            for (size_t a = i, b = end; a + 1 < b; a++) {
                b--;
                PangoGlyphItem *glyphs = cuttings->glyphs[a];
                const struct run *run = cuttings->runs[a];
                cuttings->glyphs[a] = cuttings->glyphs[b];
                cuttings->runs[a] = cuttings->runs[b];
                cuttings->glyphs[b] = glyphs;
                cuttings->runs[b] = run;
            }
            i = end > i ? end : i + 1;
        }
    }
}

void draw_line(struct drawing *drawing, const struct paragraph *paragraph, size_t index, double x,
               double y, enum colour colour, bool split) {
    const struct text_line *line = &paragraph->lines[index];
    struct pen pen = {drawing, paragraph, x, y, colour, split, NULL, NULL};
    double room = paragraph->form.width - line->width;
    if (paragraph->form.alignment == ALIGN_RIGHT) {
        pen.x += room;
    } else if (paragraph->form.alignment == ALIGN_CENTER) {
        pen.x += room / 2;
    }
    struct arena_mark mark = arena_mark(drawing->arena);
    struct cuttings cuttings = cut_line(paragraph, line, drawing->arena);
    const PangoItem *last = cuttings.count > 0 ? cuttings.glyphs[cuttings.count - 1]->item : NULL;
    reorder(&cuttings);
    for (size_t i = 0; i < cuttings.count; i++) {
        draw_piece(&pen, cuttings.runs[i], cuttings.glyphs[i]);
    }
    if (last != NULL && (line->hyphen || index + 1 < paragraph->line_count)) {
        draw_end(&pen, last, line->hyphen ? "-" : " ");
    }
    if (pen.node != NULL) {
        tags_end(drawing, pen.node);
    }
    for (size_t i = 0; i < cuttings.count; i++) {
        pango_glyph_item_free(cuttings.glyphs[i]);
    }
    arena_restore(drawing->arena, mark);
}

void draw_text(struct drawing *drawing, const char *text, uint32_t style, double size, double x,
               double y, double anchor, double room) {
    PangoFontDescription *font = fonts_describe(style, size);
    PangoLayout *layout = pango_layout_new(drawing->fonts->context);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, text, -1);
    if (room > 0) {
        pango_layout_set_width(layout, (int)(room * PANGO_SCALE));
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
    PangoRectangle extents;
    pango_layout_line_get_extents(line, NULL, &extents);
    double width = points(extents.width);
    cairo_move_to(drawing->cairo, x - anchor * width, y);
    pango_cairo_show_layout_line(drawing->cairo, line);
    g_object_unref(layout);
    pango_font_description_free(font);
}

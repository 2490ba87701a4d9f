/* The map of an item, as the theme draws it. */
#include "pdf/drawing.h"

#include <stdio.h>
#include <string.h>

static double anchor_of(const char *anchor) {
    return strcmp(anchor, "middle") == 0 ? 0.5 : strcmp(anchor, "end") == 0 ? 1 : 0;
}

/* A line is a curve with one point to bend to. */
static void draw_edge(const struct drawing *drawing, const struct atlas_edge *edge) {
    int x, y, bend_x, bend_y, end_x, end_y;
    struct slice path = arena_copy(drawing->arena, edge->path);
    if (sscanf(path.data, "M%d %dQ%d %d %d %d", &x, &y, &bend_x, &bend_y, &end_x, &end_y) != 6) {
        return;
    }
    cairo_t *cairo = drawing->cairo;
    double dashes[] = {2, 4};
    cairo_set_dash(cairo, dashes, edge->is_mention ? 2 : 0, 0);
    cairo_move_to(cairo, x, y);
    cairo_curve_to(cairo, x + (bend_x - x) * 2 / 3.0, y + (bend_y - y) * 2 / 3.0,
                   end_x + (bend_x - end_x) * 2 / 3.0, end_y + (bend_y - end_y) * 2 / 3.0, end_x,
                   end_y);
    cairo_stroke(cairo);
    cairo_set_dash(cairo, NULL, 0, 0);
}

static void draw_lines(struct drawing *drawing, const struct atlas_node *node, uint32_t style,
                       double size) {
    for (size_t i = 0; i < node->line_count; i++) {
        const struct atlas_line *line = &node->lines[i];
        struct slice text = arena_copy(drawing->arena, line->text);
        draw_text(drawing, text.data, style, size, line->x, line->y, anchor_of(node->anchor), 0);
    }
}

static void draw_node(struct drawing *drawing, const struct atlas_node *node) {
    cairo_t *cairo = drawing->cairo;
    draw_colour(drawing, COLOUR_ACCENT);
    cairo_arc(cairo, node->mark_x, node->mark_y, 4.5, 0, 6.2832);
    cairo_fill(cairo);
    draw_colour(drawing, COLOUR_INK);
    draw_lines(drawing, node, TEXT_SANS, 15);
}

static void draw_centre(struct drawing *drawing, const struct atlas_node *node) {
    cairo_t *cairo = drawing->cairo;
    cairo_rectangle(cairo, node->x, node->y, node->width, node->height);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_fill_preserve(cairo);
    draw_colour(drawing, COLOUR_ACCENT);
    cairo_set_line_width(cairo, 2);
    cairo_stroke(cairo);
    draw_colour(drawing, COLOUR_INK);
    draw_lines(drawing, node, TEXT_SANS | TEXT_BOLD, 16);
}

void draw_map(struct drawing *drawing, const struct atlas *atlas) {
    cairo_t *cairo = drawing->cairo;
    struct arena_mark mark = arena_mark(drawing->arena);
    cairo_translate(cairo, -atlas->left, 0);
    cairo_set_line_width(cairo, 1.5);
    draw_colour(drawing, COLOUR_LINE);
    for (size_t i = 0; i < atlas->edge_count; i++) {
        draw_edge(drawing, &atlas->edges[i]);
    }
    if (atlas->centre != NULL) {
        draw_centre(drawing, atlas->centre);
    }
    for (size_t i = 0; i < atlas->group_count; i++) {
        const struct atlas_group *group = &atlas->groups[i];
        struct slice label = arena_copy(drawing->arena, group->label);
        draw_colour(drawing, COLOUR_FAINT);
        draw_text(drawing, label.data, TEXT_SANS, 13, group->heading.x, group->heading.y,
                  anchor_of(group->anchor), 0);
        for (size_t node = 0; node < group->count; node++) {
            draw_node(drawing, &group->nodes[node]);
        }
    }
    arena_restore(drawing->arena, mark);
}

/* Pictures with their captions, and maps. */
#include "atlas/atlas.h"
#include "pdf/layout.h"

/* The most of a page that a picture takes: its caption and a few lines stand there too. */
#define HIGHEST 0.62

static double page_height(const struct layout *layout) {
    return layout->look->page_height - layout->look->top - layout->look->bottom;
}

/* A picture that cannot be shown is told of in the words that its author has for it. */
static void layout_words(struct layout *layout, struct slice words) {
    struct text text = {0};
    if (words.length > 0) {
        text_add(&text, layout->arena, words, TEXT_FAINT | TEXT_ITALIC);
        layout_display(layout, &text, ALIGN_LEFT, layout->here.size, layout->here.leading, 0, "P");
    }
}

static void layout_caption(struct layout *layout, const struct block *caption) {
    struct spot saved = layout->here;
    size_t before = layout->galley->count;
    if (before > 0) {
        layout->galley->parts[before - 1].stack.keep = true;
    }
    layout->here.colour = COLOUR_FAINT;
    layout->space = layout->look->leading * 0.4;
    layout_display(layout, &caption->text, ALIGN_LEFT, layout->look->size * 0.88,
                   layout->look->leading * 0.86, TEXT_SANS, "Caption");
    for (size_t i = before; i + 1 < layout->galley->count; i++) {
        layout->galley->parts[i].stack.keep = true;
    }
    layout->here = saved;
}

static const struct tag *figure_tag(struct layout *layout, struct slice alternative) {
    struct tag *tag = layout_tag(layout, "Figure", layout->here.tag);
    tag->alternative = alternative;
    return tag;
}

/* The scale at which something of that size, in CSS pixels, fits. */
static double scale_of(const struct layout *layout, double width, double height, double highest) {
    double scale = 0.75; /* points in a pixel */
    if (width * scale > layout->here.width) {
        scale = layout->here.width / width;
    }
    return height * scale > highest ? highest / height : scale;
}

void layout_figure(struct layout *layout, const struct block *figure) {
    const struct picture *picture =
        figure->asset == NULL ? NULL : picture_find(layout->pictures, figure->asset, figure->place);
    layout_space(layout, layout->here.leading * 0.8);
    if (picture == NULL) {
        layout_words(layout, figure->alternative);
    } else {
        double scale =
            scale_of(layout, picture->width, picture->height, page_height(layout) * HIGHEST);
        struct part *part = layout_part(layout, PART_PICTURE, picture->height * scale);
        part->picture = picture;
        part->scale = scale;
        part->width = picture->width * scale;
        part->tag = figure_tag(layout, figure->alternative);
    }
    for (const struct block *child = figure->first; child != NULL; child = child->next) {
        if (child->type == BLOCK_CAPTION) {
            layout_caption(layout, child);
        } else {
            layout_block(layout, child);
        }
    }
    layout_space(layout, layout->here.leading * 0.8);
}

/* What the map shows, in words. */
static struct slice map_words(struct layout *layout, const struct atlas *atlas) {
    struct buffer out;
    buffer_init(&out, layout->arena);
    buffer_append(&out, atlas->centre->item->title);
    for (size_t i = 0; i < atlas->group_count; i++) {
        const struct atlas_group *group = &atlas->groups[i];
        buffer_append_text(&out, i == 0 ? ". " : "; ");
        buffer_append(&out, group->label);
        buffer_append_text(&out, group->label.length > 0 ? ": " : "");
        for (size_t node = 0; node < group->count; node++) {
            buffer_append_text(&out, node > 0 ? ", " : "");
            buffer_append(&out, group->nodes[node].item->title);
        }
    }
    buffer_append_byte(&out, '.');
    return buffer_slice(&out);
}

void layout_map(struct layout *layout, const struct block *map) {
    struct atlas *atlas = arena_new(layout->arena, struct atlas, 1);
    *atlas = atlas_around(layout->site, map->item, layout->language, layout->arena);
    if (atlas->group_count == 0) {
        return;
    }
    layout_space(layout, layout->here.leading * 0.8);
    double scale = scale_of(layout, atlas->width, atlas->height, page_height(layout) * HIGHEST);
    struct part *part = layout_part(layout, PART_MAP, atlas->height * scale);
    part->atlas = atlas;
    part->scale = scale;
    part->tag = figure_tag(layout, map_words(layout, atlas));
    layout_space(layout, layout->here.leading * 0.8);
}

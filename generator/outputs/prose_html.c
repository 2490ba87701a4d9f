#include "outputs/prose_html.h"

#include "base/escape.h"
#include "outputs/prose_holes.h"

struct filling {
    const struct output *output;
    const struct prose *prose;
    prose_address *address;
    void *context;
    struct buffer *out;
    uint32_t *numbers; /* by footnote: the number that it has here, 0 while it was not used */
    uint32_t *order;   /* the footnotes that were used */
    uint32_t used;
};

static const struct target *target_of(const struct filling *filling, uint32_t link) {
    static const struct target none = {.type = TARGET_NONE};
    return filling->prose->targets == NULL ? &none : &filling->prose->targets[link];
}

static void append_address(const struct filling *filling, struct slice path, struct slice anchor) {
    escape_address(filling->out, filling->address(filling->context, path, anchor));
}

static void fill_address(const struct filling *filling, uint32_t index) {
    const struct target *target = target_of(filling, index);
    struct slice none = slice_of("", 0);
    switch (target->type) {
    case TARGET_ITEM:
        append_address(filling, target->to.item->address, target->anchor);
        break;
    case TARGET_ASSET:
        append_address(filling, target->to.asset->address, none);
        break;
    case TARGET_LIST:
        append_address(filling, kind_list_address(target->to.kind, 1, filling->output->arena),
                       none);
        break;
    case TARGET_MAP:
        append_address(filling, site_map_address(filling->output->site), none);
        break;
    case TARGET_EXTERNAL:
        escape_address(filling->out, filling->prose->markup->links[index].destination);
        break;
    case TARGET_NONE:
        break;
    }
}

static void fill_title(const struct filling *filling, uint32_t index) {
    escape_html(filling->out, target_title(target_of(filling, index),
                                           filling->prose->markup->links[index].destination,
                                           filling->prose->owner->language));
}

static void fill_embed(const struct filling *filling, uint32_t index) {
    buffer_append_text(filling->out, "<p><a href=\"");
    fill_address(filling, index);
    buffer_append_text(filling->out, "\">");
    fill_title(filling, index);
    buffer_append_text(filling->out, "</a></p>\n");
}

static void fill_image(const struct filling *filling, uint32_t index) {
    const struct target *target = target_of(filling, index);
    if (target->type == TARGET_ASSET && target->to.asset->width > 0) {
        buffer_format(filling->out, " width=\"%u\" height=\"%u\"",
                      (unsigned)target->to.asset->width, (unsigned)target->to.asset->height);
    }
}

static void fill_callout(const struct filling *filling, uint32_t index) {
    const struct item *owner = filling->prose->owner;
    const struct markup *markup = filling->prose->markup;
    const struct item *item = owner->callout_items == NULL ? NULL : owner->callout_items[index];
    uint32_t anchor = markup->callouts[index].anchor;
    if (item != NULL && item->address.length > 0) {
        append_address(filling, item->address, slice_of("", 0));
    } else if (anchor != MARKUP_NONE) {
        append_address(filling, owner->address, markup->anchors[anchor].id);
    }
}

/* The label of a box that is an item; other boxes have none here, since the theme names them. */
static void fill_callout_label(const struct filling *filling, uint32_t index) {
    const struct site *site = filling->output->site;
    struct slice type = filling->prose->markup->callouts[index].type;
    for (size_t i = 0; i < site->kind_count; i++) {
        if (site->kinds[i].callout.length > 0 && slice_equals(site->kinds[i].callout, type)) {
            escape_html(filling->out, kind_label(&site->kinds[i], filling->prose->owner->language));
        }
    }
}

static void fill_footnote(struct filling *filling, uint32_t index) {
    if (filling->numbers[index] == 0) {
        filling->order[filling->used++] = index;
        filling->numbers[index] = filling->used;
    }
    buffer_format(filling->out, "<sup>%u</sup>", (unsigned)filling->numbers[index]);
}

static void fill_hole(struct filling *filling, const struct markup_hole *hole) {
    switch ((enum markup_hole_type)hole->type) {
    case MARKUP_HOLE_ADDRESS:
        fill_address(filling, hole->index);
        break;
    case MARKUP_HOLE_TITLE:
        fill_title(filling, hole->index);
        break;
    case MARKUP_HOLE_IMAGE_SIZE:
        fill_image(filling, hole->index);
        break;
    case MARKUP_HOLE_EMBED:
        fill_embed(filling, hole->index);
        break;
    case MARKUP_HOLE_ANCHOR:
        append_address(filling, filling->prose->owner->address,
                       filling->prose->markup->anchors[hole->index].id);
        break;
    case MARKUP_HOLE_CALLOUT:
        fill_callout(filling, hole->index);
        break;
    case MARKUP_HOLE_CALLOUT_LABEL:
        fill_callout_label(filling, hole->index);
        break;
    case MARKUP_HOLE_FOOTNOTE:
        fill_footnote(filling, hole->index);
        break;
    case MARKUP_HOLE_CLASS:
        buffer_append_text(filling->out, "reference");
        break;
    case MARKUP_HOLE_ID:
    case MARKUP_HOLE_TERM:
    case MARKUP_HOLE_TICK:
    case MARKUP_HOLE_TICK_LABEL:
        break;
    }
}

static void fill_range(struct filling *filling, uint32_t from, uint32_t to) {
    const struct markup *markup = filling->prose->markup;
    struct prose part = *filling->prose;
    part.from = from;
    part.to = to;
    uint32_t last = 0, copied = from;
    for (uint32_t i = prose_holes(&part, &last); i < last; i++) {
        buffer_append(filling->out, slice_between(markup->html, copied, markup->holes[i].at));
        copied = markup->holes[i].at;
        fill_hole(filling, &markup->holes[i]);
    }
    buffer_append(filling->out, slice_between(markup->html, copied, to));
}

void prose_append_html(const struct output *output, const struct prose *prose,
                       prose_address *address, void *context, struct buffer *out) {
    const struct markup *markup = prose->markup;
    if (markup == NULL) {
        return;
    }
    struct filling filling = {.output = output,
                              .prose = prose,
                              .address = address,
                              .context = context,
                              .out = out,
                              .numbers = arena_new(output->arena, uint32_t, markup->footnote_count),
                              .order = arena_new(output->arena, uint32_t, markup->footnote_count)};
    fill_range(&filling, prose->from, prose->to);
    buffer_append_text(out, filling.used > 0 ? "<hr>\n<ol>\n" : "");
    /* A note may use others: the list grows while it is walked. */
    for (uint32_t i = 0; i < filling.used; i++) {
        const struct markup_footnote *note = &markup->footnotes[filling.order[i]];
        buffer_append_text(out, "<li>");
        fill_range(&filling, note->from, note->to);
        buffer_append_text(out, "</li>\n");
    }
    buffer_append_text(out, filling.used > 0 ? "</ol>\n" : "");
}

#include "outputs/prose_text.h"

#include "base/escape.h"
#include "formats/html.h"
#include "outputs/prose_holes.h"

static struct slice title_of(const struct target *target, struct slice language) {
    switch (target->type) {
    case TARGET_ITEM:
        return target->to.item->title;
    case TARGET_LIST:
        return kind_plural(target->to.kind, language);
    case TARGET_ASSET:
    case TARGET_MAP:
    case TARGET_EXTERNAL:
    case TARGET_NONE:
        break;
    }
    return SLICE("");
}

void prose_append_text(struct buffer *out, const struct prose *prose) {
    const struct markup *markup = prose->markup;
    if (markup == NULL) {
        return;
    }
    struct buffer html;
    buffer_init(&html, out->arena);
    uint32_t at = prose->from;
    uint32_t last = 0;
    for (uint32_t i = prose_holes(prose, &last); i < last; i++) {
        const struct markup_hole *hole = &markup->holes[i];
        if (hole->type == MARKUP_HOLE_TITLE && prose->targets != NULL) {
            buffer_append(&html, slice_between(markup->html, at, hole->at));
            escape_html(&html, title_of(&prose->targets[hole->index], prose->owner->language));
            at = hole->at;
        }
    }
    buffer_append(&html, slice_between(markup->html, at, prose->to));
    html_text(buffer_slice(&html), out);
}

#include "outputs/prose_text.h"

#include "base/escape.h"
#include "formats/html.h"
#include "outputs/prose_holes.h"

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
            escape_html(&html, target_title(&prose->targets[hole->index],
                                            markup->links[hole->index].destination,
                                            prose->owner->language));
            at = hole->at;
        }
    }
    buffer_append(&html, slice_between(markup->html, at, prose->to));
    html_text(buffer_slice(&html), out);
}

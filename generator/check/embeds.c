/* Embeds: items that show items. What a page becomes by them is walked before anything is rendered,
 * so that rendering need not fear circles. */
#include "base/limits.h"
#include "check/rules.h"

struct embedded {
    const struct item *item;
    struct slice anchor; /* a section of it; empty for all */
};

struct embed_walk {
    struct rule_context *context;
    struct embedded chain[LIMIT_EMBED_DEPTH + 1];
    size_t depth;
    size_t bytes; /* work done for the page, each embed counting at least a little */
    bool is_reported;
    struct place at; /* the embed on the page itself that leads here */
};

static struct slice chain_text(const struct embed_walk *walk, struct embedded last) {
    struct buffer out;
    buffer_init(&out, walk->context->arena);
    for (size_t i = 0; i < walk->depth; i++) {
        buffer_append(&out, walk->chain[i].item->identity);
        buffer_append_text(&out, " → ");
    }
    buffer_append(&out, last.item->identity);
    return buffer_slice(&out);
}

static void report(struct embed_walk *walk, enum message message, struct embedded last) {
    struct diagnostic *d = diagnostic_add(walk->context->diagnostics, message, walk->at);
    if (message == MESSAGE_EMBED_CYCLE) {
        diagnostic_argument(d, last.item->identity);
    } else {
        diagnostic_argument_integer(d, message == MESSAGE_EMBED_DEPTH ? LIMIT_EMBED_DEPTH
                                                                      : LIMIT_EMBED_BYTES);
    }
    if (message != MESSAGE_EMBED_SIZE) {
        diagnostic_argument(d, chain_text(walk, last));
    }
    walk->is_reported = true;
}

static bool is_in_chain(const struct embed_walk *walk, struct embedded wanted) {
    for (size_t i = 0; i < walk->depth; i++) {
        bool same_part = walk->chain[i].anchor.length == 0 || wanted.anchor.length == 0 ||
                         slice_equals(walk->chain[i].anchor, wanted.anchor);
        if (walk->chain[i].item == wanted.item && same_part && i > 0) {
            return true;
        }
        /* The page itself: showing a section of itself is no circle, unless the embed lies in that
         * section. */
        if (i == 0 && walk->chain[0].item == wanted.item && wanted.anchor.length == 0) {
            return true;
        }
    }
    return false;
}

static void walk_part(struct embed_walk *walk, struct embedded part) {
    const struct prose *body = part.item->body;
    const struct markup_anchor *section =
        part.anchor.length > 0 ? item_anchor(part.item, part.anchor, &body) : NULL;
    if (body == NULL) {
        return;
    }
    uint32_t from = body->from, to = body->to;
    if (section != NULL) {
        from = section->from;
        to = section->to;
    }
    walk->bytes += to - from + 64;
    if (walk->bytes > LIMIT_EMBED_BYTES && walk->depth > 0) {
        report(walk, MESSAGE_EMBED_SIZE, part);
        return;
    }
    if (body->targets == NULL) { /* a text without links */
        return;
    }
    walk->chain[walk->depth++] = part;
    const struct markup *markup = body->markup;
    for (uint32_t i = markup_first_hole(markup, from);
         i < markup->hole_count && markup->holes[i].at < to && !walk->is_reported; i++) {
        if (markup->holes[i].type != MARKUP_HOLE_EMBED) {
            continue;
        }
        const struct target *target = &body->targets[markup->holes[i].index];
        if (target->type != TARGET_ITEM) {
            continue;
        }
        if (walk->depth == 1) {
            const struct markup_link *link = &markup->links[markup->holes[i].index];
            walk->at = place_of(part.item->path, link->start, link->end);
        }
        struct embedded inner = {target->to.item, target->anchor};
        if (is_in_chain(walk, inner)) {
            report(walk, MESSAGE_EMBED_CYCLE, inner);
        } else if (walk->depth > LIMIT_EMBED_DEPTH) {
            report(walk, MESSAGE_EMBED_DEPTH, inner);
        } else {
            walk_part(walk, inner);
        }
    }
    walk->depth--;
}

void rule_embeds(struct rule_context *context, const struct item *item) {
    struct embed_walk walk = {.context = context};
    walk_part(&walk, (struct embedded){item, slice_of("", 0)});
}

#include "base/limits.h"
#include "render/page.h"

/* The names of the page's templates, and those of the embed besides. */
struct embed_object {
    struct value_object object;
    struct value outer;
    struct value item;
    struct value html;
    struct value section;
};

static bool embed_get(const struct value_object *self, struct slice name, struct arena *arena,
                      struct value *out) {
    const struct embed_object *embed = (const struct embed_object *)self;
    if (slice_equals(name, SLICE("item"))) {
        *out = embed->item;
    } else if (slice_equals(name, SLICE("html"))) {
        *out = embed->html;
    } else if (slice_equals(name, SLICE("section"))) {
        *out = embed->section;
    } else {
        const struct value_object *outer = embed->outer.as.object;
        return outer->type->get(outer, name, arena, out);
    }
    return out->type != VALUE_UNDEFINED;
}

static const struct value_object_type EMBED = {.name = "globals", .get = embed_get};

static void remember(struct view *view, const struct item *item) {
    if (view->embedded.arena == NULL) {
        map_init(&view->embedded, view->arena);
    }
    void **count = map_place(&view->embedded, item->slug);
    *count = (void *)((uintptr_t)*count + 1);
}

/* The whole of a text (items without a body show their first one), or a section of it. */
static struct value part_of(struct view *view, const struct prose *prose,
                            const struct markup_anchor *section) {
    struct buffer out;
    buffer_init(&out, view->arena);
    if (prose != NULL) {
        fill_prose(view, prose, section == NULL ? prose->from : section->from,
                   section == NULL ? prose->to : section->to, false, &out);
    }
    return value_html(buffer_slice(&out));
}

void fill_embed(struct view *view, const struct target *target, struct buffer *out) {
    if (target->type != TARGET_ITEM || view->embed_depth > LIMIT_EMBED_DEPTH ||
        view->failure.failed) {
        return;
    }
    const struct item *item = target->to.item;
    const struct prose *prose = item->body != NULL ? item->body : item->texts;
    const struct markup_anchor *section =
        target->anchor.length > 0 ? item_anchor(item, target->anchor, &prose) : NULL;
    const struct template_program *program = view->edition->embeds[item->kind->index];
    if (program == NULL) {
        return; /* it has mistakes: nothing is published, but its data may be asked for */
    }
    view->embed_depth++;
    remember(view, item);
    struct embed_object *embed = arena_new(view->arena, struct embed_object, 1);
    *embed = (struct embed_object){.object = {&EMBED},
                                   .outer = view->globals,
                                   .item = view_item(view, item),
                                   .html = part_of(view, prose, section)};
    if (section != NULL) {
        embed->section = value_text(section->text);
    }
    struct template_result result = {.failed = false};
    template_render(program, value_object(&embed->object), view->arena, out, &result);
    if (result.failed) {
        view->failure = result;
    }
    view->embed_depth--;
}

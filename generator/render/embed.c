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
    size_t size = sizeof *view->embedded;
    view->embedded = arena_grow(view->arena, view->embedded, view->embedded_count * size,
                                (view->embedded_count + 1) * size);
    view->embedded[view->embedded_count++] = item;
}

static struct value part_of(struct view *view, const struct item *item,
                            const struct markup_anchor *section) {
    if (item->body == NULL) {
        /* Items without a body show their first text. */
        return item->texts == NULL ? value_html(slice_of("", 0)) : fill_value(view, item->texts);
    }
    struct buffer out;
    buffer_init(&out, view->arena);
    fill_prose(view, item->body, section == NULL ? item->body->from : section->from,
               section == NULL ? item->body->to : section->to, false, &out);
    return value_html(buffer_slice(&out));
}

void fill_embed(struct view *view, const struct target *target, struct buffer *out) {
    if (target->type != TARGET_ITEM || view->embed_depth > LIMIT_EMBED_DEPTH ||
        view->failure.failed) {
        return;
    }
    const struct item *item = target->to.item;
    const struct markup_anchor *section =
        target->anchor.length > 0 ? item_anchor(item, target->anchor) : NULL;
    const struct template_program *program = view->edition->embeds[item->kind->index];
    view->embed_depth++;
    remember(view, item);
    struct embed_object *embed = arena_new(view->arena, struct embed_object, 1);
    *embed = (struct embed_object){.object = {&EMBED},
                                   .outer = view->globals,
                                   .item = view_item(view, item),
                                   .html = part_of(view, item, section)};
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

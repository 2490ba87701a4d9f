/* Items that grow out of callouts. */
#include "read/reading.h"

static const struct kind *kind_of_callout(const struct site *site, struct slice type) {
    for (size_t i = 0; i < site->kind_count; i++) {
        if (site->kinds[i].callout.length > 0 && slice_equals(site->kinds[i].callout, type)) {
            return &site->kinds[i];
        }
    }
    return NULL;
}

/* The callout's item refers to the item that it grew out of by its field `source`, if its kind has
 * one. */
static void set_source(struct item *item, struct item *parent, struct arena *arena) {
    const struct field *field = kind_field(item->kind, SLICE("source"));
    item->source = parent;
    if (field == NULL || field->type != FIELD_REFERENCE) {
        return;
    }
    bool takes = field->to_count == 0;
    for (size_t i = 0; i < field->to_count; i++) {
        takes = takes || slice_equals(field->to[i], parent->kind->name);
    }
    if (!takes) {
        return;
    }
    struct reference *reference = arena_new(arena, struct reference, 1);
    *reference = (struct reference){.object = {&reference_type},
                                    .from = item,
                                    .field = field,
                                    .text = parent->identity,
                                    .start = item->start,
                                    .end = item->end,
                                    .target = parent};
    item->references = reference;
    item->values[kind_field_index(item->kind, field)] = value_object(&reference->object);
}

static struct item *make_item(const struct kind *kind, struct item *parent, uint32_t index,
                              struct arena *arena) {
    const struct markup *markup = parent->body->markup;
    const struct markup_callout *callout = &markup->callouts[index];
    const struct markup_anchor *anchor = &markup->anchors[callout->anchor];
    struct item *item = arena_new(arena, struct item, 1);
    item->kind = kind;
    item->path = parent->path;
    item->start = callout->start;
    item->end = callout->end;
    item->callout = index;
    item->language = parent->language;
    item->state = parent->state;
    item->autolink = parent->autolink;
    item->slug = anchor->id;
    item->identity = arena_format(arena, "%.*s:%.*s", slice_width(kind->name), kind->name.data,
                                  slice_width(anchor->id), anchor->id.data);
    item->title = callout->title;
    item->description = callout->summary;
    item->values = arena_new(arena, struct value, kind->field_count);
    for (size_t i = 0; i < kind->field_count; i++) {
        item->values[i] = kind->fields[i].fallback;
    }
    item->values[kind->title] = value_text(callout->title);
    struct prose *body = arena_new(arena, struct prose, 1);
    *body = *parent->body;
    body->owner = item;
    body->from = callout->from;
    body->to = callout->to;
    item->body = body;
    set_source(item, parent, arena);
    return item;
}

void read_callout_items(const struct reading *reading, struct item *item, struct worker *worker) {
    const struct markup *markup = item->body == NULL ? NULL : item->body->markup;
    if (markup == NULL || markup->callout_count == 0) {
        return;
    }
    item->callout_items = arena_new(worker->arena, struct item *, markup->callout_count);
    struct item **next = &item->next;
    for (uint32_t i = 0; i < markup->callout_count; i++) {
        const struct markup_callout *callout = &markup->callouts[i];
        const struct kind *kind = kind_of_callout(reading->site, callout->type);
        if (kind == NULL || callout->anchor == MARKUP_NONE || callout->title.length == 0) {
            continue;
        }
        struct item *grown = make_item(kind, item, i, worker->arena);
        item->callout_items[i] = grown;
        grown->callout_items = item->callout_items;
        *next = grown;
        next = &grown->next;
    }
}

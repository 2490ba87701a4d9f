#include "atlas/related.h"

const struct item *related_leading(const struct item *item) {
    while (item->is_translation) {
        item = item->translation;
    }
    return item;
}

static void visit_prose(const struct prose *prose,
                        void (*visit)(void *, const struct item *, const struct field *),
                        void *context) {
    const struct markup *markup = prose->markup;
    if (markup == NULL || prose->targets == NULL) {
        return;
    }
    uint32_t link = prose->next_links == NULL ? 0 : prose->first_link;
    while (link != MARKUP_NONE && link < markup->link_count) {
        const struct target *target = &prose->targets[link];
        if (target->type == TARGET_ITEM && target->to.item != NULL) {
            visit(context, target->to.item, NULL);
        }
        link = prose->next_links == NULL ? link + 1 : prose->next_links[link];
    }
}

void related_visit(const struct item *item,
                   void (*visit)(void *context, const struct item *target,
                                 const struct field *field),
                   void *context) {
    for (const struct reference *reference = item->references; reference != NULL;
         reference = reference->next) {
        if (reference->target != NULL) {
            visit(context, reference->target, reference->field);
        }
    }
    if (item->body != NULL) {
        visit_prose(item->body, visit, context);
    }
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        visit_prose(text, visit, context);
    }
}

struct gathering {
    const struct site *site;
    const struct item *centre;
    struct slice language;
    struct arena *arena;
    struct map groups; /* label → struct related_group */
    struct map seen;   /* label and identity: who stands in a group already; identity: in any */
    struct related related;
    size_t capacity;
    struct related_group mentions;
};

/* The group of that label, made at the end when it was not there. Its place changes while groups
 * are added, so the map keeps its number. */
static struct related_group *group_of(struct gathering *gathering, struct slice label) {
    struct related *related = &gathering->related;
    void **place = map_place(&gathering->groups, label);
    if (*place == NULL) {
        if (related->count == gathering->capacity) {
            size_t size = sizeof *related->groups, more = gathering->capacity * 2 + 8;
            related->groups = arena_grow(gathering->arena, related->groups,
                                         gathering->capacity * size, more * size);
            gathering->capacity = more;
        }
        related->groups[related->count] = (struct related_group){.label = label};
        *place = (void *)(uintptr_t)++related->count;
    }
    return &related->groups[(uintptr_t)*place - 1];
}

/* Whether the name was there already; it is now. */
static bool was_seen(struct gathering *gathering, struct slice name) {
    void **place = map_place(&gathering->seen, name);
    bool seen = *place != NULL;
    *place = gathering;
    return seen;
}

static void put(struct gathering *gathering, struct related_group *group, const struct item *item) {
    if (group->items == NULL) {
        group->items = arena_new(gathering->arena, const struct item *, RELATED_SHOWN);
    }
    if (group->count < RELATED_SHOWN) {
        group->items[group->count++] = item_in_language(item, gathering->language);
    }
    group->total++;
}

static bool is_on_maps(const struct gathering *gathering, const struct item *item) {
    return item->kind->map != KIND_MAP_NONE && item->address.length > 0 &&
           item != related_leading(gathering->centre);
}

static void add(struct gathering *gathering, const struct item *item, struct slice label) {
    item = related_leading(item);
    if (!is_on_maps(gathering, item)) {
        return;
    }
    struct slice both = arena_format(gathering->arena, "%.*s\n%.*s", slice_width(label), label.data,
                                     slice_width(item->identity), item->identity.data);
    if (!was_seen(gathering, both)) {
        was_seen(gathering, item->identity);
        put(gathering, group_of(gathering, label), item);
    }
}

static void add_mention(struct gathering *gathering, const struct item *item) {
    item = related_leading(item);
    if (is_on_maps(gathering, item) && !was_seen(gathering, item->identity)) {
        put(gathering, &gathering->mentions, item);
    }
}

static void add_field(void *context, const struct item *target, const struct field *field) {
    struct gathering *gathering = context;
    if (field != NULL) {
        /* What stands in a list is a field without a label of its own. */
        const struct field *whole = kind_field(gathering->centre->kind, field->name);
        struct slice label = localized_in(whole == NULL ? field->label : whole->label,
                                          gathering->language, gathering->site->settings.language);
        add(gathering, target, label.length > 0 ? label : field->name);
    }
}

static void add_mentioned(void *context, const struct item *target, const struct field *field) {
    if (field == NULL) {
        add_mention(context, target);
    }
}

struct related related_to(const struct site *site, const struct item *item, struct slice language,
                          struct arena *arena) {
    struct gathering gathering = {.site = site,
                                  .centre = item,
                                  .language = language,
                                  .arena = arena,
                                  .mentions = {.is_mention = true}};
    const struct item *leading = related_leading(item);
    map_init(&gathering.groups, arena);
    map_init(&gathering.seen, arena);
    related_visit(item, add_field, &gathering);
    for (size_t i = 0; i < leading->backlink_count; i++) {
        const struct backlink *backlink = &leading->backlinks[i];
        if (backlink->prose == NULL) {
            add(&gathering, backlink->from, kind_plural(backlink->from->kind, language));
        }
    }
    related_visit(item, add_mentioned, &gathering);
    for (size_t i = 0; i < leading->backlink_count; i++) {
        if (leading->backlinks[i].prose != NULL) {
            add_mention(&gathering, leading->backlinks[i].from);
        }
    }
    if (gathering.mentions.count > 0) {
        *group_of(&gathering, slice_of("", 0)) = gathering.mentions;
    }
    return gathering.related;
}

/* What readers can narrow lists down to. Two walks over the items of a kind: one counts the values
 * of a field, one fills the lists of those that are offered. */
#include "site/selection.h"

#include "base/utf8.h"
#include "link/linking.h"

#include <stdlib.h>

/* A value that items have in a field. */
struct counted {
    struct item *target;
    struct slice choice;
    size_t count;
    const struct item *last;     /* that was counted: a list may hold a value twice */
    struct selection *selection; /* NULL if it is not offered */
    struct counted *next;
};

struct gathering {
    struct kind *kind;
    const struct field *field;
    struct linker *linker;
    struct item *item; /* whose values are visited */
    bool is_filling;   /* the second walk */
    struct map values; /* identity or choice → struct counted */
    struct counted *first;
    size_t count;
};

static struct counted *add_value(struct gathering *gathering, struct item *target,
                                 struct slice choice) {
    struct counted *value = arena_new(&gathering->linker->scratch, struct counted, 1);
    *value = (struct counted){.target = target, .choice = choice, .next = gathering->first};
    gathering->first = value;
    gathering->count++;
    return value;
}

static void visit_value(void *context, struct item *target, struct slice choice) {
    struct gathering *gathering = context;
    void **place = map_place(&gathering->values, target == NULL ? choice : target->identity);
    if (*place == NULL) {
        *place = add_value(gathering, target, choice);
    }
    struct counted *value = *place;
    if (value->last == gathering->item && gathering->item != NULL) {
        return;
    }
    value->last = gathering->item;
    if (!gathering->is_filling) {
        value->count++;
    } else if (value->selection != NULL) {
        value->selection->items[value->selection->count++] = gathering->item;
    }
}

static void walk(struct gathering *gathering, bool is_filling) {
    gathering->is_filling = is_filling;
    for (struct counted *value = gathering->first; value != NULL; value = value->next) {
        value->last = NULL;
    }
    for (size_t i = 0; i < gathering->kind->item_count; i++) {
        gathering->item = gathering->kind->items[i];
        selection_values(gathering->item, gathering->field, visit_value, gathering);
    }
}

static struct slice name_of(const struct counted *value) {
    return value->target == NULL ? value->choice : value->target->identity;
}

static int by_count(const void *a, const void *b) {
    const struct counted *first = *(struct counted *const *)a,
                         *second = *(struct counted *const *)b;
    if (first->count != second->count) {
        return first->count > second->count ? -1 : 1;
    }
    return slice_compare(name_of(first), name_of(second));
}

static bool is_taken(const struct field *of, size_t index, struct slice slug, struct arena *arena) {
    for (size_t i = 0; i < index; i++) {
        if (slice_equals(utf8_slug(arena, of->choices[i]), slug)) {
            return true;
        }
    }
    return slug.length == 0;
}

/* An earlier choice may look the same in an address, or this one like nothing. */
static struct slice choice_slug(const struct field *of, struct slice choice, struct arena *arena) {
    struct slice slug = utf8_slug(arena, choice);
    size_t index = 0;
    while (index < of->choice_count && !slice_equals(of->choices[index], choice)) {
        index++;
    }
    return is_taken(of, index, slug, arena)
               ? arena_format(arena, "%.*s-%zu", slice_width(slug), slug.data, index + 1)
               : slug;
}

static struct slice folder_of(const struct gathering *gathering, const struct counted *value) {
    const struct field *of = selection_element(gathering->field);
    struct slice parts[7] = {gathering->kind->folder, SLICE("/"), gathering->field->name,
                             SLICE("/")};
    if (value->target == NULL) {
        parts[6] = choice_slug(of, value->choice, &gathering->linker->scratch);
    } else {
        parts[6] = value->target->slug;
        if (of->to_count != 1) { /* else kinds have the same slugs */
            parts[4] = value->target->kind->name;
            parts[5] = SLICE("/");
        }
    }
    return arena_join(gathering->linker->arena, parts, sizeof parts / sizeof *parts);
}

/* Makes room for what is offered, behind the selections of the fields before. */
static void offer(struct gathering *gathering) {
    struct arena *arena = gathering->linker->arena;
    struct kind *kind = gathering->kind;
    struct counted **order =
        arena_new(&gathering->linker->scratch, struct counted *, gathering->count);
    size_t count = 0;
    for (struct counted *value = gathering->first; value != NULL; value = value->next) {
        order[count++] = value;
    }
    qsort(order, count, sizeof(struct counted *), by_count);
    for (size_t i = 0; i < count && i < SELECTIONS_MOST; i++) {
        struct selection *selection = &kind->selections[kind->selection_count++];
        *selection = (struct selection){.kind = kind,
                                        .field = gathering->field,
                                        .target = order[i]->target,
                                        .choice = order[i]->choice,
                                        .folder = folder_of(gathering, order[i]),
                                        .items = arena_new(arena, struct item *, order[i]->count)};
        order[i]->selection = selection;
    }
}

static void gather(struct kind *kind, const struct field *field, struct linker *linker) {
    struct gathering gathering = {.kind = kind, .field = field, .linker = linker};
    map_init(&gathering.values, &linker->scratch);
    walk(&gathering, false);
    if (gathering.count > 1) { /* one value narrows nothing down */
        offer(&gathering);
        walk(&gathering, true);
    }
    arena_reset(&linker->scratch);
}

void link_selections(struct site *site, struct linker *linker) {
    for (size_t i = 0; i < site->kind_count; i++) {
        struct kind *kind = &site->kinds[i];
        size_t fields = 0;
        for (size_t j = 0; j < kind->field_count; j++) {
            fields += kind->fields[j].filter;
        }
        kind->selections = arena_new(linker->arena, struct selection, fields * SELECTIONS_MOST);
        kind->selection_count = 0;
        for (size_t j = 0; kind->has_list && j < kind->field_count; j++) {
            if (kind->fields[j].filter) {
                gather(kind, &kind->fields[j], linker);
            }
        }
    }
}

static int by_position(const void *a, const void *b) {
    size_t first = (*(struct item *const *)a)->position,
           second = (*(struct item *const *)b)->position;
    return first < second ? -1 : first > second;
}

void link_reorder_selections(struct site *site, const struct item *item) {
    const struct kind *kind = &site->kinds[item->kind->index];
    for (size_t i = 0; i < kind->selection_count; i++) {
        struct selection *selection = &kind->selections[i];
        size_t at = 0;
        while (at < selection->count && selection->items[at] != item) {
            at++;
        }
        if (at < selection->count) {
            qsort(selection->items, selection->count, sizeof(struct item *), by_position);
        }
    }
}

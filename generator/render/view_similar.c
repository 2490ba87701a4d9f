/* What to read after an item: the items that refer to the same things. A thing that few refer to
 * says more than one that many do, so each counts for one part in as many as refer to it (the
 * inverse frequency of retrieval, without its logarithm). What is looked at is bounded, so that a
 * site takes time in proportion to its items. */
#include "atlas/related.h"
#include "base/map.h"
#include "render/page.h"

enum {
    SIMILAR_SHOWN = 3,
    TARGETS_LOOKED_AT = 32, /* things that the item refers to */
    OTHERS_LOOKED_AT = 64,  /* of each: others that do */
    WHOLE = 1 << 20         /* the weight of a thing that one item refers to */
};

struct similar {
    const struct item *item; /* NULL: no such candidate */
    const struct item *last; /* the last thing counted: each counts once */
    uint64_t score;
};

struct choice {
    const struct item *centre;
    const struct item *targets[TARGETS_LOOKED_AT];
    size_t target_count;
    struct similar *found; /* in the order in which they were */
    size_t found_count;
    struct map places; /* identity → number in `found`, from 1 */
};

static bool is_target(const struct choice *choice, const struct item *item) {
    for (size_t i = 0; i < choice->target_count; i++) {
        if (choice->targets[i] == item) {
            return true;
        }
    }
    return false;
}

static void add_target(void *context, const struct item *target, const struct field *field) {
    (void)field;
    struct choice *choice = context;
    target = related_leading(target);
    bool is_new = target != choice->centre && !is_target(choice, target);
    if (is_new && choice->target_count < TARGETS_LOOKED_AT) {
        choice->targets[choice->target_count++] = target;
    }
}

/* What can be read and is listed: pages about the site itself are not, and refer to all sorts of
 * things. What the item refers to, the page shows as that. */
static bool is_candidate(const struct choice *choice, const struct item *item) {
    bool is_text = item->address.length > 0 && item->body != NULL && item->kind->has_list;
    return item != choice->centre && is_text && !is_target(choice, item);
}

static void count_other(struct choice *choice, const struct item *target, const struct item *item) {
    item = related_leading(item);
    if (!is_candidate(choice, item)) {
        return;
    }
    void **place = map_place(&choice->places, item->identity);
    if (*place == NULL) {
        choice->found[choice->found_count] = (struct similar){.item = item};
        *place = (void *)(uintptr_t)++choice->found_count;
    }
    struct similar *similar = &choice->found[(uintptr_t)*place - 1];
    if (similar->last != target) {
        similar->last = target;
        similar->score += WHOLE / target->backlink_count;
    }
}

static void forget_those_that_refer(struct choice *choice) {
    for (size_t i = 0; i < choice->centre->backlink_count && choice->found_count > 0; i++) {
        const struct item *from = related_leading(choice->centre->backlinks[i].from);
        void *place = map_get(&choice->places, from->identity);
        if (place != NULL) {
            choice->found[(uintptr_t)place - 1].item = NULL;
        }
    }
}

/* The best one that is left; of equals the first that was found. It is taken out. */
static const struct item *take_best(struct choice *choice) {
    struct similar *best = NULL;
    for (size_t i = 0; i < choice->found_count; i++) {
        struct similar *similar = &choice->found[i];
        if (similar->item != NULL && (best == NULL || similar->score > best->score)) {
            best = similar;
        }
    }
    if (best == NULL) {
        return NULL;
    }
    const struct item *item = best->item;
    best->item = NULL;
    return item;
}

struct value view_similar(struct view *view, const struct item *item) {
    struct choice choice = {.centre = related_leading(item)};
    map_init(&choice.places, view->arena);
    related_visit(choice.centre, add_target, &choice);
    choice.found =
        arena_new(view->arena, struct similar, choice.target_count * (size_t)OTHERS_LOOKED_AT);
    for (size_t i = 0; i < choice.target_count; i++) {
        const struct item *target = choice.targets[i];
        for (size_t j = 0; j < target->backlink_count && j < OTHERS_LOOKED_AT; j++) {
            count_other(&choice, target, target->backlinks[j].from);
        }
    }
    forget_those_that_refer(&choice);
    struct value *values = arena_new(view->arena, struct value, SIMILAR_SHOWN);
    size_t count = 0;
    for (size_t i = 0; i < SIMILAR_SHOWN; i++) {
        const struct item *best = take_best(&choice);
        if (best != NULL) {
            values[count++] = view_item(view, item_in_language(best, view->page->language));
        }
    }
    return value_list(values, count);
}

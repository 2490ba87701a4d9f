/* What to read after an item: the items that refer to the same things. A thing that few refer to
 * says more than one that many do, so each counts for one part in as many as refer to it (the
 * inverse frequency of retrieval, without its logarithm). What is looked at is bounded, so that a
 * site takes time in proportion to its items. */
#include "atlas/related.h"
#include "render/page.h"

enum {
    SIMILAR_SHOWN = 3,
    TARGETS_LOOKED_AT = 32, /* things that the item refers to */
    OTHERS_LOOKED_AT = 64,  /* of each: others that do */
    WHOLE = 1 << 20         /* the weight of a thing that one item refers to */
};

struct similar {
    const struct item *about; /* whom it is about */
    const struct item *item;  /* the same; NULL: no candidate any more */
    const struct item *last;  /* the last thing counted: each counts once */
    uint64_t score;
};

struct choice {
    const struct item *centre;
    const struct item *targets[TARGETS_LOOKED_AT];
    size_t target_count;
    struct similar *found; /* in the order in which they were */
    size_t found_count;
    /* By item: its number in `found`, from 1; 0 is a free place. Found by the item's address, which
     * decides nothing else: hashing identities took a tenth of a build. */
    uint32_t *places;
    size_t place_mask;
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

/* Makes room for `count` items in at most half of the places. */
static void make_places(struct choice *choice, size_t count, struct arena *arena) {
    size_t capacity = 16;
    while (capacity < 2 * count) {
        capacity *= 2;
    }
    choice->places = arena_new(arena, uint32_t, capacity);
    choice->place_mask = capacity - 1;
}

/* The place that has `item`, or the free one where it would go. */
static uint32_t *find_place(const struct choice *choice, const struct item *item) {
    uint64_t hash = ((uint64_t)(uintptr_t)item >> 4) * 0x9E3779B97F4A7C15u; /* Fibonacci hashing */
    size_t at = (size_t)(hash >> 32) & choice->place_mask;
    while (choice->places[at] != 0 && choice->found[choice->places[at] - 1].about != item) {
        at = (at + 1) & choice->place_mask;
    }
    return &choice->places[at];
}

static void count_other(struct choice *choice, const struct item *target, const struct item *item) {
    item = related_leading(item);
    if (!is_candidate(choice, item)) {
        return;
    }
    uint32_t *place = find_place(choice, item);
    if (*place == 0) {
        choice->found[choice->found_count] = (struct similar){.about = item, .item = item};
        *place = (uint32_t)++choice->found_count;
    }
    struct similar *similar = &choice->found[*place - 1];
    if (similar->last != target) {
        similar->last = target;
        similar->score += WHOLE / target->backlink_count;
    }
}

static size_t looked_at(const struct item *target) {
    return target->backlink_count < OTHERS_LOOKED_AT ? target->backlink_count : OTHERS_LOOKED_AT;
}

static void count_others(struct choice *choice, const struct item *target) {
    /* The items are all over the memory: asked for at once, they come in a third of the time. */
    for (size_t i = 0; i < looked_at(target); i++) {
        __builtin_prefetch(target->backlinks[i].from);
    }
    for (size_t i = 0; i < looked_at(target); i++) {
        count_other(choice, target, target->backlinks[i].from);
    }
}

static void forget_those_that_refer(struct choice *choice) {
    for (size_t i = 0; i < choice->centre->backlink_count && choice->found_count > 0; i++) {
        const struct item *from = related_leading(choice->centre->backlinks[i].from);
        uint32_t place = *find_place(choice, from);
        if (place != 0) {
            choice->found[place - 1].item = NULL;
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
    related_visit(choice.centre, add_target, &choice);
    size_t most = 0;
    for (size_t i = 0; i < choice.target_count; i++) {
        most += looked_at(choice.targets[i]);
    }
    choice.found = arena_new(view->arena, struct similar, most);
    make_places(&choice, most, view->arena);
    for (size_t i = 0; i < choice.target_count; i++) {
        count_others(&choice, choice.targets[i]);
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

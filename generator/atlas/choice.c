#include "atlas/choice.h"

#include "atlas/atlas.h"

#include <stdlib.h>

/* A line between two candidates, the lower number first. */
struct line {
    uint32_t from;
    uint32_t to;
    bool is_mention;
};

struct candidates {
    const struct site *site;
    struct arena *arena;
    const struct item **items;
    size_t count;
    size_t *firsts; /* by kind index: the number of its first item */
    struct line *lines;
    size_t line_count;
    size_t line_capacity;
    uint32_t current; /* whose lines are being gathered */
};

static bool is_link(const struct item *item) {
    return item->kind->map == KIND_MAP_LINK;
}

static void gather_items(struct candidates *candidates) {
    const struct site *site = candidates->site;
    size_t most = 0;
    for (size_t i = 0; i < site->kind_count; i++) {
        most += site->kinds[i].item_count;
    }
    candidates->items = arena_new(candidates->arena, const struct item *, most);
    candidates->firsts = arena_new(candidates->arena, size_t, site->kind_count);
    for (size_t i = 0; i < site->kind_count; i++) {
        const struct kind *kind = site->kinds_by_weight[i];
        candidates->firsts[kind->index] = candidates->count;
        for (size_t j = 0; kind_is_on_map(kind) && j < kind->item_count; j++) {
            candidates->items[candidates->count++] = kind->items[j];
        }
    }
}

static void add_line(void *context, const struct item *target, const struct field *field) {
    struct candidates *candidates = context;
    const struct item *self = candidates->items[candidates->current];
    target = related_leading(target);
    const struct kind *kind = target->kind;
    bool is_candidate = kind_is_on_map(kind) && target->position < kind->item_count &&
                        kind->items[target->position] == target;
    /* What only connects others is no place of its own: two of them are not linked. */
    if (!is_candidate || target == self || (is_link(target) && is_link(self))) {
        return;
    }
    uint32_t other = (uint32_t)(candidates->firsts[kind->index] + target->position);
    uint32_t own = candidates->current;
    if (candidates->line_count == candidates->line_capacity) {
        size_t more = candidates->line_capacity * 2 + 64, size = sizeof *candidates->lines;
        candidates->lines = arena_grow(candidates->arena, candidates->lines,
                                       candidates->line_capacity * size, more * size);
        candidates->line_capacity = more;
    }
    candidates->lines[candidates->line_count++] =
        (struct line){own < other ? own : other, own < other ? other : own, field == NULL};
}

static int by_ends(const void *a, const void *b) {
    const struct line *one = a, *other = b;
    if (one->from != other->from) {
        return one->from < other->from ? -1 : 1;
    }
    if (one->to != other->to) {
        return one->to < other->to ? -1 : 1;
    }
    return (int)one->is_mention - (int)other->is_mention;
}

/* Each pair once: a field goes before a mention. */
static void gather_lines(struct candidates *candidates) {
    for (uint32_t i = 0; i < candidates->count; i++) {
        candidates->current = i;
        related_visit(candidates->items[i], add_line, candidates);
    }
    size_t kept = 0;
    if (candidates->line_count > 0) {
        qsort(candidates->lines, candidates->line_count, sizeof *candidates->lines, by_ends);
    }
    for (size_t i = 0; i < candidates->line_count; i++) {
        const struct line *line = &candidates->lines[i];
        const struct line *last = kept == 0 ? NULL : &candidates->lines[kept - 1];
        if (last == NULL || last->from != line->from || last->to != line->to) {
            candidates->lines[kept++] = *line;
        }
    }
    candidates->line_count = kept;
}

/* A candidate and how many lines it has. */
struct rank {
    uint32_t number;
    uint32_t lines;
};

static int by_lines(const void *a, const void *b) {
    const struct rank *one = a, *other = b;
    if (one->lines != other->lines) {
        return one->lines > other->lines ? -1 : 1;
    }
    return one->number < other->number ? -1 : one->number > other->number;
}

/* Counts the lines of every candidate whose other end is `chosen` (all of them if that is NULL). */
static uint32_t *count_lines(const struct candidates *candidates, const bool *chosen) {
    uint32_t *counts = arena_new(candidates->arena, uint32_t, candidates->count);
    for (size_t i = 0; i < candidates->line_count; i++) {
        const struct line *line = &candidates->lines[i];
        counts[line->from] += chosen == NULL || chosen[line->to];
        counts[line->to] += chosen == NULL || chosen[line->from];
    }
    return counts;
}

/* Chooses the `most` with the most lines of those that are places, or of those that connect places:
 * these need two lines to places that were chosen. */
static void choose(const struct candidates *candidates, bool links, size_t most, bool *chosen) {
    const uint32_t *counts = count_lines(candidates, links ? chosen : NULL);
    struct rank *ranks = arena_new(candidates->arena, struct rank, candidates->count);
    size_t count = 0;
    for (uint32_t i = 0; i < candidates->count; i++) {
        if (is_link(candidates->items[i]) == links && (!links || counts[i] > 1)) {
            ranks[count++] = (struct rank){i, counts[i]};
        }
    }
    if (count > 0) {
        qsort(ranks, count, sizeof *ranks, by_lines);
    }
    for (size_t i = 0; i < count && i < most; i++) {
        chosen[ranks[i].number] = true;
    }
}

static size_t count_chosen(const bool *chosen, size_t count) {
    size_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += chosen[i];
    }
    return sum;
}

struct choice choose_items(const struct site *site, struct arena *arena) {
    struct candidates candidates = {.site = site, .arena = arena};
    gather_items(&candidates);
    gather_lines(&candidates);
    bool *chosen = arena_new(arena, bool, candidates.count);
    choose(&candidates, false, ATLAS_NODES, chosen);
    if (count_chosen(chosen, candidates.count) <= ATLAS_FEW) {
        choose(&candidates, true, ATLAS_LINKS, chosen);
    }
    struct choice choice = {.items =
                                arena_new(arena, const struct item *, ATLAS_NODES + ATLAS_LINKS),
                            .links = arena_new(arena, struct layout_link, candidates.line_count),
                            .are_mentions = arena_new(arena, bool, candidates.line_count)};
    uint32_t *numbers = arena_new(arena, uint32_t, candidates.count);
    for (size_t i = 0; i < candidates.count; i++) {
        if (chosen[i]) {
            numbers[i] = (uint32_t)choice.count;
            choice.items[choice.count++] = candidates.items[i];
        }
    }
    for (size_t i = 0; i < candidates.line_count; i++) {
        const struct line *line = &candidates.lines[i];
        if (chosen[line->from] && chosen[line->to]) {
            choice.are_mentions[choice.link_count] = line->is_mention;
            choice.links[choice.link_count++] =
                (struct layout_link){numbers[line->from], numbers[line->to]};
        }
    }
    return choice;
}

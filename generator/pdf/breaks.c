#include "pdf/breaks.h"

#include <math.h>
#include <stdlib.h>

/* The best way to end a line at a place. */
struct ending {
    double demerits; /* of all lines up to here */
    uint32_t previous;
    bool hyphenated;
    int fitness; /* how loose the line is: 0 tight to 3 very loose */
};

#define NOWHERE UINT32_MAX
#define OVERFULL 1e9 /* more than a paragraph of bad lines */

/* A space may grow by half of its width and shrink by a quarter before a line counts as bad. */
#define STRETCH 0.5
#define SHRINK 0.25

struct search {
    const struct break_place *places;
    const struct break_form *form;
    struct ending *endings;
};

/* How much a line is stretched (positive) or shrunk (negative), 1 being as much as is good. */
static double ratio_of(const struct break_form *form, double room, int spaces, bool last) {
    if (room < 0) {
        return spaces > 0 && form->justified ? room / (spaces * form->space * SHRINK) : -INFINITY;
    }
    if (last) {
        return 0;
    }
    if (!form->justified) {
        return room / (form->width * 0.12);
    }
    return spaces > 0 ? room / (spaces * form->space * STRETCH) : room / (form->space * STRETCH);
}

static int fitness_of(double ratio) {
    return ratio < -0.5 ? 0 : ratio <= 0.5 ? 1 : ratio <= 1 ? 2 : 3;
}

/* The room that is left on the line between the endings `from` (NOWHERE: the beginning) and `to`.
 */
static double room_between(const struct search *search, uint32_t from, uint32_t to, int *spaces) {
    const struct break_place *end = &search->places[to];
    const struct break_form *form = search->form;
    bool first = from == NOWHERE;
    double start = first ? 0 : search->places[from].start;
    double indent = first == (form->indent > 0) ? fabs(form->indent) : 0;
    *spaces = end->end_spaces - (first ? 0 : search->places[from].start_spaces);
    return form->width - indent - (end->end - start) - end->hyphen;
}

/* TeX's demerits of a line, added to those of the lines before it. */
static struct ending judge(const struct search *search, uint32_t from, uint32_t to, double room,
                           int spaces) {
    const struct break_place *place = &search->places[to];
    struct ending before = {.fitness = 1};
    if (from != NOWHERE) {
        before = search->endings[from];
    }
    double ratio = ratio_of(search->form, room, spaces, place->forced);
    double badness = ratio < -1 ? OVERFULL : 100 * fabs(ratio * ratio * ratio);
    struct ending ending = {
        .previous = from, .fitness = fitness_of(ratio), .hyphenated = place->hyphen > 0};
    double line = badness < OVERFULL ? 10 + (badness > 10000 ? 10000 : badness) : OVERFULL;
    ending.demerits = before.demerits + line * line + place->cost * place->cost;
    ending.demerits += before.hyphenated && ending.hyphenated ? 3000 : 0;
    ending.demerits += before.hyphenated && place->forced ? 5000 : 0;
    ending.demerits += abs(before.fitness - ending.fitness) > 1 ? 3000 : 0;
    return ending;
}

/* Finds the best line that ends at `to`, among the beginnings from `*active` on; moves `*active`
 * past those from where no line can reach so far any more. */
static void end_line(struct search *search, uint32_t to, int64_t *active) {
    struct ending best = {.demerits = INFINITY, .previous = NOWHERE};
    int64_t first = *active;
    for (int64_t from = first; from < (int64_t)to; from++) {
        uint32_t start = from < 0 ? NOWHERE : (uint32_t)from;
        int spaces = 0;
        double room = room_between(search, start, to, &spaces);
        double ratio = ratio_of(search->form, room, spaces, search->places[to].forced);
        /* The only beginning that is left must do. */
        if (ratio < -1 && from == *active && from + 1 < (int64_t)to) {
            *active = from + 1;
        }
        struct ending ending = judge(search, start, to, room, spaces);
        best = ending.demerits < best.demerits ? ending : best;
    }
    search->endings[to] = best;
    if (search->places[to].forced) {
        *active = to;
    }
}

size_t breaks_choose(const struct break_place *places, size_t count, const struct break_form *form,
                     struct arena *arena, uint32_t **chosen) {
    struct search search = {places, form, arena_new(arena, struct ending, count)};
    int64_t active = -1;
    for (uint32_t to = 0; to < count; to++) {
        end_line(&search, to, &active);
    }
    size_t lines = 0;
    for (uint32_t at = (uint32_t)count - 1; at != NOWHERE; at = search.endings[at].previous) {
        lines++;
    }
    *chosen = arena_new(arena, uint32_t, lines);
    size_t line = lines;
    for (uint32_t at = (uint32_t)count - 1; at != NOWHERE; at = search.endings[at].previous) {
        (*chosen)[--line] = at;
    }
    return lines;
}

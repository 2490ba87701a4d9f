#include "pdf/breaks.h"

#include <math.h>
#include <stdlib.h>

/* How loose a line is: 0 tight to 3 very loose. */
enum { FITNESSES = 4, MIDDLING = 1 };

/* The best way to end a line that is as loose at a place. */
struct ending {
    double demerits;   /* of all lines up to here */
    uint32_t previous; /* the place where it begins, and how loose the line before it is */
    int previous_fitness;
};

#define NOWHERE UINT32_MAX
#define WORST 1e4    /* of lines that are as loose as can be */
#define OVERFULL 1e6 /* more than a paragraph of those */

/* A space may grow by half of its width and shrink by a quarter before a line counts as bad. */
#define STRETCH 0.5
#define SHRINK 0.25

struct search {
    const struct break_place *places;
    const struct break_form *form;
    struct ending *endings; /* FITNESSES for each place */
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
    return ratio < -0.5 ? 0 : ratio <= 0.5 ? MIDDLING : ratio <= 1 ? 2 : 3;
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

/* TeX's demerits of a line of that ratio, behind one that is as loose. */
static double judge(const struct search *search, uint32_t from, uint32_t to, double ratio,
                    int fitness_before) {
    const struct break_place *place = &search->places[to];
    double badness = 100 * fabs(ratio * ratio * ratio);
    double line = ratio < -1 ? OVERFULL : 10 + (badness < WORST ? badness : WORST);
    double demerits = line * line + place->cost * place->cost;
    bool hyphenated_before = from != NOWHERE && search->places[from].hyphen > 0;
    demerits += hyphenated_before && place->hyphen > 0 ? 3000 : 0;
    demerits += hyphenated_before && place->forced ? 5000 : 0;
    return demerits + (abs(fitness_before - fitness_of(ratio)) > 1 ? 3000 : 0);
}

/* Offers a line from `from` to `to` behind every way to end one at `from`. */
static void offer_line(const struct search *search, uint32_t from, uint32_t to, double ratio) {
    struct ending *best = &search->endings[to * FITNESSES + (size_t)fitness_of(ratio)];
    for (int fitness = 0; fitness < FITNESSES; fitness++) {
        double before = fitness == MIDDLING ? 0 : INFINITY;
        if (from != NOWHERE) {
            before = search->endings[from * FITNESSES + (size_t)fitness].demerits;
        }
        double demerits = before + judge(search, from, to, ratio, fitness);
        if (demerits < best->demerits) {
            *best = (struct ending){demerits, from, fitness};
        }
    }
}

/* Finds the best lines that end at `to`, among the beginnings from `*active` on; moves `*active`
 * past those from where no line can reach so far any more. */
static void end_line(struct search *search, uint32_t to, int64_t *active) {
    const struct break_place *place = &search->places[to];
    for (int fitness = 0; fitness < FITNESSES; fitness++) {
        search->endings[to * FITNESSES + (size_t)fitness] = (struct ending){INFINITY, NOWHERE, 0};
    }
    int64_t first = *active;
    for (int64_t from = first; from < (int64_t)to; from++) {
        uint32_t start = from < 0 ? NOWHERE : (uint32_t)from;
        int spaces = 0;
        double room = room_between(search, start, to, &spaces);
        /* A place further on may need no hyphen. Where no line fits, the shortest must do. */
        double ratio = ratio_of(search->form, room + place->hyphen, spaces, place->forced);
        if (ratio < -1 && from == *active && from + 1 < (int64_t)to) {
            *active = from + 1;
        }
        ratio = ratio_of(search->form, room, spaces, place->forced);
        if (ratio >= -1 || from + 1 == (int64_t)to) {
            offer_line(search, start, to, ratio);
        }
    }
    if (place->forced) {
        *active = to;
    }
}

/* How loose the last line is in the best way to end one at `place`. */
static int best_fitness(const struct search *search, size_t place) {
    const struct ending *endings = &search->endings[place * FITNESSES];
    int best = 0;
    for (int fitness = 1; fitness < FITNESSES; fitness++) {
        best = endings[fitness].demerits < endings[best].demerits ? fitness : best;
    }
    return best;
}

size_t breaks_choose(const struct break_place *places, size_t count, const struct break_form *form,
                     struct arena *arena, uint32_t **chosen) {
    struct search search = {places, form, arena_new(arena, struct ending, count * FITNESSES)};
    int64_t active = -1;
    for (uint32_t to = 0; to < count; to++) {
        end_line(&search, to, &active);
    }
    uint32_t *backwards = arena_new(arena, uint32_t, count);
    size_t lines = 0;
    int fitness = best_fitness(&search, count - 1);
    for (uint32_t at = (uint32_t)count - 1; at != NOWHERE; lines++) {
        const struct ending *ending = &search.endings[at * FITNESSES + (size_t)fitness];
        backwards[lines] = at;
        at = ending->previous;
        fitness = ending->previous_fitness;
    }
    *chosen = arena_new(arena, uint32_t, lines);
    for (size_t i = 0; i < lines; i++) {
        (*chosen)[i] = backwards[lines - 1 - i];
    }
    return lines;
}

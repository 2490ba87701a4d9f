/* pdf/breaks.h: the lines that are chosen are the best of all, which is found here by trying all.
 */
#include "testing.h"

#include "pdf/breaks.h"

#include <math.h>

enum { MOST = 13 };

/* Numbers that are the same every time. */
static uint32_t next_number(uint32_t *state) {
    *state = *state * 1664525 + 1013904223;
    return *state >> 16;
}

static double between(uint32_t *state, int least, int most) {
    return least + (int)(next_number(state) % (uint32_t)(most - least + 1));
}

/* How bad one line is, as the paper has it; INFINITY when it does not fit. */
static double line_demerits(const struct break_form *form, const struct break_place *before,
                            const struct break_place *end, int *fitness) {
    double start = before == NULL ? 0 : before->start;
    int spaces = end->end_spaces - (before == NULL ? 0 : before->start_spaces);
    bool indented = (before == NULL) == (form->indent > 0);
    double width = form->width - (indented ? fabs(form->indent) : 0);
    double room = width - (end->end - start) - end->hyphen;
    double ratio = 0;
    if (room < 0) {
        ratio = form->justified && spaces > 0 ? room / (spaces * form->space / 4) : -INFINITY;
    } else if (!end->forced) {
        double good = form->space / 2 * (spaces > 0 ? spaces : 1);
        ratio = room / (form->justified ? good : form->width * 0.12);
    }
    if (ratio < -1) {
        return INFINITY;
    }
    *fitness = ratio < -0.5 ? 0 : ratio <= 0.5 ? 1 : ratio <= 1 ? 2 : 3;
    double badness = fmin(100 * fabs(ratio * ratio * ratio), 1e4);
    return (10 + badness) * (10 + badness);
}

/* Of the lines that end at the places whose bit is set; INFINITY when one does not fit. */
static double demerits_of(const struct break_place *places, size_t count,
                          const struct break_form *form, uint32_t chosen) {
    const struct break_place *before = NULL;
    double sum = 0;
    int fitness_before = 1;
    for (size_t i = 0; i < count; i++) {
        if ((chosen >> i & 1) == 0) {
            if (places[i].forced) {
                return INFINITY;
            }
            continue;
        }
        int fitness = 1;
        sum += line_demerits(form, before, &places[i], &fitness);
        sum += places[i].cost * places[i].cost;
        bool hyphen_before = before != NULL && before->hyphen > 0;
        sum += hyphen_before && places[i].hyphen > 0 ? 3000 : 0;
        sum += hyphen_before && places[i].forced ? 5000 : 0;
        sum += abs(fitness - fitness_before) > 1 ? 3000 : 0;
        fitness_before = fitness;
        before = &places[i];
    }
    return sum;
}

/* Words and parts of words at random; returns how many places there are to end a line. */
static size_t make_paragraph(uint32_t *state, struct break_place *places, double space) {
    size_t count = 2 + next_number(state) % (MOST - 1);
    double at = 0;
    int spaces = 0;
    for (size_t i = 0; i < count; i++) {
        bool within = i + 1 < count && next_number(state) % 3 == 0;
        bool forced = i + 1 == count || (!within && next_number(state) % 9 == 0);
        at += between(state, 3, 24);
        places[i] = (struct break_place){.end = at,
                                         .end_spaces = spaces,
                                         .hyphen = within ? 3 : 0,
                                         .cost = within ? BREAK_HYPHEN : 0,
                                         .forced = forced};
        if (!within) {
            at += space;
            spaces++;
        }
        places[i].start = at;
        places[i].start_spaces = spaces;
    }
    return count;
}

static void test_the_best_of_all(void **state) {
    (void)state;
    struct arena arena = {0};
    uint32_t numbers = 7;
    size_t compared = 0;
    for (int round = 0; round < 600; round++) {
        struct break_place places[MOST];
        const struct break_form form = {.width = between(&numbers, 40, 90),
                                        .indent = round % 5 == 0   ? 8
                                                  : round % 5 == 1 ? -8
                                                                   : 0,
                                        .space = 5,
                                        .justified = round % 2 == 0};
        size_t count = make_paragraph(&numbers, places, form.space);
        double best = INFINITY;
        for (uint32_t all = 0; all < 1U << (count - 1); all++) {
            double demerits = demerits_of(places, count, &form, all | 1U << (count - 1));
            best = fmin(best, demerits);
        }
        if (isinf(best)) {
            continue; /* some line has to be too wide */
        }
        uint32_t *chosen = NULL, bits = 0;
        size_t lines = breaks_choose(places, count, &form, &arena, &chosen);
        for (size_t i = 0; i < lines; i++) {
            assert_true(i == 0 || chosen[i] > chosen[i - 1]);
            bits |= 1U << chosen[i];
        }
        double got = demerits_of(places, count, &form, bits);
        if (fabs(got - best) > 1e-6 * best) {
            print_error("round %d: %f, but %f can be\n", round, got, best);
            fail();
        }
        compared++;
    }
    assert_true(compared > 400);
    arena_release(&arena);
}

/* A word that is wider than a line stands on one alone, and what is around it is set as ever. */
static void test_a_word_too_wide(void **state) {
    (void)state;
    struct arena arena = {0};
    static const double widths[] = {20, 20, 150, 20, 20, 20, 20};
    enum { WORDS = sizeof widths / sizeof *widths };
    struct break_place places[WORDS];
    double at = 0;
    for (int i = 0; i < WORDS; i++) {
        at += widths[i];
        places[i] = (struct break_place){
            .end = at, .start = at + 5, .end_spaces = i, .start_spaces = i + 1};
        at += 5;
    }
    places[WORDS - 1].forced = true;
    const struct break_form form = {.width = 45, .space = 5, .justified = true};
    uint32_t *chosen = NULL;
    static const uint32_t wanted[] = {1, 2, 4, 6};
    assert_size(breaks_choose(places, WORDS, &form, &arena, &chosen), 4);
    for (size_t i = 0; i < 4; i++) {
        assert_size(chosen[i], wanted[i]);
    }
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_best_of_all),
        cmocka_unit_test(test_a_word_too_wide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* base/pool.h. Nothing is asserted off the main thread: the work notes, the test looks. */
#include "testing.h"

#include "base/pool.h"

#include <stdatomic.h>

enum { THINGS = 10000 };

struct notes {
    unsigned char calls[THINGS];
    unsigned char worker[THINGS];
    atomic_int busy[POOL_JOBS_MAXIMUM + 1];
    size_t previous[POOL_JOBS_MAXIMUM + 1];
    atomic_bool overlap;
    atomic_bool unordered;
    atomic_bool strange_worker;
};

static void note(void *context, size_t index, size_t worker) {
    struct notes *notes = context;
    if (worker >= POOL_JOBS_MAXIMUM) {
        notes->strange_worker = true;
        return;
    }
    if (atomic_fetch_add(&notes->busy[worker], 1) != 0) {
        notes->overlap = true;
    }
    if (notes->previous[worker] > index) { /* index + 1 of the one before */
        notes->unordered = true;
    }
    notes->previous[worker] = index + 1;
    notes->calls[index]++;
    notes->worker[index] = (unsigned char)worker;
    atomic_fetch_sub(&notes->busy[worker], 1);
}

static void check(size_t count, size_t jobs) {
    struct notes *notes = memory_allocate(sizeof *notes);
    *notes = (struct notes){.overlap = false};
    pool_run(count, jobs, note, notes);
    for (size_t i = 0; i < THINGS; i++) {
        assert_int_equal(notes->calls[i], i < count ? 1 : 0);
        assert_true(notes->worker[i] < (jobs == 0 ? 1 : jobs));
    }
    assert_false(notes->overlap);
    assert_false(notes->unordered);
    assert_false(notes->strange_worker);
    free(notes);
}

static void test_each_index_once(void **state) {
    (void)state;
    static const size_t jobs[] = {0, 1, 2, 3, 8, POOL_JOBS_MAXIMUM, 1000};
    static const size_t counts[] = {0, 1, 2, 7, THINGS};
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        for (size_t j = 0; j < sizeof counts / sizeof *counts; j++) {
            check(counts[j], jobs[i]);
        }
    }
}

static void test_the_default_is_a_number_of_processors(void **state) {
    (void)state;
    assert_in_range(pool_jobs_default(), 1, POOL_JOBS_MAXIMUM);
    assert_true(pool_jobs_default() <= (size_t)sysconf(_SC_NPROCESSORS_CONF));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_index_once),
        cmocka_unit_test(test_the_default_is_a_number_of_processors),
    };
    int failed = cmocka_run_group_tests_name("base/pool", tests, NULL, NULL);
    return failed != 0;
}

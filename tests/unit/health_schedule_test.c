/* health/schedule.h, health/answers.h: who is asked when, and what is believed how long. */
#include "testing.h"

#include "health/schedule.h"

static struct arena arena;
static struct slice allowed[] = {SLICE_INIT("10.0.0.1")};
static const struct link_settings SETTINGS = {.allow = {allowed, 1}, .pause = 1, .timeout = 20};

static size_t add(struct schedule *schedule, const char *written) {
    struct web_address address;
    assert_true(web_address_read(slice_from(written), &arena, &address));
    return schedule_add(schedule, &address);
}

static void answer(struct schedule *schedule, size_t ticket, int status, const char *location,
                   int64_t now) {
    schedule_take(
        schedule,
        &(struct fetch_answer){
            .ticket = ticket, .status = status, .wait = -1, .location = slice_from(location)},
        now);
}

static void one_at_a_time(void **state) {
    (void)state;
    struct schedule schedule;
    struct fetch_request request;
    schedule_init(&schedule, &SETTINGS, 3, &arena);
    size_t a = add(&schedule, "https://a.net/1"), b = add(&schedule, "https://a.net/2"),
           c = add(&schedule, "https://c.net/");
    assert_true(schedule_next(&schedule, 0, &request));
    assert_int_equal(request.ticket, a);
    assert_false(request.is_get);
    assert_true(schedule_next(&schedule, 0, &request));
    assert_int_equal(request.ticket, c);
    assert_false(schedule_next(&schedule, 5000, &request));
    assert_int_equal(schedule_wait(&schedule, 5000), -1);
    answer(&schedule, a, 200, NULL, 5000);
    assert_false(schedule_next(&schedule, 5500, &request));
    assert_int_equal(schedule_wait(&schedule, 5500), 500);
    assert_true(schedule_next(&schedule, 6000, &request));
    assert_int_equal(request.ticket, b);
    answer(&schedule, b, 404, NULL, 6000);
    assert_true(schedule_next(&schedule, 7000, &request));
    assert_true(request.is_get);
    answer(&schedule, b, 404, NULL, 7000);
    answer(&schedule, c, 301, "https://c.net/", 7000);
    assert_true(schedule_next(&schedule, 8000, &request));
    answer(&schedule, c, 200, NULL, 8000);
    assert_true(schedule_is_done(&schedule));
    assert_int_equal(schedule_answer(&schedule, a).outcome, OUTCOME_ALIVE);
    assert_int_equal(schedule_answer(&schedule, b).outcome, OUTCOME_GONE);
    assert_int_equal(schedule_answer(&schedule, c).outcome, OUTCOME_ALIVE);
}

static void waits_as_it_is_told(void **state) {
    (void)state;
    struct schedule schedule;
    struct fetch_request request;
    schedule_init(&schedule, &SETTINGS, 2, &arena);
    size_t a = add(&schedule, "https://a.net/");
    assert_true(schedule_next(&schedule, 0, &request));
    schedule_take(&schedule, &(struct fetch_answer){.ticket = a, .status = 429, .wait = 30}, 100);
    assert_int_equal(schedule_wait(&schedule, 100), 30000);
    assert_false(schedule_next(&schedule, 30099, &request));
    assert_true(schedule_next(&schedule, 30100, &request));
    schedule_take(&schedule, &(struct fetch_answer){.ticket = a, .status = 503, .wait = 3600},
                  31000);
    assert_int_equal(schedule_answer(&schedule, a).outcome, OUTCOME_FAILING);
}

static void a_silent_host_is_left_alone(void **state) {
    (void)state;
    struct schedule schedule;
    struct fetch_request request;
    int64_t now = 0;
    schedule_init(&schedule, &SETTINGS, 9, &arena);
    size_t first = add(&schedule, "https://a.net/0");
    for (int i = 1; i < 9; i++) {
        add(&schedule, "https://a.net/more");
    }
    size_t asked = 0;
    for (; !schedule_is_done(&schedule); now += 100000) {
        if (schedule_next(&schedule, now, &request)) {
            asked++;
            schedule_take(
                &schedule,
                &(struct fetch_answer){.ticket = request.ticket, .failure = OUTCOME_SILENT}, now);
        }
    }
    assert_int_equal(asked, 3);
    assert_int_equal(schedule_answer(&schedule, first).outcome, OUTCOME_SILENT);
    assert_int_equal(schedule_answer(&schedule, 8).outcome, OUTCOME_SILENT);
}

static enum outcome lead(const char *from, int status, const char *to) {
    struct schedule schedule;
    struct fetch_request request;
    schedule_init(&schedule, &SETTINGS, 1, &arena);
    size_t a = add(&schedule, from);
    for (int64_t now = 0; schedule_next(&schedule, now, &request); now += 10000) {
        bool is_there = slice_equals(request.address, slice_from(to));
        answer(&schedule, a, is_there ? 200 : status, is_there ? NULL : to, now);
    }
    return schedule_answer(&schedule, a).outcome;
}

static void follows(void **state) {
    (void)state;
    assert_int_equal(lead("https://a.net/", 301, "https://b.net/"), OUTCOME_MOVED);
    assert_int_equal(lead("https://a.net/", 302, "https://b.net/"), OUTCOME_ALIVE);
    assert_int_equal(lead("https://a.net/", 308, "http://a.net/"), OUTCOME_UNSECURED);
    assert_int_equal(lead("https://a.net/", 301, "https://b.net"), OUTCOME_CIRCLE);
    assert_int_equal(lead("https://a.net/", 301, "mailto:x@a.net"), OUTCOME_ASTRAY);
    assert_int_equal(lead("https://a.net/", 301, "http://127.0.0.1/"), OUTCOME_PRIVATE);
    assert_int_equal(lead("https://a.net/", 302, "https://a.net:22/"), OUTCOME_PORT);
    assert_int_equal(lead("https://10.0.0.1/", 302, "https://10.0.0.1:8000/"), OUTCOME_ALIVE);
    assert_int_equal(lead("https://10.0.0.2/", 302, "https://b.net/"), OUTCOME_PRIVATE);
    assert_int_equal(lead("https://a.invalid/", 200, "https://b.net/"), OUTCOME_NO_HOST);
}

/* More hosts than are looked at, each with two addresses: all of them get their turn. */
static void many_hosts(void **state) {
    (void)state;
    enum { HOSTS = 300 };
    struct schedule schedule;
    struct fetch_request request;
    schedule_init(&schedule, &SETTINGS, HOSTS * 2, &arena);
    for (size_t i = 0; i < HOSTS * 2; i++) {
        add(&schedule, arena_format(&arena, "https://h%zu.net/%zu", i % HOSTS, i).data);
    }
    size_t asked = 0;
    for (int64_t now = 0; !schedule_is_done(&schedule); now += 100) {
        size_t tickets[64], count = 0;
        while (schedule_next(&schedule, now, &request)) {
            assert_true(count < 16);
            tickets[count++] = request.ticket;
        }
        for (size_t i = 0; i < count; i++) {
            answer(&schedule, tickets[i], 200, NULL, now);
        }
        asked += count;
        assert_true(now < 1000000);
    }
    assert_int_equal(asked, HOSTS * 2);
}

static void keeps_answers(void **state) {
    (void)state;
    struct answers answers, again;
    struct buffer out;
    answers_init(&answers, &arena);
    answers_init(&again, &arena);
    buffer_init(&out, &arena);
    answers_read(
        &answers,
        SLICE("https://b.net/ 1000 alive 200\nhttps://a.net/ 1000 moved 200 https://c.net/\n"
              "https://d.net/ 1000 gone 404\nhttps://e.net/ 1000 private 0\n"
              "https://f.net/ 9000 alive 200\nhttps://g.net/ 1000 alive\nx\n\n"
              "https://h.net/ 1000 alive 200 https://c.net/\nhttps://i.net/ 1000 moved 200\n"
              "https://j.net/ 1000 alive 999999\n"),
        1000 + 3599, 14);
    assert_int_equal(answers.count, 3);
    answers_write(&answers, &out);
    assert_string_equal(
        arena_copy(&arena, buffer_slice(&out)).data,
        "https://a.net/ 1000 moved 200 https://c.net/\nhttps://b.net/ 1000 alive 200\n"
        "https://d.net/ 1000 gone 404\n");
    answers_read(&again, buffer_slice(&out), 1000 + 3600, 14);
    assert_int_equal(again.count, 2);
    assert_null(answers_find(&again, SLICE("https://d.net/")));
    answers_init(&again, &arena);
    answers_read(&again, buffer_slice(&out), 1000 + 14 * 86400, 14);
    assert_int_equal(again.count, 0);
}

static int release(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_at_a_time),
        cmocka_unit_test(waits_as_it_is_told),
        cmocka_unit_test(a_silent_host_is_left_alone),
        cmocka_unit_test(follows),
        cmocka_unit_test(many_hosts),
        cmocka_unit_test(keeps_answers),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}

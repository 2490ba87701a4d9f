#include "health/health.h"

#include "base/module.h"
#include "health/schedule.h"

/* What is asked in one go. */
struct round {
    const struct health_options *options;
    const struct answers *known;
    struct answers *answers;
    struct health_summary *summary;
    struct arena *arena;
    struct web_address *addresses; /* those that are to be asked; the index is the ticket */
    size_t count;
};

static bool is_listed(const struct address_list *list, const struct web_address *address) {
    for (size_t i = 0; i < list->count; i++) {
        if (web_address_matches(address, list->entries[i])) {
            return true;
        }
    }
    return false;
}

static bool is_passed_over(const struct round *round, const struct web_address *address) {
    const struct link_settings *settings = round->options->settings;
    return is_listed(&settings->skip, address) ||
           (settings->only.count > 0 && !is_listed(&settings->only, address));
}

/* Takes the answer that is known, or lines the address up to be asked. */
static void want(struct round *round, const struct web_address *address) {
    const struct answer *known = answers_find(round->known, address->whole);
    if (answers_find(round->answers, address->whole) != NULL) {
        return;
    }
    struct answer answer = {.outcome = OUTCOME_UNKNOWN};
    if (is_passed_over(round, address) || (known == NULL && web_host_is_example(address->host))) {
        round->summary->passed++;
    } else if (known != NULL) {
        round->summary->known++;
        answer = *known;
    } else {
        round->summary->asked++;
        round->addresses[round->count++] = *address;
    }
    answers_put(round->answers, address->whole, answer);
}

static void keep(struct round *round, const struct schedule *schedule, size_t ticket) {
    struct answer answer = schedule_answer(schedule, ticket);
    answer.moment = round->options->moment;
    answers_put(round->answers, round->addresses[ticket].whole, answer);
}

/* Asks until all is known. */
static void ask(struct round *round) {
    const struct health_module *module = module_load("health");
    struct schedule schedule;
    struct fetcher *fetcher = module->open(&round->options->fetch, round->count);
    schedule_init(&schedule, round->options->settings, round->count, round->arena);
    for (size_t i = 0; i < round->count; i++) {
        keep(round, &schedule, schedule_add(&schedule, &round->addresses[i]));
    }
    while (!schedule_is_done(&schedule)) {
        enum { WAIT_LONGEST = 1000 };
        struct fetch_request request;
        struct fetch_answer answer;
        while (schedule_next(&schedule, module->now(), &request)) {
            module->start(fetcher, &request);
        }
        int64_t wait = schedule_wait(&schedule, module->now());
        if (module->next(fetcher, wait < 0 || wait > WAIT_LONGEST ? WAIT_LONGEST : wait, &answer)) {
            schedule_take(&schedule, &answer, module->now());
            if (schedule_answer(&schedule, answer.ticket).outcome != OUTCOME_UNKNOWN) {
                module->end(fetcher, answer.ticket);
                keep(round, &schedule, answer.ticket);
            }
        }
        if (round->options->progress != NULL) {
            round->options->progress(round->options->context, schedule.done, schedule.count,
                                     round->answers);
        }
    }
    for (size_t i = 0; i < round->count; i++) {
        keep(round, &schedule, i); /* those too that were settled without asking */
    }
    module->close(fetcher);
    round->count = 0;
}

static bool is_there(const struct answer *answer) {
    return answer != NULL && (answer->outcome == OUTCOME_ALIVE || answer->outcome == OUTCOME_MOVED);
}

/* Pages by https, and those by http as if they were: only what is not there that way is asked
 * as it is written. */
struct health_summary health_ask(const struct outward_links *links,
                                 const struct health_options *options, const struct answers *known,
                                 struct answers *answers, struct arena *arena) {
    struct health_summary summary = {0};
    struct round round = {options, known, answers, &summary, arena, NULL, 0};
    round.addresses = arena_new(arena, struct web_address, links->count);
    struct web_address address;
    for (size_t i = 0; i < links->count; i++) {
        if (web_address_read(links->entries[i].written, arena, &address) &&
            (address.is_secure || !is_passed_over(&round, &address))) {
            address = address.is_secure ? address : web_address_secured(address, arena);
            want(&round, &address);
        }
    }
    for (size_t phase = 0; phase < 2; phase++) {
        if (round.count > 0) {
            ask(&round);
        }
        for (size_t i = 0; phase == 0 && i < links->count; i++) {
            if (web_address_read(links->entries[i].written, arena, &address) &&
                !address.is_secure &&
                !is_there(answers_find(answers, web_address_secured(address, arena).whole))) {
                want(&round, &address);
            }
        }
    }
    return summary;
}

/* --- Telling --- */

static struct slice place_key(struct place place, struct arena *arena) {
    return arena_format(arena, "%u:%.*s", (unsigned)place.start, slice_width(place.path),
                        place.path.data);
}

/* The messages about http: that are there already, by place. */
static struct map find_plain(const struct diagnostics *diagnostics, struct arena *arena) {
    struct map map;
    map_init(&map, arena);
    for (size_t i = 0; i < diagnostics->count; i++) {
        if (diagnostics->entries[i]->message == MESSAGE_LINK_HTTP) {
            *map_place(&map, place_key(diagnostics->entries[i]->place, arena)) =
                diagnostics->entries[i];
        }
    }
    return map;
}

static void report_plain(const struct outward_link *link, const struct map *plain,
                         struct arena *arena, struct diagnostics *diagnostics) {
    struct diagnostic *d = map_get(plain, place_key(link->place, arena));
    if (d == NULL) {
        d = diagnostic_add(diagnostics, MESSAGE_LINK_HTTP, link->place);
    }
    if (d->suggestion.length == 0) {
        struct slice parts[] = {SLICE("https"), slice_skip(link->written, strlen("http"))};
        diagnostic_suggest(d, arena_join(arena, parts, 2));
    }
}

static void report_moved(const struct outward_link *link, const struct web_address *address,
                         const struct answer *answer, struct arena *arena,
                         struct diagnostics *diagnostics) {
    struct web_address moved;
    struct slice parts[] = {answer->moved, web_fragment(link->written)};
    struct diagnostic *d = diagnostic_add(diagnostics, MESSAGE_LINK_MOVED, link->place);
    bool is_sure =
        web_address_read(answer->moved, arena, &moved) && web_move_is_sure(address, &moved);
    diagnostic_argument(d, arena_join(arena, parts, 2));
    diagnostic_argument(d, is_sure ? link->written : slice_of("", 0));
}

/* The reasons are this project's own texts, with at most one "%d". */
static struct slice because(const char *text, int status, struct arena *arena) {
    struct slice before = slice_from(text);
    size_t at = slice_search(before, SLICE("%d"));
    if (at == SLICE_NOT_FOUND) {
        return before;
    }
    return arena_format(arena, "%.*s%d%s", (int)at, text, status, text + at + 2);
}

static void report(const struct outward_link *link, const struct web_address *address,
                   const struct answer *answer, struct arena *arena,
                   struct diagnostics *diagnostics) {
    const struct outcome_row *row = outcome_row(answer->outcome);
    if (row->message == MESSAGE_LINK_MOVED) {
        report_moved(link, address, answer, arena, diagnostics);
    } else if (row->message != MESSAGE_COUNT) {
        struct diagnostic *d = diagnostic_add(diagnostics, row->message, link->place);
        diagnostic_argument(d, because(row->because[0], answer->status, arena));
        diagnostic_argument(d, because(row->because[1], answer->status, arena));
    }
}

void health_report(const struct outward_links *links, const struct answers *answers,
                   struct arena *arena, struct diagnostics *diagnostics) {
    struct map plain = find_plain(diagnostics, arena);
    for (size_t i = 0; i < links->count; i++) {
        const struct outward_link *link = &links->entries[i];
        struct web_address address;
        const struct answer unreadable = {.outcome = OUTCOME_FORM}, *answer = &unreadable;
        if (web_address_read(link->written, arena, &address)) {
            struct slice secured = web_address_secured(address, arena).whole;
            if (!address.is_secure && is_there(answers_find(answers, secured))) {
                report_plain(link, &plain, arena, diagnostics);
                continue;
            }
            answer = answers_find(answers, address.whole);
        }
        if (answer != NULL) {
            report(link, &address, answer, arena, diagnostics);
        }
    }
}

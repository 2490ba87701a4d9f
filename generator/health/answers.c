#include "health/answers.h"

#include "health/address.h"

#include <stdlib.h>

enum { HOUR = 60 * 60, DAY = 24 * HOUR, STATUS_LARGEST = 65535 };

void answers_init(struct answers *answers, struct arena *arena) {
    *answers = (struct answers){.arena = arena};
    map_init(&answers->map, arena);
}

const struct answer *answers_find(const struct answers *answers, struct slice address) {
    return map_get(&answers->map, address);
}

void answers_put(struct answers *answers, struct slice address, struct answer answer) {
    void **place = map_place(&answers->map, address);
    if (*place == NULL) {
        if (answers->count == answers->capacity) {
            size_t capacity = answers->capacity == 0 ? 64 : answers->capacity * 2;
            answers->addresses = arena_grow(answers->arena, answers->addresses,
                                            answers->capacity * sizeof *answers->addresses,
                                            capacity * sizeof *answers->addresses);
            answers->capacity = capacity;
        }
        answers->addresses[answers->count++] = address;
        *place = arena_new(answers->arena, struct answer, 1);
    }
    *(struct answer *)*place = answer;
}

static bool is_believed(const struct answer *answer, int64_t now, int64_t days) {
    const int64_t seconds[] = {[TRUST_LONG] = days * DAY, [TRUST_DAY] = DAY, [TRUST_HOUR] = HOUR};
    enum outcome_trust trust = outcome_row(answer->outcome)->trust;
    return trust != TRUST_NEVER && answer->moment <= now && now - answer->moment < seconds[trust];
}

/* As this program wrote it: what stands in the file may end up in a text of the site. */
static bool is_whole(struct slice written, struct arena *arena) {
    struct web_address address;
    return web_address_read(written, arena, &address) && slice_equals(address.whole, written);
}

static bool read_line(struct slice line, struct slice *address, struct answer *answer,
                      struct arena *arena) {
    struct slice moment, name, status;
    int64_t number = 0;
    *answer = (struct answer){.outcome = OUTCOME_COUNT};
    if (!slice_cut(&line, ' ', address) || !slice_cut(&line, ' ', &moment) ||
        !slice_cut(&line, ' ', &name) || !slice_cut(&line, ' ', &status) ||
        !slice_to_integer(moment, &answer->moment) || !slice_to_integer(status, &number) ||
        number < 0 || number > STATUS_LARGEST) {
        return false;
    }
    answer->outcome = outcome_named(name);
    answer->status = (int)number;
    answer->moved = line;
    bool is_moved = answer->outcome == OUTCOME_MOVED;
    return answer->outcome != OUTCOME_COUNT && is_whole(*address, arena) &&
           (is_moved ? is_whole(line, arena) : line.length == 0);
}

void answers_read(struct answers *answers, struct slice text, int64_t now, int64_t days) {
    struct slice line, address;
    while (slice_cut_line(&text, &line)) {
        struct answer answer;
        if (read_line(line, &address, &answer, answers->arena) && is_believed(&answer, now, days)) {
            answers_put(answers, address, answer);
        }
    }
}

static int by_bytes(const void *first, const void *second) {
    return slice_compare(*(const struct slice *)first, *(const struct slice *)second);
}

void answers_write(struct answers *answers, struct buffer *out) {
    if (answers->count > 0) {
        qsort(answers->addresses, answers->count, sizeof *answers->addresses, by_bytes);
    }
    for (size_t i = 0; i < answers->count; i++) {
        struct slice address = answers->addresses[i];
        const struct answer *answer = answers_find(answers, address);
        const struct outcome_row *row = outcome_row(answer->outcome);
        if (row->trust == TRUST_NEVER) {
            continue;
        }
        buffer_append(out, address);
        buffer_format(out, " %lld %s %d", (long long)answer->moment, row->name, answer->status);
        buffer_append_text(out, answer->moved.length > 0 ? " " : "");
        buffer_append(out, answer->moved);
        buffer_append_byte(out, '\n');
    }
}

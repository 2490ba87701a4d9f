#include "site/date_guess.h"

#include "base/date.h"

/* The empty slice when there is no such day. */
static struct slice written(int64_t year, int64_t month, int64_t day, struct arena *arena) {
    struct slice text = arena_format(arena, "%04lld-%02lld-%02lld", (long long)year,
                                     (long long)month, (long long)day);
    struct date date;
    return date_parse(text, &date) ? text : slice_of("", 0);
}

/* A date written the Dutch way, or with other signs between its parts. */
static struct slice from_numbers(struct slice text, struct arena *arena) {
    int64_t parts[3] = {0};
    size_t count = 0, widths[3] = {0};
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        while (i < text.length && text.data[i] >= '0' && text.data[i] <= '9') {
            i++;
        }
        if (i == start || count == 3 || i - start > 4 ||
            !slice_to_integer(slice_between(text, start, i), &parts[count])) {
            return slice_of("", 0);
        }
        widths[count++] = i - start;
        if (i < text.length && text.data[i] != '-' && text.data[i] != '/' && text.data[i] != '.') {
            return slice_of("", 0);
        }
        i++;
    }
    bool year_last = count == 3 && widths[2] == 4;
    bool year_first = count == 3 && widths[0] == 4;
    if (!year_last && !year_first) {
        return slice_of("", 0);
    }
    int64_t year = year_last ? parts[2] : parts[0];
    int64_t day = year_last ? parts[0] : parts[2];
    struct slice fixed = written(year, parts[1], day, arena);
    /* "2026-13-02": month and day changed places, for there is no such month. */
    return fixed.length > 0 || parts[1] <= 12 ? fixed : written(year, day, parts[1], arena);
}

/* The number of a month by its name, whole or its first three letters; 0 if it is none. */
static int64_t month_named(struct slice word) {
    static const char *const names[][12] = {
        {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
         "oktober", "november", "december"},
        {"january", "february", "march", "april", "may", "june", "july", "august", "september",
         "october", "november", "december"},
    };
    for (size_t i = 0; i < 24; i++) {
        struct slice name = slice_from(names[i / 12][i % 12]);
        if (slice_equals_folded(word, name) ||
            (word.length == 3 && slice_equals_folded(word, slice_take(name, 3)))) {
            return (int64_t)(i % 12) + 1;
        }
    }
    return slice_equals_folded(word, SLICE("mrt")) ? 3 : 0;
}

/* "9 maart 2026", "9 mrt. 2026", "March 9, 2026" */
static struct slice from_words(struct slice text, struct arena *arena) {
    int64_t year = 0, month = 0, day = 0, number;
    size_t count = 0;
    struct slice word;
    while (slice_cut(&text, ' ', &word)) {
        if (word.length == 0) {
            continue;
        }
        char last = word.data[word.length - 1];
        word.length -= last == ',' || last == '.';
        if (slice_to_integer(word, &number)) {
            *(word.length == 4 ? &year : &day) = number;
        } else {
            month = month_named(word);
        }
        count++;
    }
    return count == 3 && year > 0 && month > 0 && day > 0 ? written(year, month, day, arena)
                                                          : slice_of("", 0);
}

/* "2026-03-09T10:00" */
static struct slice without_time(struct slice text) {
    struct slice head = slice_take(text, 10);
    struct date date;
    bool has_time = text.length > 12 && (text.data[10] == 'T' || text.data[10] == ' ') &&
                    text.data[11] >= '0' && text.data[11] <= '9';
    return has_time && date_parse(head, &date) ? head : slice_of("", 0);
}

struct slice date_guess(struct slice text, struct arena *arena) {
    struct slice date = from_numbers(text, arena);
    if (date.length == 0) {
        date = from_words(text, arena);
    }
    return date.length > 0 ? date : without_time(text);
}

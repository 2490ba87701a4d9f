#include "base/diagnostic.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct place place_of(struct slice path, size_t start, size_t end) {
    return (struct place){.path = path, .start = (uint32_t)start, .end = (uint32_t)end};
}

struct place place_file(struct slice path) {
    return (struct place){.path = path, .whole = true};
}

void diagnostics_init(struct diagnostics *list, struct arena *arena) {
    *list = (struct diagnostics){.arena = arena};
}

static void append(struct diagnostics *list, struct diagnostic *diagnostic) {
    if (list->count == list->capacity) {
        size_t capacity = list->capacity == 0 ? 16 : list->capacity * 2;
        list->entries =
            arena_grow(list->arena, list->entries, list->capacity * sizeof *list->entries,
                       capacity * sizeof *list->entries);
        list->capacity = capacity;
    }
    list->entries[list->count++] = diagnostic;
}

struct diagnostic *diagnostic_add(struct diagnostics *list, enum message message,
                                  struct place place) {
    struct diagnostic *diagnostic = arena_new(list->arena, struct diagnostic, 1);
    diagnostic->message = message;
    diagnostic->place = place;
    diagnostic->list = list;
    append(list, diagnostic);
    return diagnostic;
}

void diagnostic_argument(struct diagnostic *diagnostic, struct slice argument) {
    assert(diagnostic->argument_count < DIAGNOSTIC_ARGUMENTS);
    diagnostic->arguments[diagnostic->argument_count++] =
        arena_copy(diagnostic->list->arena, argument);
}

void diagnostic_argument_text(struct diagnostic *diagnostic, const char *argument) {
    diagnostic_argument(diagnostic, slice_from(argument));
}

void diagnostic_argument_integer(struct diagnostic *diagnostic, int64_t argument) {
    diagnostic_argument(diagnostic,
                        arena_format(diagnostic->list->arena, "%lld", (long long)argument));
}

void diagnostic_suggest(struct diagnostic *diagnostic, struct slice suggestion) {
    diagnostic->suggestion = arena_copy(diagnostic->list->arena, suggestion);
}

void diagnostic_second(struct diagnostic *diagnostic, struct place second) {
    diagnostic->has_second = true;
    diagnostic->second = second;
}

void diagnostics_append(struct diagnostics *into, const struct diagnostics *from) {
    for (size_t i = 0; i < from->count; i++) {
        append(into, from->entries[i]);
    }
}

static int compare_numbers(size_t a, size_t b) {
    return a < b ? -1 : a > b;
}

static int compare(const struct diagnostic *a, const struct diagnostic *b) {
    int order = slice_compare(a->place.path, b->place.path);
    if (order == 0) {
        order = compare_numbers(a->place.start, b->place.start);
    }
    if (order == 0) {
        order = strcmp(message_row(a->message)->code, message_row(b->message)->code);
    }
    if (order == 0) {
        order = compare_numbers((size_t)a->message, (size_t)b->message);
    }
    if (order == 0) {
        order = compare_numbers(a->place.end, b->place.end);
    }
    for (size_t i = 0; order == 0 && i < DIAGNOSTIC_ARGUMENTS; i++) {
        order = slice_compare(a->arguments[i], b->arguments[i]);
    }
    return order;
}

static int by_place(const void *a, const void *b) {
    return compare(*(struct diagnostic *const *)a, *(struct diagnostic *const *)b);
}

void diagnostics_sort(struct diagnostics *list) {
    if (list->count == 0) {
        return;
    }
    qsort(list->entries, list->count, sizeof *list->entries, by_place);
    size_t kept = 1;
    for (size_t i = 1; i < list->count; i++) {
        if (compare(list->entries[kept - 1], list->entries[i]) != 0) {
            list->entries[kept++] = list->entries[i];
        }
    }
    list->count = kept;
}

static size_t count_severity(const struct diagnostics *list, enum severity severity) {
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        count += message_row(list->entries[i]->message)->severity == severity;
    }
    return count;
}

size_t diagnostics_errors(const struct diagnostics *list, bool strict) {
    return strict ? list->count : count_severity(list, SEVERITY_ERROR);
}

size_t diagnostics_warnings(const struct diagnostics *list, bool strict) {
    return strict ? 0 : count_severity(list, SEVERITY_WARNING);
}

static size_t language_index(struct slice language) {
    return slice_starts_with(language, SLICE("nl")) ? 1 : 0;
}

/* Copies a text of the table, {n} replaced by the nth argument. */
static void append_filled(struct buffer *out, const char *text,
                          const struct diagnostic *diagnostic) {
    for (; *text != '\0'; text++) {
        if (text[0] == '{' && text[1] >= '1' && text[1] <= '4' && text[2] == '}') {
            buffer_append(out, diagnostic->arguments[text[1] - '1']);
            text += 2;
        } else {
            buffer_append_byte(out, *text);
        }
    }
}

void diagnostic_append_message(struct buffer *out, const struct diagnostic *diagnostic,
                               struct slice language) {
    size_t index = language_index(language);
    append_filled(out, message_row(diagnostic->message)->text[index], diagnostic);
    if (diagnostic->suggestion.length > 0) {
        buffer_append_text(out, index == 1 ? "; bedoelde je `" : "; did you mean `");
        buffer_append(out, diagnostic->suggestion);
        buffer_append_text(out, "`?");
    }
}

void diagnostic_append_help(struct buffer *out, const struct diagnostic *diagnostic,
                            struct slice language) {
    const char *help = message_row(diagnostic->message)->help[language_index(language)];
    if (help != NULL) {
        append_filled(out, help, diagnostic);
    }
}

#include "commands/print.h"

#include "base/escape.h"
#include "commands/print_form.h"

#include <string.h>

static const struct form_row {
    const char *name;
    bool is_human;
    void (*print)(struct print *print, const struct diagnostics *list);
} FORMS[] = {
    {"human", true, print_human},
    {"json", false, print_json},
    {"sarif", false, print_sarif},
    {"github", false, print_github},
};

static const struct form_row *form_named(const char *name) {
    for (size_t i = 0; name != NULL && i < sizeof FORMS / sizeof *FORMS; i++) {
        if (strcmp(name, FORMS[i].name) == 0) {
            return &FORMS[i];
        }
    }
    return name == NULL ? &FORMS[0] : NULL;
}

bool print_format_exists(const char *name) {
    return form_named(name) != NULL;
}

bool print_format_is_human(const char *name) {
    return form_named(name)->is_human;
}

const struct source *print_source(struct print *print, struct place place) {
    if (place.path.length == 0 || place.whole) {
        return NULL;
    }
    void **entry = map_place(&print->sources, place.path);
    if (*entry == NULL) {
        struct source *source = arena_new(print->arena, struct source, 1);
        struct slice text;
        const struct source_reader *reader = &print->options->reader;
        source->is_known =
            reader->read != NULL && reader->read(reader->context, place.path, print->arena, &text);
        if (source->is_known) {
            line_map_init(&source->lines, text, print->arena);
        }
        *entry = source;
    }
    const struct source *source = *entry;
    return source->is_known ? source : NULL;
}

/* On one line, nothing in it that a terminal would obey. */
static struct slice visible(struct print *print, struct slice text) {
    struct buffer out;
    buffer_init(&out, print->arena);
    struct slice part;
    while (slice_cut(&text, '\t', &part)) {
        escape_terminal(&out, part);
        buffer_append_text(&out, text.length > 0 ? "\\t" : "");
    }
    return buffer_slice(&out);
}

struct slice print_path(struct print *print, struct place place) {
    struct slice folder = print->options->folder;
    if (folder.length == 0 || slice_starts_with(place.path, SLICE("/"))) {
        return place.path;
    }
    return arena_format(print->arena, "%.*s%.*s", slice_width(folder), folder.data,
                        slice_width(place.path), place.path.data);
}

struct slice printed_path(struct print *print, struct place place) {
    return visible(print, print_path(print, place));
}

bool print_is_error(const struct print *print, const struct diagnostic *diagnostic) {
    return print->options->strict || message_row(diagnostic->message)->severity == SEVERITY_ERROR;
}

struct slice printed_message(struct print *print, const struct diagnostic *diagnostic) {
    struct buffer text;
    buffer_init(&text, print->arena);
    diagnostic_append_message(&text, diagnostic, language_code(print->options->language));
    return visible(print, buffer_slice(&text));
}

struct slice printed_help(struct print *print, const struct diagnostic *diagnostic) {
    struct buffer text;
    buffer_init(&text, print->arena);
    diagnostic_append_help(&text, diagnostic, language_code(print->options->language));
    return visible(print, buffer_slice(&text));
}

void print_append_counts(struct buffer *out, enum language language, size_t errors,
                         size_t warnings) {
    static const struct noun ERRORS = {{"error", "fout"}, {"errors", "fouten"}};
    static const struct noun WARNINGS = {{"warning", "waarschuwing"},
                                         {"warnings", "waarschuwingen"}};
    if (errors > 0 || warnings == 0) {
        language_append_count(out, language, errors, &ERRORS);
    }
    if (warnings > 0) {
        buffer_append_text(out, errors > 0 ? ", " : "");
        language_append_count(out, language, warnings, &WARNINGS);
    }
}

void print_diagnostics(FILE *out, const struct print_options *options, struct diagnostics *list,
                       struct arena *arena) {
    diagnostics_sort(list);
    struct print print = {.options = options, .arena = arena};
    buffer_init(&print.out, arena);
    map_init(&print.sources, arena);
    form_named(options->format)->print(&print, list);
    struct slice text = buffer_slice(&print.out);
    fwrite(text.data, 1, text.length, out);
}

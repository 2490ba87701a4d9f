/* The form for people: what compilers print, with the line that it is about. */
#include "base/limits.h"
#include "commands/excerpt.h"
#include "commands/print_form.h"

enum { USUAL_WIDTH = 100, MESSAGE_BYTES = 2000 };

/* The colours of a terminal; all empty without them. */
struct colours {
    const char *bold, *error, *warning, *note, *faint, *plain;
};

static const struct colours COLOURED = {"\x1b[1m",  "\x1b[1;31m", "\x1b[1;35m",
                                        "\x1b[36m", "\x1b[2m",    "\x1b[0m"};
static const struct colours PLAIN = {"", "", "", "", "", ""};

static const struct colours *colours_of(const struct print *print) {
    return print->options->color ? &COLOURED : &PLAIN;
}

/* "path:line:column: ", with as much of it as is known. */
static void append_place(struct print *print, struct place place) {
    const struct colours *colours = colours_of(print);
    if (place.path.length == 0) {
        return;
    }
    struct slice path = printed_path(print, place);
    buffer_format(&print->out, "%s%.*s", colours->bold, slice_width(path), path.data);
    const struct source *source = print_source(print, place);
    if (source != NULL) {
        struct position position = line_map_find(&source->lines, place.start);
        buffer_format(&print->out, ":%zu:%zu", position.line, position.column);
    }
    buffer_format(&print->out, ":%s ", colours->plain);
}

static size_t digits(size_t number) {
    size_t count = 1;
    for (; number >= 10; number /= 10) {
        count++;
    }
    return count;
}

/* The columns that line numbers need: the same for both places of a diagnostic. */
static size_t gutter_of(struct print *print, const struct diagnostic *diagnostic) {
    size_t widest = 3;
    for (size_t i = 0; i < (diagnostic->has_second ? 2 : 1); i++) {
        struct place place = i == 0 ? diagnostic->place : diagnostic->second;
        const struct source *source = print_source(print, place);
        size_t width = source == NULL ? 0 : digits(line_map_find(&source->lines, place.start).line);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void append_excerpt(struct print *print, struct place place, size_t gutter,
                           const char *colour) {
    const struct source *source = print_source(print, place);
    if (source == NULL || source->lines.text.length == 0) {
        return;
    }
    struct position position = line_map_find(&source->lines, place.start);
    size_t start = 0;
    struct slice line = line_map_line(&source->lines, position.line, &start);
    size_t from = place.start > start ? place.start - start : 0;
    size_t to = place.end > start ? place.end - start : 0;
    from = from > line.length ? line.length : from;
    to = to > line.length ? line.length : to < from ? from : to;
    size_t width = print->options->width;
    struct excerpt excerpt = {.text = line,
                              .start = from,
                              .end = to,
                              .line = position.line,
                              .gutter = gutter,
                              .width = width == 0 ? USUAL_WIDTH : width,
                              .colour = colour,
                              .plain = colours_of(print)->plain};
    excerpt_append(&print->out, &excerpt);
}

/* A message quotes what authors wrote, which may be long: then its beginning must do. */
static void append_cut(struct buffer *out, struct slice text) {
    size_t length = text.length > MESSAGE_BYTES ? MESSAGE_BYTES : text.length;
    while (length < text.length && ((unsigned char)text.data[length] & 0xC0) == 0x80) {
        length--;
    }
    buffer_append(out, slice_take(text, length));
    buffer_append_text(out, length < text.length ? "…" : "");
}

static void append_diagnostic(struct print *print, const struct diagnostic *diagnostic) {
    const struct colours *colours = colours_of(print);
    enum language language = print->options->language;
    const struct message_row *row = message_row(diagnostic->message);
    bool is_error = print_is_error(print, diagnostic);
    const char *colour = is_error ? colours->error : colours->warning;
    size_t gutter = gutter_of(print, diagnostic);
    append_place(print, diagnostic->place);
    buffer_format(&print->out, "%s%s:%s ", colour,
                  is_error ? language_text(language, "error", "fout")
                           : language_text(language, "warning", "waarschuwing"),
                  colours->plain);
    append_cut(&print->out, printed_message(print, diagnostic));
    buffer_format(&print->out, " %s[%s]%s\n", colours->faint, row->code, colours->plain);
    append_excerpt(print, diagnostic->place, gutter, colour);
    struct slice help = printed_help(print, diagnostic);
    if (help.length > 0) {
        buffer_format(&print->out, " %*s = %s%s:%s ", (int)gutter, "", colours->note,
                      language_text(language, "help", "hulp"), colours->plain);
        append_cut(&print->out, help);
        buffer_append_byte(&print->out, '\n');
    }
    if (diagnostic->has_second) {
        append_place(print, diagnostic->second);
        const char *text = row->second[language];
        buffer_format(&print->out, "%s%s:%s %s\n", colours->note,
                      language_text(language, "note", "let op"), colours->plain,
                      text == NULL ? language_text(language, "see here", "zie hier") : text);
        append_excerpt(print, diagnostic->second, gutter, colours->note);
    }
}

void print_human(struct print *print, const struct diagnostics *list) {
    size_t errors = diagnostics_errors(list, print->options->strict);
    size_t warnings = diagnostics_warnings(list, print->options->strict);
    /* When there are too many, errors go before warnings. */
    size_t room = LIMIT_DIAGNOSTICS_PRINTED;
    size_t errors_left = errors < room ? errors : room;
    size_t warnings_left = warnings < room - errors_left ? warnings : room - errors_left;
    size_t printed = errors_left + warnings_left;
    for (size_t i = 0; i < list->count; i++) {
        size_t *left = print_is_error(print, list->entries[i]) ? &errors_left : &warnings_left;
        if (*left > 0) {
            --*left;
            append_diagnostic(print, list->entries[i]);
        }
    }
    enum language language = print->options->language;
    if (printed < list->count) {
        buffer_format(&print->out, language_text(language, "… and %zu more\n", "… en nog %zu\n"),
                      list->count - printed);
    }
    if (list->count > 0) {
        print_append_counts(&print->out, language, errors, warnings);
        buffer_append_byte(&print->out, '\n');
    }
}

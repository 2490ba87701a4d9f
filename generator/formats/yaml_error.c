#include "formats/yaml_error.h"

#include "base/utf8.h"

#include <string.h>

/* What is longer than this before a colon is no name of a field; of a line this much is shown. */
enum { NAME_LONGEST = 64, REST_SHOWN = 40 };

/* An error on its way to a diagnostic. Offsets are in bytes of the source. */
struct trouble {
    const yaml_parser_t *parser;
    const struct yaml_source *source;
    struct diagnostics *diagnostics;
    struct yaml_last last;
    size_t at;      /* where libyaml stopped … */
    size_t context; /* … and where what it was reading began */
    struct slice line;
    size_t line_start;
};

typedef void explain(const struct trouble *trouble);

static struct diagnostic *tell(const struct trouble *trouble, enum message message, size_t start,
                               size_t end) {
    return diagnostic_add(trouble->diagnostics, message,
                          yaml_source_place(trouble->source, start, end));
}

/* The same, about one character, which is the message's argument. */
static void tell_character(const struct trouble *trouble, enum message message, size_t at) {
    struct slice text = trouble->source->text;
    size_t end = at;
    if (end < text.length) {
        utf8_next(text, &end);
    }
    diagnostic_argument(tell(trouble, message, at, end), slice_between(text, at, end));
}

/* The same, about a line without its indentation. */
static void tell_line(const struct trouble *trouble, enum message message, struct slice line,
                      size_t line_start) {
    size_t start = line_start + yaml_indentation(line);
    tell(trouble, message, start, line_start + line.length);
}

/* The first words of a text, or of its only word the beginning. */
static struct slice first_words(struct slice text) {
    if (text.length <= REST_SHOWN) {
        return text;
    }
    size_t end = slice_find_last(slice_take(text, REST_SHOWN + 1), ' ');
    if (end == SLICE_NOT_FOUND) {
        end = REST_SHOWN;
        while (end > 0 && ((unsigned char)text.data[end] & 0xC0) == 0x80) {
            end--; /* within a character */
        }
    }
    return slice_trim(slice_take(text, end));
}

/* The same, about what stands on the line from `at` on: the message shows the first words of it. */
static void tell_rest(const struct trouble *trouble, enum message message, size_t at) {
    size_t start = 0;
    struct slice line = yaml_source_line(trouble->source, at, &start);
    struct slice rest = slice_trim(slice_skip(line, at - start));
    diagnostic_argument(tell(trouble, message, at, at + rest.length), first_words(rest));
}

static char byte_at(const struct trouble *trouble, size_t at) {
    struct slice text = trouble->source->text;
    return at < text.length ? text.data[at] : '\0';
}

static bool is_blank_line(struct slice line) {
    return slice_trim(line).length == 0;
}

static bool is_name_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '-';
}

/* Whether the line reads `name:text`, the space behind the colon forgotten; `*colon` is its offset
 * in the line. An address (`https://…`) does not. */
static bool lacks_space(struct slice line, size_t *colon) {
    size_t at = yaml_indentation(line);
    while (slice_starts_with(slice_skip(line, at), SLICE("- "))) {
        at += 2;
    }
    size_t start = at;
    while (at < line.length && is_name_byte(line.data[at])) {
        at++;
    }
    if (at == start || at - start > NAME_LONGEST || at + 1 >= line.length || line.data[at] != ':') {
        return false;
    }
    *colon = at;
    char next = line.data[at + 1];
    return next != ' ' && next != '\t' && next != '/' && next != ':';
}

/* The offset in the line of the first colon that ends a name. */
static size_t first_colon(struct slice line) {
    for (size_t i = 0; i < line.length; i++) {
        if (line.data[i] == ':' && (i + 1 == line.length || line.data[i + 1] == ' ')) {
            return i;
        }
    }
    return SLICE_NOT_FOUND;
}

static void explain_missing_space(const struct trouble *trouble, struct slice line,
                                  size_t line_start, size_t colon) {
    size_t start = line_start + yaml_indentation(line);
    struct diagnostic *diagnostic =
        tell(trouble, MESSAGE_YAML_MISSING_SPACE, line_start + colon, line_start + colon + 1);
    diagnostic_argument(diagnostic,
                        slice_between(trouble->source->text, start, line_start + colon));
}

/* A line that begins further right or left than the lines around it allow. */
static void explain_indentation(const struct trouble *trouble) {
    struct slice before = {0};
    size_t before_start = 0;
    size_t here = yaml_indentation(trouble->line);
    bool deeper =
        yaml_source_line_before(trouble->source, trouble->line_start, &before, &before_start) &&
        here > yaml_indentation(before);
    tell_line(trouble, deeper ? MESSAGE_YAML_DEEPER : MESSAGE_YAML_INDENTATION, trouble->line,
              trouble->line_start);
}

/* "mapping values are not allowed": a colon where no name can end. Either the value before it on
 * its line should have been quoted, or the line before is not what it seems. */
static void explain_colon(const struct trouble *trouble) {
    size_t here = trouble->at - trouble->line_start;
    if (first_colon(trouble->line) < here) {
        tell(trouble, MESSAGE_YAML_COLON_IN_VALUE, trouble->at, trouble->at + 1);
        return;
    }
    struct slice before = {0};
    size_t before_start = 0;
    size_t colon = 0;
    if (!yaml_source_line_before(trouble->source, trouble->line_start, &before, &before_start)) {
        tell(trouble, MESSAGE_YAML_COLON_IN_VALUE, trouble->at, trouble->at + 1);
    } else if (lacks_space(before, &colon)) {
        explain_missing_space(trouble, before, before_start, colon);
    } else if (first_colon(before) == SLICE_NOT_FOUND &&
               yaml_indentation(before) == yaml_indentation(trouble->line)) {
        tell_line(trouble, MESSAGE_YAML_MISSING_COLON, before, before_start);
    } else {
        explain_indentation(trouble);
    }
}

/* "could not find expected ':'": a line that should have been `name: value`. */
static void explain_no_colon(const struct trouble *trouble) {
    size_t start = 0;
    struct slice line = yaml_source_line(trouble->source, trouble->context, &start);
    size_t colon = 0;
    if (lacks_space(line, &colon)) {
        explain_missing_space(trouble, line, start, colon);
    } else {
        tell_line(trouble, MESSAGE_YAML_MISSING_COLON, line, start);
    }
}

static void explain_unclosed_quote(const struct trouble *trouble) {
    tell_character(trouble, MESSAGE_YAML_UNCLOSED_QUOTE, trouble->context);
}

/* "did not find expected key": something stands where the next field should begin. */
static void explain_no_key(const struct trouble *trouble) {
    const struct yaml_last *last = &trouble->last;
    struct slice between = slice_between(trouble->source->text, last->end, trouble->at);
    struct slice inside = slice_between(trouble->source->text, last->start, last->end);
    bool same_line = slice_find(between, '\n') == SLICE_NOT_FOUND;
    if (last->closed_by == '*') {
        return; /* the alias was told already */
    }
    if (is_blank_line(slice_between(trouble->line, 0, trouble->at - trouble->line_start))) {
        explain_indentation(trouble);
    } else if (last->closed_by == 0 || !same_line) {
        tell_rest(trouble, MESSAGE_YAML_UNEXPECTED, trouble->at);
    } else if (last->closed_by == ']' || last->closed_by == '}') {
        tell_character(trouble, MESSAGE_YAML_AFTER_BRACKET, last->end - 1);
    } else if (slice_find(inside, '\n') != SLICE_NOT_FOUND) {
        tell_character(trouble, MESSAGE_YAML_UNCLOSED_QUOTE, last->start);
    } else {
        tell_character(trouble, MESSAGE_YAML_AFTER_QUOTE, last->end - 1);
    }
}

/* "did not find expected ',' or ']'": on the same line a comma is missing, further on the bracket.
 */
static void explain_flow(const struct trouble *trouble) {
    struct slice between = slice_between(trouble->source->text, trouble->context, trouble->at);
    if (slice_find(between, '\n') == SLICE_NOT_FOUND &&
        trouble->at < trouble->source->text.length) {
        tell(trouble, MESSAGE_YAML_MISSING_COMMA, trouble->at, trouble->at + 1);
    } else {
        bool list = byte_at(trouble, trouble->context) == '[';
        struct diagnostic *diagnostic =
            tell(trouble, MESSAGE_YAML_UNCLOSED_BRACKET, trouble->context, trouble->context + 1);
        diagnostic_argument_text(diagnostic, list ? "[" : "{");
        diagnostic_argument_text(diagnostic, list ? "]" : "}");
    }
}

static void explain_tab(const struct trouble *trouble) {
    tell(trouble, MESSAGE_YAML_TAB, trouble->at, trouble->at + 1);
}

static void explain_start(const struct trouble *trouble) {
    if (byte_at(trouble, trouble->at) == '\t') {
        explain_tab(trouble);
    } else {
        tell_character(trouble, MESSAGE_YAML_VALUE_START, trouble->at);
    }
}

/* A value that begins with a character of YAML's own: what was read began with it. */
static void explain_context_start(const struct trouble *trouble) {
    tell_character(trouble, MESSAGE_YAML_VALUE_START, trouble->context);
}

static void explain_list_place(const struct trouble *trouble) {
    tell(trouble, MESSAGE_YAML_LIST_PLACE, trouble->at, trouble->at + 1);
}

/* libyaml stops at the backslash, or behind it at what should have been a digit. */
static void explain_escape(const struct trouble *trouble) {
    struct slice text = trouble->source->text;
    size_t start = trouble->at;
    while (start > trouble->context && byte_at(trouble, start) != '\\') {
        start--;
    }
    size_t end = start + 1;
    if (end < text.length) {
        utf8_next(text, &end);
    }
    diagnostic_argument(tell(trouble, MESSAGE_YAML_ESCAPE, start, end),
                        slice_between(text, start, end));
}

static void explain_tag(const struct trouble *trouble) {
    size_t start = trouble->context;
    size_t end = start;
    while (end < trouble->source->text.length && byte_at(trouble, end) != ' ' &&
           byte_at(trouble, end) != '\n') {
        end++;
    }
    diagnostic_argument(tell(trouble, MESSAGE_YAML_TAG, start, end),
                        slice_between(trouble->source->text, start, end));
}

/* Something behind the end of all fields. */
static void explain_rest(const struct trouble *trouble) {
    tell_rest(trouble, MESSAGE_YAML_UNEXPECTED, trouble->at);
}

static void explain_control(const struct trouble *trouble) {
    size_t at = trouble->parser->problem_offset;
    size_t end = at;
    uint32_t code_point = at < trouble->source->text.length
                              ? utf8_next(trouble->source->text, &end)
                              : (uint32_t)trouble->parser->problem_value;
    char name[16];
    int length = snprintf(name, sizeof name, "U+%04X", code_point);
    diagnostic_argument(tell(trouble, MESSAGE_YAML_CONTROL, at, end),
                        slice_of(name, (size_t)length));
}

/* What libyaml says, and who explains it; the first row that fits counts. NULL fits anything. The
 * texts are those of libyaml 0.2 (scanner.c, parser.c, reader.c). */
static const struct {
    const char *context;
    const char *problem;
    explain *explain;
} EXPLANATIONS[] = {
    {NULL, "mapping values are not allowed in this context", explain_colon},
    {NULL, "could not find expected ':'", explain_no_colon},
    {NULL, "did not find expected key", explain_no_key},
    {NULL, "did not find expected '-' indicator", explain_no_key},
    {NULL, "did not find expected ',' or ']'", explain_flow},
    {NULL, "did not find expected ',' or '}'", explain_flow},
    {NULL, "found a tab character that violates indentation", explain_tab},
    {NULL, "found a tab character where an indentation space is expected", explain_tab},
    {NULL, "found character that cannot start any token", explain_start},
    {NULL, "did not find expected node content", explain_start},
    {NULL, "mapping keys are not allowed in this context", explain_start},
    {NULL, "block sequence entries are not allowed in this context", explain_list_place},
    {NULL, "found unexpected end of stream", explain_unclosed_quote},
    {NULL, "found unexpected document indicator", explain_unclosed_quote},
    {"while parsing a quoted scalar", NULL, explain_escape},
    {"while scanning a block scalar", NULL, explain_context_start},
    {"while scanning an alias", NULL, explain_context_start},
    {"while scanning an anchor", NULL, explain_context_start},
    {"while scanning a directive", NULL, explain_context_start},
    {"while scanning a %YAML directive", NULL, explain_context_start},
    {"while scanning a %TAG directive", NULL, explain_context_start},
    {"while scanning a tag", NULL, explain_tag},
    {"while parsing a tag", NULL, explain_tag},
    {NULL, "found undefined tag handle", explain_tag},
    {NULL, "did not find expected <document start>", explain_rest},
    {NULL, "control characters are not allowed", explain_control},
};

static bool fits(const char *wanted, const char *actual) {
    return wanted == NULL || (actual != NULL && strcmp(wanted, actual) == 0);
}

void yaml_explain(const yaml_parser_t *parser, const struct yaml_source *source,
                  struct yaml_last last, struct diagnostics *diagnostics) {
    struct trouble trouble = {.parser = parser,
                              .source = source,
                              .diagnostics = diagnostics,
                              .last = last,
                              .at = yaml_source_byte(source, parser->problem_mark.index),
                              .context = yaml_source_byte(source, parser->context_mark.index)};
    trouble.line = yaml_source_line(source, trouble.at, &trouble.line_start);
    for (size_t i = 0; i < sizeof EXPLANATIONS / sizeof *EXPLANATIONS; i++) {
        if (fits(EXPLANATIONS[i].context, parser->context) &&
            fits(EXPLANATIONS[i].problem, parser->problem)) {
            EXPLANATIONS[i].explain(&trouble);
            return;
        }
    }
    struct diagnostic *diagnostic = tell(&trouble, MESSAGE_YAML_SYNTAX, trouble.at, trouble.at + 1);
    diagnostic_argument_text(diagnostic, parser->problem == NULL ? "?" : parser->problem);
}

bool yaml_explain_text(const struct yaml_source *source, size_t start, size_t end,
                       struct diagnostics *diagnostics) {
    struct trouble trouble = {.source = source, .diagnostics = diagnostics};
    bool found = false;
    while (start < end) {
        size_t line_start = 0;
        struct slice line = yaml_source_line(source, start, &line_start);
        size_t colon = 0;
        if (lacks_space(line, &colon)) {
            explain_missing_space(&trouble, line, line_start, colon);
            found = true;
        }
        size_t next = slice_find(slice_skip(source->text, start), '\n');
        start = next == SLICE_NOT_FOUND ? end : start + next + 1;
    }
    return found;
}

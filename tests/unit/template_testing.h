/* What the tests of templates share: templates from memory, an item to render, and mistakes as
 * text. */
#ifndef TESTS_UNIT_TEMPLATE_TESTING_H
#define TESTS_UNIT_TEMPLATE_TESTING_H

#include "testing.h"

#include "template/template.h"

#include <string.h>

struct source {
    const char *name;
    const char *text;
};

enum { MOST_SOURCES = 16 };

static struct arena arena;
static struct diagnostics diagnostics;
static struct source sources[MOST_SOURCES];
static struct template_result result;

static inline void set_sources(const struct source *list, size_t count) {
    memset(sources, 0, sizeof sources);
    assert_true(count <= MOST_SOURCES);
    memcpy(sources, list, count * sizeof *list);
}

static inline bool load_source(void *context, struct slice name, struct slice from,
                               struct slice *text, struct slice *path) {
    (void)context;
    (void)from;
    for (size_t i = 0; i < MOST_SOURCES && sources[i].name != NULL; i++) {
        if (slice_equals(name, slice_from(sources[i].name))) {
            *text = slice_from(sources[i].text);
            *path = slice_from(sources[i].name);
            return true;
        }
    }
    return false;
}

static inline bool name_source(void *context, size_t index, struct slice *name) {
    (void)context;
    if (index >= MOST_SOURCES || sources[index].name == NULL) {
        return false;
    }
    *name = slice_from(sources[index].name);
    return true;
}

/* Compiles the first source; the mistakes are in `diagnostics`. */
static inline struct template_program *compile_sources(const struct shape *globals,
                                                       const struct shape *page) {
    static const struct template_loader loader = {load_source, name_source, NULL};
    static const struct template_options options = {
        .trim_blocks = true, .lstrip_blocks = true, .language = SLICE_INIT("en")};
    diagnostics_init(&diagnostics, &arena);
    struct template_set *set =
        template_set_create(&loader, &options, globals, &arena, &diagnostics);
    return template_compile(set, slice_from(sources[0].name), page);
}

static inline struct template_program *compile_text(const char *text, const struct shape *globals) {
    const struct source source = {"page.html", text};
    set_sources(&source, 1);
    return compile_sources(globals, NULL);
}

static inline void append_place(struct buffer *out, struct place place) {
    size_t line = 1;
    size_t column = 1;
    for (size_t i = 0; i < MOST_SOURCES && sources[i].name != NULL; i++) {
        if (slice_equals(place.path, slice_from(sources[i].name))) {
            for (size_t at = 0; at < place.start; at++) {
                bool line_end = sources[i].text[at] == '\n';
                line += line_end ? 1 : 0;
                column = line_end ? 1 : column + 1;
            }
        }
    }
    buffer_format(out, "%.*s:%zu:%zu-%zu: ", slice_width(place.path), place.path.data, line, column,
                  column + place.end - place.start);
}

/* The mistakes, one a line: page.html:1:4-9: text [code] */
static inline struct slice mistakes(void) {
    struct buffer out;
    buffer_init(&out, &arena);
    for (size_t i = 0; i < diagnostics.count; i++) {
        const struct diagnostic *diagnostic = diagnostics.entries[i];
        append_place(&out, diagnostic->place);
        buffer_append_text(&out, message_row(diagnostic->message)->severity == SEVERITY_WARNING
                                     ? "warning: "
                                     : "");
        diagnostic_append_message(&out, diagnostic, SLICE("en"));
        buffer_format(&out, " [%s]\n", message_row(diagnostic->message)->code);
    }
    return buffer_slice(&out);
}

/* What a program writes. A failure becomes a mistake. */
static inline struct slice render(const struct template_program *program, struct value globals) {
    struct buffer out;
    buffer_init(&out, &arena);
    if (program == NULL) {
        return SLICE("(not compiled)");
    }
    template_render(program, globals, &arena, &out, &result);
    if (result.failed) {
        template_result_report(&result, SLICE("article:x"), &diagnostics);
    }
    return buffer_slice(&out);
}

/* What the text renders to with these globals; a mistake is an output too. */
static inline struct slice rendered(const char *text, struct value globals) {
    struct slice output = render(compile_text(text, NULL), globals);
    return diagnostics.count == 0 ? output : mistakes();
}

/* The mistakes of the text, found while compiling or while rendering. */
static inline struct slice mistakes_of(const char *text, const struct shape *globals,
                                       struct value values) {
    struct template_program *program = compile_text(text, globals);
    if (program != NULL) {
        render(program, values);
    }
    return mistakes();
}

#define assert_renders(text, globals, expected) assert_text(rendered(text, globals), expected)
#define assert_mistakes(text, globals, values, expected)                                           \
    assert_text(mistakes_of(text, globals, values), expected)

static inline int begin(void **state) {
    (void)state;
    arena_init(&arena);
    return 0;
}

static inline int end(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

#endif

/* The statements of a body in a row, and which keyword begins which statement. */
#include "base/nearest.h"
#include "template/parser.h"
#include "template/set.h"

/* A growing list of statements. */
struct list {
    struct statement *first;
    struct statement **last;
};

struct statement *parser_new_statement(struct parser *parser, enum statement_type type,
                                       uint32_t start) {
    struct statement *statement = arena_new(parser->arena, struct statement, 1);
    statement->type = (uint8_t)type;
    statement->start = start;
    return statement;
}

/* Outside its blocks, a template that extends another writes nothing. */
static bool writes_nothing(const struct parser *parser) {
    return parser->template->extends != NULL && parser->block == NULL && parser->captures == 0;
}

static struct statement *read_body(struct parser *parser, const char *const *ends,
                                   const struct statement *opening, const char *word);

/* Reads a body up to one of `ends`, which stays the next token; the tag that opened it ends here.
 */
struct statement *parser_body_until(struct parser *parser, const struct statement *opening,
                                    const char *word, const char *const *ends) {
    parser_accept(parser, TOKEN_COLON);
    if (!parser_expect(parser, TOKEN_STATEMENT_END, "%}")) {
        return NULL;
    }
    if (!parser_enter(parser)) {
        return NULL;
    }
    struct statement *body = read_body(parser, ends, opening, word);
    parser_leave(parser);
    return body;
}

/* The same for a body with one possible end, which is taken. */
struct statement *parser_whole_body(struct parser *parser, const struct statement *opening,
                                    const char *word, const char *end) {
    const char *const ends[] = {end, NULL};
    struct statement *body = parser_body_until(parser, opening, word, ends);
    parser_next(parser);
    return body;
}

/* A body that keeps what is set in it. */
struct statement *parser_inner_body(struct parser *parser, const struct statement *opening,
                                    const char *word, const char *end, bool captures) {
    parser->conditionals++;
    parser->captures += captures ? 1 : 0;
    struct statement *body = parser_whole_body(parser, opening, word, end);
    parser->captures -= captures ? 1 : 0;
    parser->conditionals--;
    return body;
}

struct keyword {
    const char *name;
    struct statement *(*read)(struct parser *parser, uint32_t start); /* NULL: left out */
};

static const struct keyword KEYWORDS[] = {
    {"if", parser_if},
    {"for", parser_for},
    {"set", parser_set},
    {"block", parser_block},
    {"extends", parser_extends},
    {"include", parser_include},
    {"import", parser_import},
    {"from", parser_from},
    {"macro", parser_macro},
    {"call", parser_call},
    {"filter", parser_filter},
    {"with", parser_with},
    {"autoescape", NULL},
    {"do", NULL},
    {"trans", NULL},
    {"pluralize", NULL},
    {"break", NULL},
    {"continue", NULL},
    {"debug", NULL},
    {"print", NULL},
};

/* Words that only stand in or at the end of other statements. */
static const char *const LATER_WORDS[] = {"elif",      "else",     "endif",         "endfor",
                                          "endset",    "endblock", "endmacro",      "endcall",
                                          "endfilter", "endwith",  "endautoescape", "endraw"};

static void fail_unknown_tag(struct parser *parser) {
    struct slice name = parser->token->text;
    for (size_t i = 0; i < sizeof LATER_WORDS / sizeof *LATER_WORDS; i++) {
        if (!slice_equals(name, slice_from(LATER_WORDS[i]))) {
            continue;
        }
        if (parser->opening == NULL) {
            parser_fail_here(parser, MESSAGE_TEMPLATE_UNEXPECTED);
            return;
        }
        const struct token *token = parser->token;
        const struct statement *opening = parser->opening;
        struct diagnostic *diagnostic =
            parser_fail(parser, MESSAGE_TEMPLATE_BODY_CLOSED, token->start, token->end);
        diagnostic_argument(diagnostic, name);
        diagnostic_argument_text(diagnostic, parser->opening_word);
        diagnostic_second(diagnostic,
                          place_of(parser->template->path, opening->start, opening->start + 2));
        return;
    }
    struct nearest nearest;
    nearest_init(&nearest, name);
    for (size_t i = 0; i < sizeof KEYWORDS / sizeof *KEYWORDS; i++) {
        if (KEYWORDS[i].read != NULL) {
            nearest_offer(&nearest, slice_from(KEYWORDS[i].name));
        }
    }
    for (size_t i = 0; i < sizeof LATER_WORDS / sizeof *LATER_WORDS; i++) {
        nearest_offer(&nearest, slice_from(LATER_WORDS[i]));
    }
    struct diagnostic *diagnostic =
        parser_fail(parser, MESSAGE_TEMPLATE_UNKNOWN_TAG, parser->token->start, parser->token->end);
    diagnostic_argument(diagnostic, name);
    diagnostic_suggest(diagnostic, nearest.best);
}

static struct statement *read_statement(struct parser *parser, uint32_t start) {
    if (!parser_is(parser, TOKEN_NAME)) {
        parser_fail_here(parser, MESSAGE_TEMPLATE_NAME_EXPECTED);
        return NULL;
    }
    for (size_t i = 0; i < sizeof KEYWORDS / sizeof *KEYWORDS; i++) {
        if (!parser_is_name(parser, KEYWORDS[i].name)) {
            continue;
        }
        if (KEYWORDS[i].read == NULL) {
            parser_fail_here(parser, MESSAGE_TEMPLATE_UNSUPPORTED);
            return NULL;
        }
        parser_next(parser);
        struct statement *statement = KEYWORDS[i].read(parser, start);
        parser_expect(parser, TOKEN_STATEMENT_END, "%}");
        statement->end = parser->last_end;
        return statement;
    }
    fail_unknown_tag(parser);
    return NULL;
}

static void append(struct list *list, struct statement *statement) {
    *list->last = statement;
    list->last = &statement->next;
}

static void read_data(struct parser *parser, struct list *list) {
    struct statement *statement =
        parser_new_statement(parser, STATEMENT_TEXT, parser->token->start);
    statement->as.text = parser->token->text;
    statement->end = parser->token->end;
    parser_next(parser);
    if (!writes_nothing(parser)) {
        append(list, statement);
    }
}

static void read_output(struct parser *parser, struct list *list) {
    struct statement *statement =
        parser_new_statement(parser, STATEMENT_OUTPUT, parser->token->start);
    parser_next(parser);
    statement->as.output = parser_tuple(parser, true, NULL);
    parser_expect(parser, TOKEN_OUTPUT_END, "}}");
    statement->end = parser->last_end;
    if (writes_nothing(parser)) {
        statement->escaping = ESCAPING_NOWHERE;
    }
    append(list, statement);
}

/* Whether a statement only writes, so that it means nothing outside the blocks of a template that
 * extends one. */
static bool only_writes(const struct statement *statement) {
    return statement->type == STATEMENT_BLOCK || statement->type == STATEMENT_INCLUDE ||
           statement->type == STATEMENT_CALL || statement->type == STATEMENT_FILTER;
}

static bool is_end(const struct parser *parser, const char *const *ends) {
    for (size_t i = 0; ends != NULL && ends[i] != NULL; i++) {
        if (parser_is_name(parser, ends[i])) {
            return true;
        }
    }
    return false;
}

/* The template ended before the body of `opening` did. */
static void fail_unclosed(struct parser *parser, const struct statement *opening, const char *word,
                          const char *const *ends) {
    if (parser->failed) {
        return;
    }
    size_t last = 0;
    while (ends[last + 1] != NULL) {
        last++;
    }
    /* The shortest place that shows what is open is its tag's first two characters and word. */
    struct diagnostic *diagnostic =
        parser_fail(parser, MESSAGE_TEMPLATE_BODY_UNCLOSED, opening->start, opening->start + 2);
    diagnostic_argument_text(diagnostic, word);
    diagnostic_argument_text(diagnostic, ends[0] == ends[last] || last > 1 ? ends[last] : ends[0]);
}

static struct statement *read_body(struct parser *parser, const char *const *ends,
                                   const struct statement *opening, const char *word) {
    struct list list = {NULL, NULL};
    const struct statement *outer = parser->opening;
    const char *outer_word = parser->opening_word;
    list.last = &list.first;
    parser->opening = opening;
    parser->opening_word = word;
    while (!parser_is(parser, TOKEN_END)) {
        if (parser_is(parser, TOKEN_DATA)) {
            read_data(parser, &list);
        } else if (parser_is(parser, TOKEN_OUTPUT_BEGIN)) {
            read_output(parser, &list);
        } else {
            uint32_t start = parser->token->start;
            parser_next(parser);
            if (is_end(parser, ends)) {
                parser->opening = outer;
                parser->opening_word = outer_word;
                return list.first;
            }
            struct statement *statement = read_statement(parser, start);
            if (statement != NULL && !(writes_nothing(parser) && only_writes(statement))) {
                append(&list, statement);
            }
        }
    }
    if (opening != NULL) {
        fail_unclosed(parser, opening, word, ends);
    }
    return list.first;
}

void parser_read(struct template_set *set, struct template *template) {
    struct tokens tokens =
        lexer_read(template->text, template->path, &set->options, set->arena, set->diagnostics);
    template->broken = tokens.failed;
    struct parser parser = {.set = set,
                            .template = template,
                            .arena = set->arena,
                            .diagnostics = set->diagnostics,
                            .token = tokens.list,
                            .last_block = &template->blocks};
    template->function.template = template;
    if (!tokens.failed) {
        template->function.body = read_body(&parser, NULL, NULL, NULL);
    }
}

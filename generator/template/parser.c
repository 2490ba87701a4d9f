#include "template/parser.h"

#include "base/limits.h"
#include "template/set.h"

struct diagnostic *parser_complain(struct parser *parser, enum message message, size_t start,
                                   size_t end) {
    parser->template->broken = true;
    return diagnostic_add(parser->diagnostics, message,
                          place_of(parser->template->path, start, end));
}

struct diagnostic *parser_fail(struct parser *parser, enum message message, size_t start,
                               size_t end) {
    parser->failed = true;
    parser->end = (struct token){.type = TOKEN_END, .start = (uint32_t)end, .end = (uint32_t)end};
    parser->token = &parser->end;
    return parser_complain(parser, message, start, end);
}

static struct slice shown(const struct token *token) {
    switch (token->type) {
    case TOKEN_DATA:
        return SLICE("%}");
    case TOKEN_END:
        return SLICE("");
    default:
        return token->text;
    }
}

void parser_fail_here(struct parser *parser, enum message message) {
    if (parser->failed) {
        return;
    }
    const struct token *token = parser->token;
    struct slice text = shown(token);
    diagnostic_argument(parser_fail(parser, message, token->start, token->end), text);
}

bool parser_is(const struct parser *parser, enum token_type type) {
    return parser->token->type == type;
}

bool parser_is_name(const struct parser *parser, const char *name) {
    return parser_is(parser, TOKEN_NAME) && slice_equals(parser->token->text, slice_from(name));
}

void parser_next(struct parser *parser) {
    if (parser->token->type != TOKEN_END) {
        parser->last_end = parser->token->end;
        parser->token++;
    }
}

bool parser_accept(struct parser *parser, enum token_type type) {
    if (!parser_is(parser, type)) {
        return false;
    }
    parser_next(parser);
    return true;
}

bool parser_accept_name(struct parser *parser, const char *name) {
    if (!parser_is_name(parser, name)) {
        return false;
    }
    parser_next(parser);
    return true;
}

static void fail_expected(struct parser *parser, const char *what) {
    if (parser->failed) {
        return;
    }
    const struct token *token = parser->token;
    struct slice text = shown(token);
    struct diagnostic *diagnostic =
        parser_fail(parser, MESSAGE_TEMPLATE_EXPECTED, token->start, token->end);
    diagnostic_argument_text(diagnostic, what);
    diagnostic_argument(diagnostic, text);
}

bool parser_expect(struct parser *parser, enum token_type type, const char *what) {
    if (parser_accept(parser, type)) {
        return true;
    }
    fail_expected(parser, what);
    return false;
}

bool parser_expect_name(struct parser *parser, const char *name) {
    if (parser_accept_name(parser, name)) {
        return true;
    }
    fail_expected(parser, name);
    return false;
}

struct slice parser_take_name(struct parser *parser) {
    struct slice name = parser->token->text;
    if (parser_is(parser, TOKEN_NAME)) {
        parser_next(parser);
        return name;
    }
    parser_fail_here(parser, MESSAGE_TEMPLATE_NAME_EXPECTED);
    return SLICE("");
}

bool parser_enter(struct parser *parser) {
    if (parser->depth == LIMIT_TEMPLATE_DEPTH) {
        if (!parser->failed) {
            const struct token *token = parser->token;
            diagnostic_argument_integer(
                parser_fail(parser, MESSAGE_TEMPLATE_DEPTH, token->start, token->end),
                LIMIT_TEMPLATE_DEPTH);
        }
        return false;
    }
    parser->depth++;
    return true;
}

void parser_leave(struct parser *parser) {
    parser->depth--;
}

/* From the text of a template to tokens, by the rules of Jinja's own lexer: where tags begin and
 * end, which white space they take with them, and what stands in them. */
#ifndef TEMPLATE_LEXER_H
#define TEMPLATE_LEXER_H

#include "base/diagnostic.h"
#include "template/template.h"

enum token_type {
    TOKEN_END, /* of the template; also everything after a mistake */
    TOKEN_DATA,
    TOKEN_OUTPUT_BEGIN,    /* {{ */
    TOKEN_OUTPUT_END,      /* }} */
    TOKEN_STATEMENT_BEGIN, /* {% */
    TOKEN_STATEMENT_END,   /* %} */
    TOKEN_NAME,
    TOKEN_TEXT,
    TOKEN_INTEGER,
    TOKEN_NUMBER,
    TOKEN_PLUS,
    TOKEN_MINUS,
    TOKEN_STAR,
    TOKEN_STAR_STAR,
    TOKEN_SLASH,
    TOKEN_SLASH_SLASH,
    TOKEN_PERCENT,
    TOKEN_TILDE,
    TOKEN_OPEN_SQUARE,
    TOKEN_CLOSE_SQUARE,
    TOKEN_OPEN_ROUND,
    TOKEN_CLOSE_ROUND,
    TOKEN_OPEN_CURLY,
    TOKEN_CLOSE_CURLY,
    TOKEN_EQUAL_EQUAL,
    TOKEN_NOT_EQUAL,
    TOKEN_LESS,
    TOKEN_LESS_EQUAL,
    TOKEN_GREATER,
    TOKEN_GREATER_EQUAL,
    TOKEN_EQUAL,
    TOKEN_DOT,
    TOKEN_COLON,
    TOKEN_BAR,
    TOKEN_COMMA,
    TOKEN_SEMICOLON
};

struct token {
    enum token_type type;
    uint32_t start; /* byte range in the source */
    uint32_t end;
    struct slice text; /* of data and text: what it stands for; of the others: as written */
    union {
        int64_t integer;
        double number;
    } as;
};

struct tokens {
    struct token *list; /* the last one is a TOKEN_END */
    size_t count;
    bool failed; /* a mistake was found, and is a diagnostic */
};

/* The tokens of `text`, which is the file `path` for diagnostics. They live in `arena`. */
struct tokens lexer_read(struct slice text, struct slice path,
                         const struct template_options *options, struct arena *arena,
                         struct diagnostics *diagnostics);

#endif

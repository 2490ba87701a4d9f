/* From tokens to the tree, as Jinja's parser does. Inside the room. */
#ifndef TEMPLATE_PARSER_H
#define TEMPLATE_PARSER_H

#include "base/diagnostic.h"
#include "template/lexer.h"
#include "template/tree.h"

struct template_set;

struct parser {
    struct template_set *set;
    struct template *template;
    struct arena *arena;
    struct diagnostics *diagnostics;
    struct token *token; /* the next one; a TOKEN_END after a mistake */
    struct token end;    /* what stands for the rest of a broken template */
    uint32_t last_end;   /* where the token before it ended */
    uint32_t depth;
    bool failed;
    /* What statements are around: */
    uint32_t conditionals; /* anything that may keep what is in it from happening, or make it happen
                              twice */
    uint32_t
        captures; /* macros, calls, set and filter blocks: what is written in them is a value */
    struct block *block;
    const struct statement *opening; /* the innermost body's, and its word; NULL outside any */
    const char *opening_word;
    uint32_t loop_mentions; /* how often the names `loop` and `caller` were used so far */
    uint32_t caller_mentions;
    struct block **last_block;
    uint32_t include_capacity;
};

/* Reads the whole template into `template->function.body`, its blocks and its includes. Mistakes
 * are diagnostics; after one the template is `broken`. */
void parser_read(struct template_set *set, struct template *template);

/* Helpers of the parser's files. A diagnostic that stops the parser: */
struct diagnostic *parser_fail(struct parser *parser, enum message message, size_t start,
                               size_t end);
/* …that the next token is not what must be here: */
void parser_fail_here(struct parser *parser, enum message message);
/* …and one that lets it go on, but makes the template broken: */
struct diagnostic *parser_complain(struct parser *parser, enum message message, size_t start,
                                   size_t end);
bool parser_is(const struct parser *parser, enum token_type type);
bool parser_is_name(const struct parser *parser, const char *name);
void parser_next(struct parser *parser);
bool parser_accept(struct parser *parser, enum token_type type);
bool parser_accept_name(struct parser *parser, const char *name);
/* Takes a token of that type; a diagnostic that says `what` was expected if there is none. */
bool parser_expect(struct parser *parser, enum token_type type, const char *what);
bool parser_expect_name(struct parser *parser, const char *name);
/* Takes a name, any name. */
struct slice parser_take_name(struct parser *parser);
/* Goes one level deeper; false with a diagnostic when that is too deep. */
bool parser_enter(struct parser *parser);
void parser_leave(struct parser *parser);

/* An expression; `conditional` false leaves out "a if b else c". */
struct expression *parser_expression(struct parser *parser, bool conditional);
/* The loop member of that name, LOOP_UNKNOWN if there is none; and the name of one. */
enum loop_member parser_loop_member(struct slice name);
struct slice parser_loop_member_name(enum loop_member member);
/* One expression, or several with commas between them, which are a tuple. `stop` is a name that
 * ends it, or NULL. */
struct expression *parser_tuple(struct parser *parser, bool conditional, const char *stop);
/* Filters behind `of`: | name | name(…). The first has no | before it when `inline_first`. */
struct expression *parser_filters(struct parser *parser, struct expression *of, bool inline_first);
struct expression *parser_new_expression(struct parser *parser, enum expression_type type,
                                         uint32_t start);
/* Tells that `child` is a part of `expression`. */
void parser_adopt(struct parser *parser, struct expression *expression,
                  const struct expression *child);

struct statement *parser_new_statement(struct parser *parser, enum statement_type type,
                                       uint32_t start);
/* The body of `opening`, whose keyword is `word`, up to a tag with one of the words `ends` (NULL
 * behind the last), which stays the next token; the tag that opened it ends here. */
struct statement *parser_body_until(struct parser *parser, const struct statement *opening,
                                    const char *word, const char *const *ends);
/* The same with one possible end, which is taken; */
struct statement *parser_whole_body(struct parser *parser, const struct statement *opening,
                                    const char *word, const char *end);
/* and that keeps what is set in it, and what is written too if it `captures`. */
struct statement *parser_inner_body(struct parser *parser, const struct statement *opening,
                                    const char *word, const char *end, bool captures);
/* A name that is assigned to. */
struct target parser_name_target(struct parser *parser);

/* The statements, from behind their keyword up to the end of their last tag; `start` is where their
 * first begins. */
typedef struct statement *parser_statement(struct parser *parser, uint32_t start);
parser_statement parser_if, parser_for, parser_set, parser_with, parser_macro, parser_call,
    parser_filter, parser_block, parser_extends, parser_include, parser_import, parser_from;

/* Puts the arguments of a filter or test in the order of its parameters; diagnostics for what does
 * not fit. `name` is its place. */
struct application *parser_apply(struct parser *parser, struct slice name, uint32_t start,
                                 const struct arguments *arguments, bool is_test);

#endif

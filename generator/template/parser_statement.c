#include "base/limits.h"
#include "base/nearest.h"
#include "template/parser.h"
#include "template/set.h"

/* A growing list of statements. */
struct list {
    struct statement *first;
    struct statement **last;
};

static struct statement *new_statement(struct parser *parser, enum statement_type type,
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
static struct statement *body_until(struct parser *parser, const struct statement *opening,
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
static struct statement *whole_body(struct parser *parser, const struct statement *opening,
                                    const char *word, const char *end) {
    const char *const ends[] = {end, NULL};
    struct statement *body = body_until(parser, opening, word, ends);
    parser_next(parser);
    return body;
}

/* A body that keeps what is set in it. */
static struct statement *inner_body(struct parser *parser, const struct statement *opening,
                                    const char *word, const char *end, bool captures) {
    parser->conditionals++;
    parser->captures += captures ? 1 : 0;
    struct statement *body = whole_body(parser, opening, word, end);
    parser->captures -= captures ? 1 : 0;
    parser->conditionals--;
    return body;
}

static bool is_constant_name(struct slice name) {
    static const char *const names[] = {"true", "True", "false", "False", "none", "None"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_equals(name, slice_from(names[i]))) {
            return true;
        }
    }
    return false;
}

static struct target name_target(struct parser *parser) {
    struct target target = {.start = parser->token->start, .reference = {.slot = NO_SLOT}};
    target.name = parser_take_name(parser);
    target.end = parser->last_end;
    target.symbol = set_symbol(parser->set, target.name);
    if (is_constant_name(target.name) && !parser->failed) {
        diagnostic_argument(parser_fail(parser, MESSAGE_TEMPLATE_ASSIGN, target.start, target.end),
                            target.name);
    }
    return target;
}

static struct target targets(struct parser *parser, const char *stop);

static struct target one_target(struct parser *parser) {
    if (!parser_accept(parser, TOKEN_OPEN_ROUND)) {
        return name_target(parser);
    }
    struct target target = {.start = parser->token->start};
    if (!parser_enter(parser)) {
        return target;
    }
    target = targets(parser, NULL);
    parser_leave(parser);
    parser_expect(parser, TOKEN_CLOSE_ROUND, ")");
    return target;
}

/* One target, or several with commas between them. */
static struct target targets(struct parser *parser, const char *stop) {
    struct target first = one_target(parser);
    if (!parser_is(parser, TOKEN_COMMA)) {
        return first;
    }
    struct target all = {.start = first.start};
    uint32_t capacity = 4;
    all.parts = arena_new(parser->arena, struct target, capacity);
    all.parts[all.part_count++] = first;
    while (parser_accept(parser, TOKEN_COMMA)) {
        if ((stop != NULL && parser_is_name(parser, stop)) || parser_is(parser, TOKEN_EQUAL) ||
            parser_is(parser, TOKEN_CLOSE_ROUND)) {
            break;
        }
        if (all.part_count == capacity) {
            all.parts = arena_grow(parser->arena, all.parts, capacity * sizeof *all.parts,
                                   2 * capacity * sizeof *all.parts);
            capacity *= 2;
        }
        all.parts[all.part_count++] = one_target(parser);
    }
    all.end = parser->last_end;
    return all;
}

static bool sets_loop(const struct target *target) {
    for (uint32_t i = 0; i < target->part_count; i++) {
        if (sets_loop(&target->parts[i])) {
            return true;
        }
    }
    return target->part_count == 0 && slice_equals(target->name, SLICE("loop"));
}

static struct statement *read_for(struct parser *parser, uint32_t start) {
    static const char *const for_ends[] = {"endfor", "else", NULL};
    struct statement *statement = new_statement(parser, STATEMENT_FOR, start);
    statement->as.loop.target = targets(parser, "in");
    statement->as.loop.loop_slot = NO_SLOT;
    if (sets_loop(&statement->as.loop.target) && !parser->failed) {
        const struct target *target = &statement->as.loop.target;
        diagnostic_argument(
            parser_fail(parser, MESSAGE_TEMPLATE_ASSIGN, target->start, target->end),
            SLICE("loop"));
    }
    parser_expect_name(parser, "in");
    statement->as.loop.over = parser_tuple(parser, false, "recursive");
    if (parser_accept_name(parser, "if")) {
        statement->as.loop.condition = parser_expression(parser, true);
        statement->as.loop.condition_target = statement->as.loop.target;
    }
    statement->as.loop.recursive = parser_accept_name(parser, "recursive");
    uint32_t mentions = parser->loop_mentions;
    parser->conditionals++;
    statement->as.loop.body = body_until(parser, statement, "for", for_ends);
    statement->as.loop.uses_loop = statement->as.loop.recursive || parser->loop_mentions > mentions;
    if (parser_accept_name(parser, "else")) {
        statement->as.loop.otherwise = whole_body(parser, statement, "for", "endfor");
    } else {
        parser_next(parser);
    }
    parser->conditionals--;
    return statement;
}

static struct statement *read_if(struct parser *parser, uint32_t start) {
    static const char *const ends[] = {"elif", "else", "endif", NULL};
    struct statement *statement = new_statement(parser, STATEMENT_IF, start);
    struct branch **last = &statement->as.branches;
    parser->conditionals++;
    for (bool more = true; more;) {
        struct branch *branch = arena_new(parser->arena, struct branch, 1);
        *last = branch;
        last = &branch->next;
        branch->condition = parser_tuple(parser, false, NULL);
        branch->body = body_until(parser, statement, "if", ends);
        more = parser_accept_name(parser, "elif");
    }
    if (parser_accept_name(parser, "else")) {
        struct branch *branch = arena_new(parser->arena, struct branch, 1);
        *last = branch;
        branch->body = whole_body(parser, statement, "if", "endif");
    } else {
        parser_next(parser);
    }
    parser->conditionals--;
    return statement;
}

static struct expression *captured_body(struct parser *parser) {
    struct expression *body = parser_new_expression(parser, EXPRESSION_BODY, parser->token->start);
    body->end = body->start;
    return body;
}

static struct statement *read_set(struct parser *parser, uint32_t start) {
    struct target target;
    if (parser_is(parser, TOKEN_NAME) && parser->token[1].type == TOKEN_DOT) {
        target = name_target(parser);
        parser_next(parser);
        target.member = parser_take_name(parser);
        target.end = parser->last_end;
    } else {
        target = targets(parser, NULL);
    }
    if (parser_accept(parser, TOKEN_EQUAL)) {
        struct statement *statement = new_statement(parser, STATEMENT_SET, start);
        statement->as.set.target = target;
        statement->as.set.value = parser_tuple(parser, true, NULL);
        return statement;
    }
    struct statement *statement = new_statement(parser, STATEMENT_SET_BLOCK, start);
    statement->as.set_block.target = target;
    if (parser_is(parser, TOKEN_BAR)) {
        statement->as.set_block.filter = parser_filters(parser, captured_body(parser), false);
    }
    statement->as.set_block.body = inner_body(parser, statement, "set", "endset", true);
    return statement;
}

static struct statement *read_with(struct parser *parser, uint32_t start) {
    struct statement *statement = new_statement(parser, STATEMENT_WITH, start);
    uint32_t capacity = 0;
    uint32_t count = 0;
    while (!parser_is(parser, TOKEN_STATEMENT_END) && !parser->failed) {
        if (count > 0 && !parser_expect(parser, TOKEN_COMMA, ",")) {
            break;
        }
        if (count == capacity) {
            uint32_t bigger = capacity == 0 ? 4 : capacity * 2;
            statement->as.with.assignments = arena_grow(
                parser->arena, statement->as.with.assignments, capacity * sizeof(struct assignment),
                bigger * sizeof(struct assignment));
            capacity = bigger;
        }
        struct assignment *assignment = &statement->as.with.assignments[count++];
        assignment->target = one_target(parser);
        parser_expect(parser, TOKEN_EQUAL, "=");
        assignment->value = parser_expression(parser, true);
    }
    statement->as.with.count = count;
    statement->as.with.body = inner_body(parser, statement, "with", "endwith", false);
    return statement;
}

static void require_blank(struct parser *parser, const struct block *block) {
    for (const struct statement *at = block->function.body; at != NULL; at = at->next) {
        if (at->type != STATEMENT_TEXT || slice_trim(at->as.text).length > 0) {
            diagnostic_argument(
                parser_complain(parser, MESSAGE_TEMPLATE_REQUIRED_BLOCK, block->start, block->end),
                block->name);
            return;
        }
    }
}

static const struct block *block_named(const struct template *template, uint32_t symbol) {
    const struct block *block = template->blocks;
    while (block != NULL && block->symbol != symbol) {
        block = block->next;
    }
    return block;
}

static void read_block_name(struct parser *parser, struct block *block) {
    block->start = parser->token->start;
    block->name = parser_take_name(parser);
    block->end = parser->last_end;
    block->symbol = set_symbol(parser->set, block->name);
    block->scoped = parser_accept_name(parser, "scoped");
    block->required = parser_accept_name(parser, "required");
    block->nested = parser->block != NULL;
    block->conditional = parser->conditionals > 0;
    const struct block *first = block_named(parser->template, block->symbol);
    if (first != NULL && !parser->failed) {
        struct diagnostic *diagnostic =
            parser_complain(parser, MESSAGE_TEMPLATE_BLOCK_TWICE, block->start, block->end);
        diagnostic_argument(diagnostic, block->name);
        diagnostic_second(diagnostic, place_of(parser->template->path, first->start, first->end));
    }
}

static struct statement *read_block(struct parser *parser, uint32_t start) {
    struct statement *statement = new_statement(parser, STATEMENT_BLOCK, start);
    struct block *block = arena_new(parser->arena, struct block, 1);
    statement->as.block.block = block;
    read_block_name(parser, block);
    *parser->last_block = block;
    parser->last_block = &block->next;
    block->function.template = parser->template;

    struct block *outer = parser->block;
    uint32_t captures = parser->captures;
    uint32_t conditionals = parser->conditionals;
    parser->block = block;
    parser->captures = 0;
    parser->conditionals = 0;
    block->function.body = whole_body(parser, statement, "block", "endblock");
    parser->block = outer;
    parser->captures = captures;
    parser->conditionals = conditionals;

    if (parser_is(parser, TOKEN_NAME) && slice_equals(parser->token->text, block->name)) {
        parser_next(parser);
    }
    if (block->required) {
        require_blank(parser, block);
    }
    return statement;
}

/* A template's name, which must be a literal, so that everything can be checked before anything is
 * rendered. */
static struct slice literal_name(struct parser *parser, uint32_t *start) {
    struct slice name = parser->token->text;
    *start = parser->token->start;
    if (parser_accept(parser, TOKEN_TEXT)) {
        return name;
    }
    parser_fail_here(parser, MESSAGE_TEMPLATE_LITERAL_NAME);
    return SLICE("");
}

static struct statement *read_extends(struct parser *parser, uint32_t start) {
    struct statement *statement = new_statement(parser, STATEMENT_EXTENDS, start);
    uint32_t name_start = 0;
    statement->as.extends.name = literal_name(parser, &name_start);
    statement->end = parser->last_end;
    if (parser->failed) {
        return statement;
    }
    if (parser->conditionals > 0 || parser->block != NULL) {
        parser_fail(parser, MESSAGE_TEMPLATE_EXTENDS_INSIDE, start, statement->end);
    } else if (parser->template->extends != NULL) {
        const struct statement *first = parser->template->extends;
        diagnostic_second(
            parser_fail(parser, MESSAGE_TEMPLATE_EXTENDS_TWICE, start, statement->end),
            place_of(parser->template->path, first->start, first->end));
    } else {
        parser->template->extends = statement;
    }
    return statement;
}

/* The names of the templates to include: one, or a list of which the first that exists is taken. */
static void read_template_names(struct parser *parser, struct statement *statement) {
    uint32_t capacity = 1;
    statement->as.include.names = arena_new(parser->arena, struct slice, 1);
    statement->as.include.starts = arena_new(parser->arena, uint32_t, 1);
    bool square = parser_accept(parser, TOKEN_OPEN_SQUARE);
    bool is_list = square || parser_accept(parser, TOKEN_OPEN_ROUND);
    enum token_type close = square ? TOKEN_CLOSE_SQUARE : TOKEN_CLOSE_ROUND;
    do {
        if (is_list && parser_is(parser, close)) {
            break;
        }
        uint32_t count = statement->as.include.name_count;
        if (count == capacity) {
            statement->as.include.names =
                arena_grow(parser->arena, statement->as.include.names,
                           capacity * sizeof(struct slice), 2 * capacity * sizeof(struct slice));
            statement->as.include.starts =
                arena_grow(parser->arena, statement->as.include.starts, capacity * sizeof(uint32_t),
                           2 * capacity * sizeof(uint32_t));
            capacity *= 2;
        }
        statement->as.include.names[count] =
            literal_name(parser, &statement->as.include.starts[count]);
        statement->as.include.name_count++;
    } while (is_list && parser_accept(parser, TOKEN_COMMA));
    if (is_list) {
        parser_expect(parser, close, square ? "]" : ")");
    }
}

static bool accept_two_names(struct parser *parser, const char *first, const char *second) {
    if (parser_is_name(parser, first) && parser->token[1].type == TOKEN_NAME &&
        slice_equals(parser->token[1].text, slice_from(second))) {
        parser_next(parser);
        parser_next(parser);
        return true;
    }
    return false;
}

static bool read_context(struct parser *parser, bool by_default) {
    if (accept_two_names(parser, "with", "context")) {
        return true;
    }
    return accept_two_names(parser, "without", "context") ? false : by_default;
}

static void remember_include(struct parser *parser, struct statement *statement) {
    struct template *template = parser->template;
    if (template->include_count == parser->include_capacity) {
        uint32_t bigger = parser->include_capacity == 0 ? 4 : parser->include_capacity * 2;
        template->includes = arena_grow(parser->arena, template->includes,
                                        parser->include_capacity * sizeof *template->includes,
                                        bigger * sizeof *template->includes);
        parser->include_capacity = bigger;
    }
    template->includes[template->include_count++] = statement;
}

static struct statement *read_include(struct parser *parser, uint32_t start) {
    struct statement *statement = new_statement(parser, STATEMENT_INCLUDE, start);
    read_template_names(parser, statement);
    statement->as.include.ignore_missing = accept_two_names(parser, "ignore", "missing");
    statement->as.include.with_context = read_context(parser, true);
    remember_include(parser, statement);
    return statement;
}

static struct statement *read_import(struct parser *parser, uint32_t start) {
    struct statement *statement = new_statement(parser, STATEMENT_IMPORT, start);
    read_template_names(parser, statement);
    parser_expect_name(parser, "as");
    statement->as.include.target = name_target(parser);
    statement->as.include.with_context = read_context(parser, false);
    remember_include(parser, statement);
    return statement;
}

static void read_imported(struct parser *parser, struct imported *imported) {
    imported->start = parser->token->start;
    imported->name = parser->token->text;
    imported->target = name_target(parser);
    imported->end = parser->last_end;
    imported->symbol = imported->target.symbol;
    if (slice_starts_with(imported->name, SLICE("_")) && !parser->failed) {
        diagnostic_argument(
            parser_fail(parser, MESSAGE_TEMPLATE_PRIVATE, imported->start, imported->end),
            imported->name);
    }
    if (parser_accept_name(parser, "as")) {
        imported->target = name_target(parser);
    }
}

static struct statement *read_from(struct parser *parser, uint32_t start) {
    struct statement *statement = new_statement(parser, STATEMENT_FROM, start);
    read_template_names(parser, statement);
    parser_expect_name(parser, "import");
    uint32_t capacity = 0;
    for (bool more = true; more && !parser->failed;) {
        if ((parser_is_name(parser, "with") || parser_is_name(parser, "without")) &&
            parser->token[1].type == TOKEN_NAME) {
            break;
        }
        if (statement->as.include.import_count == capacity) {
            uint32_t bigger = capacity == 0 ? 4 : capacity * 2;
            statement->as.include.imports =
                arena_grow(parser->arena, statement->as.include.imports,
                           capacity * sizeof(struct imported), bigger * sizeof(struct imported));
            capacity = bigger;
        }
        read_imported(parser, &statement->as.include.imports[statement->as.include.import_count++]);
        more = parser_accept(parser, TOKEN_COMMA);
    }
    statement->as.include.with_context = read_context(parser, false);
    remember_include(parser, statement);
    return statement;
}

static void read_parameters(struct parser *parser, struct macro *macro) {
    uint32_t capacity = 0;
    bool had_fallback = false;
    parser_expect(parser, TOKEN_OPEN_ROUND, "(");
    while (!parser_is(parser, TOKEN_CLOSE_ROUND) && !parser->failed) {
        if (macro->parameter_count > 0 && !parser_expect(parser, TOKEN_COMMA, ",")) {
            break;
        }
        if (macro->parameter_count == capacity) {
            uint32_t bigger = capacity == 0 ? 4 : capacity * 2;
            macro->parameters =
                arena_grow(parser->arena, macro->parameters, capacity * sizeof(struct parameter),
                           bigger * sizeof(struct parameter));
            capacity = bigger;
        }
        struct parameter *parameter = &macro->parameters[macro->parameter_count++];
        parameter->name = name_target(parser);
        if (parser_accept(parser, TOKEN_EQUAL)) {
            parameter->fallback = parser_expression(parser, true);
            had_fallback = true;
        } else if (had_fallback) {
            parser_fail(parser, MESSAGE_TEMPLATE_ARGUMENT_ORDER, parameter->name.start,
                        parameter->name.end);
        }
    }
    parser_expect(parser, TOKEN_CLOSE_ROUND, ")");
}

static struct macro *new_macro(struct parser *parser, uint32_t start) {
    struct macro *macro = arena_new(parser->arena, struct macro, 1);
    macro->function.template = parser->template;
    macro->caller_slot = NO_SLOT;
    macro->start = start;
    return macro;
}

static struct statement *read_macro(struct parser *parser, uint32_t start) {
    struct statement *statement = new_statement(parser, STATEMENT_MACRO, start);
    struct macro *macro = new_macro(parser, parser->token->start);
    statement->as.macro.macro = macro;
    statement->as.macro.target = name_target(parser);
    macro->name = statement->as.macro.target.name;
    read_parameters(parser, macro);
    uint32_t mentions = parser->caller_mentions;
    macro->function.body = inner_body(parser, statement, "macro", "endmacro", true);
    macro->uses_caller = parser->caller_mentions > mentions;
    return statement;
}

static struct statement *read_call(struct parser *parser, uint32_t start) {
    struct statement *statement = new_statement(parser, STATEMENT_CALL, start);
    struct macro *body = new_macro(parser, start);
    statement->as.call.body = body;
    if (parser_is(parser, TOKEN_OPEN_ROUND)) {
        read_parameters(parser, body);
    }
    uint32_t call_start = parser->token->start;
    statement->as.call.call = parser_expression(parser, true);
    if (statement->as.call.call->type != EXPRESSION_CALL && !parser->failed) {
        parser_fail(parser, MESSAGE_TEMPLATE_CALL_EXPECTED, call_start, parser->last_end);
    }
    uint32_t mentions = parser->caller_mentions;
    body->function.body = inner_body(parser, statement, "call", "endcall", true);
    body->uses_caller = parser->caller_mentions > mentions;
    return statement;
}

static struct statement *read_filter(struct parser *parser, uint32_t start) {
    struct statement *statement = new_statement(parser, STATEMENT_FILTER, start);
    statement->as.filter.filter = parser_filters(parser, captured_body(parser), true);
    statement->as.filter.body = inner_body(parser, statement, "filter", "endfilter", true);
    return statement;
}

struct keyword {
    const char *name;
    struct statement *(*read)(struct parser *parser, uint32_t start); /* NULL: left out */
};

static const struct keyword KEYWORDS[] = {
    {"if", read_if},           {"for", read_for},
    {"set", read_set},         {"block", read_block},
    {"extends", read_extends}, {"include", read_include},
    {"import", read_import},   {"from", read_from},
    {"macro", read_macro},     {"call", read_call},
    {"filter", read_filter},   {"with", read_with},
    {"autoescape", NULL},      {"do", NULL},
    {"trans", NULL},           {"pluralize", NULL},
    {"break", NULL},           {"continue", NULL},
    {"debug", NULL},           {"print", NULL},
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
    struct statement *statement = new_statement(parser, STATEMENT_TEXT, parser->token->start);
    statement->as.text = parser->token->text;
    statement->end = parser->token->end;
    parser_next(parser);
    if (!writes_nothing(parser)) {
        append(list, statement);
    }
}

static void read_output(struct parser *parser, struct list *list) {
    struct statement *statement = new_statement(parser, STATEMENT_OUTPUT, parser->token->start);
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

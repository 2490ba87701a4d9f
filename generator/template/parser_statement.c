/* Statements that compute: conditions, loops, names, macros. */
#include "template/parser.h"
#include "template/set.h"

static bool is_constant_name(struct slice name) {
    static const char *const names[] = {"true", "True", "false", "False", "none", "None"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_equals(name, slice_from(names[i]))) {
            return true;
        }
    }
    return false;
}

struct target parser_name_target(struct parser *parser) {
    struct target target = {.start = parser->token->start, .reference = {.slot = NO_SLOT}};
    target.name = parser_take_name(parser);
    target.end = parser->failed ? target.start : parser->last_end;
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
        return parser_name_target(parser);
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

struct statement *parser_for(struct parser *parser, uint32_t start) {
    static const char *const for_ends[] = {"endfor", "else", NULL};
    struct statement *statement = parser_new_statement(parser, STATEMENT_FOR, start);
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
    statement->as.loop.body = parser_body_until(parser, statement, "for", for_ends);
    statement->as.loop.uses_loop = statement->as.loop.recursive || parser->loop_mentions > mentions;
    if (parser_accept_name(parser, "else")) {
        statement->as.loop.otherwise = parser_whole_body(parser, statement, "for", "endfor");
    } else {
        parser_next(parser);
    }
    parser->conditionals--;
    return statement;
}

struct statement *parser_if(struct parser *parser, uint32_t start) {
    static const char *const ends[] = {"elif", "else", "endif", NULL};
    struct statement *statement = parser_new_statement(parser, STATEMENT_IF, start);
    struct branch **last = &statement->as.branches;
    parser->conditionals++;
    for (bool more = true; more;) {
        struct branch *branch = arena_new(parser->arena, struct branch, 1);
        *last = branch;
        last = &branch->next;
        branch->condition = parser_tuple(parser, false, NULL);
        branch->body = parser_body_until(parser, statement, "if", ends);
        more = parser_accept_name(parser, "elif");
    }
    if (parser_accept_name(parser, "else")) {
        struct branch *branch = arena_new(parser->arena, struct branch, 1);
        *last = branch;
        branch->body = parser_whole_body(parser, statement, "if", "endif");
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

struct statement *parser_set(struct parser *parser, uint32_t start) {
    struct target target;
    if (parser_is(parser, TOKEN_NAME) && parser->token[1].type == TOKEN_DOT) {
        target = parser_name_target(parser);
        parser_next(parser);
        target.member = parser_take_name(parser);
        target.end = parser->last_end;
    } else {
        target = targets(parser, NULL);
    }
    if (parser_accept(parser, TOKEN_EQUAL)) {
        struct statement *statement = parser_new_statement(parser, STATEMENT_SET, start);
        statement->as.set.target = target;
        statement->as.set.value = parser_tuple(parser, true, NULL);
        return statement;
    }
    struct statement *statement = parser_new_statement(parser, STATEMENT_SET_BLOCK, start);
    statement->as.set_block.target = target;
    if (parser_is(parser, TOKEN_BAR)) {
        statement->as.set_block.filter = parser_filters(parser, captured_body(parser), false);
    }
    statement->as.set_block.body = parser_inner_body(parser, statement, "set", "endset", true);
    return statement;
}

struct statement *parser_with(struct parser *parser, uint32_t start) {
    struct statement *statement = parser_new_statement(parser, STATEMENT_WITH, start);
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
    statement->as.with.body = parser_inner_body(parser, statement, "with", "endwith", false);
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
        parameter->name = parser_name_target(parser);
        if (parser_accept(parser, TOKEN_EQUAL)) {
            parameter->fallback = parser_expression(parser, true);
            had_fallback = true;
        } else if (had_fallback && !parser->failed) {
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

struct statement *parser_macro(struct parser *parser, uint32_t start) {
    struct statement *statement = parser_new_statement(parser, STATEMENT_MACRO, start);
    struct macro *macro = new_macro(parser, parser->token->start);
    statement->as.macro.macro = macro;
    statement->as.macro.target = parser_name_target(parser);
    macro->name = statement->as.macro.target.name;
    read_parameters(parser, macro);
    uint32_t mentions = parser->caller_mentions;
    macro->function.body = parser_inner_body(parser, statement, "macro", "endmacro", true);
    macro->uses_caller = parser->caller_mentions > mentions;
    return statement;
}

struct statement *parser_call(struct parser *parser, uint32_t start) {
    struct statement *statement = parser_new_statement(parser, STATEMENT_CALL, start);
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
    body->function.body = parser_inner_body(parser, statement, "call", "endcall", true);
    body->uses_caller = parser->caller_mentions > mentions;
    return statement;
}

struct statement *parser_filter(struct parser *parser, uint32_t start) {
    struct statement *statement = parser_new_statement(parser, STATEMENT_FILTER, start);
    statement->as.filter.filter = parser_filters(parser, captured_body(parser), true);
    statement->as.filter.body = parser_inner_body(parser, statement, "filter", "endfilter", true);
    return statement;
}

/* Statements that put templates together: blocks, extending, including, importing. */
#include "template/parser.h"
#include "template/set.h"

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

struct statement *parser_block(struct parser *parser, uint32_t start) {
    struct statement *statement = parser_new_statement(parser, STATEMENT_BLOCK, start);
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
    block->function.body = parser_whole_body(parser, statement, "block", "endblock");
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

struct statement *parser_extends(struct parser *parser, uint32_t start) {
    struct statement *statement = parser_new_statement(parser, STATEMENT_EXTENDS, start);
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

struct statement *parser_include(struct parser *parser, uint32_t start) {
    struct statement *statement = parser_new_statement(parser, STATEMENT_INCLUDE, start);
    read_template_names(parser, statement);
    statement->as.include.ignore_missing = accept_two_names(parser, "ignore", "missing");
    statement->as.include.with_context = read_context(parser, true);
    remember_include(parser, statement);
    return statement;
}

struct statement *parser_import(struct parser *parser, uint32_t start) {
    struct statement *statement = parser_new_statement(parser, STATEMENT_IMPORT, start);
    read_template_names(parser, statement);
    parser_expect_name(parser, "as");
    statement->as.include.target = parser_name_target(parser);
    statement->as.include.with_context = read_context(parser, false);
    remember_include(parser, statement);
    return statement;
}

static void read_imported(struct parser *parser, struct imported *imported) {
    imported->start = parser->token->start;
    imported->name = parser->token->text;
    imported->target = parser_name_target(parser);
    imported->end = parser->last_end;
    imported->symbol = imported->target.symbol;
    if (slice_starts_with(imported->name, SLICE("_")) && !parser->failed) {
        diagnostic_argument(
            parser_fail(parser, MESSAGE_TEMPLATE_PRIVATE, imported->start, imported->end),
            imported->name);
    }
    if (parser_accept_name(parser, "as")) {
        imported->target = parser_name_target(parser);
    }
}

struct statement *parser_from(struct parser *parser, uint32_t start) {
    struct statement *statement = parser_new_statement(parser, STATEMENT_FROM, start);
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

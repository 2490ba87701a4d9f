#include "base/limits.h"
#include "template/parser.h"
#include "template/set.h"

struct expression *parser_new_expression(struct parser *parser, enum expression_type type,
                                         uint32_t start) {
    struct expression *expression = arena_new(parser->arena, struct expression, 1);
    expression->type = (uint8_t)type;
    expression->height = 1;
    expression->start = start;
    expression->end = parser->last_end;
    return expression;
}

void parser_adopt(struct parser *parser, struct expression *expression,
                  const struct expression *child) {
    if (child == NULL) {
        return;
    }
    if (child->height >= expression->height) {
        expression->height = (uint16_t)(child->height + 1);
    }
    if (expression->height > LIMIT_TEMPLATE_DEPTH && !parser->failed) {
        diagnostic_argument_integer(
            parser_fail(parser, MESSAGE_TEMPLATE_DEPTH, expression->start, expression->end),
            LIMIT_TEMPLATE_DEPTH);
    }
    expression->end = parser->last_end;
}

static struct expression *binary(struct parser *parser, enum expression_type type,
                                 struct expression *left, struct expression *right) {
    struct expression *expression = parser_new_expression(parser, type, left->start);
    expression->as.operation.left = left;
    expression->as.operation.right = right;
    parser_adopt(parser, expression, left);
    parser_adopt(parser, expression, right);
    return expression;
}

static struct expression *unary(struct parser *parser, enum expression_type type, uint32_t start,
                                struct expression *of) {
    struct expression *expression = parser_new_expression(parser, type, start);
    expression->as.operation.left = of;
    parser_adopt(parser, expression, of);
    return expression;
}

/* A growing list of expressions. */
struct entries {
    struct expression **list;
    uint32_t count;
    uint32_t capacity;
};

static void add_entry(struct parser *parser, struct entries *entries, struct expression *entry) {
    if (entries->count == entries->capacity) {
        uint32_t capacity = entries->capacity == 0 ? 4 : entries->capacity * 2;
        entries->list =
            arena_grow(parser->arena, entries->list, entries->capacity * sizeof *entries->list,
                       capacity * sizeof *entries->list);
        entries->capacity = capacity;
    }
    entries->list[entries->count++] = entry;
}

static struct expression *list_of(struct parser *parser, enum expression_type type, uint32_t start,
                                  struct entries entries) {
    struct expression *expression = parser_new_expression(parser, type, start);
    expression->as.list.entries = entries.list;
    expression->count = entries.count;
    for (uint32_t i = 0; i < entries.count; i++) {
        parser_adopt(parser, expression, entries.list[i]);
    }
    return expression;
}

static struct expression *literal(struct parser *parser, uint32_t start, struct value value) {
    struct expression *expression = parser_new_expression(parser, EXPRESSION_LITERAL, start);
    expression->as.literal = value;
    return expression;
}

static bool ends_tuple(const struct parser *parser, const char *stop) {
    return parser_is(parser, TOKEN_OUTPUT_END) || parser_is(parser, TOKEN_STATEMENT_END) ||
           parser_is(parser, TOKEN_CLOSE_ROUND) || parser_is(parser, TOKEN_END) ||
           (stop != NULL && parser_is_name(parser, stop));
}

static struct expression *tuple(struct parser *parser, bool conditional, const char *stop,
                                bool parentheses) {
    uint32_t start = parser->token->start;
    struct entries entries = {0};
    bool is_tuple = false;
    for (;;) {
        if (entries.count > 0 && !parser_expect(parser, TOKEN_COMMA, ",")) {
            break;
        }
        if (ends_tuple(parser, stop)) {
            break;
        }
        add_entry(parser, &entries, parser_expression(parser, conditional));
        if (!parser_is(parser, TOKEN_COMMA)) {
            break;
        }
        is_tuple = true;
    }
    if (!is_tuple && entries.count == 1) {
        return entries.list[0];
    }
    if (!is_tuple && !parentheses) {
        parser_fail_here(parser, MESSAGE_TEMPLATE_EXPRESSION_EXPECTED);
    }
    return list_of(parser, EXPRESSION_TUPLE, start, entries);
}

struct expression *parser_tuple(struct parser *parser, bool conditional, const char *stop) {
    return tuple(parser, conditional, stop, false);
}

static struct expression *read_list(struct parser *parser) {
    uint32_t start = parser->token->start;
    struct entries entries = {0};
    parser_next(parser);
    while (!parser_is(parser, TOKEN_CLOSE_SQUARE)) {
        if (entries.count > 0 && !parser_expect(parser, TOKEN_COMMA, ",")) {
            break;
        }
        if (parser_is(parser, TOKEN_CLOSE_SQUARE)) {
            break;
        }
        add_entry(parser, &entries, parser_expression(parser, true));
    }
    parser_expect(parser, TOKEN_CLOSE_SQUARE, "]");
    return list_of(parser, EXPRESSION_LIST, start, entries);
}

static struct expression *read_map(struct parser *parser) {
    uint32_t start = parser->token->start;
    struct entries entries = {0};
    parser_next(parser);
    while (!parser_is(parser, TOKEN_CLOSE_CURLY)) {
        if (entries.count > 0 && !parser_expect(parser, TOKEN_COMMA, ",")) {
            break;
        }
        if (parser_is(parser, TOKEN_CLOSE_CURLY)) {
            break;
        }
        add_entry(parser, &entries, parser_expression(parser, true));
        if (!parser_expect(parser, TOKEN_COLON, ":")) {
            break;
        }
        add_entry(parser, &entries, parser_expression(parser, true));
    }
    parser_expect(parser, TOKEN_CLOSE_CURLY, "}");
    return list_of(parser, EXPRESSION_MAP, start, entries);
}

static struct expression *read_text(struct parser *parser) {
    uint32_t start = parser->token->start;
    struct slice text = parser->token->text;
    parser_next(parser);
    if (parser_is(parser, TOKEN_TEXT)) { /* texts that stand next to each other are one */
        struct buffer joined;
        buffer_init(&joined, parser->arena);
        buffer_append(&joined, text);
        while (parser_is(parser, TOKEN_TEXT)) {
            buffer_append(&joined, parser->token->text);
            parser_next(parser);
        }
        text = buffer_slice(&joined);
    }
    return literal(parser, start, value_text(text));
}

static struct expression *read_name(struct parser *parser) {
    static const struct {
        const char *name;
        uint8_t type;
        bool boolean;
    } constants[] = {{"true", VALUE_BOOLEAN, true},   {"True", VALUE_BOOLEAN, true},
                     {"false", VALUE_BOOLEAN, false}, {"False", VALUE_BOOLEAN, false},
                     {"none", VALUE_NULL, false},     {"None", VALUE_NULL, false}};
    uint32_t start = parser->token->start;
    struct slice name = parser->token->text;
    parser_next(parser);
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++) {
        if (slice_equals(name, slice_from(constants[i].name))) {
            struct value value = constants[i].type == VALUE_NULL
                                     ? value_null()
                                     : value_boolean(constants[i].boolean);
            return literal(parser, start, value);
        }
    }
    struct expression *expression = parser_new_expression(parser, EXPRESSION_NAME, start);
    expression->as.name.text = name;
    expression->as.name.symbol = set_symbol(parser->set, name);
    expression->as.name.reference.slot = NO_SLOT;
    parser->loop_mentions += slice_equals(name, SLICE("loop")) ? 1 : 0;
    parser->caller_mentions += slice_equals(name, SLICE("caller")) ? 1 : 0;
    return expression;
}

static struct expression *primary(struct parser *parser) {
    uint32_t start = parser->token->start;
    struct expression *result = NULL;
    switch (parser->token->type) {
    case TOKEN_NAME:
        return read_name(parser);
    case TOKEN_TEXT:
        return read_text(parser);
    case TOKEN_INTEGER: {
        int64_t integer = parser->token->as.integer;
        parser_next(parser);
        return literal(parser, start, value_integer(integer));
    }
    case TOKEN_NUMBER: {
        double number = parser->token->as.number;
        parser_next(parser);
        return literal(parser, start, value_number(number));
    }
    case TOKEN_OPEN_ROUND:
        parser_next(parser);
        result = tuple(parser, true, NULL, true);
        parser_expect(parser, TOKEN_CLOSE_ROUND, ")");
        result->parentheses = 1;
        return result;
    case TOKEN_OPEN_SQUARE:
        return read_list(parser);
    case TOKEN_OPEN_CURLY:
        return read_map(parser);
    default:
        parser_fail_here(parser, MESSAGE_TEMPLATE_EXPRESSION_EXPECTED);
        return literal(parser, start, value_null());
    }
}

/* One of the parts of from:to:step; NULL if it is left out. */
static struct expression *slice_part(struct parser *parser) {
    if (parser_is(parser, TOKEN_COLON) || parser_is(parser, TOKEN_CLOSE_SQUARE) ||
        parser_is(parser, TOKEN_COMMA)) {
        return NULL;
    }
    return parser_expression(parser, true);
}

static struct expression *subscript(struct parser *parser, struct expression *of) {
    parser_next(parser);
    struct expression *first = slice_part(parser);
    if (!parser_is(parser, TOKEN_COLON)) {
        if (first == NULL) {
            parser_fail_here(parser, MESSAGE_TEMPLATE_EXPRESSION_EXPECTED);
        }
        parser_expect(parser, TOKEN_CLOSE_SQUARE, "]");
        struct expression *result = parser_new_expression(parser, EXPRESSION_SUBSCRIPT, of->start);
        result->as.subscript.of = of;
        result->as.subscript.index = first;
        parser_adopt(parser, result, of);
        parser_adopt(parser, result, first);
        return result;
    }
    parser_next(parser);
    struct expression *result = parser_new_expression(parser, EXPRESSION_SLICE, of->start);
    result->as.slice.of = of;
    result->as.slice.from = first;
    result->as.slice.to = slice_part(parser);
    result->as.slice.step = parser_accept(parser, TOKEN_COLON) ? slice_part(parser) : NULL;
    parser_expect(parser, TOKEN_CLOSE_SQUARE, "]");
    parser_adopt(parser, result, of);
    parser_adopt(parser, result, first);
    parser_adopt(parser, result, result->as.slice.to);
    parser_adopt(parser, result, result->as.slice.step);
    return result;
}

static const char *const LOOP_MEMBERS[LOOP_MEMBER_COUNT] = {
    [LOOP_UNKNOWN] = "",          [LOOP_INDEX] = "index",         [LOOP_INDEX0] = "index0",
    [LOOP_REVINDEX] = "revindex", [LOOP_REVINDEX0] = "revindex0", [LOOP_FIRST] = "first",
    [LOOP_LAST] = "last",         [LOOP_LENGTH] = "length",       [LOOP_PREVITEM] = "previtem",
    [LOOP_NEXTITEM] = "nextitem", [LOOP_DEPTH] = "depth",         [LOOP_DEPTH0] = "depth0",
    [LOOP_CYCLE] = "cycle",       [LOOP_CHANGED] = "changed"};

enum loop_member parser_loop_member(struct slice name) {
    for (int member = LOOP_INDEX; member < LOOP_MEMBER_COUNT; member++) {
        if (slice_equals(name, slice_from(LOOP_MEMBERS[member]))) {
            return (enum loop_member)member;
        }
    }
    return LOOP_UNKNOWN;
}

struct slice parser_loop_member_name(enum loop_member member) {
    return slice_from(LOOP_MEMBERS[member]);
}

static struct expression *attribute(struct parser *parser, struct expression *of) {
    parser_next(parser);
    if (parser_is(parser, TOKEN_INTEGER)) {
        uint32_t start = parser->token->start;
        int64_t index = parser->token->as.integer;
        parser_next(parser);
        struct expression *result = parser_new_expression(parser, EXPRESSION_SUBSCRIPT, of->start);
        result->as.subscript.of = of;
        result->as.subscript.index = literal(parser, start, value_integer(index));
        parser_adopt(parser, result, of);
        return result;
    }
    uint32_t start = parser->token->start;
    struct slice name = parser_take_name(parser);
    struct expression *result = parser_new_expression(parser, EXPRESSION_ATTRIBUTE, of->start);
    result->as.attribute.of = of;
    result->as.attribute.name = name;
    result->as.attribute.name_start = start;
    result->as.attribute.loop_member = (uint8_t)parser_loop_member(name);
    parser_adopt(parser, result, of);
    return result;
}

static void add_named(struct parser *parser, struct arguments *arguments, uint32_t *capacity) {
    if (arguments->named_count == *capacity) {
        uint32_t bigger = *capacity == 0 ? 4 : *capacity * 2;
        arguments->named =
            arena_grow(parser->arena, arguments->named, *capacity * sizeof *arguments->named,
                       bigger * sizeof *arguments->named);
        *capacity = bigger;
    }
    struct named_argument *argument = &arguments->named[arguments->named_count++];
    argument->start = parser->token->start;
    argument->name = parser->token->text;
    parser_next(parser);
    parser_next(parser);
    argument->value = parser_expression(parser, true);
}

/* The arguments between ( and ), which is the next token. */
static struct arguments call_arguments(struct parser *parser) {
    struct arguments arguments = {0};
    struct entries positional = {0};
    uint32_t named_capacity = 0;
    bool first = true;
    parser_next(parser);
    while (!parser_is(parser, TOKEN_CLOSE_ROUND)) {
        if (!first && !parser_expect(parser, TOKEN_COMMA, ",")) {
            break;
        }
        first = false;
        if (parser_is(parser, TOKEN_CLOSE_ROUND)) {
            break;
        }
        bool starred = parser_is(parser, TOKEN_STAR) || parser_is(parser, TOKEN_STAR_STAR);
        bool is_named = parser_is(parser, TOKEN_NAME) && parser->token[1].type == TOKEN_EQUAL;
        if (starred) {
            parser_fail_here(parser, MESSAGE_TEMPLATE_UNSUPPORTED);
        } else if (is_named) {
            add_named(parser, &arguments, &named_capacity);
        } else if (arguments.named_count > 0) {
            parser_fail_here(parser, MESSAGE_TEMPLATE_ARGUMENT_ORDER);
        } else {
            add_entry(parser, &positional, parser_expression(parser, true));
        }
    }
    parser_expect(parser, TOKEN_CLOSE_ROUND, ")");
    arguments.positional = positional.list;
    arguments.positional_count = positional.count;
    return arguments;
}

static void adopt_arguments(struct parser *parser, struct expression *expression,
                            const struct arguments *arguments) {
    for (uint32_t i = 0; i < arguments->positional_count; i++) {
        parser_adopt(parser, expression, arguments->positional[i]);
    }
    for (uint32_t i = 0; i < arguments->named_count; i++) {
        parser_adopt(parser, expression, arguments->named[i].value);
    }
}

static struct expression *call(struct parser *parser, struct expression *of) {
    struct arguments arguments = call_arguments(parser);
    struct expression *result = parser_new_expression(parser, EXPRESSION_CALL, of->start);
    result->as.call.of = of;
    result->as.call.arguments = arguments;
    parser_adopt(parser, result, of);
    adopt_arguments(parser, result, &arguments);
    return result;
}

static struct expression *postfix(struct parser *parser, struct expression *of) {
    for (;;) {
        if (parser_is(parser, TOKEN_DOT)) {
            of = attribute(parser, of);
        } else if (parser_is(parser, TOKEN_OPEN_SQUARE)) {
            of = subscript(parser, of);
        } else if (parser_is(parser, TOKEN_OPEN_ROUND)) {
            of = call(parser, of);
        } else {
            return of;
        }
    }
}

/* A name with dots in it, as filters and tests may have. */
static struct slice dotted_name(struct parser *parser) {
    uint32_t start = parser->token->start;
    parser_take_name(parser);
    while (parser_accept(parser, TOKEN_DOT)) {
        parser_take_name(parser);
    }
    return slice_between(parser->template->text, start, parser->last_end);
}

struct expression *parser_filters(struct parser *parser, struct expression *of, bool inline_first) {
    while (inline_first || parser_is(parser, TOKEN_BAR)) {
        if (!inline_first) {
            parser_next(parser);
        }
        inline_first = false;
        uint32_t start = parser->token->start;
        struct slice name = dotted_name(parser);
        struct arguments arguments = {0};
        if (parser_is(parser, TOKEN_OPEN_ROUND)) {
            arguments = call_arguments(parser);
        }
        struct expression *result = parser_new_expression(parser, EXPRESSION_FILTER, of->start);
        result->as.filter.of = of;
        parser_adopt(parser, result, of);
        adopt_arguments(parser, result, &arguments);
        if (parser->failed) {
            return result;
        }
        result->as.filter.application = parser_apply(parser, name, start, &arguments, false);
        of = result;
    }
    return of;
}

static bool begins_argument(const struct parser *parser) {
    switch (parser->token->type) {
    case TOKEN_NAME:
        return !parser_is_name(parser, "else") && !parser_is_name(parser, "or") &&
               !parser_is_name(parser, "and");
    case TOKEN_TEXT:
    case TOKEN_INTEGER:
    case TOKEN_NUMBER:
    case TOKEN_OPEN_SQUARE:
    case TOKEN_OPEN_CURLY:
        return true;
    default:
        return false;
    }
}

static struct expression *test(struct parser *parser, struct expression *of) {
    parser_next(parser);
    bool negated = parser_accept_name(parser, "not");
    uint32_t start = parser->token->start;
    struct slice name = dotted_name(parser);
    struct arguments arguments = {0};
    struct expression *argument = NULL;
    if (parser_is(parser, TOKEN_OPEN_ROUND)) {
        arguments = call_arguments(parser);
    } else if (begins_argument(parser)) {
        if (parser_is_name(parser, "is")) {
            parser_fail_here(parser, MESSAGE_TEMPLATE_UNEXPECTED);
        }
        argument = postfix(parser, primary(parser));
        arguments.positional = &argument;
        arguments.positional_count = 1;
    }
    struct expression *result = parser_new_expression(parser, EXPRESSION_TEST, of->start);
    result->as.filter.of = of;
    parser_adopt(parser, result, of);
    adopt_arguments(parser, result, &arguments);
    if (!parser->failed) {
        result->as.filter.application = parser_apply(parser, name, start, &arguments, true);
    }
    return negated ? unary(parser, EXPRESSION_NOT, of->start, result) : result;
}

static struct expression *signed_operand(struct parser *parser, bool with_filters);

static struct expression *unfiltered(struct parser *parser) {
    uint32_t start = parser->token->start;
    bool negative = parser_is(parser, TOKEN_MINUS);
    if (!negative && !parser_is(parser, TOKEN_PLUS)) {
        return primary(parser);
    }
    parser_next(parser);
    if (!parser_enter(parser)) {
        return literal(parser, start, value_null());
    }
    struct expression *of = signed_operand(parser, false);
    parser_leave(parser);
    return unary(parser, negative ? EXPRESSION_NEGATIVE : EXPRESSION_POSITIVE, start, of);
}

static struct expression *signed_operand(struct parser *parser, bool with_filters) {
    struct expression *result = postfix(parser, unfiltered(parser));
    while (with_filters && !parser->failed) {
        if (parser_is(parser, TOKEN_BAR)) {
            result = parser_filters(parser, result, false);
        } else if (parser_is_name(parser, "is")) {
            result = test(parser, result);
        } else if (parser_is(parser, TOKEN_OPEN_ROUND)) {
            result = call(parser, result);
        } else {
            break;
        }
    }
    return result;
}

static struct expression *power(struct parser *parser) {
    struct expression *left = signed_operand(parser, true);
    while (parser_accept(parser, TOKEN_STAR_STAR)) {
        left = binary(parser, EXPRESSION_POWER, left, signed_operand(parser, true));
    }
    return left;
}

static struct expression *product(struct parser *parser) {
    struct expression *left = power(parser);
    for (;;) {
        enum expression_type type = EXPRESSION_MULTIPLY;
        switch (parser->token->type) {
        case TOKEN_STAR:
            break;
        case TOKEN_SLASH:
            type = EXPRESSION_DIVIDE;
            break;
        case TOKEN_SLASH_SLASH:
            type = EXPRESSION_FLOOR_DIVIDE;
            break;
        case TOKEN_PERCENT:
            type = EXPRESSION_MODULO;
            break;
        default:
            return left;
        }
        parser_next(parser);
        left = binary(parser, type, left, power(parser));
    }
}

static struct expression *concatenation(struct parser *parser) {
    struct expression *first = product(parser);
    if (!parser_is(parser, TOKEN_TILDE)) {
        return first;
    }
    struct entries entries = {0};
    add_entry(parser, &entries, first);
    while (parser_accept(parser, TOKEN_TILDE)) {
        add_entry(parser, &entries, product(parser));
    }
    return list_of(parser, EXPRESSION_CONCATENATE, first->start, entries);
}

static struct expression *sum(struct parser *parser) {
    struct expression *left = concatenation(parser);
    for (;;) {
        bool plus = parser_is(parser, TOKEN_PLUS);
        if (!plus && !parser_is(parser, TOKEN_MINUS)) {
            return left;
        }
        parser_next(parser);
        left = binary(parser, plus ? EXPRESSION_ADD : EXPRESSION_SUBTRACT, left,
                      concatenation(parser));
    }
}

/* Takes an operator that compares, if there is one. */
static bool take_comparison(struct parser *parser, enum comparison *comparison) {
    static const struct {
        enum token_type token;
        enum comparison comparison;
    } operators[] = {
        {TOKEN_EQUAL_EQUAL, COMPARE_EQUAL}, {TOKEN_NOT_EQUAL, COMPARE_UNEQUAL},
        {TOKEN_LESS, COMPARE_LESS},         {TOKEN_LESS_EQUAL, COMPARE_LESS_EQUAL},
        {TOKEN_GREATER, COMPARE_GREATER},   {TOKEN_GREATER_EQUAL, COMPARE_GREATER_EQUAL}};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (parser_accept(parser, operators[i].token)) {
            *comparison = operators[i].comparison;
            return true;
        }
    }
    if (parser_accept_name(parser, "in")) {
        *comparison = COMPARE_IN;
        return true;
    }
    if (parser_is_name(parser, "not") && parser->token[1].type == TOKEN_NAME &&
        slice_equals(parser->token[1].text, SLICE("in"))) {
        parser_next(parser);
        parser_next(parser);
        *comparison = COMPARE_NOT_IN;
        return true;
    }
    return false;
}

static struct expression *comparison(struct parser *parser) {
    struct expression *first = sum(parser);
    enum comparison operator= COMPARE_EQUAL;
    if (!take_comparison(parser, &operator)) {
        return first;
    }
    struct entries entries = {0};
    struct buffer operators;
    buffer_init(&operators, parser->arena);
    add_entry(parser, &entries, first);
    do {
        buffer_append_byte(&operators, (char)operator);
        add_entry(parser, &entries, sum(parser));
    } while (take_comparison(parser, &operator));
    struct expression *result = list_of(parser, EXPRESSION_COMPARE, first->start, entries);
    result->as.list.comparisons = (const uint8_t *)operators.data;
    return result;
}

static struct expression *negation(struct parser *parser) {
    uint32_t start = parser->token->start;
    if (!parser_accept_name(parser, "not")) {
        return comparison(parser);
    }
    if (!parser_enter(parser)) {
        return literal(parser, start, value_null());
    }
    struct expression *of = negation(parser);
    parser_leave(parser);
    return unary(parser, EXPRESSION_NOT, start, of);
}

static struct expression *conjunction(struct parser *parser) {
    struct expression *left = negation(parser);
    while (parser_accept_name(parser, "and")) {
        left = binary(parser, EXPRESSION_AND, left, negation(parser));
    }
    return left;
}

static struct expression *disjunction(struct parser *parser) {
    struct expression *left = conjunction(parser);
    while (parser_accept_name(parser, "or")) {
        left = binary(parser, EXPRESSION_OR, left, conjunction(parser));
    }
    return left;
}

struct expression *parser_expression(struct parser *parser, bool conditional) {
    if (!parser_enter(parser)) {
        return literal(parser, parser->token->start, value_null());
    }
    struct expression *result = disjunction(parser);
    while (conditional && parser_accept_name(parser, "if")) {
        struct expression *choice = parser_new_expression(parser, EXPRESSION_CHOICE, result->start);
        choice->as.choice.yes = result;
        choice->as.choice.condition = disjunction(parser);
        if (parser_accept_name(parser, "else")) {
            choice->as.choice.no = parser_expression(parser, true);
        }
        parser_adopt(parser, choice, result);
        parser_adopt(parser, choice, choice->as.choice.condition);
        parser_adopt(parser, choice, choice->as.choice.no);
        result = choice;
    }
    parser_leave(parser);
    return result;
}

/* Operators, and every expression. */
#include "template/check.h"

static struct known logic_known(struct checker *checker, const struct expression *expression) {
    bool is_and = expression->type == EXPRESSION_AND;
    const struct expression *left = expression->as.operation.left;
    struct known first = check_expression(checker, left);
    enum certainty certainty = check_certainty(checker, left);
    if (certainty == (is_and ? NEVER : ALWAYS)) {
        return first; /* the right side is never asked */
    }
    uint32_t mark = check_learn(checker, left, is_and);
    struct known second = check_expression(checker, expression->as.operation.right);
    check_forget(checker, mark);
    first.maybe = first.maybe && is_and;
    return check_either(first, second);
}

static struct known choice_known(struct checker *checker, const struct expression *expression) {
    const struct expression *condition = expression->as.choice.condition;
    struct known yes = {.shape = NULL};
    struct known no = {.shape = NULL};
    check_expression(checker, condition);
    enum certainty certainty = check_certainty(checker, condition);
    if (certainty != NEVER) {
        uint32_t mark = check_learn(checker, condition, true);
        yes = check_expression(checker, expression->as.choice.yes);
        check_forget(checker, mark);
    }
    if (certainty != ALWAYS && expression->as.choice.no != NULL) {
        uint32_t mark = check_learn(checker, condition, false);
        no = check_expression(checker, expression->as.choice.no);
        check_forget(checker, mark);
    }
    if (yes.shape == NULL || no.shape == NULL) {
        struct known one = yes.shape == NULL ? no : yes;
        one.shape = one.shape == NULL ? &CHECK_ANY : one.shape;
        return one;
    }
    return check_either(yes, no);
}

static struct known literal_known(const struct expression *expression) {
    switch ((enum value_type)expression->as.literal.type) {
    case VALUE_TEXT:
        return check_shape(&CHECK_TEXT);
    case VALUE_BOOLEAN:
        return check_shape(&CHECK_BOOLEAN);
    case VALUE_INTEGER:
    case VALUE_NUMBER:
        return check_shape(&CHECK_NUMBER);
    default:
        return check_any();
    }
}

static struct known list_known(struct checker *checker, const struct expression *expression) {
    const struct shape *element = NULL;
    for (uint32_t i = 0; i < expression->count; i++) {
        struct known entry = check_expression(checker, expression->as.list.entries[i]);
        element = i == 0 || check_same_shape(element, entry.shape) ? entry.shape : &CHECK_ANY;
    }
    if (expression->type == EXPRESSION_MAP) {
        return check_any();
    }
    return check_shape(check_list_of(checker, element == NULL ? &CHECK_ANY : element));
}

static struct known operands_known(struct checker *checker, const struct expression *expression) {
    struct known left = check_used(checker, expression->as.operation.left);
    struct known right = left;
    if (expression->as.operation.right != NULL) {
        right = check_used(checker, expression->as.operation.right);
    }
    bool numbers = left.shape->type == SHAPE_NUMBER && right.shape->type == SHAPE_NUMBER;
    return numbers ? check_shape(&CHECK_NUMBER) : check_any();
}

static struct known slice_known(struct checker *checker, const struct expression *expression) {
    const struct expression *ends[] = {expression->as.slice.from, expression->as.slice.to,
                                       expression->as.slice.step};
    for (size_t i = 0; i < 3; i++) {
        if (ends[i] != NULL) {
            check_used(checker, ends[i]);
        }
    }
    struct known of = check_used(checker, expression->as.slice.of);
    if (!check_is_loopable(of.shape)) {
        check_complain_type(checker, MESSAGE_TEMPLATE_NOT_LIST, expression->as.slice.of, of.shape);
        return check_any();
    }
    return of;
}

/* The depth of expressions is bounded by the parser. */
static struct known expression_known(struct checker *checker, const struct expression *expression) {
    switch ((enum expression_type)expression->type) {
    case EXPRESSION_LITERAL:
        return literal_known(expression);
    case EXPRESSION_NAME: {
        struct known known = check_name(checker, expression);
        known.maybe = known.maybe && !check_is_fact(checker, expression);
        return known;
    }
    case EXPRESSION_ATTRIBUTE:
        return check_attribute(checker, expression);
    case EXPRESSION_SUBSCRIPT:
        return check_subscript(checker, expression);
    case EXPRESSION_SLICE:
        return slice_known(checker, expression);
    case EXPRESSION_CALL:
        return check_call_of(checker, expression);
    case EXPRESSION_FILTER:
        return check_filter(checker, expression);
    case EXPRESSION_TEST:
        return check_test(checker, expression);
    case EXPRESSION_NOT:
        check_expression(checker, expression->as.operation.left);
        return check_shape(&CHECK_BOOLEAN);
    case EXPRESSION_AND:
    case EXPRESSION_OR:
        return logic_known(checker, expression);
    case EXPRESSION_CONCATENATE:
    case EXPRESSION_COMPARE:
        for (uint32_t i = 0; i < expression->count; i++) {
            check_used(checker, expression->as.list.entries[i]);
        }
        return check_shape(expression->type == EXPRESSION_COMPARE ? &CHECK_BOOLEAN : &CHECK_TEXT);
    case EXPRESSION_CHOICE:
        return choice_known(checker, expression);
    case EXPRESSION_LIST:
    case EXPRESSION_TUPLE:
    case EXPRESSION_MAP:
        return list_known(checker, expression);
    case EXPRESSION_BODY:
        return check_shape(&CHECK_HTML);
    default:
        return operands_known(checker, expression);
    }
}

struct known check_expression(struct checker *checker, const struct expression *expression) {
    struct known known = expression_known(checker, expression);
    bool is_path = expression->type == EXPRESSION_NAME ||
                   expression->type == EXPRESSION_ATTRIBUTE ||
                   expression->type == EXPRESSION_SUBSCRIPT;
    known.source = is_path ? expression : known.source;
    return known;
}

struct known check_used(struct checker *checker, const struct expression *expression) {
    return check_present(checker, expression, check_expression(checker, expression));
}

/* What conditions tell: under `{% if page.image %}` there is a page.image. */
#include "template/check.h"
#include "template/filters.h"

static bool is_path(const struct expression *expression) {
    for (;;) {
        switch ((enum expression_type)expression->type) {
        case EXPRESSION_NAME:
            return true;
        case EXPRESSION_ATTRIBUTE:
            expression = expression->as.attribute.of;
            break;
        case EXPRESSION_SUBSCRIPT:
            if (expression->as.subscript.index->type != EXPRESSION_LITERAL) {
                return false;
            }
            expression = expression->as.subscript.of;
            break;
        default:
            return false;
        }
    }
}

/* The name of the last step of a path: page.image and page["image"] are the same. */
static bool step_name(const struct expression *path, struct slice *name) {
    if (path->type == EXPRESSION_ATTRIBUTE) {
        *name = path->as.attribute.name;
        return true;
    }
    struct value index = path->as.subscript.index->as.literal;
    *name = value_slice(index);
    return index.type == VALUE_TEXT;
}

static const struct expression *path_of(const struct expression *path) {
    return path->type == EXPRESSION_ATTRIBUTE ? path->as.attribute.of : path->as.subscript.of;
}

static bool same_path(const struct expression *a, const struct expression *b) {
    while (a->type != EXPRESSION_NAME && b->type != EXPRESSION_NAME) {
        struct slice left = SLICE("");
        struct slice right = SLICE("");
        bool named = step_name(a, &left);
        if (named != step_name(b, &right)) {
            return false;
        }
        bool same = named ? slice_equals(left, right)
                          : a->as.subscript.index->as.literal.type == VALUE_INTEGER &&
                                b->as.subscript.index->as.literal.type == VALUE_INTEGER &&
                                a->as.subscript.index->as.literal.as.integer ==
                                    b->as.subscript.index->as.literal.as.integer;
        if (!same) {
            return false;
        }
        a = path_of(a);
        b = path_of(b);
    }
    return a->type == b->type && a->as.name.symbol == b->as.name.symbol;
}

static void add_fact(struct checker *checker, const struct expression *path) {
    if (checker->fact_count == checker->fact_capacity) {
        uint32_t capacity = checker->fact_capacity == 0 ? 16 : checker->fact_capacity * 2;
        checker->facts = arena_grow(checker->set->arena, checker->facts,
                                    checker->fact_capacity * sizeof *checker->facts,
                                    capacity * sizeof *checker->facts);
        checker->fact_capacity = capacity;
    }
    checker->facts[checker->fact_count++] = (struct fact){.path = path};
}

static void learn(struct checker *checker, const struct expression *condition, bool truth);

/* A test that fails for what has no value tells by succeeding that there is one. */
static void learn_test(struct checker *checker, const struct expression *test, bool truth) {
    const struct test *row = test->as.filter.application->test;
    const struct expression *of = test->as.filter.of;
    bool undefined = row == test_find(SLICE("undefined"));
    bool certain = !row->takes_undefined; /* it needs a value, whatever it answers */
    if (is_path(of) && (certain || truth != undefined)) {
        add_fact(checker, of);
    }
}

static void learn(struct checker *checker, const struct expression *condition, bool truth) {
    switch ((enum expression_type)condition->type) {
    case EXPRESSION_NAME:
    case EXPRESSION_ATTRIBUTE:
    case EXPRESSION_SUBSCRIPT:
        if (truth && is_path(condition)) {
            add_fact(checker, condition);
        }
        break;
    case EXPRESSION_NOT:
        learn(checker, condition->as.operation.left, !truth);
        break;
    case EXPRESSION_AND:
    case EXPRESSION_OR:
        if (truth == (condition->type == EXPRESSION_AND)) {
            learn(checker, condition->as.operation.left, truth);
            learn(checker, condition->as.operation.right, truth);
        }
        break;
    case EXPRESSION_TEST:
        learn_test(checker, condition, truth);
        break;
    case EXPRESSION_FILTER:
        /* {% if page.tags | length %}, {% if page.title | default(none) %} */
        if (truth && is_path(condition->as.filter.of)) {
            add_fact(checker, condition->as.filter.of);
        }
        break;
    default:
        break;
    }
}

uint32_t check_learn(struct checker *checker, const struct expression *condition, bool truth) {
    uint32_t mark = checker->fact_count;
    learn(checker, condition, truth);
    return mark;
}

void check_forget(struct checker *checker, uint32_t mark) {
    checker->fact_count = mark;
}

bool check_is_fact(const struct checker *checker, const struct expression *path) {
    if (!is_path(path)) {
        return false;
    }
    for (uint32_t i = 0; i < checker->fact_count; i++) {
        if (!checker->facts[i].dead && same_path(checker->facts[i].path, path)) {
            return true;
        }
    }
    return false;
}

void check_kill(struct checker *checker, uint32_t symbol) {
    for (uint32_t i = 0; i < checker->fact_count; i++) {
        const struct expression *root = checker->facts[i].path;
        while (root->type != EXPRESSION_NAME) {
            root = path_of(root);
        }
        checker->facts[i].dead = checker->facts[i].dead || root->as.name.symbol == symbol;
    }
}

static enum certainty opposite(enum certainty certainty) {
    return certainty == SOMETIMES ? SOMETIMES : certainty == ALWAYS ? NEVER : ALWAYS;
}

static enum certainty test_certainty(struct checker *checker, const struct expression *test) {
    const struct test *row = test->as.filter.application->test;
    bool defined = row == test_find(SLICE("defined"));
    if (!defined && row != test_find(SLICE("undefined"))) {
        return SOMETIMES;
    }
    struct known known;
    bool exists = true;
    if (!check_look_up(checker, test->as.filter.of, &known, &exists)) {
        return SOMETIMES;
    }
    enum certainty there = exists ? SOMETIMES : NEVER;
    return defined ? there : opposite(there);
}

static bool is_empty_literal(const struct expression *expression) {
    switch ((enum expression_type)expression->type) {
    case EXPRESSION_LIST:
        return expression->count == 0;
    case EXPRESSION_LITERAL: {
        struct value value = expression->as.literal;
        return value.type == VALUE_NULL || (value.type == VALUE_BOOLEAN && !value.as.boolean) ||
               (value.type == VALUE_TEXT && value.length == 0);
    }
    default:
        return false;
    }
}

/* {% if page.terms | default([]) %} of a kind without that field is never true: a theme may know
 * more kinds and fields than a site has. */
static enum certainty filter_certainty(struct checker *checker, const struct expression *filter) {
    const struct application *application = filter->as.filter.application;
    const struct expression *fallback = application->given[0];
    bool is_default =
        application->filter != NULL && (application->filter == filter_find(SLICE("default")) ||
                                        application->filter == filter_find(SLICE("d")));
    struct known known;
    bool exists = true;
    bool looked_up = is_default && (fallback == NULL || is_empty_literal(fallback)) &&
                     check_look_up(checker, filter->as.filter.of, &known, &exists);
    return looked_up && !exists ? NEVER : SOMETIMES;
}

enum certainty check_certainty(struct checker *checker, const struct expression *condition) {
    switch ((enum expression_type)condition->type) {
    case EXPRESSION_TEST:
        return test_certainty(checker, condition);
    case EXPRESSION_FILTER:
        return filter_certainty(checker, condition);
    case EXPRESSION_NOT:
        return opposite(check_certainty(checker, condition->as.operation.left));
    case EXPRESSION_AND:
    case EXPRESSION_OR: {
        enum certainty decides = condition->type == EXPRESSION_AND ? NEVER : ALWAYS;
        enum certainty left = check_certainty(checker, condition->as.operation.left);
        enum certainty right = check_certainty(checker, condition->as.operation.right);
        return left == decides || right == decides ? decides : left == right ? left : SOMETIMES;
    }
    default:
        return SOMETIMES;
    }
}

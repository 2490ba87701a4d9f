#include "template/escaping.h"

#include "base/limits.h"
#include "template/filters.h"

/* A walk through everything that a page's template runs, in the order in which it writes. */
struct walk {
    struct template_set *set;
    struct template *entry;    /* the template whose blocks count: the page's, or an included one */
    struct template *template; /* the one whose statements are walked */
    struct html_state state;
    const struct html_state *block_begins; /* of the block that is walked; NULL outside blocks */
    uint32_t depth;                        /* includes in each other */
    bool failed;
};

static struct diagnostic *complain(struct walk *walk, enum message message, size_t start,
                                   size_t end) {
    walk->failed = true;
    walk->template->broken = true;
    return set_report(walk->set, message, place_of(walk->template->path, start, end));
}

static void add_description(struct diagnostic *diagnostic, struct arena *arena,
                            const struct html_state *state) {
    struct buffer text;
    buffer_init(&text, arena);
    html_describe(state, &text);
    diagnostic_argument(diagnostic, buffer_slice(&text));
}

/* Two places that should be one: "…" at one end, "…" at the other. */
static void complain_places(struct walk *walk, enum message message,
                            const struct statement *statement, const char *word,
                            const struct html_state *first, const struct html_state *second) {
    /* Only the opening of the statement is shown: the tag's first two characters and its word. */
    struct diagnostic *diagnostic = complain(walk, message, statement->start, statement->start + 2);
    if (word != NULL) {
        diagnostic_argument_text(diagnostic, word);
    }
    add_description(diagnostic, walk->set->arena, first);
    add_description(diagnostic, walk->set->arena, second);
}

static void walk_all(struct walk *walk, struct statement *list);

static void read_text(struct walk *walk, const struct statement *statement) {
    size_t offset = 0;
    if (!html_read(&walk->state, statement->as.text, &offset)) {
        /* Line ends may have been changed in the text, so the place is that of the whole piece
         * then. */
        bool same = statement->end - statement->start == statement->as.text.length;
        size_t start = statement->start + (same ? offset : 0);
        complain(walk, MESSAGE_TEMPLATE_ESCAPING_SCHEME, start, same ? start + 1 : statement->end);
    }
}

static const enum message REFUSALS[] = {
    [REFUSAL_TAG_NAME] = MESSAGE_TEMPLATE_ESCAPING_TAG,
    [REFUSAL_IN_TAG] = MESSAGE_TEMPLATE_ESCAPING_NAME,
    [REFUSAL_UNQUOTED] = MESSAGE_TEMPLATE_ESCAPING_UNQUOTED,
    [REFUSAL_HARMFUL_ADDRESS] = MESSAGE_TEMPLATE_ESCAPING_ADDRESS,
    [REFUSAL_CODE_TEXT] = MESSAGE_TEMPLATE_ESCAPING_SCRIPT_TEXT,
    [REFUSAL_STYLE_TEXT] = MESSAGE_TEMPLATE_ESCAPING_STYLE,
    [REFUSAL_RAW] = MESSAGE_TEMPLATE_ESCAPING_RAW,
    [REFUSAL_DECLARATION] = MESSAGE_TEMPLATE_ESCAPING_DECLARATION,
};

static void refuse(struct walk *walk, enum html_refusal refusal, const struct statement *at) {
    const struct html_state *state = &walk->state;
    struct diagnostic *diagnostic = complain(walk, REFUSALS[refusal], at->start, at->end);
    if (refusal == REFUSAL_UNQUOTED) {
        diagnostic_argument(diagnostic, slice_of(state->name, state->name_length));
    } else if (refusal == REFUSAL_HARMFUL_ADDRESS) {
        diagnostic_argument(diagnostic, slice_of(state->word, state->word_length));
    } else if (refusal == REFUSAL_RAW) {
        diagnostic_argument(diagnostic, state->place == HTML_RAW
                                            ? slice_of(state->tag, state->tag_length)
                                            : slice_of(state->name, state->name_length));
    }
}

/* Whether an expression always gives JSON. */
static bool gives_json(const struct expression *expression) {
    if (expression->type == EXPRESSION_CHOICE) {
        return gives_json(expression->as.choice.yes) &&
               (expression->as.choice.no == NULL || gives_json(expression->as.choice.no));
    }
    return expression->type == EXPRESSION_FILTER &&
           expression->as.filter.application->filter == filter_find(SLICE("tojson"));
}

static bool is_super_call(const struct expression *expression) {
    return expression != NULL && expression->type == EXPRESSION_CALL &&
           expression->as.call.of->type == EXPRESSION_NAME &&
           expression->as.call.of->as.name.symbol == SYMBOL_SUPER;
}

/* A value of `expression` (NULL: of a statement) is written here. */
static void write_value(struct walk *walk, struct statement *statement,
                        const struct expression *expression) {
    if (statement->escaping == ESCAPING_NOWHERE) {
        return;
    }
    if (is_super_call(expression) && walk->block_begins != NULL &&
        html_states_equal(&walk->state, walk->block_begins)) {
        /* The parent's block was made for this very place, and ends in it. */
        statement->escaping = ESCAPING_BLOCK;
        return;
    }
    uint8_t escaping = ESCAPING_TEXT;
    struct html_state before = walk->state;
    enum html_refusal refusal = html_value(&walk->state, &escaping);
    if (refusal != REFUSAL_NONE) {
        refuse(walk, refusal, statement);
        return;
    }
    bool script = escaping == ESCAPING_SCRIPT || escaping == ESCAPING_SCRIPT_ATTRIBUTE;
    if (script && (expression == NULL || !gives_json(expression))) {
        walk->state = before;
        complain(walk, MESSAGE_TEMPLATE_ESCAPING_SCRIPT, statement->start, statement->end);
        return;
    }
    statement->escaping = escaping;
}

/* A body whose text becomes a value: it begins and ends as element text. */
static void walk_value_body(struct walk *walk, const struct statement *statement, const char *word,
                            struct statement *body) {
    struct html_state outside = walk->state;
    const struct html_state text = {.place = HTML_TEXT};
    const struct html_state *block_begins = walk->block_begins;
    walk->state = text;
    walk->block_begins = NULL;
    walk_all(walk, body);
    if (walk->state.place != HTML_TEXT && !walk->failed) {
        complain_places(walk, MESSAGE_TEMPLATE_ESCAPING_BODY, statement, word, &text, &walk->state);
    }
    walk->block_begins = block_begins;
    walk->state = outside;
}

/* Puts the place at the end of one more branch together with those of the branches before it. */
static void join_branch(struct walk *walk, const struct statement *statement,
                        struct html_state *joined, bool first) {
    struct html_state both = walk->state;
    if (!first && !walk->failed && !html_join(joined, &walk->state, &both)) {
        complain_places(walk, MESSAGE_TEMPLATE_ESCAPING_BRANCHES, statement, NULL, joined,
                        &walk->state);
    }
    *joined = both;
}

static void walk_if(struct walk *walk, struct statement *statement) {
    struct html_state before = walk->state;
    struct html_state joined = before;
    bool has_else = false;
    for (struct branch *branch = statement->as.branches; branch != NULL; branch = branch->next) {
        walk->state = before;
        walk_all(walk, branch->body);
        join_branch(walk, statement, &joined, branch == statement->as.branches);
        has_else = branch->condition == NULL;
    }
    if (!has_else) {
        walk->state = before;
        join_branch(walk, statement, &joined, false);
    }
    walk->state = joined;
}

static void walk_for(struct walk *walk, struct statement *statement) {
    struct html_state before = walk->state;
    struct html_state joined = before;
    walk_all(walk, statement->as.loop.body);
    if (!walk->failed && !html_join(&before, &walk->state, &joined)) {
        complain_places(walk, MESSAGE_TEMPLATE_ESCAPING_LOOP, statement, NULL, &before,
                        &walk->state);
    } else if (!walk->failed && !html_states_equal(&before, &joined)) {
        /* Once more from what holds at the beginning of every turn. */
        walk->state = joined;
        walk_all(walk, statement->as.loop.body);
        struct html_state again = joined;
        if (!walk->failed &&
            (!html_join(&joined, &walk->state, &again) || !html_states_equal(&joined, &again))) {
            complain_places(walk, MESSAGE_TEMPLATE_ESCAPING_LOOP, statement, NULL, &joined,
                            &walk->state);
        }
    }
    walk->state = before;
    walk_all(walk, statement->as.loop.otherwise);
    join_branch(walk, statement, &joined, false);
    walk->state = joined;
}

/* One of the blocks of a name, for the place where the name's block stands. */
static void walk_block_body(struct walk *walk, struct block *block,
                            const struct html_state *begins) {
    struct template *template = walk->template;
    const struct html_state *outer = walk->block_begins;
    if (block->walked_for == walk->entry) {
        return; /* already, or further out */
    }
    block->walked_for = walk->entry;
    walk->template = block->function.template;
    if (block->begins != NULL && !html_states_equal(block->begins, begins)) {
        struct diagnostic *diagnostic =
            complain(walk, MESSAGE_TEMPLATE_ESCAPING_PLACES, block->start, block->end);
        diagnostic_argument(diagnostic, block->name);
        add_description(diagnostic, walk->set->arena, block->begins);
        add_description(diagnostic, walk->set->arena, begins);
    }
    block->begins = begins;
    walk->block_begins = begins;
    walk->state = *begins;
    walk_all(walk, block->function.body);
    struct html_state joined;
    if (!walk->failed && !html_join(begins, &walk->state, &joined)) {
        struct diagnostic *diagnostic =
            complain(walk, MESSAGE_TEMPLATE_ESCAPING_BODY, block->start, block->end);
        diagnostic_argument(diagnostic, block->name);
        add_description(diagnostic, walk->set->arena, begins);
        add_description(diagnostic, walk->set->arena, &walk->state);
    }
    walk->template = template;
    walk->block_begins = outer;
}

static const struct html_state *kept(struct walk *walk) {
    struct html_state *state = arena_new(walk->set->arena, struct html_state, 1);
    *state = walk->state;
    return state;
}

static void walk_block(struct walk *walk, const struct statement *statement) {
    const struct block_stack *stack =
        set_find_blocks(walk->entry, statement->as.block.block->symbol);
    const struct html_state *begins = kept(walk);
    for (uint32_t i = 0; i < stack->count && !walk->failed; i++) {
        walk_block_body(walk, stack->blocks[i], begins);
    }
    walk->state = html_behind(begins);
}

static void walk_template(struct walk *walk, struct template *template);

static void walk_include(struct walk *walk, struct statement *statement) {
    if (statement->as.include.template == NULL) {
        return;
    }
    const struct html_state *begins = kept(walk);
    struct template *template = set_instance(walk->set, statement->as.include.template, begins);
    if (template == NULL || walk->depth == LIMIT_TEMPLATE_DEPTH) {
        diagnostic_argument_integer(
            complain(walk, MESSAGE_TEMPLATE_DEPTH, statement->start, statement->end),
            LIMIT_TEMPLATE_DEPTH);
        return;
    }
    statement->as.include.template = template;
    if (template->broken) {
        walk->failed = true;
        return;
    }
    walk->state = html_behind(begins);
    if (template->walked) {
        return; /* before, or further out in a template that includes itself */
    }
    struct walk inner = {
        .set = walk->set, .entry = template, .state = *begins, .depth = walk->depth + 1};
    walk_template(&inner, template);
    struct html_state joined;
    if (!inner.failed && !html_join(begins, &inner.state, &joined)) {
        complain_places(walk, MESSAGE_TEMPLATE_ESCAPING_BODY, statement, "include", begins,
                        &inner.state);
    }
    walk->failed = walk->failed || inner.failed;
}

/* A module is run for its macros; what it writes goes nowhere. */
static void walk_module(struct walk *walk, struct statement *statement) {
    struct html_state outside = walk->state;
    walk->state = (struct html_state){.place = HTML_TEXT};
    walk_include(walk, statement);
    walk->state = outside;
}

static void walk_statement(struct walk *walk, struct statement *statement) {
    switch ((enum statement_type)statement->type) {
    case STATEMENT_TEXT:
        read_text(walk, statement);
        break;
    case STATEMENT_OUTPUT:
        write_value(walk, statement, statement->as.output);
        break;
    case STATEMENT_IF:
        walk_if(walk, statement);
        break;
    case STATEMENT_FOR:
        walk_for(walk, statement);
        break;
    case STATEMENT_SET:
    case STATEMENT_EXTENDS:
        break;
    case STATEMENT_SET_BLOCK:
        walk_value_body(walk, statement, "set", statement->as.set_block.body);
        break;
    case STATEMENT_WITH:
        walk_all(walk, statement->as.with.body);
        break;
    case STATEMENT_BLOCK:
        walk_block(walk, statement);
        break;
    case STATEMENT_INCLUDE:
        walk_include(walk, statement);
        break;
    case STATEMENT_IMPORT:
    case STATEMENT_FROM:
        walk_module(walk, statement);
        break;
    case STATEMENT_MACRO:
        walk_value_body(walk, statement, "macro", statement->as.macro.macro->function.body);
        break;
    case STATEMENT_CALL:
        walk_value_body(walk, statement, "call", statement->as.call.body->function.body);
        write_value(walk, statement, NULL);
        break;
    case STATEMENT_FILTER:
        walk_value_body(walk, statement, "filter", statement->as.filter.body);
        write_value(walk, statement, statement->as.filter.filter);
        break;
    }
}

/* How deep statements are in each other is bounded by the parser. */
static void walk_all(struct walk *walk, struct statement *list) {
    for (; list != NULL && !walk->failed; list = list->next) {
        walk_statement(walk, list);
    }
}

/* A template and those that it extends, which all begin at the same place. */
static void walk_template(struct walk *walk, struct template *template) {
    const struct html_state *begins = template->begins;
    for (struct template *at = template; at->parent != NULL; at = at->parent) {
        struct template *parent = set_instance(walk->set, at->parent, begins);
        if (parent == NULL || parent->broken) {
            walk->failed = true;
            template->broken = true;
            return;
        }
        at->parent = parent;
    }
    set_stack_blocks(walk->set, template);
    template->walked = true;
    for (struct template *at = template; at != NULL && !walk->failed; at = at->parent) {
        walk->template = at;
        walk_all(walk, at->function.body);
    }
}

bool escaping_decide(struct template_set *set, struct template *template) {
    struct walk walk = {.set = set, .entry = template, .state = *template->begins};
    walk_template(&walk, template);
    if (!walk.failed && walk.state.place != HTML_TEXT) {
        size_t end = walk.template->text.length;
        add_description(complain(&walk, MESSAGE_TEMPLATE_ESCAPING_END, end, end), set->arena,
                        &walk.state);
    }
    return !walk.failed;
}

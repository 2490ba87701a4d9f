#include "template/check.h"

#include "base/limits.h"
#include "base/nearest.h"
#include "template/objects.h"

struct diagnostic *check_error(struct checker *checker, enum message message, uint32_t start,
                               uint32_t end) {
    checker->failed = true;
    return set_report(checker->set, message,
                      place_of(checker->frame->function->template->path, start, end));
}

/* --- Names from the context --- */

static bool resolve_given(const struct check_context *context, uint32_t symbol,
                          struct known *known) {
    const struct check_frame *frame = context->given_from;
    uint32_t depth = context->given == NULL ? 0 : context->given->depth;
    for (const struct scope *scope = context->given; scope != NULL; scope = scope->parent) {
        while (depth > scope->depth) {
            frame = frame->outer;
            depth--;
        }
        const struct visible *visible = scope_find(scope, symbol);
        if (visible != NULL) {
            *known = frame->slots[visible->slot].shape == NULL ? check_any()
                                                               : frame->slots[visible->slot];
            return true;
        }
    }
    return false;
}

static bool resolve_global(struct checker *checker, uint32_t symbol, struct known *known) {
    const struct shape *globals = checker->set->globals;
    checker->of_page = checker->of_page || symbol == SYMBOL_PAGE;
    if (symbol == SYMBOL_PAGE && checker->page != NULL) {
        known->shape = checker->page;
        return true;
    }
    struct slice name = checker->set->symbol_names[symbol];
    if (globals->type != SHAPE_RECORD) {
        return true; /* nothing is known of the globals */
    }
    const struct shape_field *field = shape_find(globals, name);
    if (field != NULL) {
        known->shape = field->shape == NULL ? &CHECK_ANY : field->shape;
        known->maybe = field->optional;
        return true;
    }
    return object_builtin(name).type != VALUE_UNDEFINED;
}

bool check_resolve(struct checker *checker, const struct check_frame *frame, uint32_t symbol,
                   struct known *known) {
    *known = check_any();
    if (symbol == SYMBOL_SELF) {
        return true;
    }
    if (symbol == SYMBOL_SUPER) {
        return frame->stack != NULL && frame->block_index + 1 < frame->stack->count;
    }
    for (const struct check_context *context = frame->context; context != NULL;
         context = context->outer) {
        for (const struct check_top *top = context->tops; top != NULL; top = top->next) {
            const struct visible *visible = scope_find(&top->template->function.scope, symbol);
            if (visible != NULL) {
                *known =
                    top->slots[visible->slot].shape == NULL ? *known : top->slots[visible->slot];
                return true;
            }
        }
        if (resolve_given(context, symbol, known)) {
            return true;
        }
    }
    return resolve_global(checker, symbol, known);
}

/* --- Statements --- */

static void check_all(struct checker *checker, const struct statement *list);

static void check_if(struct checker *checker, const struct statement *statement) {
    struct changes changes = {.list = NULL};
    size_t branches = 0;
    bool falls_through = true; /* whether none of the branches may be taken */
    uint32_t facts = checker->fact_count;
    for (const struct branch *branch = statement->as.branches; branch != NULL && falls_through;
         branch = branch->next) {
        enum certainty certainty = ALWAYS;
        uint32_t inside = checker->fact_count;
        if (branch->condition != NULL) {
            check_expression(checker, branch->condition);
            certainty = check_certainty(checker, branch->condition);
            check_learn(checker, branch->condition, true);
        }
        if (certainty != NEVER) {
            size_t before = checker->log.count;
            check_all(checker, branch->body);
            check_undo_branch(checker, before, &changes);
            branches++;
        }
        check_forget(checker, inside);
        if (branch->condition != NULL) {
            check_learn(checker, branch->condition, false);
        }
        falls_through = certainty != ALWAYS;
    }
    check_forget(checker, facts);
    check_join_branches(checker, &changes, branches + (falls_through ? 1 : 0));
}

/* What the entries of a list, text or mapping are. */
static struct known entry_of(struct checker *checker, const struct expression *over) {
    struct known known = check_used(checker, over);
    bool is_data = over->type == EXPRESSION_NAME || over->type == EXPRESSION_ATTRIBUTE;
    switch (known.shape->type) {
    case SHAPE_LIST:
        return check_shape(known.shape->element == NULL ? &CHECK_ANY : known.shape->element);
    case SHAPE_MAPPING:
        return check_shape(&CHECK_TEXT);
    case SHAPE_ANY:
        return check_any();
    case SHAPE_TEXT:
    case SHAPE_HTML:
        if (!is_data) {
            return check_shape(&CHECK_TEXT);
        }
        break;
    default:
        break;
    }
    check_complain_type(checker, MESSAGE_TEMPLATE_NOT_LIST, over, known.shape);
    return check_any();
}

static void check_for(struct checker *checker, const struct statement *statement) {
    struct known entry = entry_of(checker, statement->as.loop.over);
    size_t before = checker->log.count;
    uint32_t mark = checker->fact_count;
    if (statement->as.loop.condition != NULL) {
        check_enter(checker, &statement->as.loop.condition_scope);
        check_assign(checker, &statement->as.loop.condition_target, entry);
        check_expression(checker, statement->as.loop.condition);
    }
    check_enter(checker, &statement->as.loop.scope);
    check_assign(checker, &statement->as.loop.target, entry);
    if (statement->as.loop.condition != NULL) {
        check_learn(checker, statement->as.loop.condition, true);
    }
    if (statement->as.loop.loop_slot != NO_SLOT) {
        check_store(checker, &checker->frame->slots[statement->as.loop.loop_slot],
                    check_shape(&CHECK_LOOP));
    }
    check_all(checker, statement->as.loop.body);
    check_forget(checker, mark);
    check_enter(checker, &statement->as.loop.else_scope);
    check_all(checker, statement->as.loop.otherwise);
    check_undo(checker, before);
}

static struct check_frame *new_frame(struct checker *checker, const struct function *function,
                                     struct check_context *context, struct check_frame *outer) {
    struct check_frame *frame = arena_new(checker->set->arena, struct check_frame, 1);
    frame->function = function;
    frame->slots = arena_new(checker->set->arena, struct known, function->slot_count);
    frame->outer = outer;
    frame->context = context;
    return frame;
}

/* Checks a function's statements in a frame of its own. Facts of where it is called do not hold in
 * it. */
static void check_function(struct checker *checker, struct check_frame *frame) {
    struct check_frame *outside = checker->frame;
    uint32_t mark = checker->fact_count;
    struct fact *facts = checker->facts;
    uint32_t capacity = checker->fact_capacity;
    checker->frame = frame;
    checker->facts = NULL;
    checker->fact_count = 0;
    checker->fact_capacity = 0;
    check_enter(checker, &frame->function->scope);
    check_all(checker, frame->function->body);
    checker->frame = outside;
    checker->facts = facts;
    checker->fact_count = mark;
    checker->fact_capacity = capacity;
}

static void check_macro(struct checker *checker, const struct macro *macro) {
    struct check_frame *frame =
        new_frame(checker, &macro->function, checker->frame->context, checker->frame);
    for (uint32_t i = 0; i < macro->parameter_count; i++) {
        frame->slots[macro->parameters[i].name.reference.slot] = check_any();
    }
    if (macro->caller_slot != NO_SLOT) {
        frame->slots[macro->caller_slot] = check_any();
    }
    struct check_frame *outside = checker->frame;
    checker->frame = frame;
    for (uint32_t i = 0; i < macro->parameter_count; i++) {
        if (macro->parameters[i].fallback != NULL) {
            check_expression(checker, macro->parameters[i].fallback);
        }
    }
    checker->frame = outside;
    check_function(checker, frame);
}

static void check_call(struct checker *checker, const struct statement *statement) {
    const struct expression *call = statement->as.call.call;
    check_expression(checker, call);
    struct known callee;
    bool exists = true;
    bool found = check_look_up(checker, call->as.call.of, &callee, &exists) && exists;
    const struct macro *macro = found ? callee.macro : NULL;
    if (macro != NULL && macro->caller_slot == NO_SLOT && !macro->takes_caller) {
        diagnostic_argument(
            check_error(checker, MESSAGE_TEMPLATE_NO_CALLER, call->start, call->end), macro->name);
    }
    check_macro(checker, statement->as.call.body);
}

static void check_capture(struct checker *checker, const struct scope *scope,
                          const struct statement *body, const struct expression *filter) {
    size_t before = checker->log.count;
    check_enter(checker, scope);
    check_all(checker, body);
    if (filter != NULL) {
        check_expression(checker, filter);
    }
    check_undo(checker, before);
}

static void check_with(struct checker *checker, const struct statement *statement) {
    uint32_t count = statement->as.with.count;
    struct known *values = arena_new(checker->set->arena, struct known, count);
    for (uint32_t i = 0; i < count; i++) {
        values[i] = check_expression(checker, statement->as.with.assignments[i].value);
    }
    size_t before = checker->log.count;
    check_enter(checker, &statement->as.with.scope);
    for (uint32_t i = 0; i < count; i++) {
        check_assign(checker, &statement->as.with.assignments[i].target, values[i]);
    }
    check_all(checker, statement->as.with.body);
    check_undo(checker, before);
}

struct check_context *check_new_context(struct checker *checker, const struct template *entry,
                                        const struct scope *scope) {
    struct check_context *context = arena_new(checker->set->arena, struct check_context, 1);
    context->entry = entry;
    context->blocks_done = arena_new(checker->set->arena, bool, entry->stack_count);
    if (scope != NULL) {
        context->outer = checker->frame->context;
        context->given = scope;
        context->given_from = checker->frame;
    }
    return context;
}

static bool asks_for_super(const struct block *block) {
    for (uint32_t i = 0; i < block->function.context_name_count; i++) {
        if (block->function.context_names[i].symbol == SYMBOL_SUPER) {
            return true;
        }
    }
    return false;
}

static void check_block(struct checker *checker, const struct statement *statement) {
    const struct block *named = statement->as.block.block;
    struct check_context *context = checker->frame->context;
    const struct block_stack *stack = set_find_blocks(context->entry, named->symbol);
    size_t number = (size_t)(stack - context->entry->stacks);
    if (context->blocks_done[number]) {
        return;
    }
    context->blocks_done[number] = true;
    if (named->scoped) {
        bool *done = context->blocks_done;
        context = check_new_context(checker, context->entry, statement->as.block.scope);
        context->blocks_done = done;
    }
    for (uint32_t i = 0; i < stack->count; i++) {
        struct check_frame *frame = new_frame(checker, &stack->blocks[i]->function, context, NULL);
        frame->stack = stack;
        frame->block_index = i;
        check_function(checker, frame);
        if (!asks_for_super(stack->blocks[i])) {
            break;
        }
    }
}

static void check_include(struct checker *checker, const struct statement *statement) {
    const struct template *template = statement->as.include.template;
    if (template == NULL) {
        return;
    }
    if (statement->checked_for == checker->number || checker->depth == LIMIT_TEMPLATE_DEPTH) {
        checker->of_page = true;
        return;
    }
    struct statement *mark = (struct statement *)(uintptr_t)statement;
    mark->checked_for = checker->number;
    checker->depth++;
    const struct scope *scope =
        statement->as.include.with_context ? statement->as.include.scope : NULL;
    check_template(checker, template, check_new_context(checker, template, scope));
    checker->depth--;
}

static void check_statement(struct checker *checker, const struct statement *statement) {
    switch ((enum statement_type)statement->type) {
    case STATEMENT_TEXT:
    case STATEMENT_EXTENDS:
        break;
    case STATEMENT_OUTPUT:
        check_used(checker, statement->as.output);
        break;
    case STATEMENT_IF:
        check_if(checker, statement);
        break;
    case STATEMENT_FOR:
        check_for(checker, statement);
        break;
    case STATEMENT_SET:
        check_assign(checker, &statement->as.set.target,
                     check_expression(checker, statement->as.set.value));
        break;
    case STATEMENT_SET_BLOCK:
        check_capture(checker, &statement->as.set_block.scope, statement->as.set_block.body,
                      statement->as.set_block.filter);
        check_assign(checker, &statement->as.set_block.target, check_shape(&CHECK_HTML));
        break;
    case STATEMENT_WITH:
        check_with(checker, statement);
        break;
    case STATEMENT_BLOCK:
        check_block(checker, statement);
        break;
    case STATEMENT_INCLUDE:
        check_include(checker, statement);
        break;
    case STATEMENT_IMPORT:
        check_import(checker, statement);
        break;
    case STATEMENT_FROM:
        check_from(checker, statement);
        break;
    case STATEMENT_MACRO: {
        struct known known = check_any();
        known.macro = statement->as.macro.macro;
        check_assign(checker, &statement->as.macro.target, known);
        check_macro(checker, statement->as.macro.macro);
        break;
    }
    case STATEMENT_CALL:
        check_call(checker, statement);
        break;
    case STATEMENT_FILTER:
        check_capture(checker, &statement->as.filter.scope, statement->as.filter.body,
                      statement->as.filter.filter);
        break;
    }
}

/* How deep statements are in each other is bounded by the parser. */
static void check_all(struct checker *checker, const struct statement *list) {
    for (; list != NULL; list = list->next) {
        check_statement(checker, list);
    }
}

/* --- Templates --- */

static bool parent_has_block(const struct template *template, const struct block *block) {
    for (const struct template *at = template->parent; at != NULL; at = at->parent) {
        for (const struct block *other = at->blocks; other != NULL; other = other->next) {
            if (other->symbol == block->symbol) {
                return true;
            }
        }
    }
    return false;
}

static struct slice nearest_block(const struct template *template, const struct block *block) {
    struct nearest nearest;
    nearest_init(&nearest, block->name);
    for (const struct template *at = template->parent; at != NULL; at = at->parent) {
        for (const struct block *other = at->blocks; other != NULL; other = other->next) {
            nearest_offer(&nearest, other->name);
        }
    }
    return nearest.best;
}

/* Blocks of a template that extends another must be blocks of that one, or stand in one that is. */
static void check_overrides(struct checker *checker, const struct template *template) {
    if (template->parent == NULL) {
        return;
    }
    for (const struct block *block = template->blocks; block != NULL; block = block->next) {
        if (block->nested || parent_has_block(template, block)) {
            continue;
        }
        checker->failed = true;
        struct diagnostic *diagnostic =
            set_report(checker->set, MESSAGE_TEMPLATE_UNKNOWN_BLOCK,
                       place_of(template->path, block->start, block->end));
        diagnostic_argument(diagnostic, block->name);
        diagnostic_argument(diagnostic, template->parent->path);
        diagnostic_suggest(diagnostic, nearest_block(template, block));
    }
}

void check_template(struct checker *checker, const struct template *template,
                    struct check_context *context) {
    for (const struct template *at = template; at != NULL; at = at->parent) {
        check_overrides(checker, at);
        struct check_frame *frame = new_frame(checker, &at->function, context, NULL);
        struct check_top *top = arena_new(checker->set->arena, struct check_top, 1);
        top->template = at;
        top->slots = frame->slots;
        top->next = context->tops;
        context->tops = top;
        check_function(checker, frame);
    }
}

bool check_program(struct template_set *set, struct template *template, const struct shape *page) {
    if (set->globals == NULL) {
        return true; /* without shapes there is nothing to check against */
    }
    struct checker checker = {.set = set, .page = page, .number = ++set->check_count};
    checker.modules = arena_new(set->arena, struct check_top *, set->template_count);
    checker.module_begun = arena_new(set->arena, bool, set->template_count);
    check_template(&checker, template, check_new_context(&checker, template, NULL));
    return !checker.failed;
}

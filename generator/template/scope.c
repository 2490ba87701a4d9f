#include "template/scope.h"

#include <stdlib.h>

/* A name in a scope. */
struct variable {
    uint32_t symbol;
    uint32_t slot;
    struct frame *frame;
    struct variable *outer;    /* what the name meant before */
    struct variable *previous; /* made before it in its frame */
    bool stored;
    bool imported;
    bool parameter; /* gets its value from who opens the scope */
    bool empty;     /* it is nothing until it is set, whatever the context has */
};

/* A scope that is being worked on; the outermost one of a function is the function's own. */
struct frame {
    struct frame *parent;
    struct frame *function; /* the frame of its function */
    struct function *of;    /* that function */
    uint32_t depth;         /* functions around it */
    struct variable *variables;
    struct scope *scope;
};

struct resolver {
    struct template_set *set;
    struct template *template;
    struct arena *arena;
    struct variable **current; /* what each name means now, by symbol */
    struct frame *frame;
    uint32_t branches; /* if statements around what is being declared */
    uint32_t height;   /* of the function so far */
    uint32_t nesting;  /* of the statements now */
};

static struct variable *add_variable(struct resolver *resolver, struct frame *frame,
                                     uint32_t symbol) {
    struct variable *variable = arena_new(resolver->arena, struct variable, 1);
    variable->symbol = symbol;
    variable->slot = frame->of->slot_count++;
    variable->frame = frame;
    variable->previous = frame->variables;
    variable->outer = resolver->current[symbol];
    frame->variables = variable;
    resolver->current[symbol] = variable;
    return variable;
}

static struct reference reference_to(const struct resolver *resolver,
                                     const struct variable *variable) {
    return (struct reference){.slot = variable->slot,
                              .level = resolver->frame->depth - variable->frame->depth};
}

static void add_context_name(struct resolver *resolver, const struct variable *variable) {
    struct function *function = variable->frame->of;
    /* Room for a power of two of them. */
    uint32_t count = function->context_name_count;
    if ((count & (count - 1)) == 0) {
        uint32_t capacity = count == 0 ? 1 : count * 2;
        function->context_names =
            arena_grow(resolver->arena, function->context_names,
                       count * sizeof(struct context_name), capacity * sizeof(struct context_name));
    }
    function->context_names[count] =
        (struct context_name){.symbol = variable->symbol, .slot = variable->slot};
    function->context_name_count++;
}

/* A name that is read: if nothing sets it, its function takes it from the context. */
static void declare_read(struct resolver *resolver, uint32_t symbol) {
    if (resolver->current[symbol] == NULL) {
        struct variable *variable = add_variable(resolver, resolver->frame->function, symbol);
        add_context_name(resolver, variable);
    }
}

static void declare_stored(struct resolver *resolver, uint32_t symbol) {
    struct variable *variable = resolver->current[symbol];
    struct frame *frame = resolver->frame;
    if (variable == NULL && resolver->branches > 0) {
        /* Where the branch is not taken, the name keeps meaning what the context has. */
        declare_read(resolver, symbol);
        variable = resolver->current[symbol];
    }
    if (variable == NULL || variable->frame != frame) {
        bool nothing_outside = variable == NULL;
        variable = add_variable(resolver, frame, symbol);
        variable->empty = nothing_outside;
    }
    variable->stored = true;
}

static void declare_imported(struct resolver *resolver, uint32_t symbol) {
    declare_stored(resolver, symbol);
    resolver->current[symbol]->imported = true;
}

static void declare_parameter(struct resolver *resolver, uint32_t symbol, uint32_t *slot) {
    struct variable *variable = add_variable(resolver, resolver->frame, symbol);
    variable->stored = true;
    variable->parameter = true;
    *slot = variable->slot;
}

static void declare_parameters(struct resolver *resolver, struct target *target) {
    for (uint32_t i = 0; i < target->part_count; i++) {
        declare_parameters(resolver, &target->parts[i]);
    }
    if (target->part_count == 0) {
        target->reference.level = 0;
        declare_parameter(resolver, target->symbol, &target->reference.slot);
    }
}

static void declare_target(struct resolver *resolver, const struct target *target) {
    for (uint32_t i = 0; i < target->part_count; i++) {
        declare_target(resolver, &target->parts[i]);
    }
    if (target->member.length > 0) {
        declare_read(resolver, target->symbol);
    } else if (target->part_count == 0) {
        declare_stored(resolver, target->symbol);
    }
}

static void resolve_target(struct resolver *resolver, struct target *target) {
    for (uint32_t i = 0; i < target->part_count; i++) {
        resolve_target(resolver, &target->parts[i]);
    }
    if (target->part_count == 0) {
        target->reference = reference_to(resolver, resolver->current[target->symbol]);
    }
}

/* --- Expressions: the same walk declares the names and, later, resolves them. --- */

typedef void name_action(struct resolver *resolver, struct expression *name);

static void read_name(struct resolver *resolver, struct expression *name) {
    declare_read(resolver, name->as.name.symbol);
}

static void resolve_name(struct resolver *resolver, struct expression *name) {
    declare_read(resolver, name->as.name.symbol);
    name->as.name.reference = reference_to(resolver, resolver->current[name->as.name.symbol]);
}

static void walk(struct resolver *resolver, struct expression *expression, name_action *action);

static void walk_application(struct resolver *resolver, const struct application *application,
                             name_action *action) {
    for (; application != NULL; application = application->inner) {
        for (size_t i = 0; i < FILTER_PARAMETERS; i++) {
            walk(resolver, application->given[i], action);
        }
    }
}

/* The parser has bounded the depth of expressions. */
static void walk(struct resolver *resolver, struct expression *expression, name_action *action) {
    if (expression == NULL) {
        return;
    }
    switch ((enum expression_type)expression->type) {
    case EXPRESSION_LITERAL:
    case EXPRESSION_BODY:
        break;
    case EXPRESSION_NAME:
        action(resolver, expression);
        break;
    case EXPRESSION_ATTRIBUTE:
        walk(resolver, expression->as.attribute.of, action);
        break;
    case EXPRESSION_SUBSCRIPT:
        walk(resolver, expression->as.subscript.of, action);
        walk(resolver, expression->as.subscript.index, action);
        break;
    case EXPRESSION_SLICE:
        walk(resolver, expression->as.slice.of, action);
        walk(resolver, expression->as.slice.from, action);
        walk(resolver, expression->as.slice.to, action);
        walk(resolver, expression->as.slice.step, action);
        break;
    case EXPRESSION_CALL:
        walk(resolver, expression->as.call.of, action);
        for (uint32_t i = 0; i < expression->as.call.arguments.positional_count; i++) {
            walk(resolver, expression->as.call.arguments.positional[i], action);
        }
        for (uint32_t i = 0; i < expression->as.call.arguments.named_count; i++) {
            walk(resolver, expression->as.call.arguments.named[i].value, action);
        }
        break;
    case EXPRESSION_FILTER:
    case EXPRESSION_TEST:
        walk(resolver, expression->as.filter.of, action);
        walk_application(resolver, expression->as.filter.application, action);
        break;
    case EXPRESSION_CHOICE:
        walk(resolver, expression->as.choice.condition, action);
        walk(resolver, expression->as.choice.yes, action);
        walk(resolver, expression->as.choice.no, action);
        break;
    case EXPRESSION_CONCATENATE:
    case EXPRESSION_COMPARE:
    case EXPRESSION_LIST:
    case EXPRESSION_TUPLE:
    case EXPRESSION_MAP:
        for (uint32_t i = 0; i < expression->count; i++) {
            walk(resolver, expression->as.list.entries[i], action);
        }
        break;
    default:
        walk(resolver, expression->as.operation.left, action);
        walk(resolver, expression->as.operation.right, action);
    }
}

/* --- Declaring: which names the statements of one scope read and set, without looking into inner
 * scopes. --- */

static void declare(struct resolver *resolver, struct statement *statement);

static void declare_all(struct resolver *resolver, struct statement *list) {
    for (; list != NULL; list = list->next) {
        declare(resolver, list);
    }
}

static void declare_if(struct resolver *resolver, const struct statement *statement) {
    for (struct branch *branch = statement->as.branches; branch != NULL; branch = branch->next) {
        resolver->branches += branch == statement->as.branches ? 0 : 1;
        walk(resolver, branch->condition, read_name);
        resolver->branches += branch == statement->as.branches ? 1 : 0;
        declare_all(resolver, branch->body);
        resolver->branches--;
    }
}

static void declare(struct resolver *resolver, struct statement *statement) {
    switch ((enum statement_type)statement->type) {
    case STATEMENT_TEXT:
    case STATEMENT_EXTENDS:
    case STATEMENT_BLOCK:
    case STATEMENT_INCLUDE:
        break;
    case STATEMENT_OUTPUT:
        walk(resolver, statement->as.output, read_name);
        break;
    case STATEMENT_IF:
        declare_if(resolver, statement);
        break;
    case STATEMENT_FOR:
        walk(resolver, statement->as.loop.over, read_name);
        break;
    case STATEMENT_SET:
        walk(resolver, statement->as.set.value, read_name);
        declare_target(resolver, &statement->as.set.target);
        break;
    case STATEMENT_SET_BLOCK:
        declare_target(resolver, &statement->as.set_block.target);
        break;
    case STATEMENT_WITH:
        for (uint32_t i = 0; i < statement->as.with.count; i++) {
            walk(resolver, statement->as.with.assignments[i].value, read_name);
        }
        break;
    case STATEMENT_IMPORT:
        declare_imported(resolver, statement->as.include.target.symbol);
        break;
    case STATEMENT_FROM:
        for (uint32_t i = 0; i < statement->as.include.import_count; i++) {
            declare_imported(resolver, statement->as.include.imports[i].target.symbol);
        }
        break;
    case STATEMENT_MACRO:
        declare_stored(resolver, statement->as.macro.target.symbol);
        break;
    case STATEMENT_CALL:
        walk(resolver, statement->as.call.call, read_name);
        break;
    case STATEMENT_FILTER:
        walk(resolver, statement->as.filter.filter, read_name);
        break;
    }
}

/* --- Resolving --- */

static void resolve_all(struct resolver *resolver, struct statement *list);

static void open_frame(struct resolver *resolver, struct frame *frame, struct scope *scope) {
    *frame = (struct frame){.parent = resolver->frame,
                            .function = resolver->frame->function,
                            .of = resolver->frame->of,
                            .depth = resolver->frame->depth,
                            .scope = scope};
    scope->parent = resolver->frame->scope;
    scope->depth = frame->depth;
    resolver->frame = frame;
}

static void open_function(struct resolver *resolver, struct frame *frame,
                          struct function *function) {
    *frame = (struct frame){.parent = resolver->frame,
                            .function = frame,
                            .of = function,
                            .depth = resolver->frame == NULL ? 0 : resolver->frame->depth + 1,
                            .scope = &function->scope};
    function->scope.parent = resolver->frame == NULL ? NULL : resolver->frame->scope;
    function->scope.depth = frame->depth;
    resolver->frame = frame;
}

static int by_symbol(const void *left, const void *right) {
    uint32_t a = ((const struct visible *)left)->symbol;
    uint32_t b = ((const struct visible *)right)->symbol;
    return a < b ? -1 : a > b;
}

/* Writes down what happens when the scope begins, and which of its names others see. */
static void describe_scope(struct resolver *resolver, const struct frame *frame) {
    uint32_t count = 0;
    for (const struct variable *v = frame->variables; v != NULL; v = v->previous) {
        count++;
    }
    struct scope *scope = frame->scope;
    scope->entries = arena_new(resolver->arena, struct scope_entry, count);
    scope->visible = arena_new(resolver->arena, struct visible, count);
    bool is_function = frame == frame->function;
    for (const struct variable *v = frame->variables; v != NULL; v = v->previous) {
        if (v->stored) {
            scope->visible[scope->visible_count++] =
                (struct visible){.symbol = v->symbol, .slot = v->slot, .imported = v->imported};
        }
        /* The slots of a function are empty when it begins. */
        if (v->parameter || (is_function && v->outer == NULL)) {
            continue;
        }
        struct scope_entry *entry = &scope->entries[scope->entry_count++];
        entry->slot = v->slot;
        entry->empty = v->empty || v->outer == NULL;
        if (!entry->empty) {
            entry->outer = (struct reference){.slot = v->outer->slot,
                                              .level = frame->depth - v->outer->frame->depth};
        }
    }
    if (scope->visible_count > 1) {
        qsort(scope->visible, scope->visible_count, sizeof *scope->visible, by_symbol);
    }
}

static void close_frame(struct resolver *resolver) {
    struct frame *frame = resolver->frame;
    describe_scope(resolver, frame);
    for (const struct variable *v = frame->variables; v != NULL; v = v->previous) {
        resolver->current[v->symbol] = v->outer;
    }
    resolver->frame = frame->parent;
}

static void resolve_body(struct resolver *resolver, struct statement *body) {
    declare_all(resolver, body);
    resolve_all(resolver, body);
}

static void note_height(struct resolver *resolver, const struct expression *expression) {
    if (expression != NULL && resolver->nesting + expression->height > resolver->height) {
        resolver->height = resolver->nesting + expression->height;
    }
}

static void resolve_expression(struct resolver *resolver, struct expression *expression) {
    walk(resolver, expression, resolve_name);
    note_height(resolver, expression);
}

/* A copy of a target, for its slots are to be its own. The parser has bounded its depth. */
static void copy_parts(struct resolver *resolver, struct target *target) {
    if (target->part_count == 0) {
        return;
    }
    struct target *parts = arena_new(resolver->arena, struct target, target->part_count);
    for (uint32_t i = 0; i < target->part_count; i++) {
        parts[i] = target->parts[i];
        copy_parts(resolver, &parts[i]);
    }
    target->parts = parts;
}

static void resolve_loop(struct resolver *resolver, struct statement *statement) {
    struct frame frame;
    resolve_expression(resolver, statement->as.loop.over);
    statement->as.loop.first_slot = resolver->frame->of->slot_count;
    if (statement->as.loop.condition != NULL) {
        struct target *target = &statement->as.loop.condition_target;
        copy_parts(resolver, target);
        open_frame(resolver, &frame, &statement->as.loop.condition_scope);
        declare_parameters(resolver, target);
        walk(resolver, statement->as.loop.condition, read_name);
        resolve_expression(resolver, statement->as.loop.condition);
        close_frame(resolver);
    }
    open_frame(resolver, &frame, &statement->as.loop.scope);
    if (statement->as.loop.uses_loop) {
        declare_parameter(resolver, SYMBOL_LOOP, &statement->as.loop.loop_slot);
    }
    declare_parameters(resolver, &statement->as.loop.target);
    resolve_body(resolver, statement->as.loop.body);
    close_frame(resolver);
    open_frame(resolver, &frame, &statement->as.loop.else_scope);
    resolve_body(resolver, statement->as.loop.otherwise);
    close_frame(resolver);
    statement->as.loop.end_slot = resolver->frame->of->slot_count;
}

static void resolve_with(struct resolver *resolver, struct statement *statement) {
    struct frame frame;
    for (uint32_t i = 0; i < statement->as.with.count; i++) {
        resolve_expression(resolver, statement->as.with.assignments[i].value);
    }
    open_frame(resolver, &frame, &statement->as.with.scope);
    for (uint32_t i = 0; i < statement->as.with.count; i++) {
        declare_parameters(resolver, &statement->as.with.assignments[i].target);
    }
    resolve_body(resolver, statement->as.with.body);
    close_frame(resolver);
}

/* The body of a scope whose filter, if it has one, is applied outside it. */
static void resolve_capture(struct resolver *resolver, struct scope *scope, struct statement *body,
                            struct expression *filter) {
    struct frame frame;
    open_frame(resolver, &frame, scope);
    resolve_body(resolver, body);
    if (filter != NULL) {
        resolve_expression(resolver, filter);
    }
    close_frame(resolver);
}

static bool mentions(const struct resolver *resolver, const struct frame *frame, uint32_t symbol) {
    const struct variable *variable = resolver->current[symbol];
    return variable != NULL && variable->frame == frame;
}

static void resolve_macro(struct resolver *resolver, struct macro *macro) {
    struct frame frame;
    uint32_t height = resolver->height;
    uint32_t nesting = resolver->nesting;
    resolver->height = 0;
    resolver->nesting = 0;
    open_function(resolver, &frame, &macro->function);
    for (uint32_t i = 0; i < macro->parameter_count; i++) {
        declare_parameters(resolver, &macro->parameters[i].name);
    }
    /* `caller` is a name of every macro, even when the macro around it has one too. */
    macro->takes_caller = mentions(resolver, &frame, SYMBOL_CALLER);
    if (macro->uses_caller && !mentions(resolver, &frame, SYMBOL_CALLER)) {
        declare_parameter(resolver, SYMBOL_CALLER, &macro->caller_slot);
    }
    for (uint32_t i = 0; i < macro->parameter_count; i++) {
        resolve_expression(resolver, macro->parameters[i].fallback);
    }
    resolve_body(resolver, macro->function.body);
    close_frame(resolver);
    macro->function.height = resolver->height + 1;
    resolver->height = height;
    resolver->nesting = nesting;
}

static void resolve(struct resolver *resolver, struct statement *statement) {
    switch ((enum statement_type)statement->type) {
    case STATEMENT_TEXT:
    case STATEMENT_EXTENDS:
        break;
    case STATEMENT_OUTPUT:
        resolve_expression(resolver, statement->as.output);
        break;
    case STATEMENT_IF:
        for (struct branch *branch = statement->as.branches; branch != NULL;
             branch = branch->next) {
            resolve_expression(resolver, branch->condition);
            resolve_all(resolver, branch->body);
        }
        break;
    case STATEMENT_FOR:
        resolve_loop(resolver, statement);
        break;
    case STATEMENT_SET:
        resolve_expression(resolver, statement->as.set.value);
        resolve_target(resolver, &statement->as.set.target);
        break;
    case STATEMENT_SET_BLOCK:
        resolve_target(resolver, &statement->as.set_block.target);
        resolve_capture(resolver, &statement->as.set_block.scope, statement->as.set_block.body,
                        statement->as.set_block.filter);
        break;
    case STATEMENT_WITH:
        resolve_with(resolver, statement);
        break;
    case STATEMENT_BLOCK:
        statement->as.block.scope = resolver->frame->scope;
        break;
    case STATEMENT_INCLUDE:
        statement->as.include.scope = resolver->frame->scope;
        break;
    case STATEMENT_IMPORT:
        statement->as.include.scope = resolver->frame->scope;
        resolve_target(resolver, &statement->as.include.target);
        break;
    case STATEMENT_FROM:
        statement->as.include.scope = resolver->frame->scope;
        for (uint32_t i = 0; i < statement->as.include.import_count; i++) {
            resolve_target(resolver, &statement->as.include.imports[i].target);
        }
        break;
    case STATEMENT_MACRO:
        resolve_target(resolver, &statement->as.macro.target);
        resolve_macro(resolver, statement->as.macro.macro);
        break;
    case STATEMENT_CALL:
        resolve_expression(resolver, statement->as.call.call);
        resolve_macro(resolver, statement->as.call.body);
        break;
    case STATEMENT_FILTER:
        resolve_capture(resolver, &statement->as.filter.scope, statement->as.filter.body,
                        statement->as.filter.filter);
        break;
    }
}

static void resolve_all(struct resolver *resolver, struct statement *list) {
    resolver->nesting++;
    if (resolver->nesting > resolver->height) {
        resolver->height = resolver->nesting;
    }
    for (; list != NULL; list = list->next) {
        resolve(resolver, list);
    }
    resolver->nesting--;
}

static void resolve_function(struct resolver *resolver, struct function *function) {
    struct frame frame;
    resolver->height = 0;
    resolver->nesting = 0;
    open_function(resolver, &frame, function);
    resolve_body(resolver, function->body);
    close_frame(resolver);
    function->height = resolver->height + 1;
}

void scope_resolve(struct template_set *set, struct template *template) {
    struct resolver resolver = {.set = set, .template = template, .arena = set->arena};
    resolver.current = arena_new(set->arena, struct variable *, set->symbol_count);
    resolve_function(&resolver, &template->function);
    for (struct block *block = template->blocks; block != NULL; block = block->next) {
        resolve_function(&resolver, &block->function);
    }
}

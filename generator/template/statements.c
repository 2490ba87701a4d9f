/* Statements. */
#include "template/rendering.h"

#include "base/limits.h"
#include "template/objects.h"
#include "template/operators.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* What functions, expressions and statements in each other may take of the stack, in units of the
 * nesting that the parser counts. */
enum { LIMIT_RUNNING_DEPTH = 10 * LIMIT_TEMPLATE_DEPTH };

void rendering_deepen(struct rendering *render, uint32_t height) {
    render->depth += height;
    if (render->depth > LIMIT_RUNNING_DEPTH) {
        rendering_fail(render, NULL, MESSAGE_TEMPLATE_RUN_DEPTH, SLICE(""), SLICE(""));
    }
}

static int by_symbol(const void *key, const void *entry) {
    uint32_t symbol = *(const uint32_t *)key;
    uint32_t other = ((const struct visible *)entry)->symbol;
    return symbol < other ? -1 : symbol > other;
}

const struct visible *scope_find(const struct scope *scope, uint32_t symbol) {
    return scope->visible_count == 0 ? NULL
                                     : bsearch(&symbol, scope->visible, scope->visible_count,
                                               sizeof *scope->visible, by_symbol);
}

/* --- Names from the context --- */

/* What was set around the place of an include. */
static struct value resolve_given(const struct context *context, uint32_t symbol) {
    const struct activation *activation = context->given_from;
    uint32_t depth = context->given == NULL ? 0 : context->given->depth;
    for (const struct scope *scope = context->given; scope != NULL; scope = scope->parent) {
        while (depth > scope->depth) {
            activation = activation->outer;
            depth--;
        }
        const struct visible *visible = scope_find(scope, symbol);
        if (visible != NULL && activation->slots[visible->slot].type != VALUE_UNDEFINED) {
            return activation->slots[visible->slot];
        }
    }
    return value_undefined();
}

static struct value resolve_global(struct rendering *render, uint32_t symbol) {
    if (!render->global_known[symbol]) {
        struct slice name = render->set->symbol_names[symbol];
        struct value value = rendering_attribute(render, NULL, render->globals, name);
        render->global_values[symbol] =
            value.type == VALUE_UNDEFINED ? object_builtin(name) : value;
        render->global_known[symbol] = true;
    }
    return render->global_values[symbol];
}

struct slice rendering_language(struct rendering *render) {
    if (!render->language_known) {
        struct value language =
            rendering_attribute(render, NULL, render->globals, SLICE("language"));
        render->language =
            language.type == VALUE_TEXT ? value_slice(language) : render->set->options.language;
        render->language_known = true;
    }
    return render->language;
}

static struct value super_of(struct rendering *render, const struct activation *activation) {
    if (activation->stack == NULL || activation->block_index + 1 >= activation->stack->count) {
        return value_undefined();
    }
    struct block_object *block = arena_new(render->arena, struct block_object, 1);
    block->header.type = &OBJECT_BLOCK;
    block->stack = activation->stack;
    block->index = activation->block_index + 1;
    block->context = activation->context;
    return value_object(&block->header);
}

static struct value self_of(struct rendering *render, const struct activation *activation) {
    struct self_object *self = arena_new(render->arena, struct self_object, 1);
    self->header.type = &OBJECT_SELF;
    self->set = render->set;
    self->context = activation->context;
    return value_object(&self->header);
}

struct value rendering_resolve(struct rendering *render, const struct activation *activation,
                               uint32_t symbol) {
    if (symbol == SYMBOL_SUPER) {
        return super_of(render, activation);
    }
    if (symbol == SYMBOL_SELF) {
        return self_of(render, activation);
    }
    for (const struct context *context = activation->context; context != NULL;
         context = context->outer) {
        for (const struct activation *top = context->tops; top != NULL; top = top->next_top) {
            const struct visible *visible = scope_find(&top->function->scope, symbol);
            if (visible != NULL && top->slots[visible->slot].type != VALUE_UNDEFINED) {
                return top->slots[visible->slot];
            }
        }
        struct value given = resolve_given(context, symbol);
        if (given.type != VALUE_UNDEFINED) {
            return given;
        }
    }
    return resolve_global(render, symbol);
}

/* --- Functions --- */

struct activation *rendering_activate(struct rendering *render, const struct function *function,
                                      struct context *context, struct activation *outer,
                                      uint32_t call_offset) {
    rendering_count_bytes(render,
                          sizeof(struct activation) + function->slot_count * sizeof(struct value));
    struct activation *activation = arena_new(render->arena, struct activation, 1);
    activation->slots = arena_new(render->arena, struct value, function->slot_count);
    activation->function = function;
    activation->context = context;
    activation->outer = outer;
    activation->caller = render->current;
    activation->call_offset = call_offset;
    return activation;
}

/* Gives the slots that a scope sets the values that their names have outside it. */
static void enter(struct activation *activation, const struct scope *scope) {
    for (uint32_t i = 0; i < scope->entry_count; i++) {
        const struct scope_entry *entry = &scope->entries[i];
        const struct activation *from = activation;
        for (uint32_t level = entry->outer.level; level > 0; level--) {
            from = from->outer;
            assert(from != NULL);
        }
        activation->slots[entry->slot] =
            entry->empty ? value_undefined() : from->slots[entry->outer.slot];
    }
}

void rendering_enter(struct rendering *render, const struct scope *scope) {
    enter(render->current, scope);
}

void rendering_begin(struct rendering *render, struct activation *activation) {
    const struct function *function = activation->function;
    for (uint32_t i = 0; i < function->context_name_count; i++) {
        const struct context_name *name = &function->context_names[i];
        activation->slots[name->slot] = rendering_resolve(render, activation, name->symbol);
    }
    enter(activation, &function->scope);
}

void rendering_run(struct rendering *render, struct activation *activation) {
    const struct function *function = activation->function;
    struct activation *caller = render->current;
    const struct statement *statement = render->statement;
    render->current = activation;
    rendering_deepen(render, function->height);
    rendering_statements(render, function->body);
    render->depth -= function->height;
    render->current = caller;
    render->statement = statement;
}

void rendering_template(struct rendering *render, const struct template *template,
                        struct context *context, uint32_t call_offset) {
    for (; template != NULL; template = template->parent) {
        struct activation *activation =
            rendering_activate(render, &template->function, context, NULL, call_offset);
        rendering_begin(render, activation);
        activation->next_top = context->tops;
        context->tops = activation;
        rendering_run(render, activation);
    }
}

void rendering_block(struct rendering *render, const struct block_stack *stack, uint32_t index,
                     struct context *context, uint32_t call_offset) {
    struct activation *activation =
        rendering_activate(render, &stack->blocks[index]->function, context, NULL, call_offset);
    activation->stack = stack;
    activation->block_index = index;
    rendering_begin(render, activation);
    rendering_run(render, activation);
}

struct value rendering_macro(struct rendering *render, const struct macro *macro) {
    struct macro_object *object = arena_new(render->arena, struct macro_object, 1);
    object->header.type = &OBJECT_MACRO;
    object->macro = macro;
    object->outer = render->current;
    object->context = render->current->context;
    return value_object(&object->header);
}

/* --- Captures --- */

struct scratch *rendering_capture(struct rendering *render) {
    struct scratch *scratch = render->free_scratch;
    if (scratch == NULL) {
        scratch = arena_new(render->arena, struct scratch, 1);
        buffer_init(&scratch->buffer, render->arena);
    } else {
        render->free_scratch = scratch->next;
    }
    buffer_truncate(&scratch->buffer, 0);
    scratch->outer = render->out;
    render->out = &scratch->buffer;
    return scratch;
}

struct value rendering_captured(struct rendering *render, struct scratch *scratch) {
    struct slice text = buffer_slice(&scratch->buffer);
    rendering_count_bytes(render, text.length);
    render->out = scratch->outer;
    scratch->next = render->free_scratch;
    render->free_scratch = scratch;
    return value_html(arena_copy(render->arena, text));
}

/* --- Statements --- */

void rendering_assign(struct rendering *render, const struct target *target, struct value value) {
    if (target->part_count == 0) {
        struct value *slot =
            &rendering_outwards(render, target->reference.level)->slots[target->reference.slot];
        if (target->member.length == 0) {
            *slot = value;
        } else if (object_is(*slot, &OBJECT_NAMESPACE)) {
            object_namespace_set(render, (struct namespace_object *)(uintptr_t)slot->as.object,
                                 target->member, value);
        } else {
            rendering_fail(render, NULL, MESSAGE_TEMPLATE_RUN_NOT_NAMESPACE, target->name,
                           SLICE(""));
        }
        return;
    }
    struct value list = rendering_list(render, NULL, value);
    if (list.length != target->part_count) {
        rendering_fail(render, NULL, MESSAGE_TEMPLATE_RUN_UNPACK,
                       arena_format(render->arena, "%u", (unsigned)target->part_count),
                       arena_format(render->arena, "%u", (unsigned)list.length));
    }
    for (uint32_t i = 0; i < target->part_count; i++) {
        rendering_assign(render, &target->parts[i], list.as.list[i]);
    }
}

static void run_if(struct rendering *render, const struct statement *statement) {
    for (const struct branch *branch = statement->as.branches; branch != NULL;
         branch = branch->next) {
        rendering_count_steps(render, 1);
        if (branch->condition == NULL ||
            value_truth(rendering_evaluate(render, branch->condition))) {
            rendering_statements(render, branch->body);
            return;
        }
    }
}

static bool takes_part(struct rendering *render, const struct statement *statement,
                       struct value entry) {
    if (statement->as.loop.condition == NULL) {
        return true;
    }
    rendering_enter(render, &statement->as.loop.condition_scope);
    rendering_assign(render, &statement->as.loop.condition_target, entry);
    return value_truth(rendering_evaluate(render, statement->as.loop.condition));
}

static void run_turn(struct rendering *render, const struct statement *statement,
                     struct value entry) {
    const struct target *target = &statement->as.loop.target;
    render->statement = statement;
    rendering_count_steps(render, 1);
    rendering_enter(render, &statement->as.loop.scope);
    if (target->part_count == 0) {
        render->current->slots[target->reference.slot] = entry;
    } else {
        rendering_assign(render, target, entry);
    }
    rendering_statements(render, statement->as.loop.body);
}

/* A loop whose body uses `loop`. */
static bool run_observed(struct rendering *render, const struct statement *statement,
                         struct value list, uint32_t depth) {
    struct loop_object *loop = arena_new(render->arena, struct loop_object, 1);
    loop->header.type = &OBJECT_LOOP;
    loop->render = render;
    loop->statement = statement;
    loop->activation = render->current;
    loop->source = list;
    loop->depth = depth;
    if (statement->as.loop.condition == NULL) {
        /* All take part: the list itself is what is known. It is only read. */
        loop->items = (struct value *)(uintptr_t)list.as.list;
        loop->known = list.length;
        loop->taken = list.length;
    }
    render->current->slots[statement->as.loop.loop_slot] = value_object(&loop->header);
    for (; object_loop_reaches(loop, loop->index); loop->index++) {
        run_turn(render, statement, loop->items[loop->index]);
    }
    return loop->index > 0;
}

static bool run_plain(struct rendering *render, const struct statement *statement,
                      struct value list) {
    bool any = false;
    for (uint32_t i = 0; i < list.length; i++) {
        if (takes_part(render, statement, list.as.list[i])) {
            run_turn(render, statement, list.as.list[i]);
            any = true;
        }
    }
    return any;
}

void rendering_loop(struct rendering *render, const struct statement *statement, struct value over,
                    uint32_t depth) {
    bool any = statement->as.loop.uses_loop ? run_observed(render, statement, over, depth)
                                            : run_plain(render, statement, over);
    if (!any && statement->as.loop.otherwise != NULL) {
        rendering_enter(render, &statement->as.loop.else_scope);
        rendering_statements(render, statement->as.loop.otherwise);
    }
}

static void run_for(struct rendering *render, const struct statement *statement) {
    struct value over = rendering_evaluate(render, statement->as.loop.over);
    if (over.type != VALUE_LIST) {
        over = rendering_list(render, statement->as.loop.over, over);
    }
    rendering_loop(render, statement, over, 0);
}

static struct value captured_body(struct rendering *render, const struct scope *scope,
                                  const struct statement *body, const struct expression *filter) {
    struct scratch *scratch = rendering_capture(render);
    rendering_enter(render, scope);
    rendering_statements(render, body);
    struct value value = rendering_captured(render, scratch);
    if (filter != NULL) {
        const struct value *outer = render->body;
        render->body = &value;
        struct value result = rendering_evaluate(render, filter);
        render->body = outer;
        return result;
    }
    return value;
}

static void run_set_block(struct rendering *render, const struct statement *statement) {
    struct value value =
        captured_body(render, &statement->as.set_block.scope, statement->as.set_block.body,
                      statement->as.set_block.filter);
    if (statement->as.set_block.filter != NULL && value.type != VALUE_TEXT) {
        value = value_made_text(
            render, value_to_text(render, statement->as.set_block.filter, value), false);
    }
    rendering_assign(render, &statement->as.set_block.target, value);
}

static void run_with(struct rendering *render, const struct statement *statement) {
    uint32_t count = statement->as.with.count;
    rendering_count_bytes(render, count * sizeof(struct value));
    struct value *values = arena_new(render->arena, struct value, count);
    for (uint32_t i = 0; i < count; i++) {
        values[i] = rendering_evaluate(render, statement->as.with.assignments[i].value);
    }
    rendering_enter(render, &statement->as.with.scope);
    for (uint32_t i = 0; i < count; i++) {
        rendering_assign(render, &statement->as.with.assignments[i].target, values[i]);
    }
    rendering_statements(render, statement->as.with.body);
}

static struct context *new_context(struct rendering *render, const struct template *template,
                                   const struct scope *scope) {
    struct context *context = arena_new(render->arena, struct context, 1);
    context->template = template;
    if (scope != NULL) {
        context->outer = render->current->context;
        context->given = scope;
        context->given_from = render->current;
    }
    return context;
}

static void run_block(struct rendering *render, const struct statement *statement) {
    const struct block *block = statement->as.block.block;
    struct context *context = render->current->context;
    const struct block_stack *stack = set_find_blocks(context->template, block->symbol);
    if (block->scoped) {
        context = new_context(render, context->template, statement->as.block.scope);
    }
    rendering_block(render, stack, 0, context, statement->start);
}

static void run_include(struct rendering *render, const struct statement *statement) {
    const struct template *template = statement->as.include.template;
    if (template == NULL) {
        return;
    }
    const struct scope *scope =
        statement->as.include.with_context ? statement->as.include.scope : NULL;
    rendering_template(render, template, new_context(render, template, scope), statement->start);
}

/* The names that a template sets, after running it for nothing but them. */
static struct value load_module(struct rendering *render, const struct statement *statement) {
    const struct template *template = statement->as.include.template;
    bool with_context = statement->as.include.with_context;
    if (!with_context && render->modules[template->index].type != VALUE_UNDEFINED) {
        return render->modules[template->index];
    }
    struct module_object *module = arena_new(render->arena, struct module_object, 1);
    module->header.type = &OBJECT_MODULE;
    module->set = render->set;
    module->context =
        new_context(render, template, with_context ? statement->as.include.scope : NULL);
    struct scratch *scratch = rendering_capture(render);
    rendering_template(render, template, module->context, statement->start);
    rendering_captured(render, scratch);
    struct value value = value_object(&module->header);
    if (!with_context) {
        render->modules[template->index] = value;
    }
    return value;
}

static void run_from(struct rendering *render, const struct statement *statement) {
    struct value module = load_module(render, statement);
    for (uint32_t i = 0; i < statement->as.include.import_count; i++) {
        const struct imported *imported = &statement->as.include.imports[i];
        rendering_assign(
            render, &imported->target,
            object_module_name((const struct module_object *)module.as.object, imported->symbol));
    }
}

static void run_call(struct rendering *render, const struct statement *statement) {
    const struct expression *call = statement->as.call.call;
    bool direct = statement->escaping == ESCAPING_TEXT || statement->escaping == ESCAPING_PLAIN;
    struct value value =
        rendering_call(render, call, rendering_macro(render, statement->as.call.body), &direct);
    if (!direct) {
        rendering_write(render, call, value, (enum escaping)statement->escaping);
    }
}

static void run_filter(struct rendering *render, const struct statement *statement) {
    const struct expression *filter = statement->as.filter.filter;
    struct value value =
        captured_body(render, &statement->as.filter.scope, statement->as.filter.body, filter);
    rendering_write(render, filter, value, (enum escaping)statement->escaping);
}

static void run_statement(struct rendering *render, const struct statement *statement) {
    switch ((enum statement_type)statement->type) {
    case STATEMENT_TEXT:
    case STATEMENT_OUTPUT:
    case STATEMENT_EXTENDS:
        break;
    case STATEMENT_IF:
        run_if(render, statement);
        break;
    case STATEMENT_FOR:
        run_for(render, statement);
        break;
    case STATEMENT_SET:
        rendering_assign(render, &statement->as.set.target,
                         rendering_evaluate(render, statement->as.set.value));
        break;
    case STATEMENT_SET_BLOCK:
        run_set_block(render, statement);
        break;
    case STATEMENT_WITH:
        run_with(render, statement);
        break;
    case STATEMENT_BLOCK:
        run_block(render, statement);
        break;
    case STATEMENT_INCLUDE:
        run_include(render, statement);
        break;
    case STATEMENT_IMPORT:
        rendering_assign(render, &statement->as.include.target, load_module(render, statement));
        break;
    case STATEMENT_FROM:
        run_from(render, statement);
        break;
    case STATEMENT_MACRO:
        rendering_assign(render, &statement->as.macro.target,
                         rendering_macro(render, statement->as.macro.macro));
        break;
    case STATEMENT_CALL:
        run_call(render, statement);
        break;
    case STATEMENT_FILTER:
        run_filter(render, statement);
        break;
    }
}

/* Between statements and at the end: what one of them writes is limited by itself. */
static void check_bytes(struct rendering *render) {
    if (render->out->length > render->out_limit) {
        rendering_fail(render, NULL, MESSAGE_TEMPLATE_RUN_BYTES, SLICE(""), SLICE(""));
    }
}

void rendering_statements(struct rendering *render, const struct statement *list) {
    for (const struct statement *statement = list; statement != NULL; statement = statement->next) {
        if (statement->type == STATEMENT_TEXT) {
            struct buffer *out = render->out;
            size_t length = statement->as.text.length;
            if (out->capacity - out->length < length) {
                buffer_reserve(out, length);
            }
            memcpy(out->data + out->length, statement->as.text.data, length);
            out->length += length;
            continue;
        }
        render->statement = statement;
        rendering_count_steps(render, 1);
        check_bytes(render);
        if (statement->type == STATEMENT_OUTPUT) {
            rendering_output(render, statement->as.output, (enum escaping)statement->escaping);
        } else {
            run_statement(render, statement);
        }
    }
    check_bytes(render);
}

void template_render(const struct template_program *program, struct value globals,
                     struct arena *arena, struct buffer *out, struct template_result *result) {
    struct template_set *set = program->set;
    struct rendering render = {.set = set,
                               .arena = arena,
                               .out = out,
                               .out_limit = out->length + LIMIT_TEMPLATE_BYTES,
                               .globals = globals,
                               .result = result};
    render.global_values = arena_new(arena, struct value, set->symbol_count);
    render.global_known = arena_new(arena, bool, set->symbol_count);
    render.modules = arena_new(arena, struct value, set->template_count);
    *result = (struct template_result){.failed = false};
    if (setjmp(render.failed) != 0) {
        return;
    }
    struct context context = {.template = program->template};
    rendering_template(&render, program->template, &context, 0);
}

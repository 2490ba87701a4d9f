/* A set of templates: loading each once, and linking those that belong together. */
#include "template/set.h"

#include "base/nearest.h"
#include "template/check.h"
#include "template/escaping.h"
#include "template/parser.h"
#include "template/scope.h"

#include <assert.h>
#include <stdlib.h>

bool set_find_symbol(const struct template_set *set, struct slice name, uint32_t *symbol) {
    const void *found = map_get(&set->symbols, name);
    if (found == NULL) {
        return false;
    }
    *symbol = (uint32_t)((uintptr_t)found - 1);
    return true;
}

uint32_t set_symbol(struct template_set *set, struct slice name) {
    uint32_t symbol = 0;
    if (set_find_symbol(set, name, &symbol)) {
        return symbol;
    }
    if (set->symbol_count == set->symbol_capacity) {
        uint32_t capacity = set->symbol_capacity == 0 ? 64 : set->symbol_capacity * 2;
        set->symbol_names =
            arena_grow(set->arena, set->symbol_names, set->symbol_capacity * sizeof(struct slice),
                       capacity * sizeof(struct slice));
        set->symbol_capacity = capacity;
    }
    symbol = set->symbol_count++;
    set->symbol_names[symbol] = name;
    /* The map holds pointers; a number one higher stands for one that is never NULL. */
    *map_place(&set->symbols, name) = (void *)(uintptr_t)(symbol + 1);
    return symbol;
}

struct template_set *template_set_create(const struct template_loader *loader,
                                         const struct template_options *options,
                                         const struct shape *globals, struct arena *arena,
                                         struct diagnostics *diagnostics) {
    struct template_set *set = arena_new(arena, struct template_set, 1);
    set->loader = loader;
    set->options = *options;
    set->globals = globals;
    set->arena = arena;
    set->diagnostics = diagnostics;
    map_init(&set->symbols, arena);
    map_init(&set->by_path, arena);
    map_init(&set->reported, arena);
    diagnostics_init(&set->repeated, arena);
    static const struct slice special[] = {SLICE_INIT("super"), SLICE_INIT("self"),
                                           SLICE_INIT("loop"), SLICE_INIT("caller"),
                                           SLICE_INIT("page")};
    for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
        set_symbol(set, special[i]);
    }
    return set;
}

static struct template *read_template(struct template_set *set, struct slice name,
                                      struct slice path, struct slice text) {
    struct template *template = arena_new(set->arena, struct template, 1);
    template->name = arena_copy(set->arena, name);
    template->path = path;
    template->text = text;
    template->index = set->template_count;
    if (set->template_count == set->template_capacity) {
        uint32_t capacity = set->template_capacity == 0 ? 16 : set->template_capacity * 2;
        set->templates =
            arena_grow(set->arena, set->templates, set->template_capacity * sizeof *set->templates,
                       capacity * sizeof *set->templates);
        set->template_capacity = capacity;
    }
    set->templates[set->template_count++] = template;
    parser_read(set, template);
    if (!template->broken) {
        scope_resolve(set, template);
    }
    return template;
}

/* The template `name` as asked for by the one at `from`; NULL if there is none. */
static struct template *load(struct template_set *set, struct slice name, struct slice from) {
    struct slice text = SLICE("");
    struct slice path = SLICE("");
    if (!set->loader->load(set->loader->context, name, from, &text, &path)) {
        return NULL;
    }
    void **place = map_place(&set->by_path, path);
    if (*place == NULL) {
        struct template *template = read_template(set, name, path, text);
        place = map_place(&set->by_path, path);
        *place = template;
    }
    return *place;
}

struct template *set_instance(struct template_set *set, struct template *template,
                              const struct html_state *begins) {
    /* Nobody includes one template in so many places of HTML; one that includes itself might. */
    enum { LIMIT_COPIES = 32 };
    struct template *first = map_get(&set->by_path, template->path);
    struct template *last = first;
    for (struct template *at = first; at != NULL; at = at->other) {
        last = at;
        if (at->begins == NULL || html_states_equal(at->begins, begins)) {
            at->begins = at->begins == NULL ? begins : at->begins;
            return at;
        }
    }
    assert(first != NULL);
    if (first->copies++ == LIMIT_COPIES) {
        return NULL;
    }
    last->other = read_template(set, template->name, template->path, template->text);
    last->other->begins = begins;
    set_link(set, last->other->index);
    return last->other;
}

struct diagnostic *set_report(struct template_set *set, enum message message, struct place place) {
    struct slice key = arena_format(set->arena, "%d %u %.*s", (int)message, (unsigned)place.start,
                                    slice_width(place.path), place.path.data);
    void **seen = map_place(&set->reported, key);
    bool again = *seen != NULL;
    *seen = set;
    return diagnostic_add(again ? &set->repeated : set->diagnostics, message, place);
}

static void report_missing(struct template_set *set, struct template *template, struct slice name,
                           uint32_t start, uint32_t end) {
    struct nearest nearest;
    nearest_init(&nearest, name);
    struct slice candidate;
    for (size_t i = 0;
         set->loader->name != NULL && set->loader->name(set->loader->context, i, &candidate); i++) {
        nearest_offer(&nearest, candidate);
    }
    struct diagnostic *diagnostic = diagnostic_add(set->diagnostics, MESSAGE_TEMPLATE_NOT_FOUND,
                                                   place_of(template->path, start, end));
    diagnostic_argument(diagnostic, name);
    diagnostic_suggest(diagnostic, nearest.best);
    template->broken = true;
}

/* Finds the templates that the include, import and from statements of one name. */
static void link_include(struct template_set *set, struct template *template,
                         struct statement *statement) {
    for (uint32_t i = 0; i < statement->as.include.name_count; i++) {
        statement->as.include.template = load(set, statement->as.include.names[i], template->path);
        if (statement->as.include.template != NULL) {
            return;
        }
    }
    if (!statement->as.include.ignore_missing && statement->as.include.name_count > 0) {
        uint32_t start = statement->as.include.starts[0];
        struct slice name = statement->as.include.names[0];
        report_missing(set, template, name, start, start + (uint32_t)name.length + 2);
    }
}

static bool extends_itself(const struct template *template) {
    for (const struct template *at = template->parent; at != NULL; at = at->parent) {
        if (at == template) {
            return true;
        }
    }
    return false;
}

static void link_parent(struct template_set *set, struct template *template) {
    const struct statement *extends = template->extends;
    template->parent = load(set, extends->as.extends.name, template->path);
    if (template->parent == NULL) {
        report_missing(set, template, extends->as.extends.name, extends->start, extends->end);
    } else if (extends_itself(template)) {
        diagnostic_argument(diagnostic_add(set->diagnostics, MESSAGE_TEMPLATE_EXTENDS_ITSELF,
                                           place_of(template->path, extends->start, extends->end)),
                            template->name);
        template->broken = true;
        template->parent = NULL;
    }
}

void set_link(struct template_set *set, uint32_t from) {
    /* Linking loads more templates, at the end of the list. */
    for (uint32_t i = from; i < set->template_count; i++) {
        struct template *template = set->templates[i];
        if (template->broken) {
            continue;
        }
        for (uint32_t j = 0; j < template->include_count; j++) {
            link_include(set, template, template->includes[j]);
        }
        if (template->extends != NULL) {
            link_parent(set, template);
        }
    }
}

/* --- Blocks --- */

static int by_symbol(const void *left, const void *right) {
    uint32_t a = ((const struct block_stack *)left)->symbol;
    uint32_t b = ((const struct block_stack *)right)->symbol;
    return a < b ? -1 : a > b;
}

static int by_wanted_symbol(const void *key, const void *entry) {
    uint32_t symbol = *(const uint32_t *)key;
    uint32_t other = ((const struct block_stack *)entry)->symbol;
    return symbol < other ? -1 : symbol > other;
}

const struct block_stack *set_find_blocks(const struct template *template, uint32_t symbol) {
    return template->stack_count == 0 ? NULL
                                      : bsearch(&symbol, template->stacks, template->stack_count,
                                                sizeof *template->stacks, by_wanted_symbol);
}

void set_stack_blocks(struct template_set *set, struct template *template) {
    if (template->stacks != NULL) {
        return;
    }
    size_t count = 0;
    size_t levels = 0;
    for (const struct template *at = template; at != NULL; at = at->parent, levels++) {
        for (const struct block *block = at->blocks; block != NULL; block = block->next) {
            count++;
        }
    }
    template->stacks = arena_new(set->arena, struct block_stack, count + 1);
    uint32_t *place = arena_new(set->arena, uint32_t, set->symbol_count);
    for (const struct template *at = template; at != NULL; at = at->parent) {
        for (struct block *block = at->blocks; block != NULL; block = block->next) {
            if (place[block->symbol] == 0) {
                place[block->symbol] = ++template->stack_count;
                struct block_stack *stack = &template->stacks[template->stack_count - 1];
                stack->symbol = block->symbol;
                stack->blocks = arena_new(set->arena, struct block *, levels);
            }
            struct block_stack *stack = &template->stacks[place[block->symbol] - 1];
            stack->blocks[stack->count++] = block;
        }
    }
    qsort(template->stacks, template->stack_count, sizeof *template->stacks, by_symbol);
}

/* --- Compiling --- */

/* Every template that rendering `template` may run, each once. */
struct reachable set_reachable(struct template_set *set, struct template *template) {
    struct reachable reachable = {
        .templates = arena_new(set->arena, struct template *, set->template_count)};
    bool *seen = arena_new(set->arena, bool, set->template_count);
    reachable.templates[reachable.count++] = template;
    seen[template->index] = true;
    for (size_t i = 0; i < reachable.count; i++) {
        struct template *at = reachable.templates[i];
        for (uint32_t j = 0; j <= at->include_count; j++) {
            struct template *next =
                j == at->include_count ? at->parent : at->includes[j]->as.include.template;
            if (next != NULL && !seen[next->index]) {
                seen[next->index] = true;
                reachable.templates[reachable.count++] = next;
            }
        }
    }
    return reachable;
}

static bool any_broken(struct reachable reachable) {
    for (size_t i = 0; i < reachable.count; i++) {
        if (reachable.templates[i]->broken) {
            return true;
        }
    }
    return false;
}

/* Complains about blocks that must be filled in and are not. False if there are any. */
static bool required_blocks_filled(struct template_set *set, const struct template *template) {
    bool filled = true;
    for (uint32_t i = 0; i < template->stack_count; i++) {
        const struct block_stack *stack = &template->stacks[i];
        const struct block *block = stack->blocks[0];
        if (stack->count > 1 || !block->required) {
            continue;
        }
        struct diagnostic *diagnostic =
            set_report(set, MESSAGE_TEMPLATE_BLOCK_NEEDED,
                       place_of(block->function.template->path, block->start, block->end));
        diagnostic_argument(diagnostic, block->name);
        diagnostic_argument(diagnostic, template->path);
        filled = false;
    }
    return filled;
}

static const struct html_state BEGINNING = {.place = HTML_TEXT};

struct template_program *template_compile(struct template_set *set, struct slice name,
                                          const struct shape *page) {
    uint32_t known = set->template_count;
    struct template *template = load(set, name, SLICE(""));
    if (template == NULL) {
        return NULL;
    }
    set_link(set, known);
    if (!set->options.plain_escaping) {
        template = set_instance(set, template, &BEGINNING);
    }
    if (template == NULL || any_broken(set_reachable(set, template)) ||
        (!set->options.plain_escaping && !escaping_decide(set, template))) {
        return NULL;
    }
    /* Deciding the escaping may have made more copies of included templates. */
    struct reachable reachable = set_reachable(set, template);
    for (size_t i = 0; i < reachable.count; i++) {
        set_stack_blocks(set, reachable.templates[i]);
    }
    if (any_broken(reachable) || !required_blocks_filled(set, template) ||
        !check_program(set, template, page)) {
        return NULL;
    }
    struct template_program *program = arena_new(set->arena, struct template_program, 1);
    program->set = set;
    program->template = template;
    return program;
}

struct slice template_program_path(const struct template_program *program) {
    return program->template->path;
}

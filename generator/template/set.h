/* A set of templates, from inside the room. */
#ifndef TEMPLATE_SET_H
#define TEMPLATE_SET_H

#include "base/map.h"
#include "template/html_state.h"
#include "template/template.h"
#include "template/tree.h"

struct template_set {
    const struct template_loader *loader;
    struct template_options options;
    const struct shape *globals;
    struct arena *arena;
    struct diagnostics *diagnostics;
    struct map symbols; /* name → its number and 1 */
    struct map by_path; /* path → template */
    uint32_t check_count;
    struct diagnostics repeated;
    struct map reported; /* mistakes that are diagnostics already: found again for another page,
                            they are told once */
    struct slice *symbol_names;
    uint32_t symbol_count;
    uint32_t symbol_capacity;
    struct template **templates;
    uint32_t template_count;
    uint32_t template_capacity;
};

struct template_program {
    struct template_set *set;
    struct template *template;
};

/* The names that mean something special have the first numbers. */
enum { SYMBOL_SUPER, SYMBOL_SELF, SYMBOL_LOOP, SYMBOL_CALLER, SYMBOL_PAGE };

/* The number of a name in this set; the same name has always the same number. */
uint32_t set_symbol(struct template_set *set, struct slice name);

/* Loads what the templates from number `from` on extend, include and import. */
void set_link(struct template_set *set, uint32_t from);
/* The template, or a copy of it of which the escaping is decided for beginning at that place in
 * HTML. */
struct template *set_instance(struct template_set *set, struct template *template,
                              const struct html_state *begins);
/* Puts the blocks of a template and its parents together. */
void set_stack_blocks(struct template_set *set, struct template *template);
/* The blocks of that name, or NULL. */
const struct block_stack *set_find_blocks(const struct template *template, uint32_t symbol);
/* Adds a diagnostic, once for each message and place: what is found again while compiling another
 * page gets one that nobody sees. */
struct diagnostic *set_report(struct template_set *set, enum message message, struct place place);
struct reachable {
    struct template **templates;
    size_t count;
};
/* Every template that rendering `template` may run, each once. */
struct reachable set_reachable(struct template_set *set, struct template *template);
/* The number of a name if it has one. */
bool set_find_symbol(const struct template_set *set, struct slice name, uint32_t *symbol);
/* What a scope makes visible under that name, or NULL. */
const struct visible *scope_find(const struct scope *scope, uint32_t symbol);

#endif

/* Rendering: the state of one page being made, and what the files of the room that walk the tree
 * share. Inside the room.
 *
 * A failure ends the rendering at once (rendering_fail does not return): nothing needs to be
 * cleaned up, for everything lives in the page's arena, and what was written stays. */
#ifndef TEMPLATE_RENDERING_H
#define TEMPLATE_RENDERING_H

#include "base/limits.h"
#include "template/filters.h"
#include "template/set.h"
#include "template/template.h"
#include "template/tree.h"

#include <setjmp.h>

/* The names that templates see beside their own: what their top level set, and what was given to an
 * included one. A template and those it extends share one. */
struct context {
    const struct template *template; /* the one whose blocks count */
    struct activation *tops;         /* of its own top level and its parents', the latest first */
    const struct context
        *outer; /* of an include: the context of who includes it. NULL: the globals */
    const struct scope *given;     /* of an include: what is set where it stands, */
    struct activation *given_from; /* with the values here */
};

/* A function that is running, or whose macros still may. */
struct activation {
    const struct function *function;
    struct value *slots;
    struct activation *outer; /* of the function that its macro stands in */
    struct context *context;
    struct activation *caller; /* who runs it, and where */
    uint32_t call_offset;
    struct activation *next_top;
    const struct block_stack
        *stack; /* of a block: the blocks of its name, and which of them it is */
    uint32_t block_index;
};

/* A buffer that captures, kept for the next capture. */
struct scratch {
    struct buffer buffer;
    struct buffer *outer;
    struct scratch *next;
};

struct rendering {
    struct template_set *set;
    struct arena *arena;
    struct buffer *out; /* where output goes now */
    size_t out_limit;   /* its length that goes too far */
    struct value globals;
    struct value *global_values; /* by symbol, as far as they were asked for */
    bool *global_known;
    struct activation *current;
    const struct statement *statement; /* that is running, for the place of limits */
    const struct value *body;          /* what a filter block filters */
    struct scratch *free_scratch;
    struct value *modules; /* by template, as far as they were imported */
    uint64_t steps;
    uint64_t made; /* bytes of texts and lists made */
    uint32_t depth;
    struct slice language;
    bool language_known;
    struct template_result *result;
    jmp_buf failed;
};

/* Ends the rendering with a message about `at` (NULL: the statement that runs). The slices need not
 * be copied. */
_Noreturn void rendering_fail(struct rendering *render, const struct expression *at,
                              enum message message, struct slice first, struct slice second);
/* The same for a value of a type that will not do. */
_Noreturn void rendering_fail_type(struct rendering *render, const struct expression *at,
                                   enum message message, const char *what, struct value value);
/* Fails with "`…` has no value" if `value`, which `of` gave, is undefined. */
void rendering_require(struct rendering *render, const struct expression *of, struct value value);
/* The source text of an expression, cut when it is long. */
struct slice rendering_source(const struct rendering *render, const struct expression *expression);
/* Counts steps, or bytes made; fails beyond the limits. */
_Noreturn void rendering_fail_steps(struct rendering *render);
static inline void rendering_count_steps(struct rendering *render, uint64_t count) {
    render->steps += count;
    if (render->steps > LIMIT_TEMPLATE_STEPS) {
        rendering_fail_steps(render);
    }
}
void rendering_count_bytes(struct rendering *render, uint64_t count);
/* Counts what it costs to go through a text, or to look up a key: a step for so many bytes or keys
 * that few steps cannot take long. */
static inline void rendering_count_reading(struct rendering *render, struct value value) {
    if (value.type == VALUE_TEXT) {
        rendering_count_steps(render, value.length / 64);
    } else if (value.type == VALUE_MAP) {
        rendering_count_steps(render, value.length / 16);
    }
}

/* What an expression gives. */
struct value rendering_evaluate(struct rendering *render, const struct expression *expression);
/* Runs statements. */
void rendering_statements(struct rendering *render, const struct statement *list);
/* Writes what an expression gives. */
void rendering_output(struct rendering *render, const struct expression *expression,
                      enum escaping escaping);
/* Writes a value. */
void rendering_write(struct rendering *render, const struct expression *at, struct value value,
                     enum escaping escaping);

/* Output between these two goes to a text; which is HTML. */
struct scratch *rendering_capture(struct rendering *render);
struct value rendering_captured(struct rendering *render, struct scratch *scratch);

/* The attribute `name` of `value`; undefined if it has none. */
struct value rendering_attribute(struct rendering *render, const struct expression *at,
                                 struct value value, struct slice name);
/* The entry of `value` for a key or an index; undefined if it has none. */
struct value rendering_subscript(struct rendering *render, const struct expression *at,
                                 struct value value, struct value key);
/* The value that a path like "address.city" or 0 leads to; `fallback` where there is none, if it is
 * not undefined. */
struct value rendering_path(struct rendering *render, const struct expression *at,
                            struct value value, struct value path, struct value fallback);
/* The entries of anything that can be looped over; fails for what cannot. */
struct value rendering_list(struct rendering *render, const struct expression *at,
                            struct value value);
/* Evaluates the arguments of a filter or test. */
void rendering_arguments(struct rendering *render, const struct expression *at,
                         const struct application *application, struct filter_call *call);
/* Applies a filter whose arguments are there to one value. */
struct value rendering_apply(struct rendering *render, struct filter_call *call,
                             struct value input);
bool rendering_ask(struct rendering *render, struct filter_call *call, struct value input);
/* The language of the page. */
struct slice rendering_language(struct rendering *render);
/* What `name` means in a context. */
struct value rendering_resolve(struct rendering *render, const struct activation *activation,
                               uint32_t symbol);

/* A call. With `*direct` the result of a macro, block or loop is written at once instead of being
 * returned; `*direct` becomes false when it could not be. `caller` is what {% call %} gives, or
 * undefined. */
struct value rendering_call(struct rendering *render, const struct expression *call,
                            struct value caller, bool *direct);
/* Goes `height` levels deeper on the stack; fails beyond the limit. */
void rendering_deepen(struct rendering *render, uint32_t height);
struct value rendering_macro(struct rendering *render, const struct macro *macro);
/* Makes room for a function that is to run. */
struct activation *rendering_activate(struct rendering *render, const struct function *function,
                                      struct context *context, struct activation *outer,
                                      uint32_t call_offset);
/* Fills the slots of the names that it takes from the context and from around it. */
void rendering_begin(struct rendering *render, struct activation *activation);
/* Runs the statements of an activation. */
void rendering_run(struct rendering *render, struct activation *activation);
/* Runs a template's top level, and those of what it extends. */
void rendering_template(struct rendering *render, const struct template *template,
                        struct context *context, uint32_t call_offset);
/* Runs the block number `index` of a stack. */
void rendering_block(struct rendering *render, const struct block_stack *stack, uint32_t index,
                     struct context *context, uint32_t call_offset);
/* Begins a scope: its slots get the values they start with. */
void rendering_enter(struct rendering *render, const struct scope *scope);
void rendering_assign(struct rendering *render, const struct target *target, struct value value);
struct activation *rendering_outwards(struct rendering *render, uint32_t level);
/* Runs a loop over `list`. */
void rendering_loop(struct rendering *render, const struct statement *statement, struct value over,
                    uint32_t depth);

#endif

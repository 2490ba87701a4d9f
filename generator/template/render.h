/* Rendering: the state of one page being made, and what the files of the room that walk the tree
 * share. Inside the room.
 *
 * A failure ends the rendering at once (render_fail does not return): nothing needs to be cleaned
 * up, for everything lives in the page's arena, and what was written stays. */
#ifndef TEMPLATE_RENDER_H
#define TEMPLATE_RENDER_H

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

struct render {
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
_Noreturn void render_fail(struct render *render, const struct expression *at, enum message message,
                           struct slice first, struct slice second);
/* The same for a value of a type that will not do. */
_Noreturn void render_fail_type(struct render *render, const struct expression *at,
                                enum message message, const char *what, struct value value);
/* Fails with "`…` has no value" if `value`, which `of` gave, is undefined. */
void render_require(struct render *render, const struct expression *of, struct value value);
/* The source text of an expression, cut when it is long. */
struct slice render_source(const struct render *render, const struct expression *expression);
/* Counts `count` steps, or bytes made; fails beyond the limits. */
void render_count_steps(struct render *render, uint64_t count);
void render_count_bytes(struct render *render, uint64_t count);

/* What an expression gives. */
struct value render_evaluate(struct render *render, const struct expression *expression);
/* Runs statements. */
void render_statements(struct render *render, const struct statement *list);
/* Writes what an expression gives. */
void render_output(struct render *render, const struct expression *expression,
                   enum escaping escaping);
/* Writes a value. */
void render_write(struct render *render, const struct expression *at, struct value value,
                  enum escaping escaping);

/* Output between these two goes to a text; which is HTML. */
struct scratch *render_capture(struct render *render);
struct value render_captured(struct render *render, struct scratch *scratch);

/* The attribute `name` of `value`; undefined if it has none. */
struct value render_attribute(struct render *render, const struct expression *at,
                              struct value value, struct slice name);
/* The entry of `value` for a key or an index; undefined if it has none. */
struct value render_subscript(struct render *render, const struct expression *at,
                              struct value value, struct value key);
/* The value that a path like "address.city" or 0 leads to; `fallback` where there is none, if it is
 * not undefined. */
struct value render_path(struct render *render, const struct expression *at, struct value value,
                         struct value path, struct value fallback);
/* The entries of anything that can be looped over; fails for what cannot. */
struct value render_list(struct render *render, const struct expression *at, struct value value);
/* Evaluates the arguments of a filter or test. */
void render_arguments(struct render *render, const struct expression *at,
                      const struct application *application, struct filter_call *call);
/* Applies a filter whose arguments are there to one value. */
struct value render_apply(struct render *render, struct filter_call *call, struct value input);
bool render_ask(struct render *render, struct filter_call *call, struct value input);
/* The language of the page. */
struct slice render_language(struct render *render);
/* What `name` means in a context. */
struct value render_resolve(struct render *render, const struct activation *activation,
                            uint32_t symbol);

/* A call. With `*direct` the result of a macro, block or loop is written at once instead of being
 * returned; `*direct` becomes false when it could not be. `caller` is what {% call %} gives, or
 * undefined. */
struct value render_call(struct render *render, const struct expression *call, struct value caller,
                         bool *direct);
/* Goes `height` levels deeper on the stack; fails beyond the limit. */
void render_deepen(struct render *render, uint32_t height);
struct value render_macro(struct render *render, const struct macro *macro);
/* Makes room for a function that is to run. */
struct activation *render_activate(struct render *render, const struct function *function,
                                   struct context *context, struct activation *outer,
                                   uint32_t call_offset);
/* Fills the slots of the names that it takes from the context and from around it. */
void render_begin(struct render *render, struct activation *activation);
/* Runs the statements of an activation. */
void render_run(struct render *render, struct activation *activation);
/* Runs a template's top level, and those of what it extends. */
void render_template(struct render *render, const struct template *template,
                     struct context *context, uint32_t call_offset);
/* Runs the block number `index` of a stack. */
void render_block(struct render *render, const struct block_stack *stack, uint32_t index,
                  struct context *context, uint32_t call_offset);
/* Begins a scope: its slots get the values they start with. */
void render_enter(struct render *render, const struct scope *scope);
void render_assign(struct render *render, const struct target *target, struct value value);
struct activation *render_outwards(struct render *render, uint32_t level);
/* Runs a loop over `list`. */
void render_loop(struct render *render, const struct statement *statement, struct value over,
                 uint32_t depth);

#endif

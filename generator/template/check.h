/* Checks a program against the shapes of what it will be given, before anything is rendered. Inside
 * the room.
 *
 * The walk goes the way rendering would, but takes every branch. Of each slot it knows what shape
 * its value has and whether it may be absent; a condition narrows that for what stands under it.
 * What is not known is allowed. */
#ifndef TEMPLATE_CHECK_H
#define TEMPLATE_CHECK_H

#include "template/set.h"

/* Checks a page's template and all that it runs. False if there are errors, which are diagnostics.
 */
bool check_program(struct template_set *set, struct template *template, const struct shape *page);

/* --- For the files of the check itself --- */

/* What is known of a value. */
struct known {
    const struct shape *shape;       /* NULL: nothing was set */
    bool maybe;                      /* it may be absent, */
    const struct expression *source; /* for this expression may be */
    const struct macro *macro;       /* it is this macro, */
    struct check_top *module;        /* or what this template sets */
    uint32_t stamp;                  /* the branch in which its slot was last seen to change */
};

/* A slot and what it held before, so that a branch can be undone. */
struct change {
    struct known *slot;
    struct known known;
};

/* A growing list of changes. */
struct changes {
    struct change *list;
    size_t count;
    size_t capacity;
};

/* A function that is being checked. */
struct check_frame {
    const struct function *function;
    struct known *slots;
    struct check_frame *outer; /* of the function that its macro stands in */
    struct check_context *context;
    const struct block_stack *stack; /* of a block */
    uint32_t block_index;
};

/* The top level of a template, with what it has set so far. */
struct check_top {
    const struct template *template;
    struct known *slots;
    struct check_top *next; /* of the templates that extend it */
};

/* A module that was checked, and is the same whichever page imports it. */
struct checked_module {
    struct check_top *tops;
    bool failed;
};

/* The names that a function sees beside its own, as struct context in rendering. */
struct check_context {
    const struct template *entry;
    struct check_top *tops;
    const struct check_context *outer;
    const struct scope *given;
    const struct check_frame *given_from;
    bool *blocks_done; /* by number of the stack in `entry` */
};

/* A path that has a value here: page.image.address */
struct fact {
    const struct expression *path;
    bool dead; /* a name of it was set since */
};

struct checker {
    struct template_set *set;
    const struct shape *page;
    struct check_frame *frame;
    uint32_t number;            /* of this check in the set */
    struct check_top **modules; /* by template: what it sets */
    bool *module_begun;
    bool of_page; /* what was found depends on the page that is checked, or on the way to here */
    bool failed;
    struct fact *facts;
    uint32_t fact_count;
    uint32_t fact_capacity;
    uint32_t depth;
    struct changes log; /* every change of a slot that may have to be undone */
    uint32_t stamp;     /* the number of the branch that is looked at */
};

extern const struct shape CHECK_ANY;
extern const struct shape CHECK_TEXT;
extern const struct shape CHECK_HTML;
extern const struct shape CHECK_NUMBER;
extern const struct shape CHECK_BOOLEAN;
extern const struct shape CHECK_LOOP;

struct known check_any(void);
struct known check_shape(const struct shape *shape);
const struct shape *check_list_of(struct checker *checker, const struct shape *element);
bool check_same_shape(const struct shape *a, const struct shape *b);
/* What holds for a value that is one of the two. */
struct known check_either(struct known a, struct known b);
/* What the entries are when it is looped over, and whether that can be done. */
const struct shape *check_element(const struct shape *shape);
bool check_is_loopable(const struct shape *shape);
/* The shape in a word, and the expression as it was written, for messages. */
const char *check_shape_name(const struct shape *shape);
struct slice check_source(const struct checker *checker, const struct expression *expression);
void check_complain_type(struct checker *checker, enum message message, const struct expression *at,
                         const struct shape *shape);
/* What is known of a slot `level` functions outwards: macros may be called when it was set to
 * something else. */
struct known check_seen_from(struct known known, uint32_t level);

struct diagnostic *check_error(struct checker *checker, enum message message, uint32_t start,
                               uint32_t end);
/* Checks an expression; what it gives. */
struct known check_expression(struct checker *checker, const struct expression *expression);
/* The same for one whose value is used, so that it must be there: a warning if it may be absent. */
struct known check_used(struct checker *checker, const struct expression *expression);
/* Warns when what is used may be absent; gives what it is when it is there. */
struct known check_present(struct checker *checker, const struct expression *expression,
                           struct known known);
/* The kinds of expressions. */
struct known check_name(struct checker *checker, const struct expression *name);
struct known check_attribute(struct checker *checker, const struct expression *attribute);
struct known check_subscript(struct checker *checker, const struct expression *subscript);
struct known check_call_of(struct checker *checker, const struct expression *call);
struct known check_filter(struct checker *checker, const struct expression *expression);
struct known check_test(struct checker *checker, const struct expression *expression);
/* The attribute of what is known to be `of`. */
struct known check_attribute_of(struct checker *checker, const struct expression *attribute,
                                struct known of);
/* The field of a shape without complaining: false if it is known that there is none. */
bool check_field_of(const struct shape *shape, struct slice name, struct known *known);
/* The same with complaining; `at` is the whole path, `of` what the field is of. */
struct known check_field_known(struct checker *checker, const struct expression *at,
                               const struct expression *of, const struct shape *shape,
                               struct slice name, uint32_t name_start);
/* What a call of a macro gets is checked against its parameters. */
void check_macro_call(struct checker *checker, const struct expression *call,
                      const struct macro *macro);
/* What a name from the context is; false if there is none of that name. */
bool check_resolve(struct checker *checker, const struct check_frame *frame, uint32_t symbol,
                   struct known *known);
/* Checks a template, and those that it extends, in a context: which then knows what they set. */
void check_template(struct checker *checker, const struct template *template,
                    struct check_context *context);
/* A context of `entry`'s own; with a scope (of an include, import or from) it sees the names there
 * too. */
struct check_context *check_new_context(struct checker *checker, const struct template *entry,
                                        const struct scope *scope);
/* The statements that import. */
void check_import(struct checker *checker, const struct statement *statement);
void check_from(struct checker *checker, const struct statement *statement);
/* What a module exports under that name; an error if nothing. */
struct known check_export(struct checker *checker, const struct check_top *module,
                          struct slice name, uint32_t start, uint32_t end);
/* What a name, or a path behind one, is known to be without reporting anything; false if that
 * cannot be said. */
bool check_look_up(struct checker *checker, const struct expression *path, struct known *known,
                   bool *exists);

/* A slot, or the slots of a target, are set. */
void check_store(struct checker *checker, struct known *slot, struct known known);
void check_assign(struct checker *checker, const struct target *target, struct known known);
/* A scope begins: what it sets is what the name is outside. */
void check_enter(struct checker *checker, const struct scope *scope);
/* Makes every slot what it was when the log had `count` entries. */
void check_undo(struct checker *checker, size_t count);
/* The same for a branch, but writes down what every slot that it changed became. */
void check_undo_branch(struct checker *checker, size_t count, struct changes *changes);
/* Puts what `branches` branches made of each slot together; a slot that not all of them changed may
 * also be as it was. */
void check_join_branches(struct checker *checker, struct changes *changes, size_t branches);

/* Adds what holds under a condition that is true (false). Give it back with check_forget. */
uint32_t check_learn(struct checker *checker, const struct expression *condition, bool truth);
void check_forget(struct checker *checker, uint32_t mark);
/* Whether a path is known to have a value here. */
bool check_is_fact(const struct checker *checker, const struct expression *path);
/* A name was set: what was known of it, or of another of that name outside, is not known any more.
 */
void check_kill(struct checker *checker, uint32_t symbol);

enum certainty { NEVER, ALWAYS, SOMETIMES };
/* Whether a condition can be true at all, as far as it asks for names and fields that there are or
 * are not. */
enum certainty check_certainty(struct checker *checker, const struct expression *condition);

#endif

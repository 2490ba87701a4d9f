/* The objects that the language itself makes: loops, macros, modules, namespaces, super() and self.
 * Inside the room. */
#ifndef TEMPLATE_OBJECTS_H
#define TEMPLATE_OBJECTS_H

#include "template/rendering.h"

/* `loop`: where a for loop is. The entries behind `known` are not looked at yet: with a condition
 * it is only found out while the loop runs which of them take part. */
struct loop_object {
    struct value_object header;
    struct rendering *render;
    const struct statement *statement;
    struct activation *activation; /* that it runs in */
    struct value *items;           /* those that take part, as far as known */
    uint32_t known;
    uint32_t room;
    uint32_t index;       /* from 0 */
    uint32_t depth;       /* from 0 */
    struct value source;  /* the list; */
    uint32_t taken;       /* how many of it were looked at */
    struct value changed; /* what loop.changed was given last; undefined before */
};

struct macro_object {
    struct value_object header;
    const struct macro *macro;
    struct activation *outer;
    struct context *context;
};

struct module_object {
    struct value_object header;
    struct template_set *set;
    struct context *context;
};

struct namespace_object {
    struct value_object header;
    struct value_pair *pairs;
    uint32_t count;
    uint32_t room;
};

/* super, or self.name: a block that can be called. */
struct block_object {
    struct value_object header;
    const struct block_stack *stack;
    uint32_t index;
    struct context *context;
};

struct self_object {
    struct value_object header;
    struct template_set *set;
    struct context *context;
};

/* What a template can call without anybody giving it. */
enum builtin { BUILTIN_RANGE, BUILTIN_NAMESPACE, BUILTIN_DICT, BUILTIN_COUNT };

struct builtin_object {
    struct value_object header;
    enum builtin builtin;
};

extern const struct value_object_type OBJECT_LOOP;
extern const struct value_object_type OBJECT_MACRO;
extern const struct value_object_type OBJECT_MODULE;
extern const struct value_object_type OBJECT_NAMESPACE;
extern const struct value_object_type OBJECT_BLOCK;
extern const struct value_object_type OBJECT_SELF;
extern const struct value_object_type OBJECT_BUILTIN;

bool object_is(struct value value, const struct value_object_type *type);
bool object_is_loop(struct value value);
/* loop.index and so on. */
struct value object_loop_member(struct rendering *render, struct value loop,
                                enum loop_member member);
/* Makes sure that the entry number `index` is known, if there is one. */
bool object_loop_reaches(struct loop_object *loop, uint32_t index);
/* The built-in function of that name, or undefined. */
struct value object_builtin(struct slice name);
void object_namespace_set(struct rendering *render, struct namespace_object *object,
                          struct slice name, struct value value);
/* The name that a module exports; undefined if it does not. */
struct value object_module_name(const struct module_object *module, uint32_t symbol);

#endif

/* The few methods of Python's dict and str that templates may call: those that no filter does.
 * Inside the room. */
#ifndef TEMPLATE_METHODS_H
#define TEMPLATE_METHODS_H

#include "template/rendering.h"

struct method_call {
    const struct expression *at;
    struct value receiver;
    const struct value *arguments;
    uint32_t argument_count;
};

/* Calls the method `name`; false if the receiver has none of that name that takes these arguments.
 */
bool method_apply(struct rendering *render, struct slice name, const struct method_call *call,
                  struct value *result);
/* Whether a value of that type has that method. */
bool method_exists(enum value_type type, struct slice name);

#endif

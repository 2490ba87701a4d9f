/* Gives every name of a template its slot, by Jinja's rules for what is seen where. Inside the
 * room.
 *
 * A loop, a with, a filter and a set block are scopes: what is set in them is gone behind them. An
 * if is none. A macro sees the names around it, a block only what the template's top level set (and
 * what is around it if it is `scoped`). */
#ifndef TEMPLATE_SCOPE_H
#define TEMPLATE_SCOPE_H

#include "template/set.h"

void scope_resolve(struct template_set *set, struct template *template);

#endif

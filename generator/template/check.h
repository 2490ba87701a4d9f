/* Checks a program against the shapes of what it will be given. Inside the room. */
#ifndef TEMPLATE_CHECK_H
#define TEMPLATE_CHECK_H

#include "template/set.h"

/* Checks a page's template and all that it runs. False if there are errors, which are diagnostics.
 */
bool check_program(struct template_set *set, struct template *template, const struct shape *page);

#endif

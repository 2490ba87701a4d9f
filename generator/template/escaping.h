/* Decides for every output of a template how it is escaped, by following the template's HTML.
 * Inside the room. */
#ifndef TEMPLATE_ESCAPING_H
#define TEMPLATE_ESCAPING_H

#include "template/html_state.h"
#include "template/set.h"

/* Decides it for a page's template, which begins as text, and all that it runs. False, with
 * diagnostics, if something is written where nothing can be written safely, or if the HTML differs
 * between branches. */
bool escaping_decide(struct template_set *set, struct template *template);

#endif

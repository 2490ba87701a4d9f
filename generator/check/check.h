/* Checking: the rules that are about the whole site. The third stage.
 *
 * Takes a linked site and changes nothing; every broken rule is a diagnostic. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "site/site.h"

void check_site(const struct site *site, struct arena *arena, struct diagnostics *diagnostics);

#endif

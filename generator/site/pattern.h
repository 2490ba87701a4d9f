/* Patterns: the regular expressions that fields may ask their values to match. */
#ifndef SITE_PATTERN_H
#define SITE_PATTERN_H

#include "base/arena.h"

#include <regex.h>

/* Compiles a POSIX extended regular expression that a whole text must match. NULL when that is done
 * (regfree frees it), else the reason why not, in `reason` or for ever. What would take more than a
 * moment to compile or to match is refused: the C library copies what is repeated, once for each
 * time, calls itself for every group in a group, and tries all ways for a reference back. */
const char *pattern_compile(struct slice pattern, regex_t *expression, struct arena *arena,
                            char reason[200]);
/* Whether the whole text, which has a NUL after its end, matches. A longer one than
 * LIMIT_PATTERN_TEXT does not. */
bool pattern_matches(const regex_t *expression, struct slice text);

#endif

/* The date that an author may have meant, who did not write it as YYYY-MM-DD. */
#ifndef SITE_DATE_GUESS_H
#define SITE_DATE_GUESS_H

#include "base/arena.h"
#include "base/slice.h"

/* "9-3-2026", "2026/3/9", "9 maart 2026", "March 9, 2026", "2026-03-09T10:00" and the like as
 * YYYY-MM-DD; the empty slice when it is no date, or could be several. */
struct slice date_guess(struct slice text, struct arena *arena);

#endif

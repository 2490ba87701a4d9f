/* The file of answers, .knoop/links.txt: what was asked lately need not be asked again.
 *
 * One line an address, sorted: the address, when it was asked (seconds since 1970, UTC), the
 * outcome, its status, and for what has moved the new address. Lines of another form are passed
 * over. */
#ifndef HEALTH_ANSWERS_H
#define HEALTH_ANSWERS_H

#include "base/buffer.h"
#include "base/map.h"
#include "health/outcome.h"

struct answer {
    enum outcome outcome;
    int status; /* of HTTP, or a port; 0 where there is none */
    struct slice moved;
    int64_t moment;
};

struct answers {
    struct arena *arena;
    struct map map; /* address → struct answer */
    struct slice *addresses;
    size_t count;
    size_t capacity;
};

void answers_init(struct answers *answers, struct arena *arena);
/* Takes the lines of a file that are still to be believed at `now`: what is well for `days` days.
 * Texts are shared with `text`. */
void answers_read(struct answers *answers, struct slice text, int64_t now, int64_t days);
/* The answer of an address, or NULL. */
const struct answer *answers_find(const struct answers *answers, struct slice address);
/* Puts an answer there, in the place of an older one. The address is not copied. */
void answers_put(struct answers *answers, struct slice address, struct answer answer);
/* Appends the file: all answers that are believed for some time. Sorts the addresses. */
void answers_write(struct answers *answers, struct buffer *out);

#endif

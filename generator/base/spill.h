/* Texts that are seldom needed, out of the way: of a large site's HTML, which is most of what is
 * known of it, memory then holds only what is being looked at.
 *
 * The first SPILL_AFTER bytes lie in an arena, like everything else. What comes after them lies in
 * a file without a name (O_TMPFILE, open(2): it is gone when the process is, however that ends)
 * which is mapped into memory, and the kernel brings what is looked at. Where no such file can be
 * made, and when the disk is full, texts lie in the arena as before. When the disk fails while a
 * text is brought, the process ends with status 3.
 *
 * One thread puts texts in a spill; any may read them. */
#ifndef BASE_SPILL_H
#define BASE_SPILL_H

#include "base/arena.h"

enum { SPILL_AFTER = 32 << 20 };

struct spill {
    int folder;          /* where its file may be; -1: nowhere */
    size_t after;        /* the bytes that lie in arenas first */
    size_t kept;         /* bytes that do */
    int file;            /* -1 before it is needed */
    char *bytes;         /* where it is mapped, … */
    _Atomic size_t size; /* … as far as it is (other threads may let go of it), … */
    size_t used;         /* … and has texts */
};

/* A spill with its file in `folder` (a descriptor that stays the caller's and must stay open), or
 * -1 for none. */
void spill_init(struct spill *spill, int folder);
/* A copy that lives as long as both `spill` (which may be NULL) and `arena`: of a text, or of
 * `size` bytes, aligned to 8; NULL for none. */
struct slice spill_text(struct spill *spill, struct arena *arena, struct slice text);
void *spill_copy(struct spill *spill, struct arena *arena, const void *bytes, size_t size);
/* Lets go of the memory that texts in the file take, until they are looked at again. */
void spill_rest(const struct spill *spill);
/* Gives back everything. */
void spill_release(struct spill *spill);

#endif

/* An arena: memory that is handed out piece by piece and given back all at once.
 *
 * There are three lifetimes in the program: the site's arenas (freed at exit), a page's arena
 * (reset after the page) and a call's (a mark that is restored). Nothing is freed one by one. An
 * allocation never returns NULL: out of memory ends the process with one line and status 3. Memory
 * comes zeroed.
 *
 * Built with a sanitizer, every allocation is its own malloc, so that the tools see each overflow.
 * An arena belongs to one thread at a time. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/slice.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *chunk; /* newest first */
    char *at;                  /* the next free byte of the newest chunk */
    char *end;
    char *last;       /* where the newest allocation starts, so that it can grow in place */
    size_t allocated; /* bytes asked from the system, for --timings and tests */
};

struct arena_mark {
    struct arena_chunk *chunk;
    char *at;
};

/* Makes an empty arena. It takes no memory until its first use. All bytes zero is an empty arena
 * too. */
void arena_init(struct arena *arena);
/* `size` zeroed bytes, aligned to 16. A size of 0 gives a valid pointer to nothing. */
void *arena_allocate(struct arena *arena, size_t size);
/* `count` times `size` zeroed bytes; a product that overflows ends the process. */
void *arena_allocate_array(struct arena *arena, size_t count, size_t size);
/* Grows the allocation of `old_size` bytes at `memory` to `new_size`, in place when it is the
 * newest one; the added bytes are zero. `memory` may be NULL when `old_size` is 0. */
void *arena_grow(struct arena *arena, void *memory, size_t old_size, size_t new_size);
/* The same for bytes, without zeroing what comes behind them. */
char *arena_grow_bytes(struct arena *arena, char *memory, size_t old_size, size_t new_size);
/* Bytes that are not zeroed and need no alignment: for text. */
char *arena_bytes(struct arena *arena, size_t size);
/* A copy of `text`, with a NUL after its end that is not part of it. */
struct slice arena_copy(struct arena *arena, struct slice text);
/* The parts behind each other, with a NUL after the end that is not part of it. On the paths that
 * every reference takes, a tenth of what arena_format takes. */
struct slice arena_join(struct arena *arena, const struct slice *parts, size_t count);
/* The text that printf would print. */
struct slice arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Everything allocated after arena_mark is given back by arena_restore. */
struct arena_mark arena_mark(const struct arena *arena);
void arena_restore(struct arena *arena, struct arena_mark mark);
/* Gives everything back, but keeps the first chunk for the next use. */
void arena_reset(struct arena *arena);
/* Gives everything back to the system. */
void arena_release(struct arena *arena);

/* Room for `count` zeroed things of a type. */
#define arena_new(arena, type, count) ((type *)arena_allocate_array((arena), (count), sizeof(type)))

/* Memory outside any arena that lives until the process ends or is freed by the caller: like malloc
 * and realloc, but never NULL. */
void *memory_allocate(size_t size);
void *memory_resize(void *memory, size_t size);

/* Ends the process with "knoop: " and the text on standard error, and status 3: for a machine that
 * fails. */
_Noreturn void machine_failed(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif

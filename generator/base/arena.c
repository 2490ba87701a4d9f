#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_SINGLE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_SINGLE 1
#endif
#endif
#ifndef ARENA_SINGLE
#define ARENA_SINGLE 0
#endif

enum { ALIGNMENT = 16, CHUNK_FIRST = 32 << 10, CHUNK_LARGEST = 4 << 20, LARGE_PAGE = 2 << 20 };

struct arena_chunk {
    struct arena_chunk *older;
    size_t size; /* of the bytes that follow */
    _Alignas(ALIGNMENT) char bytes[];
};

_Noreturn void machine_failed(const char *format, ...) {
    /* Printed at once: another thread may fail at the same moment. */
    char text[4500];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fprintf(stderr, "knoop: %s\n", text);
    /* No atexit handlers: a failing machine is left as it is. */
    _Exit(3);
}

void *memory_allocate(size_t size) {
    return memory_resize(NULL, size);
}

void *memory_resize(void *memory, size_t size) {
    void *result = realloc(memory, size == 0 ? 1 : size);
    if (result == NULL) {
        machine_failed("out of memory");
    }
    return result;
}

void arena_init(struct arena *arena) {
    *arena = (struct arena){0};
}

static size_t rounded(size_t size) {
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

/* A large site is gone through from all sides: in large pages, where the kernel has them, that
 * takes 8 % less of a build of 10 000 items. What asks for it fails on other kernels, and need not
 * work. */
static struct arena_chunk *allocate_chunk(size_t size) {
    size_t whole = sizeof(struct arena_chunk) + size;
    if (size != CHUNK_LARGEST - sizeof(struct arena_chunk)) {
        return memory_allocate(whole);
    }
    void *memory = aligned_alloc(LARGE_PAGE, whole);
    if (memory == NULL) {
        machine_failed("out of memory");
    }
    madvise(memory, whole, MADV_HUGEPAGE);
    return memory;
}

static void add_chunk(struct arena *arena, size_t needed) {
    size_t size = arena->chunk == NULL ? CHUNK_FIRST : arena->chunk->size * 2;
    if (size > CHUNK_LARGEST - sizeof(struct arena_chunk)) {
        size = CHUNK_LARGEST - sizeof(struct arena_chunk);
    }
    if (size < needed || ARENA_SINGLE) {
        size = needed;
    }
    struct arena_chunk *chunk = allocate_chunk(size);
    chunk->older = arena->chunk;
    chunk->size = size;
    arena->chunk = chunk;
    arena->at = chunk->bytes;
    arena->end = chunk->bytes + size;
    arena->allocated += size;
}

/* Takes `size` bytes that are not zeroed. */
static char *take(struct arena *arena, size_t size, size_t alignment) {
    if (size > SIZE_MAX / 4) {
        machine_failed("out of memory");
    }
    if (ARENA_SINGLE) {
        add_chunk(arena, size);
    } else {
        size_t misaligned = (size_t)((uintptr_t)arena->at & (alignment - 1));
        size_t padding = misaligned == 0 ? 0 : alignment - misaligned;
        if (arena->at == NULL || (size_t)(arena->end - arena->at) < size + padding) {
            add_chunk(arena, rounded(size));
        } else {
            arena->at += padding;
        }
    }
    char *result = arena->at;
    arena->at += size;
    arena->last = result;
    return result;
}

void *arena_allocate(struct arena *arena, size_t size) {
    char *result = take(arena, size, ALIGNMENT);
    memset(result, 0, size);
    return result;
}

void *arena_allocate_array(struct arena *arena, size_t count, size_t size) {
    size_t total = 0;
    if (__builtin_mul_overflow(count, size, &total)) {
        machine_failed("out of memory");
    }
    return arena_allocate(arena, total);
}

char *arena_grow_bytes(struct arena *arena, char *memory, size_t old_size, size_t new_size) {
    assert(memory != NULL || old_size == 0);
    if (!ARENA_SINGLE && memory != NULL && memory == arena->last &&
        arena->at == arena->last + old_size && new_size >= old_size &&
        new_size - old_size <= (size_t)(arena->end - arena->at)) {
        arena->at += new_size - old_size;
        return memory;
    }
    char *result = take(arena, new_size, ALIGNMENT);
    size_t kept = old_size < new_size ? old_size : new_size;
    if (kept > 0) {
        memcpy(result, memory, kept);
    }
    return result;
}

void *arena_grow(struct arena *arena, void *memory, size_t old_size, size_t new_size) {
    char *result = arena_grow_bytes(arena, memory, old_size, new_size);
    if (new_size > old_size) {
        memset(result + old_size, 0, new_size - old_size);
    }
    return result;
}

char *arena_bytes(struct arena *arena, size_t size) {
    return take(arena, size, 1);
}

struct slice arena_copy(struct arena *arena, struct slice text) {
    char *copy = arena_bytes(arena, text.length + 1);
    if (text.length > 0) {
        memcpy(copy, text.data, text.length);
    }
    copy[text.length] = '\0';
    return (struct slice){copy, text.length};
}

struct slice arena_join(struct arena *arena, const struct slice *parts, size_t count) {
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        length += parts[i].length;
    }
    char *text = arena_bytes(arena, length + 1);
    char *end = text;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].length > 0) {
            memcpy(end, parts[i].data, parts[i].length);
            end += parts[i].length;
        }
    }
    *end = '\0';
    return (struct slice){text, length};
}

struct slice arena_format(struct arena *arena, const char *format, ...) {
    /* Most texts are short: then they are formatted once. */
    char first[256];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(first, sizeof first, format, arguments);
    va_end(arguments);
    if (length < 0) {
        machine_failed("a text could not be formatted");
    }
    size_t size = (size_t)length + 1;
    char *text = arena_bytes(arena, size);
    if (size <= sizeof first) {
        memcpy(text, first, size);
    } else {
        va_start(arguments, format);
        vsnprintf(text, size, format, arguments);
        va_end(arguments);
    }
    return (struct slice){text, (size_t)length};
}

struct arena_mark arena_mark(const struct arena *arena) {
    return (struct arena_mark){arena->chunk, arena->at};
}

static void drop_chunk(struct arena *arena) {
    struct arena_chunk *chunk = arena->chunk;
    arena->chunk = chunk->older;
    arena->allocated -= chunk->size;
    free(chunk);
}

void arena_restore(struct arena *arena, struct arena_mark mark) {
    while (arena->chunk != mark.chunk) {
        drop_chunk(arena);
    }
    arena->at = mark.at;
    arena->end = arena->chunk == NULL ? NULL : arena->chunk->bytes + arena->chunk->size;
    arena->last = NULL;
}

void arena_reset(struct arena *arena) {
    if (arena->chunk == NULL) {
        return;
    }
    if (ARENA_SINGLE) {
        arena_release(arena);
        return;
    }
    /* The newest chunk is the largest of the usual ones, so a page arena soon has one chunk that
     * fits every page. */
    struct arena_chunk *kept = arena->chunk;
    arena->chunk = kept->older;
    while (arena->chunk != NULL) {
        drop_chunk(arena);
    }
    kept->older = NULL;
    arena->chunk = kept;
    arena->at = kept->bytes;
    arena->end = kept->bytes + kept->size;
    arena->last = NULL;
    if (kept->size > CHUNK_LARGEST) {
        arena_release(arena);
    }
}

void arena_release(struct arena *arena) {
    while (arena->chunk != NULL) {
        drop_chunk(arena);
    }
    arena_init(arena);
}

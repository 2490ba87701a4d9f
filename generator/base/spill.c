#include "base/spill.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ALIGNMENT = 8, CHUNK = 16 << 20 };

/* Addresses, not memory: 64 GiB. Where there are not so many, nothing is spilled. */
static const size_t RESERVED = SIZE_MAX >> 28;

/* The disk gives back no longer what was written to it. */
static void lost(int number) {
    static const char message[] =
        "knoop: the disk of the output folder fails; the published site stayed as it was\n";
    (void)number;
    (void)!write(STDERR_FILENO, message, sizeof message - 1);
    _exit(3);
}

void spill_init(struct spill *spill, int folder) {
    *spill = (struct spill){.folder = folder, .after = SPILL_AFTER, .file = -1};
}

static bool open_file(struct spill *spill) {
    const struct sigaction action = {.sa_handler = lost};
    if (spill->folder < 0) {
        return false;
    }
    spill->file = openat(spill->folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    void *bytes = spill->file < 0 ? MAP_FAILED
                                  : mmap(NULL, RESERVED, PROT_NONE,
                                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    spill->bytes = bytes == MAP_FAILED ? NULL : bytes;
    return spill->bytes != NULL && sigaction(SIGBUS, &action, NULL) == 0;
}

/* Another piece of the file, with its room on the disk taken: writing to it cannot fail then. */
static bool grow(struct spill *spill) {
    bool is_open = spill->bytes != NULL || open_file(spill);
    if (!is_open || RESERVED - spill->size < CHUNK ||
        posix_fallocate(spill->file, (off_t)spill->size, CHUNK) != 0) {
        return false;
    }
    /* Filled at once: a fault for each page would take longer than what is written. */
    if (mmap(spill->bytes + spill->size, CHUNK, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_FIXED | MAP_POPULATE, spill->file,
             (off_t)spill->size) == MAP_FAILED) {
        return false;
    }
    spill->used = spill->size;
    spill->size += CHUNK;
    return true;
}

/* Room for `size` bytes in the file; NULL when they are to lie in an arena. */
static char *take(struct spill *spill, size_t size) {
    if (spill == NULL || spill->kept < spill->after || size > CHUNK) {
        return NULL;
    }
    if (spill->size - spill->used < size) {
        spill_rest(spill);
        if (!grow(spill)) {
            spill->after = SIZE_MAX; /* asked once */
            return NULL;
        }
    }
    char *bytes = spill->bytes + spill->used;
    /* CHUNK is a multiple of it too. */
    spill->used += (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    return bytes;
}

static void count(struct spill *spill, size_t size) {
    if (spill != NULL) {
        spill->kept += size;
    }
}

struct slice spill_text(struct spill *spill, struct arena *arena, struct slice text) {
    char *copy = text.length == 0 ? NULL : take(spill, text.length);
    if (copy == NULL) {
        count(spill, text.length);
        return arena_copy(arena, text);
    }
    memcpy(copy, text.data, text.length);
    return slice_of(copy, text.length);
}

void *spill_copy(struct spill *spill, struct arena *arena, const void *bytes, size_t size) {
    if (size == 0) {
        return NULL;
    }
    char *copy = take(spill, size);
    if (copy == NULL) {
        count(spill, size);
        copy = arena_allocate(arena, size);
    }
    return memcpy(copy, bytes, size);
}

void spill_rest(const struct spill *spill) {
    if (spill->size > 0) {
        madvise(spill->bytes, spill->size, MADV_DONTNEED);
    }
}

void spill_release(struct spill *spill) {
    if (spill->bytes != NULL) {
        munmap(spill->bytes, RESERVED);
    }
    if (spill->file >= 0) {
        close(spill->file);
    }
    spill_init(spill, spill->folder);
}

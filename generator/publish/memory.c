#include "publish/memory.h"

#include "base/files.h"
#include "publish/names.h"
#include "publish/system.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* A larger one is not ours, or would cost more than it saves. */
enum { MEMORY_MOST = 1 << 30 };

void memory_init(struct memory *memory) {
    *memory = (struct memory){.descriptor = -1};
}

void memory_open(struct memory *memory, const struct place *place, struct arena *arena) {
    memory_init(memory);
    if (place->is_inside) {
        return;
    }
    memory->folder = place->side;
    memory->name = arena_format(arena, ".%s%s", place->name, NAME_MEMORY).data;
    memory->descriptor = system_open(place->side, memory->name, O_RDWR | O_CREAT | O_NONBLOCK);
    struct stat status;
    bool is_file = memory->descriptor >= 0 && fstat(memory->descriptor, &status) == 0 &&
                   S_ISREG(status.st_mode);
    if (memory->descriptor >= 0 && !is_file) {
        close(memory->descriptor);
        memory->descriptor = -1;
    }
}

struct slice memory_read(const struct memory *memory, struct arena *arena) {
    struct stat status;
    if (memory->descriptor < 0 || fstat(memory->descriptor, &status) != 0 ||
        status.st_size > MEMORY_MOST) {
        return slice_of("", 0);
    }
    size_t size = (size_t)status.st_size;
    char *bytes = arena_bytes(arena, size);
    ssize_t count = system_read(memory->descriptor, bytes, size, 0);
    return slice_of(bytes, count < 0 ? 0 : (size_t)count);
}

void memory_keep(struct memory *memory) {
    struct stat status;
    memory->is_kept =
        memory->descriptor >= 0 && fstat(memory->descriptor, &status) == 0 && status.st_size > 0;
}

void memory_write(struct memory *memory, struct slice bytes) {
    memory->is_kept = memory->descriptor >= 0 && lseek(memory->descriptor, 0, SEEK_SET) == 0 &&
                      file_write(memory->descriptor, bytes) &&
                      ftruncate(memory->descriptor, (off_t)bytes.length) == 0;
}

void memory_close(struct memory *memory) {
    if (memory->descriptor < 0) {
        return;
    }
    if (!memory->is_kept) {
        (void)system_remove(memory->folder, memory->name);
    }
    close(memory->descriptor);
    memory_init(memory);
}

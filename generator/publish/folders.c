#include "publish/folders.h"

#include "base/files.h"
#include "base/pool.h"
#include "publish/system.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_ROOM = 256 };

static int open_or_make(int folder, const char *name, bool make, bool fix_modes) {
    int opened = system_open_folder(folder, name, O_PATH);
    if (opened >= 0 || errno != ENOENT || !make) {
        return opened;
    }
    bool made = system_make_folder(folder, name);
    if (!made && errno != EEXIST) { /* another thread may be as far as we are */
        return -1;
    }
    /* Where there are no modes it fails, and does not matter. */
    if (made && fix_modes && !system_set_mode(folder, name, 0755)) {
        errno = 0;
    }
    return system_open_folder(folder, name, O_PATH);
}

static int walk(int root, struct slice path, bool make, bool fix_modes) {
    int folder = system_open_folder(root, ".", O_PATH);
    struct slice part;
    while (folder >= 0 && slice_cut(&path, '/', &part)) {
        char name[NAME_ROOM];
        int inner = -1;
        if (part.length < sizeof name) {
            memcpy(name, part.data, part.length);
            name[part.length] = '\0';
            inner = open_or_make(folder, name, make, fix_modes);
        } else {
            errno = ENAMETOOLONG;
        }
        int error = errno;
        close(folder);
        errno = error;
        folder = inner;
    }
    return folder;
}

int folder_open_beneath(int root, struct slice path) {
    return walk(root, path, false, false);
}

int folder_make_beneath(int root, struct slice path, bool fix_modes) {
    return walk(root, path, true, fix_modes);
}

struct runs {
    const struct slice *paths;
    size_t *starts; /* of each run, and the count of all paths after the last */
    folder_work *work;
    void *context;
};

static void work_on_run(void *context, size_t index, size_t worker) {
    (void)worker;
    const struct runs *runs = context;
    size_t first = runs->starts[index];
    runs->work(runs->context, path_folder(runs->paths[first]), runs->paths + first,
               runs->starts[index + 1] - first);
}

void folders_run(const struct slice *paths, size_t count, size_t jobs, struct arena *arena,
                 folder_work *work, void *context) {
    struct runs runs = {paths, arena_new(arena, size_t, count + 1), work, context};
    size_t run_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !slice_equals(path_folder(paths[i - 1]), path_folder(paths[i]))) {
            runs.starts[run_count++] = i;
        }
    }
    runs.starts[run_count] = count;
    pool_run(run_count, jobs, work_on_run, &runs);
}

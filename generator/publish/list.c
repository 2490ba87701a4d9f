#include "publish/manifest.h"
#include "publish/publish.h"
#include "publish/system.h"

#include <errno.h>
#include <unistd.h>

bool publish_list(const char *path, struct arena *arena, struct slice **paths, size_t *count) {
    struct slice text;
    int folder = system_open_chosen(path);
    if (folder < 0) {
        return false;
    }
    bool listed = manifest_read(folder, arena, &text) && manifest_paths(text, arena, paths, count);
    int error = errno;
    close(folder);
    errno = error;
    return listed;
}

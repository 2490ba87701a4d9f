#include "publish/exchange.h"

#include "base/files.h"
#include "publish/folders.h"
#include "publish/system.h"

#include <errno.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

struct linking {
    int output;
    const struct stage *stage;
    struct failure *failure;
    atomic_bool refused;
};

/* The file system has no links (EPERM on FAT), the kernel does not let us link what is somebody
 * else's (EPERM), output/ reaches into another file system, or a file has all the links it can. */
static bool is_refusal(int error) {
    return error == EPERM || error == EOPNOTSUPP || error == ENOSYS || error == EXDEV ||
           error == EMLINK;
}

static void fail_or_refuse(struct linking *linking, struct slice path, const char *what,
                           int error) {
    if (is_refusal(error)) {
        atomic_store(&linking->refused, true);
    } else {
        failure_add(linking->failure, path, what, error);
    }
}

static void link_files(void *context, struct slice folder, const struct slice *paths,
                       size_t count) {
    struct linking *linking = context;
    int from = folder_open_beneath(linking->output, folder);
    int to = from < 0
                 ? -1
                 : folder_make_beneath(linking->stage->folder, folder, linking->stage->fix_modes);
    if (to < 0) {
        fail_or_refuse(linking, folder, "cannot be made", errno);
    }
    for (size_t i = 0; i < count && to >= 0; i++) {
        if (failure_happened(linking->failure) || atomic_load(&linking->refused)) {
            break;
        }
        if (!system_link(from, to, path_name(paths[i]).data)) {
            fail_or_refuse(linking, paths[i], "cannot be linked", errno);
        }
    }
    if (from >= 0) {
        close(from);
    }
    if (to >= 0) {
        close(to);
    }
}

/* Folders that somebody else made come over too, with their modes: those last, for a mode may
 * forbid to put anything in. */
static void make_foreign_folders(struct linking *linking, const struct plan *plan) {
    const struct stage *stage = linking->stage;
    for (size_t i = plan->standing.count; i > 0; i--) {
        const struct tree_entry *entry = &plan->standing.entries[i - 1];
        if (!entry->folder || !plan_folder_is_foreign(plan, entry->path)) {
            continue;
        }
        int folder = folder_make_beneath(stage->folder, entry->path, stage->fix_modes);
        if (folder < 0 || !system_set_mode(stage->folder, entry->path.data, entry->mode)) {
            fail_or_refuse(linking, entry->path, "cannot be made", errno);
        }
        if (folder >= 0) {
            close(folder);
        }
    }
}

static void unlink_files(void *context, struct slice folder, const struct slice *paths,
                         size_t count) {
    const int *root = context;
    int from = folder_open_beneath(*root, folder);
    for (size_t i = 0; i < count && from >= 0; i++) {
        (void)system_remove(from, path_name(paths[i]).data); /* tree_remove sees what stays */
    }
    if (from >= 0) {
        close(from);
    }
}

bool exchange_publish(const struct place *place, const struct stage *stage, const struct plan *plan,
                      size_t jobs, struct failure *failure) {
    struct linking linking = {.output = place->output, .stage = stage, .failure = failure};
    struct slice at;
    atomic_init(&linking.refused, place->is_inside);
    if (!place->is_inside) {
        folders_run(plan->linked.list, plan->linked.count, jobs, plan->arena, link_files, &linking);
        make_foreign_folders(&linking, plan);
    }
    if (failure_happened(failure)) {
        return true;
    }
    if (atomic_load(&linking.refused)) {
        return false;
    }
    if (!stage_sync(stage, &plan->added, &plan->replaced, &at)) {
        failure_add(failure, at, "cannot be written", errno);
        return true;
    }
    if (!system_exchange(place->side, stage->name, place->name)) {
        if (is_refusal(errno) || errno == EINVAL || errno == EBUSY) {
            return false;
        }
        failure_add(failure, SLICE(""), "cannot be exchanged with the new site", errno);
        return true;
    }
    /* The new site is published: what is left of the old one now is no failure of it. The next
     * build removes it. */
    int old = place->output;
    folders_run(plan->old.list, plan->old.count, jobs, plan->arena, unlink_files, &old);
    return true;
}

#include "publish/plan.h"

#include "publish/manifest.h"
#include "publish/names.h"

#include <errno.h>

static void collect_site(struct plan *plan, const struct lanes *lanes, struct failure *failure) {
    size_t count = 0;
    plan->files = lanes_collect(lanes, plan->arena, &count);
    paths_init(&plan->site, plan->arena, count);
    for (size_t i = 0; i < count; i++) {
        struct slice path = plan->files[i].path;
        if (i > 0 && slice_equals(path, plan->files[i - 1].path)) {
            failure_add(failure, path, "is published twice", 0);
        }
        paths_add(&plan->site, path);
    }
    plan->manifest = manifest_text(plan->arena, plan->files, count);
}

static void read_output(struct plan *plan, int output, struct slice *manifest,
                        struct failure *failure) {
    struct slice at, name = SLICE(NAME_MANIFEST);
    if (!tree_list(output, plan->arena, &plan->standing, &at)) {
        failure_add(failure, at, "cannot be read", errno);
    } else if (!manifest_read(output, plan->arena, manifest)) {
        failure_add(failure, name, errno == 0 ? "is not a regular file" : "cannot be read", errno);
    } else if (manifest->length > 0 &&
               !manifest_paths(*manifest, plan->arena, &plan->ours.list, &plan->ours.count)) {
        failure_add(failure, name,
                    "is damaged, so that nobody knows which files here are ours; move the folder "
                    "away and build again",
                    0);
    }
}

/* Takes the files of the site, from `*file` on, that come before the path `until` (NULL: all that
 * are left): they do not stand in output/. */
static void take_missing(struct plan *plan, size_t *file, const struct slice *until,
                         struct failure *failure) {
    for (; *file < plan->site.count; (*file)++) {
        struct slice path = plan->site.list[*file];
        if (until != NULL && slice_compare(path, *until) >= 0) {
            return;
        }
        if (plan->files[*file].unchanged) {
            failure_add(failure, path, "was removed while the site was published", 0);
        }
        paths_add(&plan->added, path);
    }
}

static void sort_standing(struct plan *plan, struct slice path, bool is_ours,
                          const struct published *file, struct failure *failure) {
    paths_add(&plan->old, path);
    if (file != NULL && !is_ours) {
        failure_add(failure, path,
                    "was not made by knoop, and stands where a file of the site must come; move it "
                    "away",
                    0);
    } else if (file != NULL && !file->unchanged) {
        paths_add(&plan->replaced, path);
    } else if (file != NULL) {
        paths_add(&plan->linked, path);
    } else if (is_ours) {
        paths_add(&plan->removed, path);
    } else {
        paths_add(&plan->foreign, path);
        paths_add(&plan->linked, path);
    }
}

static void compare(struct plan *plan, struct failure *failure) {
    size_t standing = plan->standing.count, file = 0, our = 0;
    paths_init(&plan->added, plan->arena, plan->site.count);
    struct paths *lists[] = {&plan->replaced, &plan->removed, &plan->foreign, &plan->linked,
                             &plan->old};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        paths_init(lists[i], plan->arena, standing);
    }
    for (size_t i = 0; i < standing; i++) {
        struct slice path = plan->standing.entries[i].path;
        if (plan->standing.entries[i].folder) {
            continue;
        }
        take_missing(plan, &file, &path, failure);
        while (our < plan->ours.count && slice_compare(plan->ours.list[our], path) < 0) {
            our++;
        }
        bool is_ours = our < plan->ours.count && slice_equals(plan->ours.list[our], path);
        bool is_of_site = file < plan->site.count && slice_equals(plan->site.list[file], path);
        sort_standing(plan, path, is_ours, is_of_site ? &plan->files[file] : NULL, failure);
        file += is_of_site ? 1 : 0;
    }
    take_missing(plan, &file, NULL, failure);
}

/* A foreign file where the site needs a folder, or the other way about. */
static void check_folders(const struct plan *plan, struct failure *failure) {
    for (size_t i = 0; i < plan->foreign.count; i++) {
        struct slice path = plan->foreign.list[i];
        if (paths_has_inside(&plan->site, path) || paths_has_above(&plan->site, path)) {
            failure_add(failure, path,
                        "was not made by knoop, and the site needs its place; move it away", 0);
        }
    }
    for (size_t i = 0; i < plan->standing.count; i++) {
        const struct tree_entry *entry = &plan->standing.entries[i];
        if (entry->folder && paths_has(&plan->site, entry->path) &&
            plan_folder_is_foreign(plan, entry->path)) {
            failure_add(failure, entry->path,
                        "is a folder that was not made by knoop, and the site needs its place; "
                        "move it away",
                        0);
        }
    }
}

void plan_make(struct plan *plan, struct arena *arena, const struct lanes *lanes, int output,
               struct failure *failure) {
    struct slice manifest = SLICE("");
    *plan = (struct plan){.arena = arena};
    collect_site(plan, lanes, failure);
    if (output >= 0) {
        read_output(plan, output, &manifest, failure);
    }
    if (failure_happened(failure)) {
        return;
    }
    compare(plan, failure);
    check_folders(plan, failure);
    plan->nothing_to_do = output >= 0 && plan->added.count == 0 && plan->replaced.count == 0 &&
                          plan->removed.count == 0 && slice_equals(manifest, plan->manifest);
}

bool plan_folder_is_foreign(const struct plan *plan, struct slice path) {
    return !paths_has_inside(&plan->ours, path);
}

/* How the warm site follows its files. */
#include "link/link.h"
#include "serve/warm_state.h"

#include <stdlib.h>

/* One update. */
struct update {
    struct warm *warm;
    struct generation *generation;
    const struct changes *changes;
    bool theme;      /* templates or texts of the theme */
    bool everything; /* settings, kinds, the glossary */
};

/* A file that was read again, and the arena it is in. */
struct fresh {
    struct reread reread;
    struct arena *arena;
    struct diagnostics found;
};

static bool is_changed(void *context, struct slice path) {
    const struct changes *changes = context;
    for (size_t i = 0; i < changes->count; i++) {
        if (slice_equals(changes->paths[i], path)) {
            return true;
        }
    }
    return false;
}

/* Everything anew. What cannot be shown for its settings, kinds or theme is only told of, as long
 * as there is an older site that can. */
static void update_everything(struct warm *warm) {
    struct generation *next = generation_make(&warm->options);
    bool works = next->theme != NULL || warm->generation->theme == NULL;
    pthread_rwlock_wrlock(&warm->lock);
    generation_release(warm->failed);
    warm->failed = NULL;
    if (works) {
        generation_release(warm->generation);
        warm->generation = next;
    } else {
        warm->failed = next;
    }
    warm_outputs_forget(&warm->outputs);
    pthread_rwlock_unlock(&warm->lock);
}

static bool read_fresh(struct update *update, struct slice path, struct fresh *fresh) {
    struct generation *generation = update->generation;
    fresh->arena = file_memory_take(&generation->memory);
    diagnostics_init(&fresh->found, fresh->arena);
    if (!reread_file(generation->reading, path, fresh->arena, &fresh->found, &fresh->reread)) {
        file_memory_drop(&generation->memory, fresh->arena);
        return false;
    }
    update->everything = update->everything || fresh->reread.changes_terms;
    return true;
}

static void tell_fresh(struct generation *generation, const struct fresh *fresh) {
    diagnostics_drop_path(&generation->files, fresh->reread.path);
    diagnostics_append(&generation->files, &fresh->found);
}

static bool has_link_diagnostics(const struct generation *generation, struct slice path) {
    for (size_t i = 0; i < generation->links.count; i++) {
        if (slice_equals(generation->links.entries[i]->place.path, path)) {
            return true;
        }
    }
    return false;
}

/* One file whose text changed, or a title that nothing is found by. */
static bool replace_file(struct update *update, struct fresh *fresh) {
    struct generation *generation = update->generation;
    const struct reread *reread = &fresh->reread;
    if (reread->before == NULL || reread->items == NULL || update->everything ||
        has_link_diagnostics(generation, reread->path)) {
        return false;
    }
    enum link_replaced replaced = link_replace(generation->site, reread->before, reread->items,
                                               generation->links.count == 0, fresh->arena);
    if (replaced == LINK_REPLACED_NOT) {
        return false;
    }
    if (replaced == LINK_REPLACED_ORDER) {
        generation_renamed(generation);
    }
    tell_fresh(generation, fresh);
    file_memory_set_texts(&generation->memory, reread->path, fresh->arena);
    return true;
}

static void accept_file(struct generation *generation, struct fresh *fresh) {
    tell_fresh(generation, fresh);
    reread_accept(generation->reading, fresh->reread.path, fresh->reread.items);
    file_memory_set_items(&generation->memory, fresh->reread.path, fresh->arena);
}

/* Files came or went: what is new is read, and what is gone is forgotten. */
static void update_folders(struct update *update) {
    struct generation *generation = update->generation;
    for (size_t i = 0; i < update->changes->count; i++) {
        update->everything = update->everything ||
                             reread_is_glossary(generation->reading, update->changes->paths[i]);
    }
    size_t other = generation->list_number ^ 1;
    struct arena *arena = &generation->lists[other];
    arena_reset(arena);
    diagnostics_init(&generation->folders, arena);
    reread_folder(generation->reading, is_changed, (void *)(uintptr_t)update->changes, arena,
                  &generation->folders);
    generation->list_number = other;
    for (size_t i = 0; i < update->changes->count; i++) {
        struct slice path = update->changes->paths[i];
        if (!reread_is_known(generation->reading, path)) {
            diagnostics_drop_path(&generation->files, path);
            file_memory_set_items(&generation->memory, arena_copy(&generation->arena, path), NULL);
        }
    }
    struct slice path;
    for (size_t i = 0; reread_next_unread(generation->reading, &i, &path);) {
        struct fresh fresh;
        if (!is_changed((void *)(uintptr_t)update->changes, path) &&
            read_fresh(update, path, &fresh)) {
            accept_file(generation, &fresh);
        }
    }
}

/* The site is linked again, with what was read. */
static void relink(struct update *update, struct fresh *fresh, size_t count) {
    struct generation *generation = update->generation;
    for (size_t i = 0; i < count; i++) {
        accept_file(generation, &fresh[i]);
    }
    struct arena *arena = &generation->lists[generation->list_number];
    if (update->everything || !reread_collect(generation->reading, arena)) {
        update->everything = true;
        return;
    }
    generation_link(generation, update->warm->options.jobs);
    generation_pages(generation);
}

/* Sorts what changed. */
static bool needs_folders(const struct changes *changes, const struct generation *generation,
                          bool *theme, bool *everything) {
    bool folders = changes->structure;
    *everything = changes->overflow;
    for (size_t i = 0; i < changes->count; i++) {
        struct slice path = changes->paths[i];
        if (slice_starts_with(path, SLICE("content/kinds/")) ||
            slice_equals(path, SLICE("content/site.yaml")) ||
            slice_equals(path, SLICE(ADDRESSES_PATH))) {
            *everything = true;
        } else if (slice_starts_with(path, SLICE("themes/"))) {
            *theme = true;
        } else if (slice_starts_with(path, SLICE("content/templates/"))) {
            *theme = true;
            folders = true; /* the theme takes the list of these from the site */
        } else if (!reread_is_known(generation->reading, path)) {
            folders = true;
        }
    }
    return folders;
}

static void update_files(struct update *update, bool folders) {
    struct generation *generation = update->generation;
    const struct changes *changes = update->changes;
    struct fresh *fresh = memory_allocate((changes->count + 1) * sizeof *fresh);
    size_t count = 0;
    pthread_rwlock_wrlock(&update->warm->lock);
    if (folders) {
        update_folders(update);
    }
    bool links = folders;
    for (size_t i = 0; i < changes->count && !update->everything; i++) {
        struct changes before = {.paths = changes->paths, .count = i};
        if (is_changed(&before, changes->paths[i]) ||
            !read_fresh(update, changes->paths[i], &fresh[count])) {
            continue;
        }
        if (!links && replace_file(update, &fresh[count])) {
            continue;
        }
        links = true;
        count++;
    }
    if (links && !update->everything) {
        relink(update, fresh, count);
    }
    if (update->theme && !update->everything) {
        generation_theme(generation);
        generation_pages(generation);
    }
    warm_outputs_forget(&update->warm->outputs);
    pthread_rwlock_unlock(&update->warm->lock);
    free(fresh);
}

void warm_update(struct warm *warm, const struct changes *changes) {
    warm->needs_telling = true;
    struct update update = {.warm = warm, .generation = warm->generation, .changes = changes};
    bool folders = needs_folders(changes, update.generation, &update.theme, &update.everything);
    /* After a site whose settings were wrong nothing is known for certain. */
    update.everything = update.everything || warm->failed != NULL;
    if (!update.everything && (changes->count > 0 || changes->structure)) {
        update_files(&update, folders);
        warm->needs_check = true;
    }
    if (update.everything) {
        update_everything(warm);
        warm->needs_check = false;
    }
}

#include "serve/generation.h"

#include "check/check.h"
#include "link/link.h"

#include <stdlib.h>

void diagnostics_drop_path(struct diagnostics *list, struct slice path) {
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (!slice_equals(list->entries[i]->place.path, path)) {
            list->entries[kept++] = list->entries[i];
        }
    }
    list->count = kept;
}

static void add(struct diagnostics *list, struct diagnostic *diagnostic) {
    struct diagnostics one = {.entries = &diagnostic, .count = 1};
    diagnostics_append(list, &one);
}

static bool is_declaration(struct slice path) {
    return path.length == 0 || slice_starts_with(path, SLICE("content/kinds/")) ||
           slice_equals(path, SLICE("content/site.yaml"));
}

/* Puts what reading found where it will be looked for. */
static void sort_diagnostics(struct generation *generation, const struct diagnostics *read) {
    for (size_t i = 0; i < read->count; i++) {
        struct slice path = read->entries[i]->place.path;
        struct diagnostics *list = is_declaration(path) ? &generation->settings
                                   : reread_is_known(generation->reading, path)
                                       ? &generation->files
                                       : &generation->folders;
        add(list, read->entries[i]);
    }
}

bool generation_is_declared(const struct generation *generation) {
    return diagnostics_errors(&generation->settings, false) == 0;
}

void generation_link(struct generation *generation, size_t jobs) {
    arena_reset(&generation->links_arena);
    diagnostics_init(&generation->links, &generation->links_arena);
    link_site(generation->site, jobs, &generation->links);
    file_memory_linked(&generation->memory);
}

void generation_check(struct generation *generation) {
    arena_reset(&generation->checks_arena);
    diagnostics_init(&generation->checks, &generation->checks_arena);
    check_site(generation->site, &generation->checks_arena, &generation->checks);
}

void generation_theme(struct generation *generation) {
    size_t other = generation->theme_number ^ 1;
    struct arena *arena = &generation->theme_arenas[other];
    arena_reset(arena);
    diagnostics_init(&generation->templates, arena);
    struct theme *theme =
        render_prepare(generation->site, &generation->render, arena, &generation->templates);
    if (theme == NULL || diagnostics_errors(&generation->templates, false) > 0) {
        theme_close(theme);
        return;
    }
    theme_close(generation->theme);
    generation->theme = theme;
    generation->theme_number = other;
}

void generation_pages(struct generation *generation) {
    arena_reset(&generation->pages_arena);
    generation->renamings = 0;
    generation->pages = generation->theme == NULL
                            ? NULL
                            : render_index(generation->theme, &generation->pages_arena);
}

void generation_renamed(struct generation *generation) {
    enum { RENAMINGS = 64 }; /* then what they took is given back */
    if (generation->pages == NULL || ++generation->renamings == RENAMINGS) {
        generation_pages(generation);
    } else {
        render_index_renamed(generation->pages);
    }
}

struct generation *generation_make(const struct warm_options *options) {
    struct generation *generation = memory_allocate(sizeof *generation);
    *generation = (struct generation){.theme = NULL};
    struct arena *arena = &generation->arena;
    const struct read_options read = {.unsaved = options->unsaved,
                                      .root = options->root,
                                      .today = options->today,
                                      .drafts = true,
                                      .jobs = options->jobs};
    struct diagnostics found;
    diagnostics_init(&found, arena);
    generation->reading = read_and_keep(&read, arena, &found);
    generation->site = reading_site(generation->reading);
    file_memory_init(&generation->memory, arena);
    diagnostics_init(&generation->settings, arena);
    diagnostics_init(&generation->folders, arena);
    diagnostics_init(&generation->files, arena);
    diagnostics_init(&generation->templates, arena);
    sort_diagnostics(generation, &found);
    generation_link(generation, options->jobs);
    generation_check(generation);
    generation->render = (struct render_options){.root = options->root,
                                                 .theme_folders = options->theme_folders,
                                                 .theme_folder_count = options->theme_folder_count,
                                                 .jobs = options->jobs};
    if (generation_is_declared(generation)) {
        generation_theme(generation);
        generation_pages(generation);
    }
    return generation;
}

void generation_release(struct generation *generation) {
    if (generation == NULL) {
        return;
    }
    theme_close(generation->theme);
    site_release(generation->site);
    file_memory_release(&generation->memory);
    struct arena *arenas[] = {&generation->lists[0],        &generation->lists[1],
                              &generation->links_arena,     &generation->checks_arena,
                              &generation->theme_arenas[0], &generation->pages_arena,
                              &generation->theme_arenas[1], &generation->arena};
    for (size_t i = 0; i < sizeof arenas / sizeof *arenas; i++) {
        arena_release(arenas[i]);
    }
    free(generation);
}

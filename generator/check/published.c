#include "check/published.h"

#include "base/limits.h"
#include "base/pool.h"
#include "check/published_folder.h"
#include "formats/json.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct work {
    struct published_folder *folder;
    struct arena *keep;    /* by worker: lives as long as the work */
    struct arena *scratch; /* by worker: reset after each file */
};

static void tell_status(struct published_file *file, enum file_status status) {
    struct place place = place_file(file->path);
    if (status == FILE_TOO_LARGE) {
        diagnostic_argument_integer(
            diagnostic_add(&file->diagnostics, MESSAGE_FILE_TOO_LARGE, place), LIMIT_FILE_BYTES);
    } else if (status == FILE_IS_LINK) {
        diagnostic_add(&file->diagnostics, MESSAGE_FILE_IS_LINK, place);
    } else if (status == FILE_IS_SPECIAL) {
        diagnostic_add(&file->diagnostics, MESSAGE_FILE_IS_SPECIAL, place);
    } else {
        diagnostic_argument_text(diagnostic_add(&file->diagnostics, MESSAGE_FILE_FAILED, place),
                                 strerror(errno));
    }
}

static void read_json(struct published_file *file, struct slice text) {
    size_t offset = 0;
    if (!json_well_formed(text, &offset)) {
        diagnostic_add(&file->diagnostics, MESSAGE_PUBLISHED_JSON,
                       place_of(file->path, offset, offset < text.length ? offset + 1 : offset));
    }
}

static void read_file(void *context, size_t index, size_t worker) {
    struct work *work = context;
    struct published_file *file = &work->folder->files[index];
    struct arena *scratch = &work->scratch[worker];
    struct slice extension = path_extension(file->path);
    bool xml = slice_equals(extension, SLICE("xml"));
    bool json = slice_equals(extension, SLICE("json"));
    if (!file->is_page && !xml && !json) {
        return;
    }
    /* What was found stays in the worker's arena until it is gathered. */
    diagnostics_init(&file->diagnostics, &work->keep[worker]);
    struct slice text;
    enum file_status status =
        file_read(work->folder->root, file->path, LIMIT_FILE_BYTES, scratch, &text);
    if (status != FILE_OK) {
        tell_status(file, status);
    } else if (file->is_page) {
        published_read_page(work->folder, file, text, &work->keep[worker], scratch);
    } else if (xml) {
        published_read_xml(work->folder, file, text, &work->keep[worker], scratch);
    } else {
        read_json(file, text);
    }
    arena_reset(scratch);
}

/* When all pages were read: links to ids of other pages. */
static void check_fragments(void *context, size_t index, size_t worker) {
    struct work *work = context;
    struct published_file *file = &work->folder->files[index];
    file->diagnostics.arena = &work->keep[worker]; /* another worker may have read it */
    for (size_t i = 0; i < file->fragment_count; i++) {
        const struct published_fragment *link = &file->fragments[i];
        const struct published_file *target = &work->folder->files[link->target];
        if (!published_has_id(target, link->fragment)) {
            struct diagnostic *diagnostic =
                diagnostic_add(&file->diagnostics, MESSAGE_PUBLISHED_ANCHOR, link->place);
            diagnostic_argument(diagnostic, link->address);
            diagnostic_argument(diagnostic, target->path);
        }
    }
}

static bool is_page(struct slice path) {
    struct slice extension = path_extension(path);
    return slice_equals(extension, SLICE("html")) || slice_equals(extension, SLICE("htm"));
}

static void list_files(struct published_folder *folder, const struct file_list *list,
                       struct arena *arena, struct diagnostics *diagnostics) {
    folder->files = arena_new(arena, struct published_file, list->count);
    map_init(&folder->numbers, arena);
    for (size_t i = 0; i < list->count; i++) {
        struct published_file *file = &folder->files[folder->count];
        *file = (struct published_file){.path = list->entries[i].path,
                                        .is_page = is_page(list->entries[i].path)};
        diagnostics_init(&file->diagnostics, arena);
        if (list->entries[i].status != FILE_OK) {
            file->path = arena_copy(diagnostics->arena, file->path);
            file->diagnostics.arena = diagnostics->arena;
            tell_status(file, list->entries[i].status);
            diagnostics_append(diagnostics, &file->diagnostics);
            continue;
        }
        *map_place(&folder->numbers, file->path) = file;
        folder->count++;
    }
}

/* Copies what the workers found, whose arenas end here. */
static void gather(const struct published_file *file, struct diagnostics *diagnostics) {
    for (size_t i = 0; i < file->diagnostics.count; i++) {
        const struct diagnostic *found = file->diagnostics.entries[i];
        struct place place = found->place;
        place.path = arena_copy(diagnostics->arena, place.path);
        struct diagnostic *copy = diagnostic_add(diagnostics, found->message, place);
        for (size_t j = 0; j < found->argument_count; j++) {
            diagnostic_argument(copy, found->arguments[j]);
        }
    }
}

static void run(struct published_folder *folder, size_t jobs, struct diagnostics *diagnostics,
                struct published_summary *summary) {
    struct arena keep[POOL_JOBS_MAXIMUM];
    struct arena scratch[POOL_JOBS_MAXIMUM];
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        arena_init(&keep[i]);
        arena_init(&scratch[i]);
    }
    struct work work = {folder, keep, scratch};
    pool_run(folder->count, jobs, read_file, &work);
    pool_run(folder->count, jobs, check_fragments, &work);
    for (size_t i = 0; i < folder->count; i++) {
        const struct published_file *file = &folder->files[i];
        gather(file, diagnostics);
        summary->pages += file->is_page;
        summary->links += file->link_count;
        summary->anchors += file->anchor_count;
    }
    summary->files = folder->count;
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        arena_release(&keep[i]);
        arena_release(&scratch[i]);
    }
}

void check_published(const char *output_folder, struct slice base_url, size_t jobs,
                     struct arena *arena, struct diagnostics *diagnostics,
                     struct published_summary *summary) {
    *summary = (struct published_summary){0};
    struct published_folder folder = {.root = folder_open(output_folder), .base_url = base_url};
    while (slice_ends_with(folder.base_url, SLICE("/"))) {
        folder.base_url.length--;
    }
    struct file_list list;
    if (folder.root < 0 || file_walk(folder.root, SLICE(""), arena, &list) != FILE_OK) {
        struct place place = place_file(slice_of("", 0));
        diagnostic_argument_text(diagnostic_add(diagnostics, MESSAGE_PUBLISHED_MISSING, place),
                                 output_folder);
    } else {
        list_files(&folder, &list, arena, diagnostics);
        run(&folder, jobs, diagnostics, summary);
    }
    if (folder.root >= 0) {
        close(folder.root);
    }
}

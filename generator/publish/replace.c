#include "publish/replace.h"

#include "base/buffer.h"
#include "base/files.h"
#include "publish/folders.h"
#include "publish/names.h"
#include "publish/system.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The journal: a line a step, "-path" removes a file of output/, "+path" moves a file of the stage
 * to output/. It gets its name when it is complete. */
#define NAME_JOURNAL_NEW ".knoop-journal-new"

struct step {
    struct slice path;
    int rank;
    char sign;
};

enum {
    RANK_IN_THE_WAY,
    RANK_MANIFEST, /* early: a file that it names and that is not there yet does no harm */
    RANK_ADDED,
    RANK_REPLACED = RANK_ADDED + 4,
    RANK_REMOVED = RANK_REPLACED + 4
};

/* 0 to 3: what others refer to before what refers to others. */
static int rank_among_files(struct slice path) {
    struct slice type = path_extension(path);
    bool is_list = slice_equals(type, SLICE("xml")) || slice_equals(type, SLICE("json")) ||
                   slice_equals(type, SLICE("txt"));
    bool is_page = slice_equals(type, SLICE("html"));
    if (is_list || (is_page && slice_equals(path_name(path), SLICE("index.html")))) {
        return 3;
    }
    bool refers = slice_equals(type, SLICE("css")) || slice_equals(type, SLICE("js"));
    return is_page ? 2 : refers ? 1 : 0;
}

static int by_rank(const void *a, const void *b) {
    const struct step *first = a, *second = b;
    return first->rank != second->rank ? first->rank - second->rank
                                       : slice_compare(first->path, second->path);
}

static struct slice journal_text(const struct plan *plan) {
    size_t most = 1 + plan->added.count + plan->replaced.count + plan->removed.count, count = 0;
    struct step *steps = arena_new(plan->arena, struct step, most);
    steps[count++] = (struct step){SLICE(NAME_MANIFEST), RANK_MANIFEST, '+'};
    for (size_t i = 0; i < plan->added.count; i++) {
        struct slice path = plan->added.list[i];
        steps[count++] = (struct step){path, RANK_ADDED + rank_among_files(path), '+'};
    }
    for (size_t i = 0; i < plan->replaced.count; i++) {
        struct slice path = plan->replaced.list[i];
        steps[count++] = (struct step){path, RANK_REPLACED + rank_among_files(path), '+'};
    }
    for (size_t i = 0; i < plan->removed.count; i++) {
        struct slice path = plan->removed.list[i];
        bool in_the_way = paths_has_inside(&plan->site, path) || paths_has_above(&plan->site, path);
        steps[count++] = (struct step){path, in_the_way ? RANK_IN_THE_WAY : RANK_REMOVED, '-'};
    }
    qsort(steps, count, sizeof *steps, by_rank);
    struct buffer text;
    buffer_init(&text, plan->arena);
    for (size_t i = 0; i < count; i++) {
        buffer_append_byte(&text, steps[i].sign);
        buffer_append(&text, steps[i].path);
        buffer_append_byte(&text, '\n');
    }
    return buffer_slice(&text);
}

/* Removes the folders above `path` that are empty now. Some may be gone already, by a run that was
 * killed between them. */
static bool remove_empty_folders(int output, struct slice path) {
    for (struct slice empty = path_folder(path); empty.length > 0; empty = path_folder(empty)) {
        struct slice last = path_name(empty);
        char name[NAME_MAX + 1];
        memcpy(name, last.data, last.length);
        name[last.length] = '\0';
        int above = folder_open_beneath(output, path_folder(empty));
        bool removed = above >= 0 && system_remove_folder(above, name);
        int error = errno;
        if (above >= 0) {
            close(above);
        }
        if (!removed && error != ENOENT) {
            errno = error;
            return error == ENOTEMPTY || error == EEXIST || error == ENOTDIR;
        }
    }
    return true;
}

/* Removes a file of output/ and the folders that become empty by that. */
static bool step_remove(int output, struct slice path) {
    int folder = folder_open_beneath(output, path_folder(path));
    bool gone = folder < 0 ? errno == ENOENT || errno == ENOTDIR
                           : system_remove(folder, path_name(path).data) || errno == ENOENT ||
                                 errno == EISDIR;
    int error = errno;
    if (folder >= 0) {
        close(folder);
    }
    errno = error;
    return gone && remove_empty_folders(output, path);
}

/* Moves a file of the stage to its place. One that is not in the stage was moved before. */
static bool step_move(int stage, int output, struct slice path) {
    int folder = folder_make_beneath(output, path_folder(path), true);
    if (folder < 0) {
        return false;
    }
    bool moved = system_rename(stage, path.data, folder, path_name(path).data) || errno == ENOENT;
    int error = errno;
    close(folder);
    errno = error;
    return moved;
}

/* Takes the steps that are left; which ones those are shows from the files themselves. */
static bool take_steps(int stage, int output, struct slice journal, struct arena *arena,
                       struct failure *failure) {
    struct slice line;
    while (slice_cut(&journal, '\n', &line)) {
        struct arena_mark mark = arena_mark(arena);
        struct slice path = arena_copy(arena, slice_skip(line, 1));
        bool is_known = slice_equals(path, SLICE(NAME_MANIFEST)) || path_can_be_published(path);
        errno = EINVAL; /* a journal that we did not write */
        bool taken = is_known && line.data[0] == '+'   ? step_move(stage, output, path)
                     : is_known && line.data[0] == '-' ? step_remove(output, path)
                                                       : false;
        if (!taken) {
            failure_add(failure, path,
                        "cannot be put in its place, and some files were already; the next build "
                        "goes on here",
                        errno);
            return false;
        }
        arena_restore(arena, mark);
    }
    /* The journal must not go before all that it tells is done. */
    if (!system_sync_all(stage) || !system_remove(stage, NAME_JOURNAL)) {
        failure_add(failure, SLICE(""), "the journal cannot be closed", errno);
        return false;
    }
    return true;
}

bool replace_publish(const struct place *place, const struct stage *stage, const struct plan *plan,
                     struct failure *failure, bool *halfway) {
    struct slice at, journal = journal_text(plan);
    *halfway = false;
    if (!stage_sync(stage, &plan->added, &plan->replaced, &at)) {
        failure_add(failure, at, "cannot be written", errno);
        return false;
    }
    if (!stage_write(stage, NAME_JOURNAL_NEW, journal) ||
        !system_rename(stage->folder, NAME_JOURNAL_NEW, stage->folder, NAME_JOURNAL)) {
        failure_add(failure, SLICE(""), "the journal cannot be written", errno);
        return false;
    }
    *halfway = !take_steps(stage->folder, place->output, journal, plan->arena, failure);
    return !*halfway;
}

/* The text of the journal in the stage; empty when there is none. */
static bool read_journal(int stage, struct arena *arena, struct slice *journal) {
    *journal = SLICE("");
    struct stat status;
    int descriptor = system_open(stage, NAME_JOURNAL, O_RDONLY);
    if (descriptor < 0) {
        return errno == ENOENT;
    }
    bool read = fstat(descriptor, &status) == 0;
    if (read) {
        size_t size = (size_t)status.st_size;
        char *bytes = arena_bytes(arena, size);
        read = system_read(descriptor, bytes, size, 0) == (ssize_t)size;
        *journal = slice_of(bytes, size);
    }
    int error = errno;
    close(descriptor);
    errno = error;
    return read;
}

bool replace_resume(const struct place *place, struct arena *arena, struct failure *failure) {
    struct slice journal;
    int stage = system_open_folder(place->side, place->stage_name, O_RDONLY);
    bool done = true;
    if (stage >= 0 && place->output >= 0) {
        done = read_journal(stage, arena, &journal);
        if (!done) {
            failure_add(failure, SLICE(""), "the journal of the last build cannot be read", errno);
        } else if (journal.length > 0) {
            done = take_steps(stage, place->output, journal, arena, failure);
        }
    }
    if (stage >= 0) {
        close(stage);
    }
    return done;
}

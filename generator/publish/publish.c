#include "publish/publish.h"

#include "publish/content.h"
#include "publish/exchange.h"
#include "publish/manifest.h"
#include "publish/memory.h"
#include "publish/names.h"
#include "publish/place.h"
#include "publish/plan.h"
#include "publish/replace.h"
#include "publish/stage.h"
#include "publish/system.h"
#include "publish/tree.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

struct publication {
    struct arena *arena;
    publish_receiver *receive; /* takes all files, and no folder does; NULL otherwise */
    void *receiver;
    struct failure failure;
    struct place place;
    struct stage stage;
    struct memory memory;
    bool remembers;          /* what the next publication is to know, … */
    struct slice remembered; /* … or nothing: that is what the last one knew */
    struct lanes lanes;
    bool is_first; /* there is no output/, or an empty one that the stage may take the place of */
};

/* Removes what a build that was killed left, after ending what it had begun. */
static void clear_away(struct publication *publication) {
    struct place *place = &publication->place;
    if (replace_resume(place, publication->arena, &publication->failure) &&
        !tree_remove(place->side, place->stage_name)) {
        failure_add(&publication->failure, SLICE(""), "what the last build left cannot be removed",
                    errno);
    }
}

struct publication *publish_begin(const char *path, struct arena *arena) {
    struct publication *publication = arena_new(arena, struct publication, 1);
    struct place *place = &publication->place;
    publication->arena = arena;
    failure_init(&publication->failure, arena_copy(arena, slice_from(path)));
    lanes_init(&publication->lanes);
    stage_init(&publication->stage);
    memory_init(&publication->memory);
    if (place_open(place, path, arena, &publication->failure)) {
        clear_away(publication);
        memory_open(&publication->memory, place, arena);
    }
    if (failure_happened(&publication->failure)) {
        return publication;
    }
    publication->is_first =
        place->output < 0 || (!place->is_inside && tree_is_empty(place->output));
    if (!stage_make(&publication->stage, place->side, place->stage_name)) {
        failure_add(&publication->failure, SLICE(""), "nothing can be written beside it", errno);
    }
    return publication;
}

struct publish_folders publish_folders(const struct publication *publication) {
    const struct place *place = &publication->place;
    return (struct publish_folders){place->parent, publication->stage.folder, place->output};
}

struct publication *publish_to(publish_receiver *receive, void *context, struct arena *arena) {
    struct publication *publication = arena_new(arena, struct publication, 1);
    publication->arena = arena;
    publication->receive = receive;
    publication->receiver = context;
    failure_init(&publication->failure, slice_of("", 0));
    lanes_init(&publication->lanes);
    stage_init(&publication->stage);
    memory_init(&publication->memory);
    place_init(&publication->place);
    return publication;
}

/* Hands the content over, whole. */
static void give_content(const struct publication *publication, struct slice path,
                         const struct content *content, struct failure *failure) {
    if (content->descriptor < 0 && content->parts == NULL) {
        publication->receive(publication->receiver, path, content->bytes);
        return;
    }
    size_t size = (size_t)content->size, length = 0;
    char *bytes = memory_allocate(size);
    ssize_t count = 1;
    if (content->parts != NULL) {
        content_gather(content, 0, bytes, size);
        length = size;
    }
    while (length < size && count > 0) {
        count = system_read(content->descriptor, bytes + length, size - length, length);
        length += count > 0 ? (size_t)count : 0;
    }
    if (length == size) {
        publication->receive(publication->receiver, path, slice_of(bytes, length));
    } else {
        failure_add(failure, path, "the original cannot be read", count < 0 ? errno : 0);
    }
    free(bytes);
}

/* True when a folder has it, and `*mark` is that of the file. */
static bool publish_content(struct publication *publication, struct slice path,
                            const struct content *content, struct publish_mark *mark) {
    struct failure *failure = &publication->failure;
    if (failure_happened(failure)) {
        return false;
    }
    if (!path_can_be_published(path)) {
        failure_add(failure, path, "is no path that can be published", 0);
        return false;
    }
    if (publication->receive != NULL) {
        give_content(publication, path, content, failure);
        return false;
    }
    struct lane *lane = lanes_take(&publication->lanes);
    struct published file = {.path = arena_copy(&lane->arena, path), .size = content->size};
    const char *what = NULL;
    file.unchanged = !publication->is_first &&
                     content_is_published(content, publication->place.output, path, lane, mark);
    bool is_there = file.unchanged ||
                    content_write(content, &publication->stage, file.path.data, lane, mark, &what);
    if (is_there) {
        file.hash = mark->hash;
        *lane_add(lane) = file;
    } else {
        failure_add(failure, path, what, errno);
    }
    lanes_give(lane);
    return is_there;
}

bool publish_marked(struct publication *publication, struct slice path, struct slice bytes,
                    struct publish_mark *mark) {
    struct content content = {.bytes = bytes, .descriptor = -1, .size = bytes.length};
    return publish_content(publication, path, &content, mark);
}

void publish_file(struct publication *publication, struct slice path, struct slice bytes) {
    struct publish_mark mark;
    (void)publish_marked(publication, path, bytes, &mark);
}

void publish_parts(struct publication *publication, struct slice path, const struct slice *parts,
                   size_t count) {
    struct content_part *all = memory_allocate(count * sizeof *all);
    struct content content = {.parts = all, .part_count = count, .descriptor = -1};
    for (size_t i = 0; i < count; i++) {
        all[i] = (struct content_part){parts[i], content.size};
        content.size += parts[i].length;
    }
    struct publish_mark mark;
    (void)publish_content(publication, path, &content, &mark);
    free(all);
}

bool publish_standing(struct publication *publication, struct slice path,
                      const struct publish_mark *mark) {
    if (publication->receive != NULL || publication->is_first ||
        failure_happened(&publication->failure) || !path_can_be_published(path)) {
        return false;
    }
    struct lane *lane = lanes_take(&publication->lanes);
    struct published file = {.path = arena_copy(&lane->arena, path),
                             .size = mark->size,
                             .hash = mark->hash,
                             .unchanged = true};
    bool stands = content_stands(mark, publication->place.output, file.path.data);
    if (stands) {
        *lane_add(lane) = file;
    }
    lanes_give(lane);
    return stands;
}

struct slice publish_recall(const struct publication *publication, struct arena *arena) {
    return memory_read(&publication->memory, arena);
}

void publish_remember(struct publication *publication, struct slice bytes) {
    publication->remembers = true;
    publication->remembered = bytes;
}

static bool is_same_time(struct timespec a, struct timespec b) {
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

void publish_copy(struct publication *publication, struct slice path, int descriptor) {
    struct stat before, after;
    if (fstat(descriptor, &before) != 0) {
        failure_add(&publication->failure, path, "the original cannot be read", errno);
        return;
    }
    struct content content = {.descriptor = descriptor, .size = (uint64_t)before.st_size};
    struct publish_mark mark;
    (void)publish_content(publication, path, &content, &mark);
    /* Somebody who saves a file while it is copied would get a mixture of both. */
    if (fstat(descriptor, &after) != 0 || before.st_size != after.st_size ||
        !is_same_time(before.st_mtim, after.st_mtim)) {
        failure_add(&publication->failure, path, "changed while it was copied", 0);
    }
}

bool publish_failed(const struct publication *publication) {
    return failure_happened(&publication->failure);
}

/* Puts the stage in the place of output/. True when the stage is to be left alone: it became
 * output/, or it holds a journal. */
static bool publish_stage(struct publication *publication, const struct plan *plan) {
    struct failure *failure = &publication->failure;
    struct place *place = &publication->place;
    struct stage *stage = &publication->stage;
    size_t jobs = lanes_used(&publication->lanes);
    bool halfway = false;
    if (!stage_write(stage, NAME_MANIFEST, plan->manifest)) {
        failure_add(failure, SLICE(NAME_MANIFEST), "cannot be written", errno);
        return false;
    }
    if (publication->is_first) {
        /* Nothing is lost when the machine stops now: the manifest is on the disk, so the next
         * build knows whose the files are and mends them. So no other file is waited for. */
        bool moved = system_rename(place->side, stage->name, place->parent, place->name);
        if (!moved) {
            failure_add(failure, SLICE(""), "the new site cannot be put here", errno);
        }
        return moved;
    }
    if (!exchange_publish(place, stage, plan, jobs, failure)) {
        replace_publish(place, stage, plan, failure, &halfway);
    }
    return halfway;
}

static void finish(struct publication *publication, struct publish_report *report) {
    struct failure *failure = &publication->failure;
    struct plan plan;
    if (failure_happened(failure) || publication->receive != NULL) {
        return;
    }
    plan_make(&plan, publication->arena, &publication->lanes,
              publication->is_first ? -1 : publication->place.output, failure);
    if (failure_happened(failure)) {
        return;
    }
    report->written = plan.added.count + plan.replaced.count;
    report->unchanged = plan.site.count - report->written;
    report->removed = plan.removed.count;
    for (size_t i = 0; i < plan.site.count; i++) {
        report->bytes += plan.files[i].size;
    }
    report->foreign = plan.foreign.list;
    report->foreign_count = plan.foreign.count;
    if (!plan.nothing_to_do && publish_stage(publication, &plan)) {
        stage_close(&publication->stage);
    }
}

static void end(struct publication *publication) {
    stage_remove(&publication->stage);
    memory_close(&publication->memory);
    place_close(&publication->place);
    lanes_release(&publication->lanes);
    failure_release(&publication->failure);
}

static void remember(struct publication *publication) {
    if (publication->remembered.length > 0) {
        memory_write(&publication->memory, publication->remembered);
    } else {
        memory_keep(&publication->memory);
    }
}

struct publish_report publish_finish(struct publication *publication) {
    struct publish_report report = {.locked = publication->place.locked};
    finish(publication, &report);
    if (failure_happened(&publication->failure)) {
        report = (struct publish_report){.failed = true, .locked = report.locked};
        report.failure = arena_copy(publication->arena, publication->failure.text);
        memory_keep(&publication->memory);
    } else if (publication->remembers) {
        remember(publication);
    }
    end(publication);
    return report;
}

void publish_abort(struct publication *publication) {
    memory_keep(&publication->memory); /* output/ is as it was, and so is what is known of it */
    end(publication);
}

#include "publish/lanes.h"

#include <stdlib.h>
#include <string.h>

enum { FILES_TOGETHER = 256 };

struct lane_files {
    struct lane_files *older;
    size_t count;
    struct published files[FILES_TOGETHER];
};

void lanes_init(struct lanes *lanes) {
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        lanes->lanes[i] = (struct lane){0};
        pthread_mutex_init(&lanes->lanes[i].mutex, NULL);
        arena_init(&lanes->lanes[i].arena);
    }
}

struct lane *lanes_take(struct lanes *lanes) {
    struct lane *lane = &lanes->lanes[0];
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        if (pthread_mutex_trylock(&lanes->lanes[i].mutex) == 0) {
            lane = &lanes->lanes[i];
            lane->used = true;
            return lane;
        }
    }
    pthread_mutex_lock(&lane->mutex); /* more threads than lanes: wait for the first */
    return lane;
}

void lanes_give(struct lane *lane) {
    pthread_mutex_unlock(&lane->mutex);
}

char *lane_piece(struct lane *lane, int which) {
    if (lane->piece[which] == NULL) {
        lane->piece[which] = arena_bytes(&lane->arena, LANE_PIECE);
    }
    return lane->piece[which];
}

struct published *lane_add(struct lane *lane) {
    if (lane->files == NULL || lane->files->count == FILES_TOGETHER) {
        struct lane_files *files = arena_new(&lane->arena, struct lane_files, 1);
        files->older = lane->files;
        lane->files = files;
    }
    return &lane->files->files[lane->files->count++];
}

size_t lanes_used(const struct lanes *lanes) {
    size_t used = 0;
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        used += lanes->lanes[i].used ? 1 : 0;
    }
    return used == 0 ? 1 : used;
}

static int by_path(const void *a, const void *b) {
    const struct published *first = a, *second = b;
    return slice_compare(first->path, second->path);
}

struct published *lanes_collect(const struct lanes *lanes, struct arena *arena, size_t *count) {
    size_t total = 0;
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        for (const struct lane_files *f = lanes->lanes[i].files; f != NULL; f = f->older) {
            total += f->count;
        }
    }
    struct published *all = arena_new(arena, struct published, total);
    size_t at = 0;
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        for (const struct lane_files *f = lanes->lanes[i].files; f != NULL; f = f->older) {
            memcpy(all + at, f->files, f->count * sizeof *all);
            at += f->count;
        }
    }
    if (total > 0) {
        qsort(all, total, sizeof *all, by_path);
    }
    *count = total;
    return all;
}

void lanes_release(struct lanes *lanes) {
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        arena_release(&lanes->lanes[i].arena);
        pthread_mutex_destroy(&lanes->lanes[i].mutex);
    }
}

#include "serve/memory.h"

#include <stdlib.h>

struct memory_of_file {
    struct arena *items;  /* where its items are; NULL: in the site's own memory */
    struct arena *texts;  /* where all else is, when that is somewhere else; NULL otherwise */
    struct arena *linked; /* what `texts` was when the site was linked */
};

void file_memory_init(struct file_memory *memory, struct arena *arena) {
    *memory = (struct file_memory){.arena = arena};
    map_init(&memory->files, arena);
}

/* Room for one more entry in a list of pointers. */
static void *with_room(void *list, size_t count, size_t *capacity) {
    if (count < *capacity) {
        return list;
    }
    *capacity = *capacity == 0 ? 16 : *capacity * 2;
    return memory_resize(list, *capacity * sizeof(void *));
}

struct arena *file_memory_take(struct file_memory *memory) {
    struct arena *arena = memory_allocate(sizeof *arena);
    arena_init(arena);
    memory->all = with_room(memory->all, memory->count, &memory->capacity);
    memory->all[memory->count++] = arena;
    return arena;
}

void file_memory_drop(struct file_memory *memory, struct arena *arena) {
    for (size_t i = 0; i < memory->count; i++) {
        if (memory->all[i] == arena) {
            memory->all[i] = memory->all[--memory->count];
            arena_release(arena);
            free(arena);
            return;
        }
    }
}

static struct memory_of_file *memory_of(struct file_memory *memory, struct slice path) {
    void **place = map_place(&memory->files, path);
    if (*place == NULL) {
        *place = arena_new(memory->arena, struct memory_of_file, 1);
        memory->list = with_room(memory->list, memory->list_count, &memory->list_capacity);
        memory->list[memory->list_count++] = *place;
    }
    return *place;
}

void file_memory_set_texts(struct file_memory *memory, struct slice path, struct arena *arena) {
    struct memory_of_file *file = memory_of(memory, path);
    if (file->texts != file->linked) {
        file_memory_drop(memory, file->texts);
    }
    file->texts = arena;
}

static void give_back_later(struct file_memory *memory, struct arena *arena) {
    if (arena != NULL) {
        memory->waiting =
            with_room(memory->waiting, memory->waiting_count, &memory->waiting_capacity);
        memory->waiting[memory->waiting_count++] = arena;
    }
}

void file_memory_set_items(struct file_memory *memory, struct slice path, struct arena *arena) {
    struct memory_of_file *file = memory_of(memory, path);
    give_back_later(memory, file->items);
    give_back_later(memory, file->texts);
    if (file->linked != file->texts) {
        give_back_later(memory, file->linked);
    }
    *file = (struct memory_of_file){.items = arena};
}

void file_memory_linked(struct file_memory *memory) {
    for (size_t i = 0; i < memory->waiting_count; i++) {
        file_memory_drop(memory, memory->waiting[i]);
    }
    memory->waiting_count = 0;
    for (size_t i = 0; i < memory->list_count; i++) {
        struct memory_of_file *file = memory->list[i];
        if (file->linked != file->texts) {
            file_memory_drop(memory, file->linked);
            file->linked = file->texts;
        }
    }
}

void file_memory_release(struct file_memory *memory) {
    for (size_t i = 0; i < memory->count; i++) {
        arena_release(memory->all[i]);
        free(memory->all[i]);
    }
    free(memory->all);
    free(memory->waiting);
    free(memory->list);
    *memory = (struct file_memory){.arena = memory->arena};
}

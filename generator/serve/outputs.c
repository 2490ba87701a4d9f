#include "serve/outputs.h"

#include "outputs/outputs.h"

struct receiving {
    pthread_mutex_t mutex; /* files may come from several threads */
    struct warm_outputs *outputs;
};

static void receive(void *context, struct slice path, struct slice bytes) {
    struct receiving *receiving = context;
    pthread_mutex_lock(&receiving->mutex);
    struct arena *arena = &receiving->outputs->arena;
    struct slice *file = arena_new(arena, struct slice, 1);
    *file = arena_copy(arena, bytes);
    *map_place(&receiving->outputs->files, arena_copy(arena, path)) = file;
    pthread_mutex_unlock(&receiving->mutex);
}

void warm_outputs_init(struct warm_outputs *outputs) {
    *outputs = (struct warm_outputs){.made = false};
    pthread_mutex_init(&outputs->mutex, NULL);
}

void warm_outputs_forget(struct warm_outputs *outputs) {
    arena_reset(&outputs->arena);
    outputs->made = false;
}

static void make(struct warm_outputs *outputs, const struct site *site, size_t jobs) {
    struct receiving receiving = {.outputs = outputs};
    pthread_mutex_init(&receiving.mutex, NULL);
    map_init(&outputs->files, &outputs->arena);
    struct arena scratch;
    arena_init(&scratch);
    struct publication *publication = publish_to(receive, &receiving, &scratch);
    write_outputs(site, publication, jobs, &scratch);
    publish_abort(publication);
    arena_release(&scratch);
    pthread_mutex_destroy(&receiving.mutex);
    outputs->made = true;
}

/* NULL when no document stands at the address. */
static const struct slice *make_document(struct warm_outputs *outputs, const struct site *site,
                                         const struct warm_options *options, struct slice address) {
    struct slice bytes;
    if (options->document == NULL ||
        !options->document(options->context, site, address, &outputs->arena, &bytes)) {
        return NULL;
    }
    struct slice *file = arena_new(&outputs->arena, struct slice, 1);
    *file = bytes;
    *map_place(&outputs->files, arena_copy(&outputs->arena, address)) = file;
    return file;
}

const struct slice *warm_outputs_get(struct warm_outputs *outputs, const struct site *site,
                                     const struct warm_options *options, struct slice address) {
    pthread_mutex_lock(&outputs->mutex);
    if (!outputs->made) {
        make(outputs, site, options->jobs);
    }
    const struct slice *file = map_get(&outputs->files, address);
    if (file == NULL) {
        file = make_document(outputs, site, options, address);
    }
    pthread_mutex_unlock(&outputs->mutex);
    return file;
}

void warm_outputs_release(struct warm_outputs *outputs) {
    arena_release(&outputs->arena);
    pthread_mutex_destroy(&outputs->mutex);
}

#include "read/read.h"

#include "base/pool.h"
#include "read/reading.h"

static void read_file_work(void *context, size_t index, size_t worker) {
    struct reading *reading = context;
    read_item(reading, &reading->files.list[index], true, &reading->workers[worker]);
}

static void read_asset_work(void *context, size_t index, size_t worker) {
    struct reading *reading = context;
    struct asset *asset = &reading->site->assets[index];
    read_asset_script(reading, asset, &reading->workers[worker]);
    if (asset->is_image) {
        read_image_size(reading, asset, &reading->workers[worker]);
    }
}

void read_collect(struct reading *reading, struct arena *arena) {
    struct site *site = reading->site;
    size_t count = 0;
    site->item_count = 0;
    for (size_t i = 0; i < reading->files.count; i++) {
        for (const struct item *item = reading->files.list[i].items; item != NULL;
             item = item->next) {
            count++;
        }
    }
    site->items = arena_new(arena, struct item *, count);
    for (size_t i = 0; i < reading->files.count; i++) {
        for (struct item *item = reading->files.list[i].items; item != NULL; item = item->next) {
            site->items[site->item_count++] = item;
        }
    }
}

size_t read_item_languages(const struct site *site, struct arena *arena, struct slice **languages) {
    size_t count = 1;
    *languages = arena_new(arena, struct slice, 1);
    (*languages)[0] = site->settings.language;
    for (size_t i = 0; i < site->item_count; i++) {
        struct slice language = site->items[i]->language;
        bool known = false;
        for (size_t j = 0; j < count; j++) {
            known = known || slice_equals((*languages)[j], language);
        }
        if (!known) {
            size_t size = sizeof(struct slice);
            *languages = arena_grow(arena, *languages, count * size, (count + 1) * size);
            (*languages)[count++] = arena_copy(arena, language);
        }
    }
    return count;
}

static struct site *make_site(const struct read_options *options, struct arena *arena) {
    struct site *site = arena_new(arena, struct site, 1);
    site->arena = arena;
    site->today = options->today;
    site->drafts = options->drafts;
    site->worker_arenas = arena_new(arena, struct arena, POOL_JOBS_MAXIMUM);
    site->link_arenas = arena_new(arena, struct arena, POOL_JOBS_MAXIMUM);
    site->spills = arena_new(arena, struct spill, POOL_JOBS_MAXIMUM);
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        spill_init(&site->spills[i], options->spills ? options->spill_folder : -1);
    }
    map_init(&site->kind_names, arena);
    return site;
}

struct reading *read_and_keep(const struct read_options *options, struct arena *arena,
                              struct diagnostics *diagnostics) {
    struct site *site = make_site(options, arena);
    struct reading *reading = arena_new(arena, struct reading, 1);
    reading->site = site;
    reading->options = *options;
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        reading->workers[i].arena = &site->worker_arenas[i];
        reading->workers[i].spill = &site->spills[i];
        diagnostics_init(&reading->workers[i].diagnostics, &site->worker_arenas[i]);
    }
    struct worker *first = &reading->workers[0];
    if (read_settings(reading, first)) {
        read_kinds(reading, first);
        read_folder(reading, first->arena, first);
        read_terms(reading, first);
        pool_run(reading->files.count, options->jobs, read_file_work, reading);
        pool_run(site->asset_count, options->jobs, read_asset_work, reading);
        read_collect(reading, arena);
        if (!site->settings.languages_given) {
            site->settings.language_count =
                read_item_languages(site, arena, &site->settings.languages);
        }
        read_footers(reading, first);
        read_addresses(reading, first);
    }
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        diagnostics_append(diagnostics, &reading->workers[i].diagnostics);
        arena_release(&reading->workers[i].scratch);
    }
    return reading;
}

struct site *reading_site(const struct reading *reading) {
    return reading->site;
}

struct site *read_site(const struct read_options *options, struct arena *arena,
                       struct diagnostics *diagnostics) {
    return reading_site(read_and_keep(options, arena, diagnostics));
}

#include "read/read.h"

#include "base/pool.h"
#include "read/reading.h"

static void read_file_work(void *context, size_t index, size_t worker) {
    struct reading *reading = context;
    read_item(reading, &reading->files[index], true, &reading->workers[worker]);
}

static void read_image_work(void *context, size_t index, size_t worker) {
    struct reading *reading = context;
    struct asset *asset = &reading->site->assets[index];
    if (asset->is_image) {
        read_image_size(reading, asset, &reading->workers[worker]);
    }
}

/* All items in the order of their files; those of callouts behind their article. */
static void collect_items(struct reading *reading, struct arena *arena) {
    struct site *site = reading->site;
    size_t count = 0;
    for (size_t i = 0; i < reading->file_count; i++) {
        for (const struct item *item = reading->files[i].items; item != NULL; item = item->next) {
            count++;
        }
    }
    site->items = arena_new(arena, struct item *, count);
    for (size_t i = 0; i < reading->file_count; i++) {
        for (struct item *item = reading->files[i].items; item != NULL; item = item->next) {
            site->items[site->item_count++] = item;
        }
    }
}

/* Without `languages` in site.yaml the site has the languages that its items are in. */
static void find_languages(struct site *site, struct arena *arena) {
    struct settings *settings = &site->settings;
    for (size_t i = 0; !settings->languages_given && i < site->item_count; i++) {
        struct slice language = site->items[i]->language;
        bool known = false;
        for (size_t j = 0; j < settings->language_count; j++) {
            known = known || slice_equals(settings->languages[j], language);
        }
        if (!known) {
            size_t size = sizeof(struct slice), count = settings->language_count;
            settings->languages =
                arena_grow(arena, settings->languages, count * size, (count + 1) * size);
            settings->languages[settings->language_count++] = language;
        }
    }
}

static struct site *make_site(const struct read_options *options, struct arena *arena) {
    struct site *site = arena_new(arena, struct site, 1);
    site->arena = arena;
    site->today = options->today;
    site->drafts = options->drafts;
    site->worker_arenas = arena_new(arena, struct arena, POOL_JOBS_MAXIMUM);
    map_init(&site->identities, arena);
    map_init(&site->suffixes, arena);
    map_init(&site->names, arena);
    map_init(&site->asset_paths, arena);
    map_init(&site->item_paths, arena);
    map_init(&site->kind_names, arena);
    return site;
}

struct site *read_site(const struct read_options *options, struct arena *arena,
                       struct diagnostics *diagnostics) {
    struct site *site = make_site(options, arena);
    struct reading *reading = arena_new(arena, struct reading, 1);
    reading->site = site;
    reading->options = options;
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        reading->workers[i].arena = &site->worker_arenas[i];
        diagnostics_init(&reading->workers[i].diagnostics, &site->worker_arenas[i]);
    }
    struct worker *first = &reading->workers[0];
    if (read_settings(reading, first)) {
        read_kinds(reading, first);
        read_folder(reading, first);
        read_terms(reading, first);
        pool_run(reading->file_count, options->jobs, read_file_work, reading);
        pool_run(site->asset_count, options->jobs, read_image_work, reading);
        collect_items(reading, arena);
        find_languages(site, arena);
        read_footers(reading, first);
    }
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        diagnostics_append(diagnostics, &reading->workers[i].diagnostics);
        arena_release(&reading->workers[i].scratch);
    }
    return site;
}

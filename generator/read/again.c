#include "read/again.h"

#include "read/reading.h"

static bool is_published(const struct reading *reading, const struct item *item) {
    return item != NULL && (item->state == ITEM_PUBLISHED || reading->options.drafts);
}

/* Whether both give texts the same terms. */
static bool same_terms(const struct reading *reading, const struct item *a, const struct item *b) {
    bool first = is_published(reading, a), second = is_published(reading, b);
    if (!first || !second) {
        return first == second;
    }
    struct value also = item_field(a, SLICE("also")), other = item_field(b, SLICE("also"));
    bool same = slice_equals(a->title, b->title) && slice_equals(a->language, b->language) &&
                also.type == other.type && also.length == other.length;
    for (size_t i = 0; same && also.type == VALUE_LIST && i < also.length; i++) {
        same = slice_equals(value_slice(also.as.list[i]), value_slice(other.as.list[i]));
    }
    return same;
}

bool reread_file(struct reading *reading, struct slice path, struct arena *arena,
                 struct diagnostics *diagnostics, struct reread *reread) {
    const struct item_file *known = read_find_file(&reading->files, path);
    if (known == NULL) {
        return false;
    }
    struct worker worker = {.arena = arena};
    diagnostics_init(&worker.diagnostics, arena);
    struct item_file file = *known;
    file.items = NULL;
    read_item(reading, &file, true, &worker);
    diagnostics_append(diagnostics, &worker.diagnostics);
    arena_release(&worker.scratch);
    *reread = (struct reread){.path = known->path, .before = known->items, .items = file.items};
    reread->changes_terms = file.kind->autolink && !same_terms(reading, known->items, file.items);
    return true;
}

void reread_accept(struct reading *reading, struct slice path, struct item *items) {
    struct item_file *file = read_find_file(&reading->files, path);
    if (file != NULL) {
        file->items = items;
    }
}

void reread_folder(struct reading *reading, bool (*is_changed)(void *context, struct slice path),
                   void *context, struct arena *arena, struct diagnostics *diagnostics) {
    struct site *site = reading->site;
    const struct map before = site->asset_paths;
    struct worker worker = {.arena = arena};
    diagnostics_init(&worker.diagnostics, arena);
    read_folder(reading, arena, &worker);
    for (size_t i = 0; i < site->asset_count; i++) {
        struct asset *asset = &site->assets[i];
        const struct asset *old = map_get(&before, asset->path);
        struct slice path = arena_format(&worker.scratch, "content/%.*s", slice_width(asset->path),
                                         asset->path.data);
        if (old != NULL && !is_changed(context, path)) {
            asset->width = old->width;
            asset->height = old->height;
            asset->has_script = old->has_script;
            continue;
        }
        read_asset_script(reading, asset, &worker);
        if (asset->is_image) {
            read_image_size(reading, asset, &worker);
        }
    }
    diagnostics_append(diagnostics, &worker.diagnostics);
    arena_release(&worker.scratch);
}

bool reread_next_unread(const struct reading *reading, size_t *index, struct slice *path) {
    while (*index < reading->files.count) {
        const struct item_file *file = &reading->files.list[(*index)++];
        if (file->items == NULL) {
            *path = file->path;
            return true;
        }
    }
    return false;
}

bool reread_is_known(const struct reading *reading, struct slice path) {
    return read_find_file(&reading->files, path) != NULL;
}

bool reread_is_glossary(const struct reading *reading, struct slice path) {
    const struct item_file *file = read_find_file(&reading->files, path);
    return file != NULL && file->kind->autolink;
}

bool reread_collect(struct reading *reading, struct arena *arena) {
    read_collect(reading, arena);
    const struct settings *settings = &reading->site->settings;
    struct slice *languages = NULL;
    size_t count = settings->language_count;
    if (!settings->languages_given) {
        count = read_item_languages(reading->site, arena, &languages);
    }
    for (size_t i = 0; languages != NULL && i < count && i < settings->language_count; i++) {
        if (!slice_equals(languages[i], settings->languages[i])) {
            return false;
        }
    }
    return count == settings->language_count;
}

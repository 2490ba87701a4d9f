/* Two things at one address, and addresses that not every computer can hold. */
#include "base/files.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "check/rules.h"
#include "site/alias.h"
#include "site/selection.h"

#include <string.h>

struct output {
    struct place place;
    bool is_alias;
};

struct outputs {
    struct rule_context *context;
    struct map taken;   /* folded path → struct output */
    struct map folders; /* folded path of a folder that one of these is in → that output */
};

static void check_name(struct outputs *outputs, struct slice path, struct place at) {
    struct slice rest = path, part;
    bool fits = path.length <= LIMIT_PATH_BYTES;
    while (slice_cut(&rest, '/', &part)) {
        fits = fits && part.length <= LIMIT_PATH_COMPONENT;
        if (!path_part_is_portable(part)) {
            diagnostic_argument(
                diagnostic_add(outputs->context->diagnostics, MESSAGE_OUTPUT_NAME, at), part);
        }
    }
    if (!fits) {
        struct diagnostic *d =
            diagnostic_add(outputs->context->diagnostics, MESSAGE_OUTPUT_TOO_LONG, at);
        diagnostic_argument(d, path);
        diagnostic_argument_integer(d, LIMIT_PATH_COMPONENT);
        diagnostic_argument_integer(d, LIMIT_PATH_BYTES);
    }
}

/* The output that is a file where `path` needs a folder; else NULL, and its folders are taken. */
static const struct output *take_folders(struct outputs *outputs, struct slice path,
                                         struct output *output) {
    for (struct slice folder = path_folder(path); folder.length > 0; folder = path_folder(folder)) {
        const struct output *file = map_get(&outputs->taken, folder);
        if (file != NULL) {
            return file;
        }
        void **place = map_place(&outputs->folders, folder);
        if (*place != NULL) {
            return NULL; /* so those above it are taken too */
        }
        *place = output;
    }
    return NULL;
}

static void take(struct outputs *outputs, struct slice path, struct place at, bool is_alias) {
    struct arena *arena = outputs->context->arena;
    check_name(outputs, path, at);
    struct slice folded = utf8_fold(arena, path);
    struct output *output = arena_new(arena, struct output, 1);
    *output = (struct output){at, is_alias};
    const struct output *other = map_get(&outputs->folders, folded);
    if (other == NULL) {
        other = take_folders(outputs, folded, output);
    }
    void **place = map_place(&outputs->taken, folded);
    if (*place == NULL) {
        *place = output;
    } else {
        other = *place;
    }
    if (other == NULL) {
        return;
    }
    struct diagnostic *d =
        diagnostic_add(outputs->context->diagnostics,
                       is_alias ? MESSAGE_ALIAS_COLLISION : MESSAGE_OUTPUT_COLLISION, at);
    diagnostic_argument(d, path);
    if (other->place.path.length > 0) {
        diagnostic_second(d, other->place);
    }
}

static void take_documents(struct outputs *outputs) {
    const struct settings *settings = &outputs->context->site->settings;
    for (size_t i = 0; i < settings->document_count; i++) {
        const struct document_setting *document = &settings->documents[i];
        for (enum document_format format = 0; format < DOCUMENT_FORMAT_COUNT; format++) {
            if (document->formats[format]) {
                take(outputs, document_address(document, format, outputs->context->arena),
                     document->place, false);
            }
        }
    }
}

static void take_list(struct outputs *outputs, const struct kind *kind) {
    size_t size = outputs->context->site->settings.page_size;
    struct arena *arena = outputs->context->arena;
    for (size_t number = 1; number == 1 || number <= (kind->item_count + size - 1) / size;
         number++) {
        take(outputs, kind_list_address(kind, number, arena), kind->place, false);
    }
    for (size_t i = 0; i < kind->selection_count; i++) {
        const struct selection *selection = &kind->selections[i];
        for (size_t number = 1; number <= (selection->count + size - 1) / size; number++) {
            take(outputs, selection_address(selection, number, arena), selection->field->place,
                 false);
        }
    }
}

/* Items come before lists and assets, so that the message stands at the file that an editor can
 * rename. */
static void take_own(struct outputs *outputs) {
    static const char *const own[] = {"404.html",    "feed.xml",         "sitemap.xml",
                                      "robots.txt",  "site.json",        ".knoop-manifest",
                                      "search.html", "site.webmanifest", "worker.js"};
    const struct site *site = outputs->context->site;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        take(outputs, slice_from(own[i]), place_file(site->settings.path), false);
    }
    if (site->home == NULL) {
        take(outputs, SLICE("index.html"), place_file(site->settings.path), false);
    }
    if (site_map_address(site).length > 0) {
        take(outputs, site_map_address(site), place_file(site->settings.path), false);
    }
    for (size_t i = 0; i < site->kind_count; i++) {
        const struct kind *kind = &site->kinds[i];
        if (kind->has_list) {
            take_list(outputs, kind);
        }
        if (kind->is_dated && kind->has_pages) {
            take(outputs,
                 arena_format(outputs->context->arena, "%.*s/feed.xml", slice_width(kind->folder),
                              kind->folder.data),
                 kind->place, false);
        }
    }
}

/* The pages at old addresses of which only anchors were named. */
static void take_anchors(struct outputs *outputs) {
    const struct site *site = outputs->context->site;
    for (size_t i = 0; i < site->redirect_count; i++) {
        const struct redirect *redirect = &site->redirects[i];
        struct arena *arena = outputs->context->arena;
        if (redirect->anchors != NULL &&
            map_get(&outputs->taken, utf8_fold(arena, redirect->address)) == NULL) {
            take(outputs, redirect->address, rule_place(redirect->item), true);
        }
    }
}

static void take_aliases(struct outputs *outputs) {
    const struct site *site = outputs->context->site;
    for (size_t i = 0; i < site->item_count; i++) {
        const struct item *item = site->items[i];
        for (size_t j = 0; item->address.length > 0 && j < alias_count(item); j++) {
            const struct alias alias = alias_at(item, j);
            if (alias.anchor.length == 0) {
                take(outputs, alias.page, place_of(item->path, alias.start, alias.end), true);
            }
        }
    }
    take_anchors(outputs);
}

void rule_outputs(struct rule_context *context) {
    const struct site *site = context->site;
    struct outputs outputs = {.context = context};
    map_init(&outputs.taken, context->arena);
    map_init(&outputs.folders, context->arena);
    take_own(&outputs);
    take_documents(&outputs);
    for (size_t i = 0; i < site->item_count; i++) {
        if (site->items[i]->address.length > 0) {
            take(&outputs, site->items[i]->address, rule_place(site->items[i]), false);
        }
    }
    for (size_t i = 0; i < site->asset_count; i++) {
        if (site->assets[i].is_published) {
            take(&outputs, site->assets[i].address,
                 place_file(arena_format(context->arena, "content/%.*s",
                                         slice_width(site->assets[i].path),
                                         site->assets[i].path.data)),
                 false);
        }
    }
    take_aliases(&outputs);
}

#include "render/worker.h"

#include "base/escape.h"
#include "base/hash.h"
#include "formats/json.h"
#include "render/assets.h"

#include <inttypes.h>

enum { ESSENTIAL_MOST = 100 };

bool worker_is_wanted(const struct theme *theme) {
    return theme->site->settings.worker && theme_asset(theme, SLICE(WORKER_NAME)) != NULL;
}

/* What a reader starts from: the front page, the first page of each list, the map and search. */
static bool is_essential(const struct page *page) {
    return page->type == PAGE_HOME || page->type == PAGE_NOT_FOUND || page->type == PAGE_MAP ||
           page->type == PAGE_SEARCH ||
           (page->type == PAGE_LIST && page->number == 1 && page->selection == NULL);
}

static void add_address(struct json *json, struct slice path, struct arena *arena) {
    struct buffer address;
    buffer_init(&address, arena);
    escape_percent(&address, path, "/");
    json_write_text(json, buffer_slice(&address));
}

/* Assets are named after what is in them, so their names tell of their bytes. */
static uint64_t version_of(const struct theme *theme, const uint64_t *hashes, size_t count) {
    struct hash hash;
    hash_init(&hash);
    hash_add(&hash, slice_of((const char *)hashes, count * sizeof *hashes));
    for (size_t i = 0; i < theme->asset_count; i++) {
        hash_add(&hash, theme->asset_list[i].address);
    }
    return hash_result(&hash);
}

void worker_publish(const struct theme *theme, const struct page *pages, const uint64_t *hashes,
                    size_t count, struct publication *publication, struct arena *arena) {
    struct buffer out;
    struct json json;
    size_t added = 0;
    buffer_init(&out, arena);
    buffer_format(&out, "const VERSION = \"%016" PRIx64 "\";\nconst ESSENTIAL = ",
                  version_of(theme, hashes, count));
    json_init(&json, &out, false);
    json_open_list(&json);
    for (size_t i = 0; i < theme->asset_count; i++) {
        if (!slice_equals(theme->asset_list[i].name, SLICE(WORKER_NAME))) {
            add_address(&json, theme->asset_list[i].address, arena);
        }
    }
    for (size_t i = 0; i < count && added < ESSENTIAL_MOST; i++) {
        if (is_essential(&pages[i])) {
            add_address(&json, pages[i].address, arena);
            added++;
        }
    }
    json_close_list(&json);
    buffer_append_text(&out, ";\nconst MISSING = ");
    json_init(&json, &out, false);
    const struct edition *edition = theme_edition(theme, theme->site->settings.language);
    json_write_text(
        &json,
        theme_text(edition, SLICE("Er is geen verbinding, en deze pagina is hier niet bewaard.")));
    buffer_append_text(&out, ";\n");
    buffer_append(&out, theme_asset(theme, SLICE(WORKER_NAME))->bytes);
    publish_file(publication, SLICE(WORKER_NAME), buffer_slice(&out));
}

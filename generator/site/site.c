#include "site/site.h"

#include "base/escape.h"
#include "base/pool.h"
#include "site/declare.h"

void site_release(struct site *site) {
    for (size_t i = 0; i < site->kind_count; i++) {
        fields_release(site->kinds[i].fields, site->kinds[i].field_count);
    }
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        arena_release(&site->worker_arenas[i]);
        arena_release(&site->link_arenas[i]);
        if (site->spills != NULL) {
            spill_release(&site->spills[i]);
        }
    }
}

struct spill *site_spill(const struct site *site, size_t worker) {
    return site->spills == NULL ? NULL : &site->spills[worker];
}

void site_rest(const struct site *site, size_t index) {
    enum { ITEMS_A_REST = 512 };
    if (site->spills != NULL && index % ITEMS_A_REST == ITEMS_A_REST - 1) {
        for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
            spill_rest(&site->spills[i]);
        }
    }
}

const struct kind *site_kind(const struct site *site, struct slice name) {
    return map_get(&site->kind_names, name);
}

struct slice site_kind_names(const struct site *site, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < site->kind_count; i++) {
        buffer_append_text(&out, i == 0 ? "" : ", ");
        buffer_append(&out, site->kinds[i].name);
    }
    return buffer_slice(&out);
}

struct asset *site_asset(const struct site *site, struct slice path) {
    return map_get(&site->asset_paths, path);
}

/* <folder>/<slug>.html, with the language before the ending for translations; `urls: pretty` makes
 * a folder of it. */
struct slice site_item_page(const struct site *site, const struct item *item, struct arena *arena) {
    const struct settings *settings = &site->settings;
    struct buffer out;
    buffer_init(&out, arena);
    if (item == site->home || (site->home != NULL && site->home->translation != NULL &&
                               slice_equals(item->identity, site->home->identity))) {
        buffer_append_text(&out, "index");
    } else {
        buffer_append(&out, item->kind->folder);
        buffer_append_byte(&out, '/');
        buffer_append(&out, item->slug);
        buffer_append_text(&out, settings->pretty ? "/index" : "");
    }
    if (!slice_equals(item->language, settings->language)) {
        buffer_append_byte(&out, '.');
        buffer_append(&out, item->language);
    }
    buffer_append_text(&out, ".html");
    return buffer_slice(&out);
}

struct slice site_absolute(const struct site *site, struct slice address, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    buffer_append(&out, site->settings.base_url);
    /* The front page of a folder is the folder: one address for one page. */
    if (site->settings.base_url.length > 0 &&
        slice_equals(path_name(address), SLICE("index.html"))) {
        address = slice_take(address, address.length - path_name(address).length);
    }
    escape_percent(&out, address, "/");
    return buffer_slice(&out);
}

struct slice site_map_address(const struct site *site) {
    const struct settings *settings = &site->settings;
    bool is_dutch = slice_starts_with(settings->language, SLICE("nl"));
    for (size_t i = 0; i < site->kind_count; i++) {
        const struct kind *kind = &site->kinds[i];
        if (kind->map == KIND_MAP_NODE && kind->has_pages && kind->item_count > 0) {
            return settings->pretty ? is_dutch ? SLICE("kaart/index.html") : SLICE("map/index.html")
                   : is_dutch ? SLICE("kaart.html")
                                    : SLICE("map.html");
        }
    }
    return slice_of("", 0);
}

struct slice document_ending(enum document_format format) {
    static const struct slice endings[DOCUMENT_FORMAT_COUNT] = {
        [DOCUMENT_EPUB] = SLICE_INIT("epub"),
        [DOCUMENT_PDF] = SLICE_INIT("pdf"),
        [DOCUMENT_HTML] = SLICE_INIT("html"),
        [DOCUMENT_MARKDOWN] = SLICE_INIT("md"),
        [DOCUMENT_JSON] = SLICE_INIT("json")};
    return endings[format];
}

struct slice document_address(const struct document_setting *document, enum document_format format,
                              struct arena *arena) {
    return arena_join(
        arena,
        (struct slice[]){SLICE("documents/"), document->file, SLICE("."), document_ending(format)},
        4);
}

struct slice kind_list_address(const struct kind *kind, size_t number, struct arena *arena) {
    if (number <= 1) {
        return arena_join(arena, (struct slice[]){kind->folder, SLICE("/index.html")}, 2);
    }
    return arena_format(arena, "%.*s/page-%zu.html", slice_width(kind->folder), kind->folder.data,
                        number);
}

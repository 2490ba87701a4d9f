#include "link/linking.h"

/* <folder>/<slug>.html, with the language before the ending for translations; `urls: pretty` makes
 * a folder of it. */
static struct slice item_address(const struct site *site, const struct item *item,
                                 struct arena *arena) {
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

static void find_home(struct site *site, struct linker *linker) {
    const struct settings *settings = &site->settings;
    if (settings->home.length == 0) {
        return;
    }
    struct find_result found = site_find_identity(site, settings->home, &linker->scratch);
    link_report_find(site, &found, settings->home, settings->home_place, linker);
    if (found.status == FIND_OK &&
        link_check_state(site, found.item, settings->home, settings->home_place, linker)) {
        site->home = found.item;
    }
}

void link_addresses(struct site *site, struct linker *linker) {
    find_home(site, linker);
    for (size_t i = 0; i < site->item_count; i++) {
        struct item *item = site->items[i];
        if (item->kind->has_pages && link_is_published(site, item) && !item->is_duplicate) {
            item->address = item_address(site, item, linker->arena);
        }
    }
}

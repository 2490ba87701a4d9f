#include "link/linking.h"

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
            item->address = site_item_page(site, item, linker->arena);
        }
    }
}

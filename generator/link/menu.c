#include "base/escape.h"
#include "link/linking.h"

static void link_entry(const struct site *site, struct menu_entry *entry, struct linker *linker) {
    const struct kind *kind = site_kind(site, entry->to);
    struct slice scheme = address_scheme(entry->to);
    if (kind != NULL && kind->has_list) {
        entry->target = (struct target){.type = TARGET_LIST, .to.kind = kind};
        return;
    }
    if (slice_equals(entry->to, SLICE("map")) && site_map_address(site).length > 0) {
        entry->target.type = TARGET_MAP;
        return;
    }
    if (scheme.length > 0 && site_kind(site, scheme) == NULL && address_is_allowed(entry->to)) {
        entry->target.type = TARGET_EXTERNAL;
        return;
    }
    struct find_result found = site_find_identity(site, entry->to, &linker->scratch);
    link_report_find(site, &found, entry->to, entry->place, linker);
    if (found.status != FIND_OK ||
        !link_check_state(site, found.item, entry->to, entry->place, linker)) {
        return;
    }
    if (found.item->address.length == 0) {
        diagnostic_argument(
            diagnostic_add(&linker->diagnostics, MESSAGE_REFERENCE_NO_PAGE, entry->place),
            found.item->identity);
        return;
    }
    entry->target = (struct target){.type = TARGET_ITEM, .to.item = found.item};
}

void link_menu(struct site *site, struct linker *linker) {
    for (size_t i = 0; i < site->settings.menu_count; i++) {
        link_entry(site, &site->settings.menu[i], linker);
    }
    for (size_t i = 0; i < site->settings.language_count; i++) {
        if (site->footers != NULL && site->footers[i] != NULL) {
            link_prose(site, site->footers[i], NULL, linker);
        }
    }
}

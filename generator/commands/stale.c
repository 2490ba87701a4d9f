#include "commands/stale.h"

/* The field that tells when the item was last changed; COMMON_COUNT when neither does. */
static enum common_field last_change(const struct item *item) {
    struct date date = item_date(item, COMMON_DATE), updated = item_date(item, COMMON_UPDATED);
    if (updated.year > 0 && date_compare(updated, date) >= 0) {
        return COMMON_UPDATED;
    }
    return date.year > 0 ? COMMON_DATE : COMMON_COUNT;
}

void stale_warn(struct build *build) {
    int64_t days = 0;
    const char *given = option_value(build->line, OPTION_STALE, NULL);
    if (given == NULL || !slice_to_integer(slice_from(given), &days)) {
        return;
    }
    for (size_t i = 0; i < build->site->item_count; i++) {
        const struct item *item = build->site->items[i];
        enum common_field field = last_change(item);
        if (field == COMMON_COUNT || item->state != ITEM_PUBLISHED) {
            continue;
        }
        int64_t age = date_days(build->today) - date_days(item_date(item, field));
        if (age > days) {
            struct value value = item->values[field];
            diagnostic_argument_integer(
                diagnostic_add(&build->diagnostics, MESSAGE_ITEM_STALE,
                               place_of(item->path, value.start, value.end)),
                age);
        }
    }
}

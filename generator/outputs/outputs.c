#include "outputs/outputs.h"

#include "outputs/output.h"

static const struct output_row {
    const char *name; /* of the file, or of what there may be more of */
    void (*write)(const struct output *output);
} ROWS[] = {
    {"feed.xml", write_feeds}, {"sitemap.xml", write_sitemap}, {"robots.txt", write_robots},
    {"site.json", write_json}, {"search/", write_search},
};

bool output_has(const struct site *site, const struct item *item) {
    return item->state == ITEM_PUBLISHED || site->drafts;
}

const struct item *output_translation(const struct site *site, const struct item *item,
                                      const struct item *previous) {
    const struct item *next = previous->translation;
    while (next != NULL && next != item && !output_has(site, next)) {
        next = next->translation;
    }
    return next == item ? NULL : next;
}

struct date output_changed(const struct item *item) {
    struct date date = item_date(item, COMMON_DATE), updated = item_date(item, COMMON_UPDATED);
    return date_compare(updated, date) > 0 ? updated : date;
}

struct slice output_text(const struct site *site, struct localized text) {
    return localized_in(text, site->settings.language, site->settings.language);
}

void write_outputs(const struct site *site, struct publication *publication, size_t jobs,
                   struct arena *arena) {
    const struct output output = {site, publication, jobs, arena};
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        ROWS[i].write(&output);
    }
}

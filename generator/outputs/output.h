/* What the outputs share: what they are given, and which items are published. */
#ifndef OUTPUTS_OUTPUT_H
#define OUTPUTS_OUTPUT_H

#include "outputs/outputs.h"

struct output {
    const struct site *site;
    struct publication *publication;
    size_t jobs;
    struct arena *arena;
};

/* Whether the item is part of the published site. */
bool output_has(const struct site *site, const struct item *item);
/* The versions of an item in other languages that are published, in the order of the ring that
 * begins at `item`: the one after `previous` (`item` itself to begin with), or NULL. */
const struct item *output_translation(const struct site *site, const struct item *item,
                                      const struct item *previous);
/* When it was last changed: `updated`, else `date`, whichever is later; year 0 if neither is set.
 */
struct date output_changed(const struct item *item);
/* A text of the settings in the site's own language. */
struct slice output_text(const struct site *site, struct localized text);

/* The rows' functions, one file each. */
void write_feeds(const struct output *output);
void write_sitemap(const struct output *output);
void write_robots(const struct output *output);
void write_json(const struct output *output);
void write_search(const struct output *output);

#endif

/* The links of a site that lead out of it. */
#ifndef HEALTH_COLLECT_H
#define HEALTH_COLLECT_H

#include "base/diagnostic.h"
#include "site/site.h"

struct outward_link {
    struct slice written;
    struct place place;
};

struct outward_links {
    struct outward_link *entries;
    size_t count;
    size_t capacity;
};

/* Every link by http or https of what is published: in texts, fields of type url, menu and footer;
 * pictures from elsewhere too. In `arena`; texts are the site's. */
struct outward_links collect_links(const struct site *site, struct arena *arena);

#endif

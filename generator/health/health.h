/* Link health: whether what the site links to elsewhere is still there (`knoop check --external`).
 */
#ifndef HEALTH_HEALTH_H
#define HEALTH_HEALTH_H

#include "health/answers.h"
#include "health/collect.h"
#include "health/fetch.h"

struct health_options {
    const struct link_settings *settings;
    struct fetch_options fetch;
    int64_t moment; /* seconds since 1970: when this is */
    /* Hears how far it is, after every answer; may be NULL. */
    void (*progress)(void *context, size_t done, size_t total, struct answers *answers);
    void *context;
};

struct health_summary {
    size_t asked;  /* addresses, now */
    size_t known;  /* addresses that were asked lately */
    size_t passed; /* addresses that the settings pass over, and examples */
};

/* Asks the addresses of the links, each once, unless `known` answers for it. What was found out now
 * or before goes to `answers`; their addresses live in `arena`. */
struct health_summary health_ask(const struct outward_links *links,
                                 const struct health_options *options, const struct answers *known,
                                 struct answers *answers, struct arena *arena);
/* Tells what is wrong with the links. An address by http: of a page that answers as https: too gets
 * that as a remedy, in the message about it that is there. */
void health_report(const struct outward_links *links, const struct answers *answers,
                   struct arena *arena, struct diagnostics *diagnostics);

#endif

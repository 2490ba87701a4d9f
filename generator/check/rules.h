/* The rules, one function each; check.c has the table. */
#ifndef CHECK_RULES_H
#define CHECK_RULES_H

#include "check/check.h"

struct rule_context {
    const struct site *site;
    struct arena *arena;
    struct diagnostics *diagnostics;
    struct map *secure_hosts; /* NULL until one is asked for */
};

/* Rules about the whole site. */
void rule_outputs(struct rule_context *context);
void rule_unique(struct rule_context *context);
void rule_assets(struct rule_context *context);
void rule_lost(struct rule_context *context);

/* Rules about one item that is published and lies in a file of its own. */
void rule_aliases(struct rule_context *context, const struct item *item);
void rule_images(struct rule_context *context, const struct item *item);
void rule_headings(struct rule_context *context, const struct item *item);
void rule_links(struct rule_context *context, const struct item *item);

/* Rules about every published item, those of callouts too. */
void rule_description(struct rule_context *context, const struct item *item);
void rule_unlinked(struct rule_context *context, const struct item *item);
void rule_embeds(struct rule_context *context, const struct item *item);

/* An `http:` address as `https:`, when the site links to its host that way elsewhere; else empty.
 */
struct slice secure_address(struct rule_context *context, struct slice address);
/* Where an item begins, for what is wrong with it as a whole. */
struct place rule_place(const struct item *item);

#endif

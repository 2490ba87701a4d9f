/* Outputs: what a build writes besides pages: feeds, sitemap.xml, robots.txt and site.json. One row
 * and one file each.
 *
 * Takes a linked site without errors; hands paths and bytes to the publication. */
#ifndef OUTPUTS_OUTPUTS_H
#define OUTPUTS_OUTPUTS_H

#include "publish/publish.h"
#include "site/site.h"

/* Writes all outputs. */
void write_outputs(const struct site *site, struct publication *publication, size_t jobs,
                   struct arena *arena);

#endif

/* Packing a published site for handing out: `knoop build --zip FILE`. */
#ifndef COMMANDS_PACK_H
#define COMMANDS_PACK_H

#include "commands/build.h"

/* Packs the files of the site that was published in the folder `output` into a ZIP file at `path`,
 * with index.html at its root. Says what it did, or what failed, and gives the exit status. */
int pack_site(const struct build *build, const char *output, const char *path);

#endif

/* Checking what was published, from the files themselves: nothing of the build is believed. */
#ifndef CHECK_PUBLISHED_H
#define CHECK_PUBLISHED_H

#include "base/diagnostic.h"

/* What was looked at. */
struct published_summary {
    size_t files;
    size_t pages;
    size_t links;   /* to other files, in pages and feeds */
    size_t anchors; /* links to a place on a page */
};

/* Reads every file below `output_folder` and checks, on `jobs` threads:
 *
 * - every address in a page's href, src, srcset, poster, action, data and in a refresh leads to a
 *   file of the folder, and its fragment to an id there; such addresses are relative and name a
 *   file, for the folder must work where no server is;
 * - no id stands on a page twice;
 * - .xml files are well-formed and .json files are JSON;
 * - what begins with `base_url` (may be empty), also in feeds and the sitemap, leads to a file too.
 *
 * Diagnostics have paths from `output_folder`, and live in the list's arena. `arena` is for what
 * the work needs. */
void check_published(const char *output_folder, struct slice base_url, size_t jobs,
                     struct arena *arena, struct diagnostics *diagnostics,
                     struct published_summary *summary);

#endif

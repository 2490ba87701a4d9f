/* Rendering: items and templates → pages. The fourth stage.
 *
 * Takes a linked site without errors. render_prepare reads the theme and compiles and checks its
 * templates (mistakes are diagnostics); render_site makes every page and hands its bytes to the
 * publication. */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "publish/publish.h"
#include "site/keys.h"
#include "site/site.h"

struct theme;

struct render_options {
    int root; /* descriptor of the site's folder */
    /* Folders to look for themes in after the site's own themes/, in order. */
    const struct slice *theme_folders;
    size_t theme_folder_count;
    size_t jobs;
    /* What tells this program from any other that ever made pages; 0: nothing of the last build is
     * used, and nothing is kept for the next. */
    uint64_t program;
    bool fresh; /* nothing of the last build is used */
};

/* Finds and reads the site's theme and compiles every template that its pages need. NULL if there
 * is none. */
struct theme *render_prepare(const struct site *site, const struct render_options *options,
                             struct arena *arena, struct diagnostics *diagnostics);
/* Whether the theme has a search page: without one there is no use for an index. */
bool theme_searches(const struct theme *theme);
/* Closes the theme's folders; its memory goes with the arena. NULL is fine. */
void theme_close(struct theme *theme);
/* Makes all pages, but for those that stand in the published folder as they must be (again.h), and
 * copies the theme's and the site's assets. Returns how many were not made. Mistakes that show only
 * while rendering are diagnostics too; then the publication must be thrown away. */
size_t render_site(const struct site *site, const struct theme *theme,
                   const struct render_options *options, struct publication *publication,
                   struct arena *arena, struct diagnostics *diagnostics);

/* The keys of theme.yaml. */
struct key_table theme_keys(void);

#endif

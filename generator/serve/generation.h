/* One reading of the whole site, and all that follows from it. When settings or kinds change there
 * is a next one. */
#ifndef SERVE_GENERATION_H
#define SERVE_GENERATION_H

#include "read/again.h"
#include "render/one.h"
#include "serve/memory.h"
#include "serve/warm.h"

struct generation {
    struct arena arena;
    struct reading *reading;
    struct site *site;
    struct file_memory memory;
    /* What is wrong, by where it comes from; each is found again at its own time. */
    struct diagnostics settings; /* site.yaml and kinds: for ever */
    struct diagnostics folders;  /* which files there are */
    struct diagnostics files;    /* what is in the files of items */
    struct diagnostics links;
    struct diagnostics checks;
    struct diagnostics templates;
    struct arena lists[2]; /* which files there are: now, and before */
    size_t list_number;
    struct arena links_arena;
    struct arena checks_arena;
    struct arena pages_arena;
    struct arena theme_arenas[2]; /* of the theme, and of another that was tried */
    size_t theme_number;
    struct render_options render;
    struct theme *theme;      /* NULL while there is none that works */
    struct page_index *pages; /* NULL without a theme */
    size_t renamings;         /* since then */
};

/* Reads, links and checks the site, and its theme if settings and kinds are good. */
struct generation *generation_make(const struct warm_options *options);
void generation_release(struct generation *generation);
/* Whether settings and kinds are as their author meant. */
bool generation_is_declared(const struct generation *generation);
/* Links the site again; then the memory of what was replaced is given back. */
void generation_link(struct generation *generation, size_t jobs);
void generation_check(struct generation *generation);
/* Reads the theme again; the one before stays when the new one does not work. */
void generation_theme(struct generation *generation);
/* Finds out which pages there are. */
void generation_pages(struct generation *generation);
/* Titles, or the order of lists, changed; the pages are the same. */
void generation_renamed(struct generation *generation);
/* Takes the diagnostics of a file out of the list. */
void diagnostics_drop_path(struct diagnostics *list, struct slice path);

#endif

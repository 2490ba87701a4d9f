/* A published folder: its files, and where an address in one of them leads. */
#ifndef CHECK_PUBLISHED_FOLDER_H
#define CHECK_PUBLISHED_FOLDER_H

#include "base/diagnostic.h"
#include "base/files.h"
#include "base/map.h"

/* An id of a page and the line it stands on; 0 for <a name>, of which there may be more. */
struct published_id {
    struct slice id;
    size_t line;
};

/* A link to an id, to be looked at when the page that should have it was read. */
struct published_fragment {
    size_t target; /* the number of the file */
    struct slice fragment;
    struct slice address; /* as it was written */
    size_t line;
    struct place place; /* in links to other pages */
};

struct published_file {
    struct slice path;
    struct published_id *ids; /* in byte order */
    size_t id_count;
    struct published_fragment *fragments;
    size_t fragment_count;
    size_t link_count;
    size_t anchor_count;
    bool is_page;
    struct diagnostics diagnostics;
};

struct published_folder {
    int root;
    struct slice base_url;        /* without "/" at its end; empty when there is none */
    struct published_file *files; /* in byte order of their paths */
    size_t count;
    struct map numbers; /* path → file */
};

enum published_target {
    PUBLISHED_OUTSIDE,  /* an address elsewhere: not looked at */
    PUBLISHED_FOUND,    /* a file of the folder */
    PUBLISHED_LOST,     /* no such file */
    PUBLISHED_ABSOLUTE, /* an address that needs a server */
};

/* Where `address`, as it stands in `file`, leads: `*target` is a file's number and `*fragment` what
 * stands behind "#", decoded, both when the file was found. `absolute_only` looks at nothing but
 * what begins with the base_url. */
enum published_target published_resolve(const struct published_folder *folder,
                                        const struct published_file *file, struct slice address,
                                        bool absolute_only, struct arena *arena, size_t *target,
                                        struct slice *fragment);

/* Whether the page has that id. */
bool published_has_id(const struct published_file *file, struct slice id);

/* Reads a file's text and fills in the rest. What stays lives in `arena`, the rest in `scratch`. */
void published_read_page(const struct published_folder *folder, struct published_file *file,
                         struct slice text, struct arena *arena, struct arena *scratch);
void published_read_xml(const struct published_folder *folder, struct published_file *file,
                        struct slice text, struct arena *arena, struct arena *scratch);

/* The links of one file while it is read. */
struct published_reading {
    const struct published_folder *folder;
    struct published_file *file;
    struct slice text;
    struct arena *arena;
    struct arena *scratch;
    uint32_t *lines; /* where each begins; made when one is asked for */
    size_t line_count;
    struct published_fragment *own; /* links to ids of the file itself */
    size_t own_count;
    size_t own_capacity;
    size_t fragment_capacity;
};

/* The place of `what` on the line, or the line when it does not stand there as it is. */
struct place published_place(struct published_reading *reading, size_t line, struct slice what);
/* Takes in one address that stands on `line`. */
void published_address(struct published_reading *reading, struct slice address, bool absolute_only,
                       size_t line);

#endif

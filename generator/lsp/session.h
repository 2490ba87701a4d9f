/* What the parts of the server share. Inside the room. */
#ifndef LSP_SESSION_H
#define LSP_SESSION_H

#include "base/map.h"
#include "lsp/lsp.h"

#include <jansson.h>

/* A text that is open in the editor. */
struct open_text {
    struct slice path; /* from the site's folder; malloc'ed, as the text is */
    struct slice text;
    int64_t version; /* the editor's number for it */
};

struct session {
    const struct lsp_options *options;
    struct warm *warm;
    char *root;           /* "file:///home/…/site/" */
    bool in_bytes;        /* positions */
    bool takes_documents; /* what the editor can do with edits: of documents with their version … */
    bool renames_files;   /* … and with new names for files */
    struct open_text *open;
    size_t open_count;
    size_t open_capacity;
    struct arena told_arena; /* the paths that diagnostics were sent of last */
    struct slice *told;
    size_t told_count;
};

/* The path of a file of the site by its URI; empty for others. In `arena`. */
struct slice session_path(const struct session *session, const char *uri, struct arena *arena);
/* A new string: the URI of a path. */
json_t *session_uri(const struct session *session, struct slice path);
/* The text of a file as the editor has it, else as it is on disk; empty when there is none. */
struct slice session_text(const struct session *session, struct slice path, struct arena *arena);
/* The editor's number for the text that it has of a file; null for one that it has not opened. */
json_t *session_version(const struct session *session, struct slice path);
/* A string for a reply, of any bytes that are UTF-8. */
json_t *session_string(struct slice text);

/* Sends what is wrong with every file now, and an empty list for those that were mended. */
void session_tell(struct session *session);

/* The requests: each gives its result, or NULL for none. One file each. */
struct request {
    struct session *session;
    const json_t *parameters;
    struct slice path; /* of its text document */
    struct slice text;
    size_t offset; /* of its position */
    struct arena *arena;
    const struct site *site; /* locked */
    struct slice refusal;    /* why there is no result; empty if there is nothing against it */
};
json_t *answer_completion(struct request *request);
json_t *answer_hover(struct request *request);
json_t *answer_definition(struct request *request);
json_t *answer_references(struct request *request);
json_t *answer_symbols(struct request *request);
json_t *answer_actions(struct request *request);
json_t *answer_prepare_rename(struct request *request);
json_t *answer_rename(struct request *request);

/* A reference in a text, and what it leads to. */
struct found_reference {
    const struct item *target;
    struct slice anchor;
    size_t start; /* in the file */
    size_t end;
};
/* The reference at the offset; false if there is none that leads to an item. */
bool find_reference(const struct request *request, struct found_reference *found);
/* The item whose file it is, or NULL. */
const struct item *find_file_item(const struct site *site, struct slice path);

#endif

/* The preview: a site that follows its files, answered over HTTP to this machine alone.
 *
 * An answer is never stale: a request waits until every change that was saved before it is in. Each
 * page is told of changes by server-sent events, and its script then loads it again. While
 * something is wrong, a page stays as it last was when nothing was, with a panel that tells what
 * is. */
#ifndef SERVE_PREVIEW_H
#define SERVE_PREVIEW_H

#include "base/diagnostic.h"
#include "serve/warm.h"

struct preview_options {
    struct warm_options site;
    uint16_t port;         /* 0: any that is free */
    struct slice language; /* of the panel: "nl" or "en" */
    /* Tells people what is wrong after each change, and appends the same text to `text`. */
    void (*tell)(void *context, const struct diagnostics *diagnostics, struct buffer *text);
    void *context;
};

struct preview;

/* Reads the site and starts to answer. NULL with errno: EADDRINUSE when the port is taken, ENOSPC
 * when the system watches no more folders. */
struct preview *preview_open(const struct preview_options *options);
uint16_t preview_port(const struct preview *preview);
/* Follows the files until the descriptor `stop` is readable. */
void preview_run(struct preview *preview, int stop);
void preview_close(struct preview *preview);

#endif

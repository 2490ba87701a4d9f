/* The language server: an editor's program asks, over its standard streams, what stands where (LSP
 * 3.17, over JSON-RPC 2.0). The site is held in memory as the preview holds it; texts that were not
 * saved yet count as they are in the editor. Linked apart, as the module "lsp" (base/module.h). */
#ifndef LSP_LSP_H
#define LSP_LSP_H

#include "serve/warm.h"

struct lsp_options {
    struct warm_options site;
    const char *path;      /* of the site's folder */
    struct slice language; /* of messages: "nl" or "en" */
    int in;                /* descriptors of the streams */
    int out;
};

struct lsp_module {
    /* Serves until the client says `exit` or closes the stream. The exit status that the protocol
     * asks for: 0 after `shutdown`, else 1. */
    int (*run)(const struct lsp_options *options);
};
extern const struct lsp_module lsp_module;

#endif

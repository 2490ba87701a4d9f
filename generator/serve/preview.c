#include "serve/preview.h"

#include "base/module.h"
#include "serve/server.h"
#include "serve/state.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

struct preview {
    struct preview_options options;
    struct preview_state state;
    const struct server_module *module;
    struct server *server;
};

static const char *const WATCHED[] = {"content", "themes"};

/* Checks the whole site, and tells people and pages what is wrong. */
static void tell(struct preview *preview) {
    const struct diagnostics *diagnostics = warm_diagnostics(preview->state.warm);
    struct arena arena;
    arena_init(&arena);
    struct buffer text;
    buffer_init(&text, &arena);
    preview->options.tell(preview->options.context, diagnostics, &text);
    state_tell(&preview->state, buffer_slice(&text), diagnostics_errors(diagnostics, false),
               diagnostics_warnings(diagnostics, false));
    arena_release(&arena);
}

struct preview *preview_open(const struct preview_options *options) {
    /* Watched before it is read, so that no change falls between. */
    struct watch *watch = watch_open(options->site.root, WATCHED, sizeof WATCHED / sizeof *WATCHED);
    if (watch == NULL) {
        return NULL;
    }
    struct preview *preview = memory_allocate(sizeof *preview);
    *preview = (struct preview){.options = *options, .module = module_load("server")};
    state_init(&preview->state, watch, options->language);
    /* The port first: when it is taken nobody waits for the site to be read. */
    state_begin_update(&preview->state);
    preview->server = preview->module->start(&preview->state, options->port);
    if (preview->server == NULL) {
        int error = errno;
        state_release(&preview->state);
        watch_close(watch);
        free(preview);
        errno = error;
        return NULL;
    }
    preview->state.warm = warm_open(&options->site);
    state_end_update(&preview->state, false);
    return preview;
}

uint16_t preview_port(const struct preview *preview) {
    return preview->module->port(preview->server);
}

static void take_changes(struct preview *preview) {
    struct preview_state *state = &preview->state;
    struct arena arena;
    arena_init(&arena);
    struct changes changes = {.count = 0};
    state_begin_update(state);
    watch_read(state->watch, &changes, &arena);
    bool changed = changes.count > 0 || changes.structure || changes.overflow;
    if (changed) {
        warm_update(state->warm, &changes);
    }
    state_end_update(state, changed);
    if (changed) {
        tell(preview);
    }
    arena_release(&arena);
}

void preview_run(struct preview *preview, int stop) {
    struct pollfd waiting[] = {{.fd = stop, .events = POLLIN},
                               {.fd = watch_descriptor(preview->state.watch), .events = POLLIN}};
    tell(preview);
    while (poll(waiting, 2, -1) >= 0 || errno == EINTR) {
        if (waiting[0].revents != 0) {
            return;
        }
        if (waiting[1].revents != 0) {
            take_changes(preview);
            waiting[1].fd = watch_descriptor(preview->state.watch);
        }
    }
}

void preview_close(struct preview *preview) {
    state_close(&preview->state);
    preview->module->stop(preview->server);
    warm_close(preview->state.warm);
    watch_close(preview->state.watch);
    state_release(&preview->state);
    free(preview);
}

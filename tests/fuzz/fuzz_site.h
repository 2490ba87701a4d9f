/* A small site in a folder of its own, for the targets that need files: one or more of them are
 * what the fuzzer makes up, the others stay. */
#ifndef TESTS_FUZZ_FUZZ_SITE_H
#define TESTS_FUZZ_FUZZ_SITE_H

#include "base/diagnostic.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "fuzz.h"

#include <assert.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FUZZ_SETTINGS                                                                              \
    "title: Proef\ndescription: Een proef.\nbase_url: https://example.org/\nlanguage: nl\n"        \
    "languages: [nl, en]\ntheme: plain\nmenu: [article, network]\n"
#define FUZZ_NETWORKS                                                                              \
    "kind: network\nfolder: networks\ntitle: name\nsort: name\nfields:\n"                          \
    "  name: { type: text, required: true }\n"                                                     \
    "  region: { type: text, min: 3, max: 20 }\n"                                                  \
    "  code: { type: text, pattern: \"[A-Z]{2}[0-9]+\", unique: true }\n"                          \
    "  inhabitants: { type: integer, min: 1, max: 20000000 }\n"                                    \
    "  share: { type: number, min: 0, max: 1 }\n"                                                  \
    "  started: { type: date, partial: true }\n"                                                   \
    "  status: { type: choice, of: [verkenning, actief], default: actief }\n"                      \
    "  open: { type: boolean }\n  website: { type: url }\n  logo: { type: asset }\n"               \
    "  summary: { type: markdown }\n"                                                              \
    "  members: { type: list, of: { type: reference, to: [article, network] },"                    \
    " max: 3, inverse: networks }\n"                                                               \
    "  contact: { type: object, fields: { email: { type: email }, phone: { type: text } } }\n"
#define FUZZ_ARTICLES                                                                              \
    "kind: article\nfolder: articles\nsort: -date\nfields:\n"                                      \
    "  title: { type: text, required: true }\n  date: { type: date, required: true }\n"            \
    "  networks: { type: list, of: { type: reference, to: network }, inverse: articles }\n"        \
    "  about: { type: reference }\n"
#define FUZZ_TIPS                                                                                  \
    "kind: tip\nfolder: tips\ncallout: TIP\nautolink: true\nfields:\n"                             \
    "  title: { type: text, required: true }\n"                                                    \
    "  also: { type: list, of: { type: text } }\n"                                                 \
    "  source: { type: reference, to: article, inverse: tips }\n"
#define FUZZ_ARTICLE                                                                               \
    "---\ntitle: Een begin\ndate: 2025-05-01\ndescription: Hoe.\nnetworks: [veluwe]\n---\n\n"      \
    "Met [Veluwe](network:veluwe#doel).\n\n## Doel\n\n> [!TIP] Praat {#praat}\n> Doe het.\n"
#define FUZZ_NETWORK "name: Veluwe\ndescription: Samen.\nsummary: |\n  ## Doel\n  Zie [[begin]].\n"

struct fuzz_site {
    char path[64];
    int root;
};

/* Writes a file of the site; the folders on its way are made. */
static inline void fuzz_put(const struct fuzz_site *site, const char *path, struct slice text) {
    char folder[128];
    for (const char *slash = path; (slash = strchr(slash, '/')) != NULL; slash++) {
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
        mkdirat(site->root, folder, 0777);
    }
    int file = openat(site->root, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    assert(file >= 0 && write(file, text.data, text.length) == (ssize_t)text.length);
    close(file);
}

static inline int fuzz_remove_one(const char *path, const struct stat *status, int type,
                                  struct FTW *walk) {
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

static inline struct fuzz_site *fuzz_site_get(void) {
    static struct fuzz_site site = {.path = "/tmp/knoop_fuzz_XXXXXX", .root = -1};
    return &site;
}

static inline void fuzz_site_remove(void) {
    nftw(fuzz_site_get()->path, fuzz_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* The site, made when it is first asked for; it is removed when the program ends. */
static inline const struct fuzz_site *fuzz_site_begin(void) {
    struct fuzz_site *site = fuzz_site_get();
    if (site->root >= 0) {
        return site;
    }
    assert(mkdtemp(site->path) != NULL);
    site->root = open(site->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    atexit(fuzz_site_remove);
    fuzz_put(site, "content/site.yaml", SLICE(FUZZ_SETTINGS));
    fuzz_put(site, "content/kinds/network.yaml", SLICE(FUZZ_NETWORKS));
    fuzz_put(site, "content/kinds/article.yaml", SLICE(FUZZ_ARTICLES));
    fuzz_put(site, "content/kinds/tip.yaml", SLICE(FUZZ_TIPS));
    fuzz_put(site, "content/articles/begin.md", SLICE(FUZZ_ARTICLE));
    fuzz_put(site, "content/networks/veluwe.yaml", SLICE(FUZZ_NETWORK));
    return site;
}

/* Every message lies in the file that it is about, and can be printed. `path` is the file that is
 * made up, `size` its length. */
static inline void fuzz_check_messages(const struct diagnostics *diagnostics, const char *path,
                                       size_t size, struct arena *arena) {
    size_t offset = 0;
    for (size_t i = 0; i < diagnostics->count; i++) {
        const struct diagnostic *diagnostic = diagnostics->entries[i];
        assert(diagnostic->place.start <= diagnostic->place.end);
        assert(!slice_equals(diagnostic->place.path, slice_from(path)) ||
               diagnostic->place.end <= size);
        struct buffer text, shown;
        buffer_init(&text, arena);
        buffer_init(&shown, arena);
        diagnostic_append_message(&text, diagnostic, SLICE("nl"));
        diagnostic_append_help(&text, diagnostic, SLICE("en"));
        escape_terminal(&shown, buffer_slice(&text));
        assert(shown.length > 0 && utf8_valid(buffer_slice(&shown), &offset));
    }
}

#endif

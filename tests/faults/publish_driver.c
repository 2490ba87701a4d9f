/* publish_driver FOLDER VERSION COUNT [THREADS]: publishes a small site into FOLDER. Version 1 and
 * 2 differ in everything that can happen to a file: a third of the pages changes, a few come and
 * go, one file becomes a folder. Prints one line and ends with 0, or with 3 and the failure.
 * Without arguments it does nothing, so that the system calls of starting it can be counted.
 *
 * The addresses in the pages are relative to the root: only check_links.awk reads them. */
#include "base/buffer.h"
#include "base/pool.h"
#include "publish/publish.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct site {
    struct publication *publication;
    size_t version;
    size_t count;
    struct arena arenas[POOL_JOBS_MAXIMUM];
};

static bool has_item(const struct site *site, size_t item) {
    return (item + site->version) % 9 != 0;
}

static void append_link(struct buffer *out, const char *format, size_t number) {
    buffer_append_text(out, "<a href=\"");
    buffer_format(out, format, number);
    buffer_append_text(out, "\">\n");
}

static struct slice item_page(struct arena *arena, const struct site *site, size_t item) {
    struct buffer out;
    buffer_init(&out, arena);
    append_link(&out, "index.html", 0);
    append_link(&out, "assets/style.css", 0);
    if (item % 3 == 0) {
        size_t next = (item + 1) % site->count;
        while (!has_item(site, next)) {
            next = (next + 1) % site->count;
        }
        append_link(&out, "items/%zu.html", next);
        append_link(&out, "assets/data-%zu.js", site->version);
    }
    buffer_format(&out, "item %zu\n", item);
    for (size_t i = 0; i < item % 7; i++) {
        buffer_append_text(&out, "Some text that every page has a little more of.\n");
    }
    return buffer_slice(&out);
}

static void publish_item(void *context, size_t item, size_t worker) {
    struct site *site = context;
    struct arena *arena = &site->arenas[worker];
    if (has_item(site, item)) {
        publish_file(site->publication, arena_format(arena, "items/%zu.html", item),
                     item_page(arena, site, item));
    }
}

static void publish_rest(struct site *site) {
    struct arena *arena = &site->arenas[0];
    struct publication *publication = site->publication;
    struct buffer home;
    buffer_init(&home, arena);
    for (size_t item = 0; item < site->count; item++) {
        if (has_item(site, item)) {
            append_link(&home, "items/%zu.html", item);
        }
    }
    append_link(&home, "feed.xml", 0);
    publish_file(publication, SLICE("index.html"), buffer_slice(&home));
    publish_file(publication, SLICE("feed.xml"), arena_format(arena, "feed %zu", site->version));
    publish_file(publication, SLICE("assets/style.css"), SLICE("body {}\n"));
    publish_file(publication, arena_format(arena, "assets/data-%zu.js", site->version),
                 SLICE("data\n"));
    /* No link leads here: a file and a folder of one name cannot both be there, so where files are
     * replaced one by one there is a moment without either. */
    publish_file(publication, site->version == 1 ? SLICE("thing") : SLICE("thing/in.html"),
                 SLICE("a thing\n"));
}

int main(int count, char **arguments) {
    static struct site site;
    struct arena arena;
    if (count < 4) {
        return 0;
    }
    arena_init(&arena);
    site.version = strtoul(arguments[2], NULL, 10);
    site.count = strtoul(arguments[3], NULL, 10);
    size_t threads = count > 4 ? strtoul(arguments[4], NULL, 10) : 1;
    site.publication = publish_begin(arguments[1], &arena);
    pool_run(site.count, threads, publish_item, &site);
    publish_rest(&site);
    struct publish_report report = publish_finish(site.publication);
    int status = report.failed ? 3 : 0;
    if (report.failed) {
        fprintf(stderr, "%.*s\n", slice_width(report.failure), report.failure.data);
    } else {
        printf("written %zu unchanged %zu removed %zu foreign %zu\n", report.written,
               report.unchanged, report.removed, report.foreign_count);
    }
    for (size_t i = 0; i < POOL_JOBS_MAXIMUM; i++) {
        arena_release(&site.arenas[i]);
    }
    arena_release(&arena);
    return status;
}

#include "import/import.h"

#include "base/files.h"
#include "base/utf8.h"
#include "import/page.h"

struct import *import_begin(const struct import_options *options, struct arena *arena,
                            struct diagnostics *diagnostics) {
    struct import *import = arena_new(arena, struct import, 1);
    *import = (struct import){.options = *options, .arena = arena, .diagnostics = diagnostics};
    import->end = &import->pages;
    map_init(&import->places, arena);
    map_init(&import->paths, arena);
    map_init(&import->slugs, arena);
    map_init(&import->names, arena);
    return import;
}

size_t import_count(const struct import *import) {
    return import->count;
}

struct slice import_slug(struct arena *arena, struct slice text) {
    enum { LONGEST = 80 };
    struct slice slug = utf8_slug(arena, text);
    if (slug.length > LONGEST) {
        size_t at = slice_find_last(slice_take(slug, LONGEST), '-');
        slug = slice_take(slug, at == SLICE_NOT_FOUND ? LONGEST : at);
    }
    bool free =
        slug.length == 0 || (path_part_is_portable(slug) && !slice_equals(slug, SLICE("index")));
    return free ? slug : arena_format(arena, "%.*s-1", slice_width(slug), slug.data);
}

void import_name_add(struct import_names *names, struct slice name, struct arena *arena) {
    if (name.length == 0) {
        return;
    }
    if (names->count == names->capacity) {
        size_t larger = names->capacity == 0 ? 8 : 2 * names->capacity;
        names->list = arena_grow(arena, names->list, names->capacity * sizeof *names->list,
                                 larger * sizeof *names->list);
        names->capacity = larger;
    }
    names->list[names->count++] = arena_copy(arena, name);
}

void import_file_add(struct import *import, struct slice path, struct slice bytes) {
    if (import->file_count == import->file_capacity) {
        size_t larger = import->file_capacity == 0 ? 64 : 2 * import->file_capacity;
        import->files =
            arena_grow(import->arena, import->files, import->file_capacity * sizeof *import->files,
                       larger * sizeof *import->files);
        import->file_capacity = larger;
    }
    import->files[import->file_count++] = (struct import_file){path, bytes};
}

struct import_page *import_page_add(struct import *import) {
    struct import_page *page = arena_new(import->arena, struct import_page, 1);
    *import->end = page;
    import->end = &page->next;
    return page;
}

/* Where a line of the source begins. */
static size_t line_start(struct import *import, struct slice source, size_t line) {
    if (import->line_source.data != source.data || line < import->line) {
        import->line_source = source;
        import->line = 1;
        import->line_offset = 0;
    }
    while (import->line < line) {
        size_t end = slice_find(slice_skip(source, import->line_offset), '\n');
        if (end == SLICE_NOT_FOUND) {
            break;
        }
        import->line_offset += end + 1;
        import->line++;
    }
    return import->line_offset;
}

struct diagnostic *import_report(struct import *import, const struct import_page *page,
                                 const xmlNode *node, enum message message) {
    size_t line = page->line > 0 ? page->line : node != NULL ? dom_line(node) : 0;
    struct place place = place_file(page->shown);
    if (line > 0 && page->source.length > 0) {
        size_t start = line_start(import, page->source, line);
        struct slice rest = slice_skip(page->source, start);
        size_t length = slice_take(rest, slice_find(rest, '\n')).length;
        while (length > 0 && memchr(" \t", page->source.data[start], 2) != NULL) {
            start++;
            length--;
        }
        place = place_of(page->shown, start, start + (length > 0));
    }
    return diagnostic_add(import->diagnostics, message, place);
}

static struct slice identity_of(struct import *import, struct slice slug) {
    struct slice kind = import->options.kind->name;
    return arena_format(import->arena, "%.*s:%.*s", slice_width(kind), kind.data, slice_width(slug),
                        slug.data);
}

/* A slug that no other page of this import has. */
static struct slice free_slug(struct import *import, struct slice wanted) {
    struct arena *arena = import->arena;
    for (size_t i = 1;; i++) {
        struct slice slug =
            i == 1 ? wanted : arena_format(arena, "%.*s-%zu", slice_width(wanted), wanted.data, i);
        if (map_get(&import->slugs, slug) == NULL) {
            *map_place(&import->slugs, slug) = import;
            return slug;
        }
    }
}

static void name_page(struct import *import, struct import_page *page) {
    struct arena *arena = import->arena;
    struct slice slug = import_slug(arena, page->name.length > 0 ? page->name : page->title);
    slug = slug.length > 0 ? slug : import_slug(arena, page->title);
    slug = slug.length > 0 ? slug : SLICE("zonder-naam");
    if (import->options.in_years && page->date.length >= 4) {
        slug = arena_format(arena, "%.*s/%.*s", 4, page->date.data, slice_width(slug), slug.data);
    }
    page->slug = free_slug(import, slug);
    struct slice identity = identity_of(import, page->slug);
    if (map_get(&import->options.site->identities, identity) != NULL) {
        page->is_there = true;
        diagnostic_argument(import_report(import, page, NULL, MESSAGE_IMPORT_THERE), identity);
    }
    if (page->address.length > 0) {
        *map_place(&import->places, links_key(page->address, arena)) = page;
    }
    if (page->identifier.length > 0) {
        *map_place(&import->places, page->identifier) = page;
    }
    if (page->root >= 0) {
        *map_place(&import->places, arena_format(arena, "%d:%.*s", page->root,
                                                 slice_width(page->path), page->path.data)) = page;
    }
}

const struct import_file *import_end(struct import *import, size_t *count) {
    for (struct import_page *page = import->pages; page != NULL; page = page->next) {
        name_page(import, page);
        if (!page->is_there) {
            content_clean(import, page);
        }
        if (dom_text(page->content, import->arena).length == 0 &&
            dom_find(page->content, "img") == NULL) {
            page->is_empty = true;
            import_report(import, page, NULL, MESSAGE_IMPORT_EMPTY);
        }
        links_begin(import, page);
    }
    for (struct import_page *page = import->pages; page != NULL; page = page->next) {
        if (!page->is_there && !page->is_empty) {
            links_gather(import, page);
        }
    }
    for (struct import_page *page = import->pages; page != NULL; page = page->next) {
        if (!page->is_there && !page->is_empty) {
            links_resolve(import, page);
            item_write(import, page);
            import->count++;
        }
        xmlFreeDoc(page->document);
    }
    *count = import->file_count;
    return import->files;
}

const struct import_module import_module = {.begin = import_begin,
                                            .html = import_html,
                                            .wordpress = import_wordpress,
                                            .count = import_count,
                                            .end = import_end};

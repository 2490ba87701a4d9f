#include "check/published_folder.h"

#include "formats/html.h"
#include "formats/xml_library.h"

#include <stdlib.h>

/* In a longer line nothing is looked for, so that no page is slow; nor in more lines than these. */
enum { LINE_SEARCHED = 4096, LINES_BACK = 8 };

/* A page while it is read. */
struct page {
    struct published_reading reading;
    size_t id_capacity;
};

static void *grown(struct arena *arena, void *things, size_t count, size_t *capacity, size_t size) {
    if (count < *capacity) {
        return things;
    }
    size_t larger = *capacity == 0 ? 16 : *capacity * 2;
    void *result = arena_grow(arena, things, *capacity * size, larger * size);
    *capacity = larger;
    return result;
}

static void find_lines(struct published_reading *reading) {
    size_t count = 1;
    for (size_t i = 0; i < reading->text.length; i++) {
        count += reading->text.data[i] == '\n';
    }
    reading->lines = arena_new(reading->scratch, uint32_t, count);
    reading->line_count = 1;
    for (size_t i = 0; i < reading->text.length; i++) {
        if (reading->text.data[i] == '\n') {
            reading->lines[reading->line_count++] = (uint32_t)i + 1;
        }
    }
}

/* The line (from 1) without its end. */
static struct slice line_text(const struct published_reading *reading, size_t line) {
    size_t start = reading->lines[line - 1];
    size_t end = line < reading->line_count ? reading->lines[line] - 1 : reading->text.length;
    return slice_between(reading->text, start, end);
}

struct place published_place(struct published_reading *reading, size_t line, struct slice what) {
    if (reading->lines == NULL) {
        find_lines(reading);
    }
    line = line == 0 ? 1 : line;
    line = line > reading->line_count ? reading->line_count : line;
    /* libxml2 tells the line that a tag ends on. */
    for (size_t back = 0; what.length > 0 && back < LINES_BACK && back < line; back++) {
        struct slice text = line_text(reading, line - back);
        size_t at = text.length > LINE_SEARCHED ? SLICE_NOT_FOUND : slice_search(text, what);
        if (at != SLICE_NOT_FOUND) {
            size_t start = reading->lines[line - back - 1] + at;
            return place_of(reading->file->path, start, start + what.length);
        }
    }
    struct slice content = slice_trim(line_text(reading, line));
    size_t start = content.length == 0 ? reading->lines[line - 1]
                                       : (size_t)(content.data - reading->text.data);
    return place_of(reading->file->path, start, start + content.length);
}

static void tell_address(struct published_reading *reading, enum message message,
                         struct slice address, size_t line) {
    struct place place = published_place(reading, line, address);
    diagnostic_argument(diagnostic_add(&reading->file->diagnostics, message, place), address);
}

static bool is_top(struct slice fragment) {
    return fragment.length == 0 || slice_equals_folded(fragment, SLICE("top"));
}

/* A link to an id: of this page, or of one that may not have been read yet. */
static void keep_fragment(struct published_reading *reading, size_t target, struct slice fragment,
                          struct slice address, size_t line) {
    struct published_file *file = reading->file;
    bool own = &reading->folder->files[target] == file;
    struct arena *arena = own ? reading->scratch : reading->arena;
    struct published_fragment kept = {.target = target,
                                      .fragment = arena_copy(arena, fragment),
                                      .address = arena_copy(arena, address),
                                      .line = line};
    file->anchor_count++;
    if (own) {
        reading->own = grown(arena, reading->own, reading->own_count, &reading->own_capacity,
                             sizeof *reading->own);
        reading->own[reading->own_count++] = kept;
    } else {
        kept.place = published_place(reading, line, address);
        file->fragments = grown(arena, file->fragments, file->fragment_count,
                                &reading->fragment_capacity, sizeof *file->fragments);
        file->fragments[file->fragment_count++] = kept;
    }
}

void published_address(struct published_reading *reading, struct slice address, bool absolute_only,
                       size_t line) {
    size_t target = 0;
    struct slice fragment;
    enum published_target result =
        published_resolve(reading->folder, reading->file, address, absolute_only, reading->scratch,
                          &target, &fragment);
    reading->file->link_count += result != PUBLISHED_OUTSIDE;
    if (result == PUBLISHED_LOST) {
        tell_address(reading, MESSAGE_PUBLISHED_LINK, address, line);
    } else if (result == PUBLISHED_ABSOLUTE) {
        tell_address(reading, MESSAGE_PUBLISHED_ABSOLUTE, address, line);
    } else if (result == PUBLISHED_FOUND && reading->folder->files[target].is_page &&
               !is_top(fragment)) {
        keep_fragment(reading, target, fragment, address, line);
    }
}

/* The addresses of a srcset: each is followed by blanks, and what describes it up to a comma. */
static void read_srcset(struct published_reading *reading, struct slice value, size_t line) {
    struct slice candidate;
    while (slice_cut(&value, ',', &candidate)) {
        candidate = slice_trim(candidate);
        size_t end = 0;
        while (end < candidate.length && candidate.data[end] != ' ' &&
               candidate.data[end] != '\t' && candidate.data[end] != '\n') {
            end++;
        }
        if (end > 0) {
            published_address(reading, slice_take(candidate, end), false, line);
        }
    }
}

/* `0; url=page.html` of <meta http-equiv="refresh"> */
static void read_refresh(struct published_reading *reading, const struct html_attribute *attributes,
                         size_t count, size_t line) {
    bool refresh = false;
    struct slice content = slice_of("", 0);
    for (size_t i = 0; i < count; i++) {
        if (slice_equals(attributes[i].name, SLICE("http-equiv"))) {
            refresh = slice_equals_folded(attributes[i].value, SLICE("refresh"));
        } else if (slice_equals(attributes[i].name, SLICE("content"))) {
            content = attributes[i].value;
        }
    }
    size_t semicolon = slice_find(content, ';');
    struct slice rest = slice_trim(
        slice_skip(content, semicolon == SLICE_NOT_FOUND ? content.length : semicolon + 1));
    if (refresh && slice_equals_folded(slice_take(rest, 4), SLICE("url="))) {
        published_address(reading, slice_skip(rest, 4), false, line);
    }
}

static void add_id(struct page *page, struct slice id, size_t line) {
    struct published_file *file = page->reading.file;
    file->ids = grown(page->reading.arena, file->ids, file->id_count, &page->id_capacity,
                      sizeof *file->ids);
    file->ids[file->id_count++] = (struct published_id){arena_copy(page->reading.arena, id), line};
}

/* An attribute that holds one address. A picture without one shows nothing, but a link without one
 * leads to its own page. */
static void read_address(struct published_reading *reading, struct slice name, struct slice value,
                         size_t line) {
    static const char *const addresses[] = {"href", "action", "formaction", "xlink:href",
                                            "src",  "poster", "data"};
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        if (!slice_equals(name, slice_from(addresses[i]))) {
            continue;
        }
        if (i >= 4 && slice_trim(value).length == 0) {
            tell_address(reading, MESSAGE_PUBLISHED_LINK, value, line);
        } else {
            published_address(reading, value, false, line);
        }
    }
}

static void read_element(void *context, struct slice element,
                         const struct html_attribute *attributes, size_t count, size_t line) {
    struct page *page = context;
    for (size_t i = 0; i < count; i++) {
        struct slice name = attributes[i].name;
        if (slice_equals(name, SLICE("id"))) {
            add_id(page, attributes[i].value, line);
        } else if (slice_equals(name, SLICE("srcset")) ||
                   slice_equals(name, SLICE("imagesrcset"))) {
            read_srcset(&page->reading, attributes[i].value, line);
        }
        if (slice_equals(name, SLICE("name")) && slice_equals(element, SLICE("a"))) {
            add_id(page, attributes[i].value, 0);
        }
        read_address(&page->reading, name, attributes[i].value, line);
    }
    if (slice_equals(element, SLICE("meta"))) {
        read_refresh(&page->reading, attributes, count, line);
    }
}

static int by_id(const void *a, const void *b) {
    const struct published_id *first = a;
    const struct published_id *second = b;
    int order = slice_compare(first->id, second->id);
    return order != 0 ? order : (first->line > second->line) - (first->line < second->line);
}

bool published_has_id(const struct published_file *file, struct slice id) {
    size_t from = 0;
    size_t to = file->id_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = slice_compare(id, file->ids[middle].id);
        if (order == 0) {
            return true;
        }
        from = order > 0 ? middle + 1 : from;
        to = order > 0 ? to : middle;
    }
    return false;
}

/* Puts the ids in order and tells of each that stands there again. */
static void order_ids(struct published_reading *reading) {
    struct published_file *file = reading->file;
    if (file->id_count > 0) {
        qsort(file->ids, file->id_count, sizeof *file->ids, by_id);
    }
    for (size_t i = 1; i < file->id_count; i++) {
        if (file->ids[i - 1].line > 0 && slice_equals(file->ids[i - 1].id, file->ids[i].id)) {
            tell_address(reading, MESSAGE_PUBLISHED_DUPLICATE_ID, file->ids[i].id,
                         file->ids[i].line);
        }
    }
}

void published_read_page(const struct published_folder *folder, struct published_file *file,
                         struct slice text, struct arena *arena, struct arena *scratch) {
    struct page page = {
        .reading = {
            .folder = folder, .file = file, .text = text, .arena = arena, .scratch = scratch}};
    if (!html_visit(text, read_element, &page)) {
        diagnostic_add(&file->diagnostics, MESSAGE_FILE_EMPTY, place_file(file->path));
    }
    order_ids(&page.reading);
    for (size_t i = 0; i < page.reading.own_count; i++) {
        const struct published_fragment *own = &page.reading.own[i];
        if (!published_has_id(file, own->fragment)) {
            struct diagnostic *diagnostic =
                diagnostic_add(&file->diagnostics, MESSAGE_PUBLISHED_ANCHOR,
                               published_place(&page.reading, own->line, own->address));
            diagnostic_argument(diagnostic, own->address);
            diagnostic_argument(diagnostic, file->path);
        }
    }
}

/* In feeds and the sitemap: addresses in attributes and in the text of elements. */
static void read_xml_element(void *context, struct slice element,
                             const struct xml_attribute *attributes, size_t count,
                             struct slice text, size_t line) {
    struct published_reading *reading = context;
    (void)element;
    for (size_t i = 0; i < count; i++) {
        bool href = slice_equals(attributes[i].name, SLICE("href"));
        published_address(reading, attributes[i].value, !href, line);
    }
    published_address(reading, slice_trim(text), true, line);
}

void published_read_xml(const struct published_folder *folder, struct published_file *file,
                        struct slice text, struct arena *arena, struct arena *scratch) {
    struct published_reading reading = {
        .folder = folder, .file = file, .text = text, .arena = arena, .scratch = scratch};
    size_t line = 0;
    struct slice message;
    if (!xml_library()->visit(text, scratch, read_xml_element, &reading, &line, &message)) {
        struct place place = published_place(&reading, line, slice_of("", 0));
        diagnostic_argument(diagnostic_add(&file->diagnostics, MESSAGE_PUBLISHED_XML, place),
                            message);
    }
}

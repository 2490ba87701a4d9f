/* Where links and pictures of imported pages lead now. */
#include "base/escape.h"
#include "base/files.h"
#include "base/limits.h"
#include "import/page.h"

#include <string.h>

struct slice links_key(struct slice address, struct arena *arena) {
    size_t end = slice_find(address, '#');
    address = slice_take(address, end == SLICE_NOT_FOUND ? address.length : end);
    size_t query = slice_find(address, '?');
    address = slice_take(address, query == SLICE_NOT_FOUND ? address.length : query);
    size_t scheme = slice_search(address, SLICE("://"));
    if (scheme != SLICE_NOT_FOUND) {
        address = slice_skip(address, scheme + 3);
        address = slice_starts_with(address, SLICE("www.")) ? slice_skip(address, 4) : address;
    }
    struct slice name = path_name(address);
    if (slice_starts_with(name, SLICE("index."))) {
        address = slice_take(address, address.length - name.length);
    }
    while (address.length > 0 && address.data[address.length - 1] == '/') {
        address.length--;
    }
    return arena_copy(arena, address);
}

/* The host of a web address ("example.nl"), or the empty slice. */
static struct slice host_of(struct slice address) {
    size_t scheme = slice_search(address, SLICE("://"));
    if (scheme == SLICE_NOT_FOUND) {
        return SLICE("");
    }
    struct slice rest = slice_skip(address, scheme + 3);
    return slice_take(rest, slice_find(rest, '/'));
}

/* A relative address as one from the web, with the page's own as its base. */
static struct slice on_the_web(const struct import *import, const struct import_page *page,
                               struct slice address) {
    if (address_scheme(address).length > 0) {
        return address;
    }
    if (slice_starts_with(address, SLICE("//"))) {
        return arena_format(import->arena, "https:%.*s", slice_width(address), address.data);
    }
    struct slice host = host_of(page->address);
    if (host.length == 0) {
        return SLICE("");
    }
    struct slice scheme = address_scheme(page->address);
    struct slice base = slice_skip(page->address, scheme.length + strlen("://") + host.length);
    struct slice path, joined;
    if (slice_starts_with(address, SLICE("/"))) {
        path = slice_skip(address, 1);
    } else {
        struct slice from = slice_skip(base, base.length > 0 ? 1 : 0);
        if (!path_join(import->arena, from, address, &joined)) {
            return SLICE("");
        }
        path = joined;
    }
    return arena_format(import->arena, "%.*s://%.*s/%.*s", slice_width(scheme), scheme.data,
                        slice_width(host), host.data, slice_width(path), path.data);
}

static int hexadecimal(char byte) {
    char lower = (char)(byte | 32);
    return byte >= '0' && byte <= '9'     ? byte - '0'
           : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                          : -1;
}

/* "een%20foto.png" → "een foto.png". */
static struct slice percent_decoded(struct slice text, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < text.length; i++) {
        bool coded = text.data[i] == '%' && i + 2 < text.length &&
                     hexadecimal(text.data[i + 1]) >= 0 && hexadecimal(text.data[i + 2]) >= 0;
        int byte = coded ? 16 * hexadecimal(text.data[i + 1]) + hexadecimal(text.data[i + 2])
                         : text.data[i];
        buffer_append_byte(&out, (char)byte);
        i += coded ? 2 : 0;
    }
    return dom_visible(buffer_slice(&out), arena);
}

/* The imported page that an address leads to; NULL when it leads elsewhere. */
static struct import_page *page_at(const struct import *import, const struct import_page *page,
                                   struct slice address) {
    struct slice web = on_the_web(import, page, address);
    struct slice parts = slice_skip(address, slice_find(address, '?') + 1);
    if (slice_find(address, '?') != SLICE_NOT_FOUND) {
        parts = slice_take(parts, slice_find(parts, '#'));
        struct import_page *found = map_get(&import->places, parts);
        if (found != NULL && slice_equals(host_of(found->address), host_of(web))) {
            return found;
        }
    }
    if (web.length > 0) {
        struct import_page *found = map_get(&import->places, links_key(web, import->arena));
        if (found != NULL) {
            return found;
        }
    }
    struct slice path = slice_take(address, slice_find(address, '#')), joined;
    if (page->root < 0 || address_scheme(address).length > 0 || path.length == 0 ||
        !path_join(import->arena, page->path, percent_decoded(path, import->arena), &joined)) {
        return NULL;
    }
    struct slice key =
        arena_format(import->arena, "%d:%.*s", page->root, slice_width(joined), joined.data);
    return map_get(&import->places, key);
}

static struct slice fragment_of(struct slice address) {
    size_t at = slice_find(address, '#');
    return at == SLICE_NOT_FOUND ? SLICE("") : slice_skip(address, at + 1);
}

static bool is_heading(const xmlNode *node) {
    return dom_is(node, "h1 h2 h3 h4 h5 h6");
}

/* Of two places with one id, the first has it. */
static void place_id(struct import_page *page, struct slice id, xmlNode *heading) {
    void **place = map_place(&page->headings, id);
    *place = *place == NULL ? heading : *place;
}

/* Puts every id of the page with the heading it belongs to: the one that has it, or holds it, or
 * follows. */
static void find_headings(struct import_page *page, struct arena *arena) {
    xmlNode *top = page->content;
    struct import_names waiting = {0};
    map_init(&page->headings, arena);
    for (xmlNode *node = dom_next(top, top, false); node != NULL;
         node = dom_next(node, top, false)) {
        if (node->type == XML_ELEMENT_NODE) {
            xmlUnsetProp(node, (const xmlChar *)"data-anchor"); /* a mark of ours, below */
        }
        xmlNode *heading = node;
        while (heading != top && !is_heading(heading)) {
            heading = heading->parent;
        }
        for (size_t i = 0; heading != top && i < waiting.count; i++) {
            place_id(page, waiting.list[i], heading);
        }
        waiting.count = heading != top ? 0 : waiting.count;
        struct slice id =
            node->type == XML_ELEMENT_NODE ? dom_attribute(node, "id", arena) : SLICE("");
        id = id.length == 0 && dom_is(node, "a") ? dom_attribute(node, "name", arena) : id;
        if (id.length > 0 && heading != top) {
            place_id(page, id, heading);
        } else if (id.length > 0) {
            import_name_add(&waiting, id, arena);
        }
    }
}

/* What the item that is there already calls it; empty when it has no such place. */
static struct slice anchor_there(const struct import *import, const struct import_page *page,
                                 struct slice id) {
    struct arena *arena = import->arena;
    struct slice kind = import->options.kind->name, slug = import_slug(arena, id);
    const struct candidate *there =
        map_get(&import->options.site->identities,
                arena_format(arena, "%.*s:%.*s", slice_width(kind), kind.data,
                             slice_width(page->slug), page->slug.data));
    return there != NULL && item_anchor(there->item, id, NULL) != NULL     ? arena_copy(arena, id)
           : there != NULL && item_anchor(there->item, slug, NULL) != NULL ? slug
                                                                           : SLICE("");
}

/* The anchor of a heading that a link calls `id`: each has one of its own, whatever ids become. */
static struct slice anchor_for(struct import *import, struct import_page *page,
                               const xmlNode *heading, struct slice id) {
    struct arena *arena = import->arena;
    struct slice wanted = import_slug(arena, id);
    wanted = wanted.length > 0 ? wanted : import_slug(arena, dom_text(heading, arena));
    for (size_t i = 1; wanted.length > 0; i++) {
        struct slice anchor =
            i == 1 ? wanted : arena_format(arena, "%.*s-%zu", slice_width(wanted), wanted.data, i);
        void **taken = map_place(&page->taken, anchor);
        if (*taken == NULL) {
            *taken = import;
            return anchor;
        }
    }
    return wanted;
}

/* The anchor that a fragment of a page becomes; empty when there is no such place. */
static struct slice anchor_of(struct import *import, struct import_page *page, struct slice id) {
    struct slice *known = map_get(&page->anchors, id);
    if (known != NULL) {
        return *known;
    }
    struct slice *anchor = arena_new(import->arena, struct slice, 1);
    xmlNode *heading = map_get(&page->headings, id);
    if (page->is_there) {
        *anchor = anchor_there(import, page, id);
    } else if (heading != NULL) {
        *anchor = dom_attribute(heading, "data-anchor", import->arena);
        if (anchor->length == 0) {
            *anchor = anchor_for(import, page, heading, id);
            dom_set_attribute(heading, "data-anchor", *anchor);
        }
    }
    *map_place(&page->anchors, arena_copy(import->arena, id)) = anchor;
    return *anchor;
}

void links_begin(struct import *import, struct import_page *page) {
    map_init(&page->anchors, import->arena);
    map_init(&page->taken, import->arena);
    find_headings(page, import->arena);
}

void links_gather(struct import *import, struct import_page *page) {
    for (xmlNode *node = page->content; node != NULL; node = dom_next(node, page->content, false)) {
        struct slice address =
            dom_is(node, "a") ? dom_attribute(node, "href", import->arena) : SLICE("");
        struct slice id = fragment_of(address);
        if (id.length == 0) {
            continue;
        }
        struct import_page *to = address.data[0] == '#' ? page : page_at(import, page, address);
        if (to != NULL) {
            anchor_of(import, to, percent_decoded(id, import->arena));
        }
    }
}

/* --- Files --- */

/* base64 (RFC 4648); anything else in it is passed over. */
static struct slice base64_decoded(struct slice text, struct arena *arena) {
    static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct buffer out;
    buffer_init(&out, arena);
    uint32_t bits = 0;
    size_t count = 0;
    for (size_t i = 0; i < text.length && text.data[i] != '='; i++) {
        const char *digit = text.data[i] == '\0' ? NULL : strchr(DIGITS, text.data[i]);
        if (digit == NULL) {
            continue;
        }
        bits = bits << 6 | (uint32_t)(digit - DIGITS);
        count += 6;
        if (count >= 8) {
            count -= 8;
            buffer_append_byte(&out, (char)(unsigned char)(bits >> count));
        }
    }
    return buffer_slice(&out);
}

/* "data:image/png;base64,…": its bytes, and an ending for their file. */
static bool data_file(struct slice address, struct arena *arena, struct slice *name,
                      struct slice *bytes) {
    static const struct {
        const char *type;
        const char *name;
    } TYPES[] = {{"data:image/png;base64,", "plaatje.png"},
                 {"data:image/jpeg;base64,", "plaatje.jpg"},
                 {"data:image/gif;base64,", "plaatje.gif"},
                 {"data:image/webp;base64,", "plaatje.webp"}};
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        struct slice head = slice_from(TYPES[i].type);
        if (slice_equals_folded(slice_take(address, head.length), head)) {
            *name = slice_from(TYPES[i].name);
            *bytes = base64_decoded(slice_skip(address, head.length), arena);
            return bytes->length > 0;
        }
    }
    return false;
}

/* A file of a WordPress site: below its folder of uploads. */
static bool upload_file(const struct import *import, struct slice address, struct slice *bytes) {
    struct slice mark = SLICE("/wp-content/uploads/");
    size_t at = slice_search(address, mark);
    return import->options.uploads >= 0 && at != SLICE_NOT_FOUND &&
           file_read(import->options.uploads, slice_skip(address, at + mark.length),
                     LIMIT_FILE_BYTES, import->arena, bytes) == FILE_OK;
}

/* The file that an address leads to, if it is at hand. */
static bool find_file(const struct import *import, const struct import_page *page,
                      struct slice address, struct slice *name, struct slice *bytes) {
    struct arena *arena = import->arena;
    if (data_file(address, arena, name, bytes)) {
        return true;
    }
    size_t end = 0;
    while (end < address.length && address.data[end] != '?' && address.data[end] != '#') {
        end++;
    }
    struct slice path = percent_decoded(slice_take(address, end), arena), joined;
    *name = path_name(path);
    if (upload_file(import, path, bytes)) {
        return true;
    }
    return page->root >= 0 && address_scheme(address).length == 0 && path.length > 0 &&
           path_join(arena, page->path, path, &joined) &&
           file_read(page->root, joined, LIMIT_FILE_BYTES, arena, bytes) == FILE_OK;
}

/* Puts a file beside the new item; its path from there. */
static struct slice keep_file(struct import *import, struct import_page *page, struct slice name,
                              struct slice bytes) {
    struct arena *arena = import->arena;
    struct slice folder = import->options.kind->folder;
    for (size_t i = page->first_file; i < import->file_count; i++) {
        if (slice_equals(import->files[i].bytes, bytes)) {
            return path_name(import->files[i].path);
        }
    }
    struct slice ending = path_extension(name);
    struct slice stem =
        ending.length > 0 ? slice_take(name, name.length - ending.length - 1) : name;
    stem = import_slug(arena, stem);
    for (size_t i = 1;; i++) {
        struct slice number = i > 1 ? arena_format(arena, "-%zu", i) : SLICE("");
        struct slice path =
            arena_format(arena, "content/%.*s/%.*s-%.*s%.*s.%.*s", slice_width(folder), folder.data,
                         slice_width(page->slug), page->slug.data, slice_width(stem), stem.data,
                         slice_width(number), number.data, slice_width(ending), ending.data);
        void **taken = map_place(&import->paths, path);
        if (*taken == NULL) {
            *taken = import;
            import_file_add(import, path, bytes);
            return path_name(path);
        }
    }
}

/* Pages are no files to take along. */
static bool is_file_to_take(struct slice name) {
    static const char *const ENDINGS[] = {"pdf", "doc",  "docx", "odt",  "xls", "xlsx", "ods",
                                          "ppt", "pptx", "odp",  "csv",  "zip", "epub", "png",
                                          "jpg", "jpeg", "gif",  "webp", "svg", "mp3",  "mp4"};
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        if (slice_equals_folded(path_extension(name), slice_from(ENDINGS[i]))) {
            return true;
        }
    }
    return false;
}

static struct diagnostic *report_address(struct import *import, const struct import_page *page,
                                         const xmlNode *node, enum message message,
                                         struct slice address) {
    struct diagnostic *diagnostic = import_report(import, page, node, message);
    diagnostic_argument(diagnostic, slice_take(address, 200));
    return diagnostic;
}

/* The largest of `srcset`, where a page loads its pictures late. */
static struct slice picture_address(const xmlNode *node, struct arena *arena) {
    static const char *const NAMES[] = {"data-src", "data-lazy-src", "data-original", "src"};
    struct slice address = SLICE("");
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES && address.length == 0; i++) {
        address = dom_attribute(node, NAMES[i], arena);
    }
    return address;
}

/* A picture that is not at hand stays on the web, as a link. False when the node is gone. */
static bool resolve_picture(struct import *import, struct import_page *page, xmlNode *node) {
    struct arena *arena = import->arena;
    struct slice address = picture_address(node, arena), name, bytes;
    if (find_file(import, page, address, &name, &bytes) && is_file_to_take(name)) {
        dom_set_attribute(node, "src", keep_file(import, page, name, bytes));
        return true;
    }
    struct slice web =
        slice_starts_with(address, SLICE("data:")) ? SLICE("") : on_the_web(import, page, address);
    report_address(import, page, node, MESSAGE_IMPORT_PICTURE, address);
    struct slice alternative = dom_attribute(node, "alt", arena);
    if (web.length == 0 || !address_is_allowed(web)) {
        dom_remove(node);
        return false;
    }
    xmlNode *link = xmlNewNode(NULL, (const xmlChar *)"a");
    struct slice text = alternative.length > 0 ? alternative : path_name(web);
    xmlNodeAddContentLen(link, (const xmlChar *)text.data, slice_width(text));
    dom_set_attribute(link, "href", web);
    xmlReplaceNode(node, link);
    xmlFreeNode(node);
    return false;
}

/* The anchor that the fragment of an address becomes; empty, and told of unless it is the top of
 * the page, when there is no such place. */
static struct slice anchor_led_to(struct import *import, const struct import_page *page,
                                  const xmlNode *node, struct slice address,
                                  struct import_page *to) {
    struct slice id = percent_decoded(fragment_of(address), import->arena);
    struct slice anchor = id.length > 0 ? anchor_of(import, to, id) : SLICE("");
    if (id.length > 0 && anchor.length == 0 && !slice_equals_folded(id, SLICE("top"))) {
        report_address(import, page, node, MESSAGE_IMPORT_ANCHOR, address);
    }
    return anchor;
}

static struct slice reference_to(const struct import *import, const struct import_page *to,
                                 struct slice anchor) {
    struct slice kind = import->options.kind->name;
    return arena_format(import->arena, "%.*s:%.*s%s%.*s", slice_width(kind), kind.data,
                        slice_width(to->slug), to->slug.data, anchor.length > 0 ? "#" : "",
                        slice_width(anchor), anchor.data);
}

/* Where a link leads to now; empty when nowhere. */
static struct slice resolved(struct import *import, struct import_page *page, const xmlNode *node,
                             struct slice address) {
    struct slice name, bytes;
    if (address.data[0] == '#') {
        struct slice anchor = anchor_led_to(import, page, node, address, page);
        return anchor.length > 0
                   ? arena_format(import->arena, "#%.*s", slice_width(anchor), anchor.data)
                   : SLICE("");
    }
    struct import_page *to = page_at(import, page, address);
    to = to != NULL && to->is_empty ? NULL : to;
    if (to != NULL && (!to->is_draft || page->is_draft)) {
        return reference_to(import, to, anchor_led_to(import, page, node, address, to));
    }
    if (to != NULL) { /* what is not published cannot be led to */
        report_address(import, page, node, MESSAGE_IMPORT_LINK, address);
        return SLICE("");
    }
    if (find_file(import, page, address, &name, &bytes) && is_file_to_take(name)) {
        return keep_file(import, page, name, bytes);
    }
    struct slice web = on_the_web(import, page, address);
    if (web.length > 0 && address_is_allowed(web)) {
        struct buffer out;
        buffer_init(&out, import->arena);
        escape_percent(&out, web, "/:?#@!$&'()*+,;=%"); /* [[…]] would be a link */
        return arena_copy(import->arena, buffer_slice(&out));
    }
    report_address(import, page, node, MESSAGE_IMPORT_LINK, address);
    return SLICE("");
}

void links_resolve(struct import *import, struct import_page *page) {
    page->first_file = import->file_count;
    xmlNode *top = page->content;
    for (xmlNode *node = dom_next(top, top, false), *next; node != NULL; node = next) {
        next = dom_next(node, top, false);
        if (dom_is(node, "img")) {
            next = dom_next(node, top, true);
            resolve_picture(import, page, node);
            continue;
        }
        struct slice address =
            dom_is(node, "a") ? dom_attribute(node, "href", import->arena) : SLICE("");
        if (address.length == 0) {
            continue;
        }
        struct slice to = resolved(import, page, node, address);
        if (to.length > 0) {
            dom_set_attribute(node, "href", to);
        } else {
            xmlUnsetProp(node, (const xmlChar *)"href");
        }
    }
}

/* Files that are published as they are, and that a browser would run scripts of. */
#include "base/escape.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "formats/xml_library.h"
#include "read/reading.h"

/* A page of its own: what a browser makes of it cannot be told by other rules than its own. */
static bool is_page(struct slice extension) {
    static const char *const endings[] = {"html", "htm",   "shtml", "xhtml",
                                          "xht",  "mhtml", "mht",   "svgz"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (slice_equals_folded(extension, slice_from(endings[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_drawing(struct slice extension) {
    static const char *const endings[] = {"svg", "xml", "xsl", "xslt"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (slice_equals_folded(extension, slice_from(endings[i]))) {
            return true;
        }
    }
    return false;
}

/* Pictures within a drawing run nothing. */
static bool is_picture(struct slice address) {
    static const char *const beginnings[] = {"data:image/png", "data:image/jpeg", "data:image/gif",
                                             "data:image/webp"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        if (slice_starts_with(address, slice_from(beginnings[i]))) {
            return true;
        }
    }
    return false;
}

static void look_at_element(void *context, struct slice element,
                            const struct xml_attribute *attributes, size_t count, struct slice text,
                            size_t line) {
    static const char *const elements[] = {"script", "handler", "listener", "foreignobject",
                                           "iframe", "object",  "embed",    "stylesheet"};
    bool *has_script = context;
    (void)text;
    (void)line;
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        *has_script = *has_script || slice_equals_folded(element, slice_from(elements[i]));
    }
    for (size_t i = 0; i < count; i++) {
        bool is_handler = attributes[i].name.length > 2 &&
                          slice_equals_folded(slice_take(attributes[i].name, 2), SLICE("on"));
        bool is_address =
            address_is_allowed(attributes[i].value) || is_picture(attributes[i].value);
        *has_script = *has_script || is_handler || !is_address;
    }
}

/* Whether a browser would run a script of the drawing: an element or attribute of that kind, an
 * address that is one, or what can bring one in: a style sheet of XSLT, an entity, a default of an
 * attribute. One that is not well-formed counts, for browsers go as far as they come. */
static bool has_script(struct slice text, struct arena *arena) {
    static const char *const bringing[] = {"<?xml-stylesheet", "<!ENTITY", "<!ATTLIST"};
    bool found = false;
    size_t line = 0;
    struct slice message;
    for (size_t i = 0; i < sizeof bringing / sizeof *bringing; i++) {
        found = found || slice_search(text, slice_from(bringing[i])) != SLICE_NOT_FOUND;
    }
    return found || !utf8_valid(text, &line) || slice_find(text, '\0') != SLICE_NOT_FOUND ||
           !xml_library()->visit(text, arena, look_at_element, &found, &line, &message) || found;
}

void read_asset_script(const struct reading *reading, struct asset *asset, struct worker *worker) {
    struct slice extension = path_extension(asset->path), text;
    asset->has_script = is_page(extension);
    if (!is_drawing(extension)) {
        return;
    }
    struct slice path =
        arena_format(&worker->scratch, "content/%.*s", slice_width(asset->path), asset->path.data);
    asset->has_script = file_read(reading->options.root, path, LIMIT_MARKDOWN_BYTES,
                                  &worker->scratch, &text) != FILE_OK ||
                        has_script(text, &worker->scratch);
    arena_reset(&worker->scratch);
}

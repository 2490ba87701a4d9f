#include "pdf/finish.h"

#include "base/utf8.h"
#include "pdf/metadata.h"
#include "pdf/structure.h"

/* UTF-16, in hexadecimal. */
struct slice finish_string(struct slice text, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    buffer_append_text(&out, "<FEFF");
    for (size_t at = 0; at < text.length;) {
        uint32_t character = utf8_next(text, &at);
        if (character >= 0x10000) {
            buffer_format(&out, "%04X%04X", (unsigned)(0xD7C0 + (character >> 10)),
                          (unsigned)(0xDC00 + (character & 0x3FF)));
        } else {
            buffer_format(&out, "%04X", (unsigned)character);
        }
    }
    buffer_append_byte(&out, '>');
    return buffer_slice(&out);
}

static void add_to_catalog(struct objects *objects, const struct pdf_document *document,
                           struct slice date) {
    struct buffer packet;
    buffer_init(&packet, objects->arena);
    metadata_append(&packet, document, date);
    struct slice stream =
        arena_format(objects->arena,
                     "<< /Type /Metadata /Subtype /XML\n/Length %zu\n>>\nstream\n%.*s\nendstream",
                     packet.length, (int)packet.length, packet.data);
    size_t metadata = objects_new(objects, stream);
    struct slice language = finish_string(document->language, objects->arena);
    objects_add(objects, object_number(objects->trailer, SLICE("/Root ")),
                arena_format(objects->arena,
                             "/Lang %.*s\n/Metadata %zu 0 R\n"
                             "/ViewerPreferences << /DisplayDocTitle true >>",
                             slice_width(language), language.data, metadata));
}

static bool is_page(struct slice dictionary) {
    return slice_search(dictionary, SLICE("/Type /Page\n")) != SLICE_NOT_FOUND ||
           slice_search(dictionary, SLICE("/Type /Page ")) != SLICE_NOT_FOUND;
}

/* Pages: what holds their operators is marked, and the tab key follows the structure. Fonts: a
 * reader may ask how their characters map to glyphs. */
static void add_to_pages_and_fonts(struct objects *objects) {
    for (size_t i = 1; i < objects->count; i++) {
        struct slice dictionary = slice_take(objects->list[i].text, 400);
        if (is_page(dictionary)) {
            size_t content = object_number(dictionary, SLICE("/Contents "));
            if (objects_text(objects, content).length > 0) {
                objects->list[content].is_content = true;
                objects_add(objects, i, SLICE("/Tabs /S"));
            }
        } else if (slice_search(dictionary, SLICE("/Subtype /CIDFontType2")) != SLICE_NOT_FOUND &&
                   slice_search(objects->list[i].text, SLICE("/CIDToGIDMap")) == SLICE_NOT_FOUND) {
            objects_add(objects, i, SLICE("/CIDToGIDMap /Identity"));
        }
    }
}

void finish(struct slice drawn, const struct tag_note *notes, const struct pdf_document *document,
            struct slice date, struct arena *arena, struct buffer *out) {
    struct objects objects;
    if (!objects_read(&objects, drawn, arena)) {
        buffer_append(out, drawn);
        return;
    }
    add_to_catalog(&objects, document, date);
    size_t catalog = object_number(objects.trailer, SLICE("/Root "));
    size_t root = object_number(objects_text(&objects, catalog), SLICE("/StructTreeRoot "));
    structure_add(&objects, root, notes);
    add_to_pages_and_fonts(&objects);
    objects_write(&objects, out);
}

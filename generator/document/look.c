#include "document/look.h"

#include "base/escape.h"
#include "base/utf8.h"

/* The files as they lie in the source, put in by the assembler. */
#define ASSETS "themes/standaard/assets/"
__asm__(
    ".section .rodata\n"
    "document_styles:\n.incbin \"generator/document/document.css\"\ndocument_styles_end:\n"
    ".byte 0\ndocument_single_styles:\n.incbin \"generator/document/single.css\"\n.incbin \"" ASSETS
    "search.css\"\n"
    "document_single_styles_end:\n.byte 0\n"
    "document_search_scripts:\n.incbin \"" ASSETS "search-stem.js\"\n"
    ".incbin \"" ASSETS "search-index.js\"\n.incbin \"" ASSETS "search.js\"\n"
    "document_search_scripts_end:\n.byte 0\n.previous\n");
extern const char document_styles[], document_styles_end[], document_single_styles[],
    document_single_styles_end[], document_search_scripts[], document_search_scripts_end[];

enum { COVER_WIDTH = 1200, COVER_HEIGHT = 1600, LINE_LONGEST = 20, LINE_HEIGHT = 116, LEFT = 110 };

struct slice look_styles(void) {
    return slice_of(document_styles, (size_t)(document_styles_end - document_styles));
}

struct slice look_single_styles(void) {
    return slice_of(document_single_styles,
                    (size_t)(document_single_styles_end - document_single_styles));
}

struct slice look_search_scripts(void) {
    return slice_of(document_search_scripts,
                    (size_t)(document_search_scripts_end - document_search_scripts));
}

/* Cuts a line of at most LINE_LONGEST characters from the front, at a space if there is one. */
static struct slice cut_line(struct slice *rest) {
    size_t characters = 0, space = 0, at = 0;
    while (at < rest->length && characters < LINE_LONGEST) {
        space = rest->data[at] == ' ' ? at : space;
        utf8_next(*rest, &at);
        characters++;
    }
    bool fits = at == rest->length || rest->data[at] == ' ';
    size_t end = fits || space == 0 ? at : space;
    struct slice line = slice_take(*rest, end);
    *rest = slice_trim(slice_skip(*rest, end));
    return line;
}

static void append_text(struct buffer *out, int y, int size, const char *weight,
                        struct slice text) {
    buffer_format(out, "<text x=\"%d\" y=\"%d\" font-size=\"%d\"%s>", LEFT, y, size, weight);
    escape_html(out, text);
    buffer_append_text(out, "</text>\n");
}

struct slice look_cover(const struct document *document, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    buffer_format(&out,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
                  "height=\"%d\" font-family=\"Georgia, serif\" fill=\"#1d2b2f\">\n"
                  "<rect width=\"%d\" height=\"%d\" fill=\"#f6f3ec\"/>\n"
                  "<rect x=\"%d\" y=\"200\" width=\"160\" height=\"12\" fill=\"#0b6e6e\"/>\n",
                  COVER_WIDTH, COVER_HEIGHT, COVER_WIDTH, COVER_HEIGHT, COVER_WIDTH, COVER_HEIGHT,
                  LEFT);
    struct slice rest = slice_trim(document->title);
    int y = 380;
    for (int line = 0; rest.length > 0 && line < 8; line++, y += LINE_HEIGHT) {
        append_text(&out, y, 96, " font-weight=\"bold\"", cut_line(&rest));
    }
    if (document->author.length > 0) {
        rest = document->author;
        y = COVER_HEIGHT - 220;
        for (int line = 0; rest.length > 0 && line < 4; line++, y += 56) {
            append_text(&out, y, 42, "", cut_line(&rest));
        }
    }
    buffer_append_text(&out, "</svg>\n");
    return buffer_slice(&out);
}

void look_append_byline(const struct document *document, struct buffer *out) {
    if (document->description.length > 0) {
        buffer_append_text(out, "<p class=\"lead\">");
        escape_html(out, document->description);
        buffer_append_text(out, "</p>\n");
    }
    if (document->author.length > 0) {
        buffer_append_text(out, "<p class=\"author\">");
        escape_html(out, document->author);
        buffer_append_text(out, "</p>\n");
    }
    if (document->date.year > 0) {
        buffer_append_text(out, "<p class=\"date\">");
        date_append_long(out, document->date, document->language);
        buffer_append_text(out, "</p>\n");
    }
}

/* XHTML → CommonMark. A block's children are written into a text of their own, which then gets the
 * block's mark before each of its lines. */
#include "formats/markdown_write.h"

#include "base/limits.h"
#include "base/map.h"
#include "formats/xml_library.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

struct markdown_writer {
    struct arena *arena;
    bool is_source;
    struct buffer out;
    unsigned levels;
    struct map links;      /* address → its number, as a pointer */
    struct slice *targets; /* by number, from 1 */
    size_t target_count;
    size_t target_capacity;
    bool in_cell; /* of a table: one line, without | */
};

static void write_blocks(struct markdown_writer *writer, const xmlNode *parent, struct buffer *out);
static void write_inlines(struct markdown_writer *writer, const xmlNode *parent,
                          struct buffer *out);

static struct slice name_of(const xmlNode *node) {
    return node->type == XML_ELEMENT_NODE ? slice_from((const char *)node->name) : slice_of("", 0);
}

static bool is_named(const xmlNode *node, const char *names) {
    struct slice rest = slice_from(names), name;
    while (slice_cut(&rest, ' ', &name)) {
        if (slice_equals(name_of(node), name)) {
            return true;
        }
    }
    return false;
}

/* A copy of libxml2's text, which is freed. A carriage return, which stands in XML only as &#13;,
 * would end a line of Markdown without its prefix: it is a line end like others. */
static struct slice take_text(const struct markdown_writer *writer, xmlChar *value) {
    for (xmlChar *at = value; at != NULL && *at != '\0'; at++) {
        *at = *at == '\r' ? '\n' : *at;
    }
    struct slice text = arena_copy(writer->arena, slice_from((const char *)value));
    xmlFree(value);
    return text;
}

static struct slice attribute_of(const struct markdown_writer *writer, const xmlNode *node,
                                 const char *name) {
    return take_text(writer, xmlGetNoNsProp(node, (const xmlChar *)name));
}

static bool is_block(const xmlNode *node) {
    return is_named(node, "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote aside section div pre "
                          "table figure figcaption hr details summary");
}

/* --- Text --- */

static bool starts_block(const struct buffer *out) {
    return out->length == 0 || out->data[out->length - 1] == '\n';
}

/* Text with white space as one space, and with what would be a mark escaped. */
static void write_text(const struct markdown_writer *writer, struct slice text,
                       struct buffer *out) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        char next = i + 1 < text.length ? text.data[i + 1] : ' ';
        if (byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r') {
            if (!starts_block(out) && out->data[out->length - 1] != ' ') {
                buffer_append_byte(out, ' ');
            }
            continue;
        }
        bool marks = strchr("\\`*_[]<~", byte) != NULL || (byte == '|' && writer->in_cell) ||
                     (byte == '&' && next != ' ') || (byte == '!' && next == '[');
        bool begins = starts_block(out) && !writer->in_cell && strchr("#>+-=", byte) != NULL;
        /* "3. " at the start of a line would be a list. */
        bool numbers = (byte == '.' || byte == ')') && out->length > 0 && !writer->in_cell;
        for (size_t at = out->length; numbers && at > 0 && out->data[at - 1] != '\n'; at--) {
            numbers = out->data[at - 1] >= '0' && out->data[at - 1] <= '9';
        }
        if (marks || begins || (numbers && !starts_block(out))) {
            buffer_append_byte(out, '\\');
        }
        buffer_append_byte(out, byte);
    }
}

/* The text of an element, without its marks. */
static struct slice plain_text(const struct markdown_writer *writer, const xmlNode *node) {
    return take_text(writer, xmlNodeGetContent(node));
}

/* Longer than the longest run of ` in the text. */
static size_t fence_length(struct slice text, size_t least) {
    size_t run = 0;
    for (size_t i = 0; i < text.length; i++) {
        run = text.data[i] == '`' ? run + 1 : 0;
        least = run >= least ? run + 1 : least;
    }
    return least;
}

static void write_fence(struct buffer *out, size_t length) {
    for (size_t i = 0; i < length; i++) {
        buffer_append_byte(out, '`');
    }
}

static void write_code(const struct markdown_writer *writer, const xmlNode *node,
                       struct buffer *out) {
    struct slice text = plain_text(writer, node);
    size_t length = fence_length(text, 1);
    bool padded = slice_starts_with(text, SLICE("`")) || slice_ends_with(text, SLICE("`"));
    write_fence(out, length);
    buffer_append_text(out, padded ? " " : "");
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        buffer_append_text(out, byte == '|' && writer->in_cell ? "\\" : "");
        buffer_append_byte(out,
                           byte == '\n' ? ' ' : byte); /* an empty line would end the paragraph */
    }
    buffer_append_text(out, padded ? " " : "");
    write_fence(out, length);
}

static size_t number_of(struct markdown_writer *writer, struct slice address) {
    void **place = map_place(&writer->links, address);
    if (*place == NULL) {
        if (writer->target_count == writer->target_capacity) {
            size_t capacity = writer->target_capacity == 0 ? 64 : writer->target_capacity * 2;
            writer->targets = arena_grow(writer->arena, writer->targets,
                                         writer->target_capacity * sizeof *writer->targets,
                                         capacity * sizeof *writer->targets);
            writer->target_capacity = capacity;
        }
        writer->targets[writer->target_count++] = address;
        *place = (void *)(uintptr_t)writer->target_count;
    }
    return (size_t)(uintptr_t)*place;
}

/* The space that the text of an element begins with, before the element. */
static void write_space_before(const struct markdown_writer *writer, const xmlNode *node,
                               struct buffer *out) {
    struct slice text = plain_text(writer, node);
    bool space = text.length > 0 && memchr(" \t\n", text.data[0], 3) != NULL;
    if (space && !starts_block(out) && out->data[out->length - 1] != ' ') {
        buffer_append_byte(out, ' ');
    }
}

/* An address where it is used. Spaces and brackets in it need the angle brackets. */
static void write_address(struct slice address, struct buffer *out) {
    bool plain = address.length > 0;
    for (size_t i = 0; i < address.length; i++) {
        plain = plain && (unsigned char)address.data[i] > ' ' &&
                strchr("()<>\\", address.data[i]) == NULL;
    }
    buffer_append_text(out, plain ? "" : "<");
    for (size_t i = 0; i < address.length; i++) {
        char byte = address.data[i];
        if (byte != '\n') {
            buffer_append_text(out, strchr("<>\\", byte) != NULL && byte != '\0' ? "\\" : "");
            buffer_append_byte(out, byte);
        }
    }
    buffer_append_text(out, plain ? "" : ">");
}

/* `[text](address)`, `<address>` when the text says the same, `[^1]` for the mark of a note. */
static void write_source_link(struct markdown_writer *writer, const xmlNode *node,
                              struct slice address, struct buffer *out) {
    struct slice note = attribute_of(writer, node, "data-note");
    if (note.length > 0) {
        buffer_format(out, "[^%.*s]", slice_width(note), note.data);
        return;
    }
    struct buffer text;
    buffer_init(&text, writer->arena);
    write_inlines(writer, node, &text);
    struct slice words = slice_trim(buffer_slice(&text));
    if (address.length == 0 || words.length == 0) {
        buffer_append(out, buffer_slice(&text));
        return;
    }
    if (slice_equals(plain_text(writer, node), address) &&
        slice_search(address, SLICE("://")) != SLICE_NOT_FOUND &&
        slice_find(address, '>') == SLICE_NOT_FOUND) {
        buffer_format(out, "<%.*s>", slice_width(address), address.data);
        return;
    }
    write_space_before(writer, node, out);
    buffer_append_byte(out, '[');
    buffer_append(out, words);
    buffer_append_text(out, "](");
    write_address(address, out);
    buffer_append_text(out, text.data[text.length - 1] == ' ' ? ") " : ")");
}

static void write_link(struct markdown_writer *writer, const xmlNode *node, struct buffer *out) {
    struct slice address = attribute_of(writer, node, "href");
    if (writer->is_source) {
        write_source_link(writer, node, address, out);
        return;
    }
    bool is_here = address.length > 0 && address.data[0] == '#';
    if (is_here) { /* a note: a text has no places to lead to */
        buffer_append_text(out, "\\[");
    } else if (address.length > 0) {
        buffer_append_byte(out, '[');
    }
    write_inlines(writer, node, out);
    if (is_here) {
        buffer_append_text(out, "\\]");
    } else if (address.length > 0) {
        buffer_format(out, "][%zu]", number_of(writer, address));
    }
}

/* The caption of the figure that a picture stands in, or NULL. */
static const xmlNode *caption_of(const xmlNode *node) {
    while (node != NULL && !is_named(node, "figure")) {
        node = node->parent;
    }
    for (node = node == NULL ? NULL : node->children; node != NULL; node = node->next) {
        if (is_named(node, "figcaption")) {
            return node;
        }
    }
    return NULL;
}

static void write_image(struct markdown_writer *writer, const xmlNode *node, struct buffer *out) {
    struct slice address = attribute_of(writer, node, "src");
    struct slice alternative = attribute_of(writer, node, "alt");
    if (address.length == 0) {
        write_text(writer, alternative, out);
        return;
    }
    buffer_append_text(out, "![");
    write_text(writer, alternative, out);
    if (!writer->is_source) {
        buffer_format(out, "][%zu]", number_of(writer, address));
        return;
    }
    buffer_append_text(out, "](");
    write_address(address, out);
    const xmlNode *caption = caption_of(node);
    struct slice words =
        caption == NULL ? slice_of("", 0) : slice_trim(plain_text(writer, caption));
    if (words.length > 0) {
        buffer_append_text(out, " \"");
        for (size_t i = 0; i < words.length; i++) {
            buffer_append_text(out, strchr("\"\\", words.data[i]) != NULL ? "\\" : "");
            buffer_append_byte(out, words.data[i] == '\n' ? ' ' : words.data[i]);
        }
        buffer_append_byte(out, '"');
    }
    buffer_append_byte(out, ')');
}

/* Elements that a text of ours may hold and Markdown has no sign for. */
static void write_element(struct markdown_writer *writer, const xmlNode *node, struct buffer *out) {
    buffer_format(out, "<%s>", (const char *)node->name);
    write_inlines(writer, node, out);
    buffer_format(out, "</%s>", (const char *)node->name);
}

static void write_marked(struct markdown_writer *writer, const xmlNode *node, const char *mark,
                         struct buffer *out) {
    struct buffer text;
    buffer_init(&text, writer->arena);
    write_inlines(writer, node, &text);
    struct slice words = slice_trim(buffer_slice(&text));
    if (words.length == 0) {
        return;
    }
    /* Within the marks a space would undo them. */
    write_space_before(writer, node, out);
    buffer_append_text(out, mark);
    buffer_append(out, words);
    buffer_append_text(out, mark);
    buffer_append_text(out, text.data[text.length - 1] == ' ' ? " " : "");
}

/* Two breaks of a line are a new paragraph. */
static void write_break(const struct markdown_writer *writer, struct buffer *out) {
    struct slice text = buffer_slice(out);
    if (writer->in_cell) {
        buffer_append_text(out, slice_ends_with(text, SLICE(" ")) ? "" : " ");
    } else if (slice_ends_with(text, SLICE("\\\n"))) {
        buffer_truncate(out, out->length - 2);
        buffer_append_text(out, "\n\n");
    } else if (!starts_block(out)) {
        buffer_append_text(out, "\\\n");
    }
}

/* Words of blocks that stand where there is no room for blocks must not run together. */
static void write_gap(struct buffer *out) {
    char last = out->length > 0 ? out->data[out->length - 1] : ' ';
    if (last != ' ' && last != '\n') {
        buffer_append_byte(out, ' ');
    }
}

static void write_inline(struct markdown_writer *writer, const xmlNode *node, struct buffer *out) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        write_text(writer, slice_from((const char *)node->content), out);
    } else if (is_named(node, "em i cite")) {
        write_marked(writer, node, "*", out);
    } else if (is_named(node, "strong b")) {
        write_marked(writer, node, "**", out);
    } else if (is_named(node, "del s")) {
        write_marked(writer, node, "~~", out);
    } else if (is_named(node, "code")) {
        write_code(writer, node, out);
    } else if (is_named(node, "a")) {
        write_link(writer, node, out);
    } else if (is_named(node, "img")) {
        write_image(writer, node, out);
    } else if (writer->is_source && is_named(node, "sup sub kbd mark abbr samp var")) {
        write_element(writer, node, out);
    } else if (is_named(node, "q")) {
        buffer_append_byte(out, '"');
        write_inlines(writer, node, out);
        buffer_append_byte(out, '"');
    } else if (is_named(node, "br")) {
        write_break(writer, out);
    } else if (is_named(node, "address article aside blockquote caption dd div dl dt figcaption "
                              "figure footer form h1 h2 h3 h4 h5 h6 header li main nav ol p pre "
                              "section table td th tr ul")) {
        write_gap(out);
        write_inlines(writer, node, out);
        write_gap(out);
    } else if (node->type == XML_ELEMENT_NODE && !is_named(node, "input svg script style")) {
        write_inlines(writer, node, out);
    }
}

static void write_inlines(struct markdown_writer *writer, const xmlNode *parent,
                          struct buffer *out) {
    for (const xmlNode *node = parent->children; node != NULL; node = node->next) {
        write_inline(writer, node, out);
    }
}

/* --- Blocks --- */

/* Between blocks stands an empty line. */
static void begin_block(struct buffer *out) {
    while (out->length > 0 && (out->data[out->length - 1] == ' ')) {
        out->length--;
    }
    if (out->length > 0) {
        buffer_append_text(out, out->data[out->length - 1] == '\n' ? "\n" : "\n\n");
    }
}

static void end_line(struct buffer *out) {
    if (slice_ends_with(buffer_slice(out), SLICE("\\\n"))) {
        out->length -= 2; /* a break of the line with nothing behind it */
    }
    while (out->length > 0 &&
           (out->data[out->length - 1] == '\n' || out->data[out->length - 1] == ' ')) {
        out->length--;
    }
    buffer_append_byte(out, '\n');
}

/* The text with `first` before its first line and `other` before the others, unless they are empty.
 */
static void write_prefixed(struct buffer *out, struct slice text, const char *first,
                           const char *other) {
    struct slice rest = text, line;
    bool is_first = true;
    while (slice_cut(&rest, '\n', &line)) {
        struct slice mark = slice_from(is_first ? first : other);
        buffer_append(out, line.length > 0
                               ? mark
                               : slice_of(mark.data, mark.length > 0 && mark.data[0] == '>'));
        buffer_append(out, line);
        buffer_append_byte(out, '\n');
        is_first = false;
    }
}

/* The blocks within an element, as a text without an end of line. */
static struct slice inner_blocks(struct markdown_writer *writer, const xmlNode *node) {
    struct buffer inner;
    buffer_init(&inner, writer->arena);
    write_blocks(writer, node, &inner);
    return slice_trim(buffer_slice(&inner));
}

static bool has_tick_box(const xmlNode *item, bool *checked) {
    const xmlNode *child = item->children;
    while (child != NULL && child->type == XML_TEXT_NODE) {
        child = child->next;
    }
    bool has = child != NULL && is_named(child, "input");
    *checked = has && xmlHasProp(child, (const xmlChar *)"checked") != NULL;
    return has;
}

static void write_list(struct markdown_writer *writer, const xmlNode *list, struct buffer *out) {
    bool ordered = is_named(list, "ol");
    size_t number = 1;
    int64_t start = 0;
    if (ordered && slice_to_integer(attribute_of(writer, list, "start"), &start) && start >= 0) {
        number = (size_t)start;
    }
    if (is_named(list->parent, "li")) {
        end_line(out); /* an empty line would set all points apart */
    } else {
        begin_block(out);
    }
    for (const xmlNode *item = list->children; item != NULL; item = item->next) {
        if (!is_named(item, "li")) {
            continue;
        }
        bool checked = false;
        const char *box = has_tick_box(item, &checked) ? (checked ? "[x] " : "[ ] ") : "";
        struct slice mark = ordered ? arena_format(writer->arena, "%zu. ", number++) : SLICE("- ");
        struct slice indent = slice_of("            ", mark.length < 12 ? mark.length : 12);
        write_prefixed(
            out, inner_blocks(writer, item),
            arena_format(writer->arena, "%.*s%s", slice_width(mark), mark.data, box).data,
            arena_copy(writer->arena, indent).data);
    }
}

static void write_quote(struct markdown_writer *writer, const xmlNode *node, struct buffer *out) {
    begin_block(out);
    write_prefixed(out, inner_blocks(writer, node), "> ", "> ");
}

/* A footnote, with its number before its first words. */
static void write_note(struct markdown_writer *writer, const xmlNode *node, struct buffer *out) {
    struct slice text = inner_blocks(writer, node);
    if (writer->is_source) {
        struct slice name = attribute_of(writer, node, "data-note");
        begin_block(out);
        write_prefixed(out, text,
                       arena_format(writer->arena, "[^%.*s]: ", slice_width(name), name.data).data,
                       "    ");
        return;
    }
    size_t number = slice_search(text, SLICE("\n\n"));
    begin_block(out);
    if (number != SLICE_NOT_FOUND) {
        buffer_append(out, slice_take(text, number));
        buffer_append_byte(out, ' ');
        text = slice_skip(text, number + 2);
    }
    buffer_append(out, text);
    end_line(out);
}

static bool has_class(const struct markdown_writer *writer, const xmlNode *node, const char *name) {
    struct slice rest = attribute_of(writer, node, "class"), one;
    while (slice_cut(&rest, ' ', &one)) {
        if (slice_equals(one, slice_from(name))) {
            return true;
        }
    }
    return false;
}

/* What the code is written in: `<code class="language-c">`. */
static struct slice language_of(const struct markdown_writer *writer, const xmlNode *node) {
    const xmlNode *code = node->children;
    struct slice name = code != NULL && is_named(code, "code") ? attribute_of(writer, code, "class")
                                                               : slice_of("", 0);
    struct slice head = SLICE("language-");
    return slice_starts_with(name, head) && slice_find(name, ' ') == SLICE_NOT_FOUND &&
                   slice_find(name, '`') == SLICE_NOT_FOUND
               ? slice_skip(name, head.length)
               : slice_of("", 0);
}

static void write_code_block(const struct markdown_writer *writer, const xmlNode *node,
                             struct buffer *out) {
    struct slice text = plain_text(writer, node);
    /* The first end of a line is no part of it (WHATWG HTML, "pre"). */
    text = slice_skip(text, slice_starts_with(text, SLICE("\n")));
    size_t length = fence_length(text, 3);
    begin_block(out);
    write_fence(out, length);
    buffer_append(out, language_of(writer, node));
    buffer_append_byte(out, '\n');
    buffer_append(out, text);
    if (!slice_ends_with(text, SLICE("\n"))) {
        buffer_append_byte(out, '\n');
    }
    write_fence(out, length);
    buffer_append_byte(out, '\n');
}

static size_t write_row(struct markdown_writer *writer, const xmlNode *row, struct buffer *out) {
    size_t cells = 0;
    writer->in_cell = true;
    for (const xmlNode *cell = row->children; cell != NULL; cell = cell->next) {
        if (is_named(cell, "td th")) {
            struct buffer inner;
            buffer_init(&inner, writer->arena);
            write_inlines(writer, cell, &inner);
            buffer_append_text(out, "| ");
            buffer_append(out, slice_trim(buffer_slice(&inner)));
            buffer_append_byte(out, ' ');
            cells++;
        }
    }
    writer->in_cell = false;
    buffer_append_text(out, "|\n");
    return cells;
}

/* The rows of a table, the first of which is its head, whatever it is in. */
static void write_rows(struct markdown_writer *writer, const xmlNode *parent, bool *has_head,
                       struct buffer *out) {
    for (const xmlNode *node = parent->children; node != NULL; node = node->next) {
        if (is_named(node, "tr")) {
            size_t cells = write_row(writer, node, out);
            for (size_t i = 0; !*has_head && i < cells; i++) {
                buffer_append_text(out, "| --- ");
            }
            buffer_append_text(out, *has_head ? "" : "|\n");
            *has_head = true;
        } else if (is_named(node, "thead tbody tfoot")) {
            write_rows(writer, node, has_head, out);
        }
    }
}

/* The caption of a table, above it. */
static void write_caption(struct markdown_writer *writer, const xmlNode *table,
                          struct buffer *out) {
    for (const xmlNode *node = table->children; node != NULL; node = node->next) {
        if (is_named(node, "caption")) {
            begin_block(out);
            write_inlines(writer, node, out);
            end_line(out);
        }
    }
}

static void write_heading(struct markdown_writer *writer, const xmlNode *node, struct buffer *out) {
    unsigned level = (unsigned)(node->name[1] - '0') + writer->levels;
    begin_block(out);
    for (unsigned i = 0; i < (level > 6 ? 6 : level); i++) {
        buffer_append_byte(out, '#');
    }
    buffer_append_byte(out, ' ');
    struct buffer inner;
    buffer_init(&inner, writer->arena);
    writer->in_cell = true; /* on one line too */
    write_inlines(writer, node, &inner);
    writer->in_cell = false;
    buffer_append(out, slice_trim(buffer_slice(&inner)));
    struct slice anchor =
        writer->is_source ? attribute_of(writer, node, "data-anchor") : slice_of("", 0);
    if (anchor.length > 0) {
        buffer_format(out, " {#%.*s}", slice_width(anchor), anchor.data);
    }
    end_line(out);
}

/* A list of definitions as our dialect has it. */
static void write_source_definitions(struct markdown_writer *writer, const xmlNode *list,
                                     struct buffer *out) {
    bool after_definition = true;
    for (const xmlNode *node = list->children; node != NULL; node = node->next) {
        if (is_named(node, "dt")) {
            if (after_definition) {
                begin_block(out);
            }
            write_inlines(writer, node, out);
            end_line(out);
            after_definition = false;
        } else if (is_named(node, "dd")) {
            write_prefixed(out, inner_blocks(writer, node), ": ", "  ");
            after_definition = true;
        }
    }
}

/* Terms with what explains them: points that begin with the term. */
static void write_definitions(struct markdown_writer *writer, const xmlNode *list,
                              struct buffer *out) {
    struct buffer term;
    buffer_init(&term, writer->arena);
    begin_block(out);
    for (const xmlNode *node = list->children; node != NULL; node = node->next) {
        if (is_named(node, "dt")) {
            buffer_truncate(&term, 0);
            write_marked(writer, node, "**", &term);
        } else if (is_named(node, "dd")) {
            struct slice parts[] = {buffer_slice(&term), SLICE(": "), inner_blocks(writer, node)};
            write_prefixed(out, arena_join(writer->arena, parts, 3), "- ", "  ");
        }
    }
}

static bool has_image(const xmlNode *figure) {
    for (const xmlNode *node = figure->children; node != NULL; node = node->next) {
        if (is_named(node, "img") || (is_named(node, "a p div") && has_image(node))) {
            return true;
        }
    }
    return false;
}

static void write_block(struct markdown_writer *writer, const xmlNode *node, struct buffer *out) {
    bool has_head = false;
    if (is_named(node, "h1 h2 h3 h4 h5 h6")) {
        write_heading(writer, node, out);
    } else if (is_named(node, "ul ol")) {
        write_list(writer, node, out);
    } else if (is_named(node, "aside") &&
               slice_equals(attribute_of(writer, node, "role"), SLICE("doc-footnote"))) {
        write_note(writer, node, out);
    } else if (is_named(node, "blockquote aside")) {
        write_quote(writer, node, out);
    } else if (is_named(node, "pre")) {
        write_code_block(writer, node, out);
    } else if (is_named(node, "table")) {
        write_caption(writer, node, out);
        begin_block(out);
        write_rows(writer, node, &has_head, out);
    } else if (is_named(node, "hr")) {
        begin_block(out);
        buffer_append_text(out, "* * *\n");
    } else if (is_named(node, "dl") && writer->is_source) {
        write_source_definitions(writer, node, out);
    } else if (is_named(node, "dl")) {
        write_definitions(writer, node, out);
    } else if (is_named(node, "summary") ||
               (is_named(node, "p") && has_class(writer, node, "callout-title"))) {
        begin_block(out);
        write_marked(writer, node, "**", out);
        end_line(out);
    } else if (writer->is_source && is_named(node, "figcaption") &&
               is_named(node->parent, "figure") && has_image(node->parent)) {
        return; /* it is with its picture */
    } else if (is_named(node, "p figcaption caption")) {
        begin_block(out);
        write_inlines(writer, node, out);
        end_line(out);
    } else {
        write_blocks(writer, node, out);
    }
}

static void write_blocks(struct markdown_writer *writer, const xmlNode *parent,
                         struct buffer *out) {
    bool in_line = false;
    for (const xmlNode *node = parent->children; node != NULL; node = node->next) {
        if (is_block(node)) {
            if (in_line) {
                end_line(out);
            }
            write_block(writer, node, out);
            in_line = false;
        } else if (node->type == XML_ELEMENT_NODE ||
                   (node->type == XML_TEXT_NODE && (in_line || !xmlIsBlankNode(node)))) {
            if (!in_line) {
                begin_block(out);
            }
            write_inline(writer, node, out);
            in_line = true;
        }
    }
    if (in_line) {
        end_line(out);
    }
}

struct markdown_writer *markdown_write_begin(struct arena *arena, enum markdown_write_style style) {
    struct markdown_writer *writer = arena_new(arena, struct markdown_writer, 1);
    writer->arena = arena;
    writer->is_source = style == MARKDOWN_WRITE_SOURCE;
    buffer_init(&writer->out, arena);
    map_init(&writer->links, arena);
    return writer;
}

bool markdown_write_html(struct markdown_writer *writer, struct slice xhtml, unsigned levels) {
    struct slice parts[] = {SLICE("<body>"), xhtml, SLICE("</body>")};
    struct slice whole = arena_join(writer->arena, parts, 3);
    xml_library_begin();
    xmlDoc *tree = xmlReadMemory(whole.data, (int)whole.length, NULL, "UTF-8",
                                 XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (tree == NULL) {
        return false;
    }
    writer->levels = levels;
    write_blocks(writer, xmlDocGetRootElement(tree), &writer->out);
    xmlFreeDoc(tree);
    return true;
}

struct slice markdown_write_finish(struct markdown_writer *writer) {
    if (writer->target_count > 0) {
        begin_block(&writer->out);
    }
    for (size_t i = 0; i < writer->target_count; i++) {
        struct slice address = writer->targets[i];
        buffer_format(&writer->out, "[%zu]: <%.*s>\n", i + 1, slice_width(address), address.data);
    }
    return buffer_slice(&writer->out);
}

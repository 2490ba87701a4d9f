/* Tables. To cmark a table is a paragraph; its rows are lines of it. A cell's inlines must be read
 * apart from each other, for a star in one cell and a star in the next are no emphasis. So the
 * cells that hold more than words are put together as the headings of a second text, one line each,
 * with the link reference definitions of the first, and cmark reads that once for all tables. */
#include "formats/markdown_memory.h"
#include "formats/markdown_state.h"

#include <string.h>

enum { COLUMNS_MAXIMUM = 1000, CELLS_MAXIMUM = 200000 };
enum alignment { ALIGN_NONE, ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTER };

struct cell {
    struct markdown_range source; /* in the body */
    uint32_t node;                /* its heading in the second text, or MARKUP_NONE */
};

/* The user data of a paragraph with a table. */
struct table {
    uint32_t columns;
    uint32_t rows;      /* with the header's */
    struct cell *cells; /* row by row, `columns` each */
    uint8_t *alignments;
    uint32_t text; /* the node of the paragraph's text before it, or MARKUP_NONE */
};

struct markdown_tables {
    struct markdown_source source; /* of the second text */
    struct buffer text;
    cmark_node **nodes; /* the blocks of the second text */
    uint32_t count;
    struct markdown_array found; /* cmark_node *: paragraphs with a table */
    uint32_t cells;
};

/* Takes the next cell off a row: from `*at` up to a pipe that is not escaped. `text` has no pipe
 * before `*at` and ends with the row. */
static struct markdown_range next_cell(struct slice text, size_t *at) {
    size_t from = *at;
    size_t to = from;
    while (to < text.length && text.data[to] != '|') {
        to += text.data[to] == '\\' && to + 1 < text.length ? 2 : 1;
    }
    *at = to < text.length ? to + 1 : text.length;
    while (to > from && markdown_is_white(text.data[to - 1])) {
        to--;
    }
    from = markdown_scan_spaces(text, from);
    return (struct markdown_range){(uint32_t)(from < to ? from : to), (uint32_t)to};
}

/* A row without the white space and pipes at its ends. */
static struct slice row_inside(struct slice line, size_t *at) {
    while (line.length > 0 && markdown_is_white(line.data[line.length - 1])) {
        line.length--;
    }
    *at = markdown_scan_spaces(line, 0);
    if (*at < line.length && line.data[*at] == '|') {
        (*at)++;
    }
    return line;
}

static uint32_t count_cells(struct slice line) {
    size_t at = 0;
    struct slice row = row_inside(line, &at);
    uint32_t count = 0;
    while (at < row.length) {
        next_cell(row, &at);
        count++;
    }
    return count;
}

/* Reads the delimiter row; false if it is none. */
static bool read_alignments(struct slice line, uint8_t *alignments, uint32_t columns) {
    size_t at = 0;
    struct slice row = row_inside(line, &at);
    for (uint32_t column = 0; column < columns; column++) {
        struct markdown_range range = next_cell(row, &at);
        struct slice cell = slice_between(row, range.from, range.to);
        bool left = cell.length > 0 && cell.data[0] == ':';
        bool right = cell.length > 1 && cell.data[cell.length - 1] == ':';
        struct slice dashes = slice_between(cell, left, cell.length - right);
        for (size_t i = 0; i < dashes.length; i++) {
            if (dashes.data[i] != '-') {
                return false;
            }
        }
        if (dashes.length == 0) {
            return false;
        }
        alignments[column] = left && right ? ALIGN_CENTER
                             : left        ? ALIGN_LEFT
                             : right       ? ALIGN_RIGHT
                                           : ALIGN_NONE;
    }
    return at >= row.length;
}

static struct slice content_line(const struct markdown_content *content, uint32_t index) {
    size_t end = index + 1 < content->count ? content->lines[index + 1].at : content->text.length;
    return slice_between(content->text, content->lines[index].at, end - 1);
}

/* Whether a cell has anything that an inline can begin with. */
static bool needs_parsing(struct slice cell) {
    for (size_t i = 0; i < cell.length; i++) {
        if (memchr("\\`*_[]<&!~", cell.data[i], 10) != NULL) {
            return true;
        }
    }
    return false;
}

/* Adds a line to the second text: `before`, a piece of the body, `after`. */
static void add_line(struct markdown *m, const char *before, struct markdown_range piece,
                     const char *after) {
    struct markdown_tables *tables = m->tables;
    size_t start = tables->text.length;
    buffer_append_text(&tables->text, before);
    uint32_t file =
        markdown_source_file(m->body, piece.from) - (uint32_t)(tables->text.length - start);
    buffer_append(&tables->text, slice_between(m->body->text, piece.from, piece.to));
    buffer_append_text(&tables->text, after);
    markdown_source_add(&tables->source, (uint32_t)start, (uint32_t)tables->text.length, file,
                        m->body->bits);
    buffer_append_text(&tables->text, "\n");
}

static void add_blank(struct markdown *m) {
    add_line(m, "", (struct markdown_range){0, 0}, "");
}

static void read_row(struct markdown *m, const struct markdown_content *content, uint32_t line,
                     struct table *table, struct cell *cells) {
    size_t at = 0;
    struct slice row = row_inside(content_line(content, line), &at);
    uint32_t base = content->lines[line].source;
    for (uint32_t column = 0; column < table->columns; column++) {
        struct markdown_range range = next_cell(row, &at);
        struct cell *cell = &cells[column];
        *cell = (struct cell){{base + range.from, base + range.to}, MARKUP_NONE};
        if (needs_parsing(slice_between(row, range.from, range.to))) {
            add_line(m, "# ", cell->source, " #");
            cell->node = m->tables->count++;
        }
    }
}

/* The lines `from` to `to` of the paragraph, before its table, as a paragraph of the second text.
 */
static uint32_t add_text(struct markdown *m, const struct markdown_content *content, uint32_t from,
                         uint32_t to) {
    if (from >= to) {
        return MARKUP_NONE;
    }
    add_blank(m);
    for (uint32_t line = from; line < to; line++) {
        uint32_t start = content->lines[line].source;
        struct markdown_range piece = {start, start + (uint32_t)content_line(content, line).length};
        /* Four spaces: nothing but this paragraph can go on here. */
        add_line(m, line == from ? "" : "    ", piece, "");
    }
    add_blank(m);
    return m->tables->count++;
}

/* The line of the content that the definitions before the text end at. */
static uint32_t first_line(const struct markdown_content *content) {
    size_t at = markdown_content_definitions(content);
    uint32_t line = 0;
    while (line < content->count && content->lines[line].at < at) {
        line++;
    }
    return line;
}

static bool begins_callout(cmark_node *paragraph, const struct markdown_content *content) {
    cmark_node *parent = cmark_node_parent(paragraph);
    return cmark_node_get_type(parent) == CMARK_NODE_BLOCK_QUOTE &&
           cmark_node_first_child(parent) == paragraph &&
           slice_starts_with(content->text, SLICE("[!"));
}

static void make_table(struct markdown *m, cmark_node *paragraph,
                       const struct markdown_content *content, uint32_t header,
                       struct table *table) {
    table->rows = content->count - header - 1;
    if ((uint64_t)table->rows * table->columns > CELLS_MAXIMUM - m->tables->cells) {
        return; /* short rows of a wide table would make far more cells than there is text */
    }
    m->tables->cells += table->rows * table->columns;
    table->cells = arena_new(m->scratch, struct cell, (size_t)table->rows * table->columns);
    uint32_t first = begins_callout(paragraph, content) ? 1 : first_line(content);
    table->text = add_text(m, content, first, header);
    for (uint32_t row = 0; row < table->rows; row++) {
        read_row(m, content, row == 0 ? header : header + row + 1, table,
                 &table->cells[(size_t)row * table->columns]);
    }
    cmark_node **found = markdown_array_add(m->scratch, &m->tables->found, sizeof *found);
    *found = paragraph;
    cmark_node_set_user_data(paragraph, table);
}

static void find_in(struct markdown *m, cmark_node *paragraph) {
    int first = cmark_node_get_start_line(paragraph);
    int last = cmark_node_get_end_line(paragraph);
    if (last <= first || (markdown_source_bits(m->body, first + 1, last) & LINE_DELIMITER) == 0) {
        return;
    }
    struct markdown_content content;
    markdown_content_build(&content, m->body, paragraph, false, m->scratch);
    uint32_t from = first_line(&content);
    for (uint32_t line = from + 1; line < content.count; line++) {
        if ((m->body->lines[(uint32_t)first - 1 + line].bits & LINE_DELIMITER) == 0) {
            continue;
        }
        uint32_t columns = count_cells(content_line(&content, line - 1));
        if (columns == 0 || columns > COLUMNS_MAXIMUM ||
            columns != count_cells(content_line(&content, line))) {
            continue;
        }
        struct table *table = arena_new(m->scratch, struct table, 1);
        table->columns = columns;
        table->alignments = arena_new(m->scratch, uint8_t, columns);
        if (read_alignments(content_line(&content, line), table->alignments, columns)) {
            make_table(m, paragraph, &content, line - 1, table);
            return;
        }
    }
}

/* Copies the body's link reference definitions: lines that look like one and show in no block. */
static void add_definitions(struct markdown *m, cmark_node *root) {
    bool *shown = arena_new(m->scratch, bool, m->body->count + 1);
    for (cmark_node *node = root; node != NULL;) {
        cmark_node_type type = cmark_node_get_type(node);
        int last = cmark_node_get_end_line(node);
        int line = cmark_node_get_start_line(node);
        if (type == CMARK_NODE_PARAGRAPH && line >= 1 &&
            (markdown_source_bits(m->body, line, line) & LINE_DEFINITION) != 0) {
            struct markdown_content content;
            markdown_content_build(&content, m->body, node, false, m->scratch);
            line += (int)first_line(&content);
        }
        bool leaf = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING ||
                    type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK;
        for (; leaf && line <= last && line >= 1 && (uint32_t)line <= m->body->count; line++) {
            shown[line - 1] = true;
        }
        cmark_node *next = leaf ? NULL : cmark_node_first_child(node);
        while (next == NULL && node != root) {
            next = cmark_node_next(node);
            if (next == NULL) {
                node = cmark_node_parent(node);
            }
        }
        node = next;
    }
    for (uint32_t i = 0; i < m->body->count; i++) {
        if ((m->body->lines[i].bits & LINE_DEFINITION) == 0 || shown[i]) {
            continue;
        }
        struct markdown_content content;
        struct markdown_range label;
        struct markdown_range destination;
        markdown_content_lines(&content, m->body, i, m->scratch);
        size_t length = markdown_scan_definition(content.text, 0, &label, &destination);
        add_blank(m);
        for (uint32_t line = 0; line < content.count && content.lines[line].at < length; line++) {
            uint32_t start = content.lines[line].source;
            struct markdown_range piece = {start,
                                           start + (uint32_t)content_line(&content, line).length};
            add_line(m, "", piece, "");
        }
    }
}

/* Has cmark read the second text. If its blocks are not the ones that were put in, there are no
 * tables. */
static void parse_cells(struct markdown *m, cmark_node *root) {
    struct markdown_tables *tables = m->tables;
    if ((m->body->bits & LINE_DEFINITION) != 0 && tables->count > 0) {
        add_definitions(m, root);
    }
    tables->source.text = buffer_slice(&tables->text);
    tables->nodes = arena_new(m->scratch, cmark_node *, tables->count);
    cmark_node *cells = markdown_tree(m->scratch, tables->source.text);
    uint32_t count = 0;
    for (cmark_node *node = cmark_node_first_child(cells); node != NULL;
         node = cmark_node_next(node)) {
        if (count < tables->count) {
            tables->nodes[count] = node;
        }
        count++;
    }
    if (count != tables->count) {
        cmark_node **found = tables->found.data;
        for (uint32_t i = 0; i < tables->found.count; i++) {
            cmark_node_set_user_data(found[i], NULL);
        }
    }
}

void markdown_tables_find(struct markdown *m, cmark_node *root) {
    if ((m->body->bits & LINE_DELIMITER) == 0) {
        return;
    }
    m->tables = arena_new(m->scratch, struct markdown_tables, 1);
    m->tables->source.arena = m->scratch;
    buffer_init(&m->tables->text, m->scratch);
    for (cmark_node *node = root; node != NULL;) {
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_PARAGRAPH) {
            find_in(m, node);
        }
        bool leaf = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
        cmark_node *next = leaf ? NULL : cmark_node_first_child(node);
        while (next == NULL && node != root) {
            next = cmark_node_next(node);
            if (next == NULL) {
                node = cmark_node_parent(node);
            }
        }
        node = next;
    }
    if (m->tables->found.count > 0) {
        parse_cells(m, root);
    }
}

/* Writes a block of the second text: its inlines. */
static void write_node(struct markdown *m, uint32_t node) {
    m->source = &m->tables->source;
    markdown_inlines(m, m->tables->nodes[node]);
    m->source = m->body;
}

static void write_cell(struct markdown *m, const struct cell *cell, const char *name,
                       uint8_t alignment) {
    static const char *const styles[] = {">", " class=\"align-left\">", " class=\"align-right\">",
                                         " class=\"align-center\">"};
    markdown_write(m, "<");
    markdown_write(m, name);
    markdown_write(m, styles[alignment]);
    size_t from = m->html.length;
    uint32_t first_link = m->links.count;
    if (cell->node != MARKUP_NONE) {
        write_node(m, cell->node);
    } else {
        m->before = BEFORE_SPACE;
        m->in_word = false;
        m->has_strikes = false;
        m->bits = m->body->bits;
        markdown_run(m, slice_between(m->body->text, cell->source.from, cell->source.to),
                     cell->source.from);
    }
    if (m->links.count > first_link) {
        markdown_link_contexts(m, first_link, from);
    }
    markdown_write(m, "</");
    markdown_write(m, name);
    markdown_write(m, ">\n");
}

static void write_row(struct markdown *m, const struct table *table, uint32_t row) {
    markdown_write(m, "<tr>\n");
    for (uint32_t column = 0; column < table->columns; column++) {
        write_cell(m, &table->cells[(size_t)row * table->columns + column], row == 0 ? "th" : "td",
                   table->alignments[column]);
    }
    markdown_write(m, "</tr>\n");
}

bool markdown_table(struct markdown *m, cmark_node *paragraph) {
    if (m->tables == NULL) {
        return false;
    }
    const struct table *table = cmark_node_get_user_data(paragraph);
    if (table == NULL) {
        return false;
    }
    markdown_fresh_line(m);
    if (table->text != MARKUP_NONE) {
        uint32_t first_link = m->links.count;
        markdown_write(m, "<p>");
        size_t from = m->html.length;
        write_node(m, table->text);
        markdown_link_contexts(m, first_link, from);
        markdown_write(m, "</p>\n");
    }
    m->in_table = true;
    markdown_write(m, "<div class=\"table\"><table>\n<thead>\n");
    m->in_heading = true;
    write_row(m, table, 0);
    m->in_heading = false;
    markdown_write(m, "</thead>\n");
    for (uint32_t row = 1; row < table->rows; row++) {
        markdown_write(m, row == 1 ? "<tbody>\n" : "");
        write_row(m, table, row);
    }
    markdown_write(m, table->rows > 1 ? "</tbody>\n</table></div>\n" : "</table></div>\n");
    m->in_table = false;
    return true;
}

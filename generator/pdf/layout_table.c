/* Tables: columns as wide as their words need, rows cut into slices so that a long one may go on on
 * the next page, the head repeated there. */
#include "pdf/columns.h"
#include "pdf/layout.h"

#define PADDING_X 5.0
#define PADDING_Y 3.2

static size_t count_columns(const struct block *table) {
    size_t most = 0;
    for (const struct block *row = table->first; row != NULL; row = row->next) {
        size_t count = 0;
        for (const struct block *cell = row->first; cell != NULL; cell = cell->next) {
            count++;
        }
        most = row->type == BLOCK_ROW && count > most ? count : most;
    }
    return most;
}

/* How wide the texts of a cell are, those of blocks in it too. */
static void measure(struct layout *layout, const struct block *block, uint32_t style,
                    struct column *column) {
    if (block->text.first != NULL) {
        struct paragraph_form form = {.size = layout->here.size,
                                      .leading = layout->here.leading,
                                      .style = style,
                                      .language = layout->language};
        double word = 0;
        double line = 0;
        paragraph_widths(&block->text, &form, &layout->shaping, &word, &line);
        word += 2 * PADDING_X + 0.5;
        line += 2 * PADDING_X + 0.5;
        column->least = word > column->least ? word : column->least;
        column->most = line > column->most ? line : column->most;
    }
    for (const struct block *child = block->first; child != NULL; child = child->next) {
        measure(layout, child, style, column);
    }
}

static uint32_t head_style(const struct block *cell) {
    return cell->is_head ? TEXT_SANS | TEXT_BOLD : 0;
}

static struct column *share_width(struct layout *layout, const struct block *table, size_t count) {
    struct column *columns = arena_new(layout->arena, struct column, count);
    for (const struct block *row = table->first; row != NULL; row = row->next) {
        size_t i = 0;
        if (row->type != BLOCK_ROW) {
            continue;
        }
        for (const struct block *cell = row->first; cell != NULL; cell = cell->next) {
            measure(layout, cell, head_style(cell), &columns[i++]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        columns[i].least = columns[i].least > 0 ? columns[i].least : 2 * PADDING_X + 1;
        columns[i].most = columns[i].most > columns[i].least ? columns[i].most : columns[i].least;
    }
    columns_share(columns, count, layout->here.width);
    double used = 0;
    for (size_t i = 0; i < count; i++) {
        used += columns[i].width;
    }
    if (table->is_wide && used < layout->here.width) {
        columns[count - 1].width += layout->here.width - used;
    }
    return columns;
}

static void lay_text(struct layout *layout, const struct block *block, const struct block *cell) {
    const struct block *only = block->first;
    bool plain = only != NULL && only->next == NULL && only->type == BLOCK_PARAGRAPH;
    if (!plain) {
        layout_blocks(layout, block);
        return;
    }
    const struct paragraph *paragraph =
        layout_text(layout, &only->text, cell->alignment, layout->here.size, layout->here.leading,
                    layout->here.width, head_style(cell));
    layout_lines(layout, paragraph, "P");
}

static void lay_cell(struct layout *layout, const struct block *block, struct cell *cell) {
    struct galley *galley = layout->galley;
    struct spot saved = layout->here;
    double space = layout->space;
    struct destination *destination = layout->destination;
    layout->space = 0;
    layout->destination = NULL;
    cell->galley.arena = layout->arena;
    layout->galley = &cell->galley;
    layout->here.left = cell->left + PADDING_X;
    layout->here.width = cell->width - 2 * PADDING_X;
    layout->here.tag = cell->tag;
    layout->here.tight = true;
    lay_text(layout, block, block);
    layout->space = space;
    layout->destination = destination;
    layout->galley = galley;
    layout->here = saved;
}

static const struct tag *cell_tag(struct layout *layout, const struct block *cell,
                                  const struct row *row) {
    struct tag *tag = layout_tag(layout, cell->is_head ? "TH" : "TD", row->tag);
    if (cell->is_head) {
        tag->added = row->is_head ? "   /A << /O /Table /Scope /Column >>\n"
                                  : "   /A << /O /Table /Scope /Row >>\n";
    }
    return tag;
}

static struct row *lay_row(struct layout *layout, const struct block *block,
                           const struct column *columns, size_t column_count) {
    struct row *row = arena_new(layout->arena, struct row, 1);
    row->tag = layout_tag(layout, "TR", layout->here.tag);
    row->is_head = block->is_head;
    row->cells = arena_new(layout->arena, struct cell, column_count);
    row->left = layout->here.left;
    row->padding = PADDING_Y;
    double left = layout->here.left;
    for (const struct block *child = block->first; child != NULL; child = child->next) {
        struct cell *cell = &row->cells[row->cell_count];
        cell->left = left;
        cell->width = columns[row->cell_count++].width;
        cell->tag = cell_tag(layout, child, row);
        lay_cell(layout, child, cell);
        left += cell->width;
        if (cell->galley.count > row->slice_count) {
            row->slice_count = cell->galley.count;
        }
    }
    for (size_t i = 0; i < column_count; i++) {
        row->width += columns[i].width;
    }
    return row;
}

/* Slice `index` of a row holds part `index` of every cell. */
static double slice_height(const struct row *row, size_t index, double *notes) {
    double height = 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct galley *galley = &row->cells[i].galley;
        if (index < galley->count) {
            const struct stack_part *stack = &galley->parts[index].stack;
            double part = stack->height + (index > 0 ? stack->space : 0);
            height = part > height ? part : height;
            *notes += stack->notes;
        }
    }
    return height + (index == 0 ? row->padding : 0) +
           (index + 1 >= row->slice_count ? row->padding : 0);
}

/* The notes of all cells, in order. */
static void gather_notes(struct part *part, const struct row *row, size_t index) {
    struct placed_note **end = (struct placed_note **)&part->notes;
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct galley *galley = &row->cells[i].galley;
        if (index < galley->count && galley->parts[index].notes != NULL) {
            *end = (struct placed_note *)galley->parts[index].notes;
            while (*end != NULL) {
                end = &(*end)->next;
            }
        }
    }
}

static void add_row(struct layout *layout, const struct row *row, double head) {
    size_t count = row->slice_count > 0 ? row->slice_count : 1;
    for (size_t i = 0; i < count; i++) {
        double notes = 0;
        struct part *part = layout_part(layout, PART_ROW, slice_height(row, i, &notes));
        part->row = row;
        part->index = (uint32_t)i;
        part->tag = row->tag;
        part->stack.notes = notes;
        part->stack.head = head;
        gather_notes(part, row, i);
        /* A short row stays whole; of a long one two lines stay together. */
        bool edge = count <= 5 || i == 0 || i + 2 == count;
        part->stack.keep = row->is_head || (i + 1 < count && edge);
    }
}

/* A table that takes less of a page than this is not broken. */
#define SHORT_TABLE 0.3

/* No row of a table stands alone on a page: the parts from `first` on are its rows. */
static void keep_rows(const struct layout *layout, size_t first) {
    const struct look *look = layout->look;
    struct part *parts = layout->galley->parts;
    size_t count = layout->galley->count;
    double height = 0;
    for (size_t i = first; i < count; i++) {
        height += parts[i].stack.height + parts[i].stack.space;
    }
    bool whole = height < SHORT_TABLE * (look->page_height - look->top - look->bottom);
    size_t rows = 0; /* of the body, begun so far */
    const struct row *last = count > first ? parts[count - 1].row : NULL;
    for (size_t i = first; i + 1 < count; i++) {
        rows += !parts[i].row->is_head && parts[i].index == 0;
        bool second_last = parts[i].row != last && parts[i + 1].row == last;
        bool first_ends = rows == 1 && parts[i + 1].row != parts[i].row;
        parts[i].stack.keep = parts[i].stack.keep || whole || second_last || first_ends;
    }
}

void layout_table(struct layout *layout, const struct block *table) {
    struct spot saved = layout->here;
    size_t column_count = count_columns(table);
    if (column_count == 0) {
        return;
    }
    layout->here.size = layout->look->size * 0.9;
    layout->here.leading = layout->look->leading * 0.88;
    layout->here.tag = layout_tag(layout, "Table", saved.tag);
    const struct column *columns = share_width(layout, table, column_count);
    layout_space(layout, layout->look->leading * 0.8);
    struct galley *head = arena_new(layout->arena, struct galley, 1);
    head->arena = layout->arena;
    double head_height = 0;
    struct row *last = NULL;
    size_t first = layout->galley->count;
    for (const struct block *block = table->first; block != NULL; block = block->next) {
        if (block->type != BLOCK_ROW) {
            continue;
        }
        struct row *row = lay_row(layout, block, columns, column_count);
        row->is_first = last == NULL;
        row->is_head = row->is_head && (last == NULL || last->is_head);
        row->head = row->is_head ? NULL : head;
        size_t before = layout->galley->count;
        add_row(layout, row, row->is_head ? 0 : head_height);
        for (size_t i = before; i < layout->galley->count && row->is_head; i++) {
            *galley_add(head) = layout->galley->parts[i];
        }
        head_height = galley_height(head);
        last = row;
    }
    if (last != NULL) {
        last->is_last = true;
        keep_rows(layout, first);
    }
    layout->here = saved;
    layout_space(layout, layout->look->leading * 0.9);
}

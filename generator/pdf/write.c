#include "pdf/chapters.h"
#include "pdf/finish.h"
#include "pdf/layout.h"
#include "pdf/pdf.h"
#include "pdf/sheet.h"
#include "pdf/words.h"

#include "base/limits.h"

#include <cairo-pdf.h>

/* How often the text is set again because the numbers in it changed: twice is usual. */
enum { ROUNDS = 5 };

struct laid_chapter {
    struct galley galley;
    size_t first; /* of its parts among all */
};

struct writing {
    const struct pdf_document *document;
    const struct pdf_options *options;
    struct arena *arena;
    struct arena *scratch;
    struct look look;
    struct chapters chapters;
    struct fonts fonts;
    struct hyphens hyphens;
    struct pictures pictures;
    struct layout layout;
    struct diagnostics *diagnostics;
    const struct item *item; /* that is laid out now */
    struct laid_chapter *laid;
    struct galley contents; /* the table of contents */
    size_t contents_pages;
    const struct tag *root;
    struct slice moment; /* of creation, as ISO 8601 has it */
    struct galley all;   /* the chapters, one behind the other */
    uint32_t *starts;    /* of pages in `all` */
    size_t page_count;
};

static struct look make_look(const struct pdf_options *options) {
    struct look look = {.page_width = options->width * POINTS_PER_MILLIMETER,
                        .page_height = options->height * POINTS_PER_MILLIMETER,
                        .justified = !options->ragged};
    bool small = look.page_width < 500;
    look.size = small ? 10 : 11;
    look.leading = look.size * 1.4;
    double margin = options->margin * POINTS_PER_MILLIMETER;
    /* A line of about 70 letters, which are 0.45 of their size wide. */
    double side = (look.page_width - look.size * 0.45 * 70) / 2;
    side = side < look.page_width * 0.11 ? look.page_width * 0.11 : side;
    look.left = margin > 0 ? margin : side;
    look.right = look.left;
    look.top = margin > 0 ? margin + look.leading : look.page_height * 0.115;
    look.bottom = margin > 0 ? margin + look.leading : look.page_height * 0.12;
    return look;
}

/* A character that no font has: where it stands in the source, as far as can be told. */
static void report_glyph(void *context, uint32_t character, const struct run *run) {
    const struct writing *writing = context;
    struct place place = {.path = SLICE(""), .whole = true};
    if (writing->item != NULL) {
        place = place_file(writing->item->path);
        struct arena_mark mark = arena_mark(writing->scratch);
        struct slice source;
        struct buffer letter;
        buffer_init(&letter, writing->scratch);
        buffer_append_code_point(&letter, character);
        if (file_read(writing->document->root, writing->item->path, LIMIT_MARKDOWN_BYTES,
                      writing->scratch, &source) == FILE_OK) {
            size_t at = slice_search(source, buffer_slice(&letter));
            if (at != SLICE_NOT_FOUND) {
                place = place_of(writing->item->path, at, at + letter.length);
            }
        }
        arena_restore(writing->scratch, mark);
    }
    (void)run;
    struct diagnostic *diagnostic =
        diagnostic_add(writing->diagnostics, MESSAGE_DOCUMENT_GLYPH, place);
    struct buffer name;
    buffer_init(&name, writing->scratch);
    buffer_format(&name, "U+%04X", (unsigned)character);
    diagnostic_argument(diagnostic, buffer_slice(&name));
}

static void begin_spot(struct writing *writing, const struct tag *tag) {
    const struct look *look = &writing->look;
    writing->layout.here = (struct spot){.width = look->page_width - look->left - look->right,
                                         .size = look->size,
                                         .leading = look->leading,
                                         .tag = tag};
    writing->layout.space = 0;
    writing->layout.mark = NULL;
    writing->layout.destination = NULL;
}

static const char *page_format(struct slice language) {
    return words_in(language)->page;
}

/* A chapter does not end with less than this many lines on a page of their own. */
enum { LEAST_LINES = 6 };

static void keep_end(const struct writing *writing, struct galley *galley) {
    double height = 0;
    for (size_t i = galley->count; i-- > 1 && height < LEAST_LINES * writing->look.leading;) {
        const struct stack_part *stack = &galley->parts[i].stack;
        height += stack->height + stack->space;
        galley->parts[i - 1].stack.keep = true;
    }
}

static void lay_chapter(struct writing *writing, size_t index) {
    struct layout *layout = &writing->layout;
    const struct chapter *chapter = &writing->chapters.list[index];
    struct laid_chapter *laid = &writing->laid[index];
    laid->galley = (struct galley){.arena = writing->arena};
    writing->item = chapter->source->item;
    layout->galley = &laid->galley;
    layout->language = chapter->language;
    layout->page_format = slice_from(page_format(chapter->language));
    layout->chapter = index;
    layout->heading_depth = chapter->source->depth;
    struct tag *section = layout_tag(layout, "Sect", writing->root);
    if (!slice_equals(chapter->language, writing->document->language)) {
        section->added = arena_format(writing->arena, "   /Lang (%.*s)\n",
                                      slice_width(chapter->language), chapter->language.data)
                             .data;
    }
    begin_spot(writing, section);
    layout_block(layout, chapter->content);
    struct galley *galley = &laid->galley;
    if (galley->count == 0) {
        return;
    }
    double room = writing->look.page_height - writing->look.top - writing->look.bottom;
    keep_end(writing, galley);
    double height = galley_height(galley);
    bool title = chapter->source->item == NULL;
    bool follows = index > 0 && writing->chapters.list[index - 1].source->item == NULL &&
                   writing->chapters.list[index - 1].source->depth < chapter->source->depth;
    /* A chapter that fits on a page is not broken; a longer one begins a page. */
    galley->parts[0].stack.new_page =
        !follows && (title || chapter->source->depth == 0 || height > room);
    galley->parts[0].stack.room = follows ? 0 : height;
    galley->parts[0].stack.space = writing->look.leading * (follows ? 1.5 : 3);
    if (title) {
        galley->parts[galley->count - 1].stack.keep = true;
    }
}

/* One line of the contents: a title, further in the deeper it stands. */
static void lay_entry(struct writing *writing, const struct chapter *chapter,
                      const struct tag *parent) {
    struct layout *layout = &writing->layout;
    const struct look *look = &writing->look;
    bool top = chapter->source->depth == 0;
    double indent = look->size * 1.4 * chapter->source->depth;
    begin_spot(writing, layout_tag(layout, "TOCI", parent));
    struct text text = {0};
    struct text_link *link = arena_new(writing->arena, struct text_link, 1);
    link->destination = chapter->destination;
    struct run *run = text_add(&text, writing->arena, chapter->source->title, top ? TEXT_BOLD : 0);
    run->link = link;
    layout->language = chapter->language;
    const struct paragraph *paragraph =
        layout_text(layout, &text, ALIGN_LEFT, look->size, look->leading,
                    layout->here.width - indent - look->size * 3, 0);
    for (size_t i = 0; i < paragraph->line_count; i++) {
        if (i == 0 && top) {
            layout_space(layout, look->leading * 0.55);
        }
        struct part *part = layout_part(layout, PART_ENTRY, look->leading);
        part->left = indent;
        part->paragraph = paragraph;
        part->index = (uint32_t)i;
        part->target = chapter->destination;
        part->stack.keep = i + 1 < paragraph->line_count || top;
    }
}

static void lay_contents(struct writing *writing) {
    struct layout *layout = &writing->layout;
    const struct words *words = words_in(writing->document->language);
    writing->contents.arena = writing->arena;
    layout->galley = &writing->contents;
    writing->item = NULL;
    layout->language = writing->document->language;
    begin_spot(writing, writing->root);
    struct heading_look look = look_heading(&writing->look, 0);
    struct text title = {0};
    text_add(&title, writing->arena, slice_from(words->contents), 0);
    layout->here.colour = COLOUR_ACCENT;
    layout_display(layout, &title, ALIGN_LEFT, look.size, look.leading, look.style, "H1");
    const struct tag *tag = layout_tag(layout, "TOC", writing->root);
    double space = writing->look.leading;
    for (size_t i = 0; i < writing->chapters.count; i++) {
        const struct chapter *chapter = &writing->chapters.list[i];
        if (chapter->source->depth <= 1) {
            lay_entry(writing, chapter, tag);
            if (space > 0) {
                writing->contents.parts[writing->contents.count - 1].stack.space += space;
                space = 0;
            }
        }
    }
}

static struct stack_form form_of(const struct look *look) {
    return (struct stack_form){.height = look->page_height - look->top - look->bottom,
                               .note_space = look->leading};
}

static size_t cut(struct writing *writing, const struct galley *galley, uint32_t **starts) {
    struct stack_form form = form_of(&writing->look);
    struct stack_part *stack = arena_new(writing->scratch, struct stack_part, galley->count);
    for (size_t i = 0; i < galley->count; i++) {
        stack[i] = galley->parts[i].stack;
    }
    return pages_cut(stack, galley->count, &form, writing->arena, starts);
}

/* Puts the chapters behind each other and cuts them into pages; tells places their pages. */
static void paginate(struct writing *writing) {
    struct galley *all = &writing->all;
    all->count = 0;
    for (size_t i = 0; i < writing->chapters.count; i++) {
        struct laid_chapter *laid = &writing->laid[i];
        laid->first = all->count;
        for (size_t part = 0; part < laid->galley.count; part++) {
            *galley_add(all) = laid->galley.parts[part];
        }
    }
    struct arena_mark mark = arena_mark(writing->scratch);
    writing->page_count = cut(writing, all, &writing->starts);
    arena_restore(writing->scratch, mark);
    size_t page = 0;
    uint32_t before = (uint32_t)(1 + writing->contents_pages);
    for (size_t i = 0; i < all->count; i++) {
        while (page + 1 < writing->page_count && writing->starts[page + 1] <= i) {
            page++;
        }
        if (all->parts[i].destination != NULL) {
            all->parts[i].destination->page = before + (uint32_t)page + 1;
        }
    }
}

/* Sets the texts again in which the number of a page changed; whether there were any. */
static bool renumber(struct writing *writing) {
    struct layout *layout = &writing->layout;
    bool changed = false;
    bool *taller = arena_new(writing->arena, bool, writing->chapters.count);
    for (struct paged_text *entry = layout->paged; entry != NULL; entry = entry->next) {
        const struct chapter *chapter = &writing->chapters.list[entry->chapter];
        layout->page_format = slice_from(page_format(chapter->language));
        if (!layout_number(layout, &entry->text)) {
            continue;
        }
        changed = true;
        size_t lines = entry->paragraph->line_count;
        struct paragraph_form form = entry->paragraph->form;
        paragraph_release(entry->paragraph);
        glyph_missing *missing = layout->shaping.missing;
        layout->shaping.missing = NULL; /* told before */
        paragraph_make(entry->paragraph, &entry->text, &form, &layout->shaping);
        layout->shaping.missing = missing;
        taller[entry->chapter] = taller[entry->chapter] || entry->paragraph->line_count != lines;
    }
    struct paged_text *old = layout->paged;
    layout->paged = NULL;
    for (; old != NULL;) {
        struct paged_text *next = old->next;
        if (!taller[old->chapter]) {
            old->next = layout->paged;
            layout->paged = old;
        }
        old = next;
    }
    glyph_missing *missing = layout->shaping.missing;
    layout->shaping.missing = NULL;
    for (size_t i = 0; i < writing->chapters.count; i++) {
        if (taller[i]) {
            lay_chapter(writing, i);
        }
    }
    layout->shaping.missing = missing;
    return changed;
}

static cairo_status_t take_bytes(void *context, const unsigned char *bytes, unsigned int length) {
    buffer_append(context, slice_of((const char *)bytes, length));
    return CAIRO_STATUS_SUCCESS;
}

static void set_metadata(cairo_surface_t *surface, cairo_pdf_metadata_t key, struct slice value,
                         struct arena *arena) {
    if (value.length > 0) {
        cairo_pdf_surface_set_metadata(surface, key, arena_copy(arena, value).data);
    }
}

static void describe(const struct writing *writing, cairo_surface_t *surface) {
    const struct pdf_document *document = writing->document;
    set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, writing->moment, writing->arena);
    set_metadata(surface, CAIRO_PDF_METADATA_TITLE, document->title, writing->arena);
    set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, document->author, writing->arena);
    set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, document->subtitle, writing->arena);
    set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, SLICE("Knoop " KNOOP_VERSION),
                 writing->arena);
}

/* The bookmarks: the chapters, each below the last one that stands higher. */
static void add_outline(const struct writing *writing, cairo_surface_t *surface) {
    int parents[16] = {CAIRO_PDF_OUTLINE_ROOT};
    for (size_t i = 0; i < writing->chapters.count; i++) {
        const struct chapter *chapter = &writing->chapters.list[i];
        uint32_t depth = chapter->source->depth > 13 ? 13 : chapter->source->depth;
        if (chapter->destination->page == 0) {
            continue;
        }
        struct slice attributes =
            arena_format(writing->arena, "dest='%.*s'", slice_width(chapter->destination->name),
                         chapter->destination->name.data);
        int entry = cairo_pdf_surface_add_outline(
            surface, parents[depth], arena_copy(writing->arena, chapter->source->title).data,
            attributes.data, 0);
        for (uint32_t below = depth + 1; below < 16; below++) {
            parents[below] = entry;
        }
    }
}

static void draw_title_page(struct writing *writing, struct drawing *drawing) {
    struct layout *layout = &writing->layout;
    const struct pdf_document *document = writing->document;
    const struct look *look = &writing->look;
    struct galley galley = {.arena = writing->arena};
    layout->galley = &galley;
    layout->language = document->language;
    begin_spot(writing, layout_tag(layout, "Sect", writing->root));
    struct text title = {0};
    text_add(&title, writing->arena, document->title, 0);
    layout->here.colour = COLOUR_ACCENT;
    layout->space = 0;
    layout_part(layout, PART_NOTHING, look->page_height * 0.22);
    layout_display(layout, &title, ALIGN_LEFT, look->size * 3, look->size * 3.4,
                   TEXT_SANS | TEXT_BOLD, "H1");
    layout->here.colour = COLOUR_INK;
    if (document->subtitle.length > 0) {
        struct text subtitle = {0};
        text_add(&subtitle, writing->arena, document->subtitle, 0);
        layout_space(layout, look->leading * 1.2);
        layout_display(layout, &subtitle, ALIGN_LEFT, look->size * 1.3, look->leading * 1.3, 0,
                       "P");
    }
    layout->here.colour = COLOUR_FAINT;
    struct text author = {0};
    struct buffer words;
    buffer_init(&words, writing->arena);
    buffer_append(&words, document->author);
    if (document->date.year > 0) {
        buffer_append_text(&words, document->author.length > 0 ? "\xE2\x80\xA8" : "");
        date_append_long(&words, document->date, document->language);
    }
    if (words.length > 0) {
        text_add(&author, writing->arena, buffer_slice(&words), 0);
        layout_space(layout, look->leading * 3);
        layout_display(layout, &author, ALIGN_LEFT, look->size, look->leading * 1.15, TEXT_SANS,
                       "P");
    }
    struct sheet sheet = {.parts = galley.parts, .count = galley.count};
    sheet_draw(drawing, &sheet);
}

static void draw_pages(struct writing *writing, struct drawing *drawing,
                       const struct galley *galley, const uint32_t *starts, size_t pages,
                       uint32_t before, bool chapters) {
    size_t chapter = 0;
    for (size_t page = 0; page < pages; page++) {
        size_t first = starts[page];
        size_t end = page + 1 < pages ? starts[page + 1] : galley->count;
        struct sheet sheet = {.parts = &galley->parts[first],
                              .count = end - first,
                              .next = end < galley->count ? &galley->parts[end] : NULL,
                              .number = before + (uint32_t)page + 1};
        if (chapters) {
            while (chapter + 1 < writing->chapters.count &&
                   writing->laid[chapter + 1].first <= first) {
                chapter++;
            }
            if (writing->laid[chapter].first < first) {
                sheet.left = writing->document->title;
                sheet.right = writing->chapters.list[chapter].source->title;
            }
        }
        sheet_draw(drawing, &sheet);
    }
}

static void draw(struct writing *writing, struct buffer *out, struct tag_note **notes) {
    const struct look *look = &writing->look;
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(take_bytes, out, look->page_width, look->page_height);
    describe(writing, surface);
    struct drawing drawing = {.cairo = cairo_create(surface),
                              .fonts = &writing->fonts,
                              .look = look,
                              .arena = writing->scratch,
                              .kept = writing->arena};
    drawing.notes_end = &drawing.notes;
    tags_move(&drawing, writing->root);
    drawing.base = drawing.open_count;
    draw_title_page(writing, &drawing);
    uint32_t *starts = NULL;
    size_t pages = cut(writing, &writing->contents, &starts);
    draw_pages(writing, &drawing, &writing->contents, starts, pages, 1, false);
    draw_pages(writing, &drawing, &writing->all, writing->starts, writing->page_count,
               (uint32_t)(1 + pages), true);
    drawing.base = 0;
    tags_leave(&drawing, NULL);
    add_outline(writing, surface);
    cairo_status_t status = cairo_status(drawing.cairo);
    cairo_destroy(drawing.cairo);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS) {
        status = cairo_surface_status(surface);
    }
    if (status != CAIRO_STATUS_SUCCESS) {
        machine_failed("the PDF could not be written: %s", cairo_status_to_string(status));
    }
    cairo_surface_destroy(surface);
    *notes = drawing.notes;
}

static void begin(struct writing *writing) {
    struct date moment = writing->options->moment;
    writing->moment =
        arena_format(writing->arena, "%04d-%02d-%02dT00:00:00Z", moment.year,
                     moment.month > 0 ? moment.month : 1, moment.day > 0 ? moment.day : 1);
    fonts_begin(&writing->fonts);
    hyphens_begin(&writing->hyphens, writing->arena);
    pictures_begin(&writing->pictures, writing->document->root, writing->arena,
                   writing->diagnostics);
    writing->layout = (struct layout){.look = &writing->look,
                                      .shaping = {.fonts = &writing->fonts,
                                                  .hyphens = &writing->hyphens,
                                                  .arena = writing->arena,
                                                  .scratch = writing->scratch,
                                                  .missing = report_glyph,
                                                  .context = writing},
                                      .pictures = &writing->pictures,
                                      .site = writing->document->site,
                                      .arena = writing->arena,
                                      .scratch = writing->scratch};
    writing->root = layout_tag(&writing->layout, "Document", NULL);
    writing->all.arena = writing->arena;
    writing->laid = arena_new(writing->arena, struct laid_chapter, writing->chapters.count);
}

static void end(struct writing *writing) {
    for (size_t i = 0; i < writing->layout.paragraph_count; i++) {
        paragraph_release(writing->layout.paragraphs[i]);
    }
    pictures_end(&writing->pictures);
    hyphens_end(&writing->hyphens);
    fonts_end(&writing->fonts);
}

void pdf_write(const struct pdf_document *document, const struct pdf_options *options,
               struct diagnostics *diagnostics, struct arena *arena, struct buffer *out,
               size_t *pages) {
    struct arena scratch;
    arena_init(&scratch);
    struct writing writing = {.document = document,
                              .options = options,
                              .arena = arena,
                              .scratch = &scratch,
                              .look = make_look(options),
                              .diagnostics = diagnostics};
    chapters_read(&writing.chapters, document, arena, &scratch);
    begin(&writing);
    lay_contents(&writing);
    uint32_t *starts = NULL;
    writing.contents_pages = cut(&writing, &writing.contents, &starts);
    for (size_t i = 0; i < writing.chapters.count; i++) {
        lay_chapter(&writing, i);
    }
    paginate(&writing);
    for (int round = 0; round < ROUNDS && renumber(&writing); round++) {
        paginate(&writing);
    }
    struct tag_note *notes = NULL;
    struct buffer drawn;
    buffer_init(&drawn, arena);
    draw(&writing, &drawn, &notes);
    finish(buffer_slice(&drawn), notes, document, writing.moment, arena, out);
    if (pages != NULL) {
        *pages = 1 + writing.contents_pages + writing.page_count;
    }
    end(&writing);
    arena_release(&scratch);
}

const struct pdf_module pdf_module = {pdf_write};

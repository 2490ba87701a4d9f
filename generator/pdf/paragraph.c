#include "pdf/paragraph.h"

#include "base/buffer.h"
#include "base/utf8.h"

/* A paragraph while it is made: arrays with one entry a character and one for the end. */
struct making {
    struct paragraph *paragraph;
    struct shaping *shaping;
    PangoLanguage *language;
    const struct run **runs; /* of each byte */
    size_t characters;
    uint32_t *bytes; /* where each begins */
    double *x;
    int *spaces; /* how many stand before it */
    bool *blank;
    PangoLogAttr *attributes;
    double hyphen;
    double space;
};

static double points(int units) {
    return (double)units / PANGO_SCALE;
}

/* Puts the runs together, and tells Pango of their fonts. */
static PangoAttrList *gather(struct making *making, const struct text *text) {
    struct paragraph *paragraph = making->paragraph;
    struct arena *arena = making->shaping->arena;
    PangoAttrList *list = pango_attr_list_new();
    struct buffer out;
    buffer_init(&out, arena);
    size_t length = 0;
    for (const struct run *run = text->first; run != NULL; run = run->next) {
        length += run->text.length;
    }
    buffer_reserve(&out, length + 1);
    making->runs = arena_new(making->shaping->scratch, const struct run *, length + 1);
    for (const struct run *run = text->first; run != NULL; run = run->next) {
        size_t from = out.length;
        buffer_append(&out, run->text);
        for (size_t i = from; i < out.length; i++) {
            making->runs[i] = run;
        }
        PangoFontDescription *font =
            fonts_describe(run->style | paragraph->form.style, paragraph->form.size);
        PangoAttribute *attribute = pango_attr_font_desc_new(font);
        pango_font_description_free(font);
        attribute->start_index = (guint)from;
        attribute->end_index = (guint)out.length;
        pango_attr_list_insert(list, attribute);
    }
    buffer_append_byte(&out, '\0');
    paragraph->text = slice_of(out.data, out.length - 1);
    return list;
}

static void shape(const struct making *making, PangoGlyphItem *glyphs) {
    glyphs->glyphs = pango_glyph_string_new();
    struct slice text = making->paragraph->text;
    pango_shape_with_flags(text.data + glyphs->item->offset, glyphs->item->length, text.data,
                           (int)text.length, &glyphs->item->analysis, glyphs->glyphs,
                           PANGO_SHAPE_NONE);
}

/* What ends a line or has no shape shows nothing; what no font has is told of. */
static void look_for_missing(const struct making *making, const struct piece *piece) {
    PangoGlyphString *glyphs = piece->glyphs->glyphs;
    const struct shaping *shaping = making->shaping;
    for (int i = 0; i < glyphs->num_glyphs; i++) {
        PangoGlyphInfo *glyph = &glyphs->glyphs[i];
        if (glyph->glyph == PANGO_GLYPH_EMPTY || (glyph->glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) {
            continue;
        }
        uint32_t character = glyph->glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
        if (character < ' ' || character == 0x2028 || character == 0x2029) {
            glyph->glyph = PANGO_GLYPH_EMPTY;
            glyph->geometry.width = 0;
        } else if (shaping->missing != NULL) {
            shaping->missing(shaping->context, character, piece->run);
        }
    }
}

/* Cuts the text into pieces, each of one font and one run, and shapes them. */
static void shape_all(struct making *making, PangoAttrList *list) {
    struct paragraph *paragraph = making->paragraph;
    PangoContext *context = making->shaping->fonts->context;
    pango_context_set_language(context, making->language);
    GList *items =
        pango_itemize(context, paragraph->text.data, 0, (int)paragraph->text.length, list, NULL);
    size_t capacity = 0;
    for (GList *entry = items; entry != NULL;) {
        PangoItem *item = entry->data;
        const struct run *run = making->runs[item->offset];
        int length = 1;
        while (length < item->length && making->runs[item->offset + length] == run) {
            length++;
        }
        PangoItem *part = item;
        if (length < item->length) {
            const char *start = paragraph->text.data + item->offset;
            part = pango_item_split(item, length, (int)g_utf8_strlen(start, length));
        } else {
            entry = entry->next;
        }
        if (paragraph->piece_count == capacity) {
            size_t larger = capacity == 0 ? 4 : 2 * capacity;
            paragraph->pieces =
                arena_grow(making->shaping->arena, paragraph->pieces,
                           capacity * sizeof(struct piece), larger * sizeof(struct piece));
            capacity = larger;
        }
        struct piece *piece = &paragraph->pieces[paragraph->piece_count++];
        piece->run = run;
        piece->glyphs = g_slice_new0(PangoGlyphItem);
        piece->glyphs->item = part;
        shape(making, piece->glyphs);
        look_for_missing(making, piece);
    }
    g_list_free(items);
}

/* How wide a text of our own is in the font of the paragraph. */
static double measure(const struct making *making, const char *text) {
    const struct paragraph_form *form = &making->paragraph->form;
    PangoFontDescription *font = fonts_describe(form->style, form->size);
    PangoAttrList *list = pango_attr_list_new();
    pango_attr_list_insert(list, pango_attr_font_desc_new(font));
    GList *items =
        pango_itemize(making->shaping->fonts->context, text, 0, (int)strlen(text), list, NULL);
    PangoItem *item = items->data;
    PangoGlyphString *glyphs = pango_glyph_string_new();
    pango_shape(text, (int)strlen(text), &item->analysis, glyphs);
    double width = points(pango_glyph_string_get_width(glyphs));
    pango_glyph_string_free(glyphs);
    g_list_free_full(items, (GDestroyNotify)pango_item_free);
    pango_attr_list_unref(list);
    pango_font_description_free(font);
    return width;
}

/* Where every character stands when the text is set as one line. */
static void place_characters(struct making *making) {
    const struct paragraph *paragraph = making->paragraph;
    struct arena *scratch = making->shaping->scratch;
    making->characters = utf8_length(paragraph->text);
    size_t entries = making->characters + 1;
    making->bytes = arena_new(scratch, uint32_t, entries);
    making->x = arena_new(scratch, double, entries);
    making->spaces = arena_new(scratch, int, entries);
    making->blank = arena_new(scratch, bool, entries);
    making->attributes = arena_new(scratch, PangoLogAttr, entries);
    int *widths = arena_new(scratch, int, entries);
    size_t at = 0;
    for (size_t i = 0; i < paragraph->piece_count; i++) {
        PangoGlyphItem *glyphs = paragraph->pieces[i].glyphs;
        pango_glyph_item_get_logical_widths(glyphs, paragraph->text.data, widths + at);
        at += (size_t)glyphs->item->num_chars;
    }
    size_t byte = 0;
    for (size_t i = 0; i < making->characters; i++) {
        making->bytes[i] = (uint32_t)byte;
        uint32_t character = utf8_next(paragraph->text, &byte);
        making->blank[i] = character == ' ' || character == '\n' || character == 0x2028;
        making->x[i + 1] = making->x[i] + points(widths[i]);
        making->spaces[i + 1] = making->spaces[i] + (character == ' ' || character == 0xA0);
    }
    making->bytes[making->characters] = (uint32_t)byte;
    pango_get_log_attrs(paragraph->text.data, (int)paragraph->text.length, -1, making->language,
                        making->attributes, (int)entries);
}

struct places {
    struct break_place *places;
    uint32_t *characters; /* the character before which each stands */
    size_t count;
};

static void add_place(struct places *places, const struct making *making, size_t character,
                      double hyphen, double cost) {
    size_t end = character;
    while (end > 0 && making->blank[end - 1]) {
        end--;
    }
    places->characters[places->count] = (uint32_t)character;
    places->places[places->count++] =
        (struct break_place){.end = making->x[end],
                             .start = making->x[character],
                             .end_spaces = making->spaces[end],
                             .start_spaces = making->spaces[character],
                             .hyphen = hyphen,
                             .cost = cost,
                             .forced = character == making->characters ||
                                       making->attributes[character].is_mandatory_break};
}

static bool may_hyphenate(const struct making *making, size_t character) {
    const struct run *run = making->runs[making->bytes[character]];
    return making->paragraph->form.hyphenate && (run->style & TEXT_MONO) == 0 && !run->is_page;
}

/* Adds the places within the word that begins at `character`; where it ends. */
static size_t add_word(struct places *places, const struct making *making, size_t character) {
    struct slice text = making->paragraph->text;
    size_t end = character;
    bool letters = true;
    while (end < making->characters) {
        size_t at = making->bytes[end];
        uint32_t code_point = utf8_next(text, &at);
        if (!utf8_is_word(code_point) ||
            (end > character && making->attributes[end].is_line_break)) {
            break;
        }
        letters = letters && !(code_point >= '0' && code_point <= '9');
        end++;
    }
    struct slice word = slice_between(text, making->bytes[character], making->bytes[end]);
    struct slice marks =
        letters && may_hyphenate(making, character)
            ? hyphens_of(making->shaping->hyphens, making->paragraph->form.language, word)
            : SLICE("");
    for (size_t i = character + 1; i < end && marks.length > 0; i++) {
        if (marks.data[making->bytes[i] - making->bytes[character] - 1] == '1') {
            add_place(places, making, i, making->hyphen, BREAK_HYPHEN);
        }
    }
    return end;
}

static void find_places(const struct making *making, struct places *places) {
    struct arena *scratch = making->shaping->scratch;
    *places =
        (struct places){.places = arena_new(scratch, struct break_place, making->characters + 1),
                        .characters = arena_new(scratch, uint32_t, making->characters + 1)};
    size_t at = 0;
    while (at < making->characters) {
        if (at > 0 && making->attributes[at].is_line_break) {
            bool soft = making->attributes[at].break_inserts_hyphen != 0;
            bool space = making->blank[at - 1];
            add_place(places, making, at, soft ? making->hyphen : 0,
                      soft || !space ? BREAK_HYPHEN / 2 : 0);
        }
        size_t end = add_word(places, making, at);
        at = end > at ? end : at + 1;
    }
    add_place(places, making, making->characters, 0, 0);
}

/* Whether some stretch of the text has no place to break and is wider than a line. */
static bool is_too_wide(const struct places *places, double width) {
    double start = 0;
    for (size_t i = 0; i < places->count; i++) {
        if (places->places[i].end + places->places[i].hyphen - start > width) {
            return true;
        }
        start = places->places[i].start;
    }
    return false;
}

/* The same places, and one behind every character of what is wider than a line. */
static struct places open_words(const struct making *making, const struct places *old) {
    struct arena *scratch = making->shaping->scratch;
    struct places places = {.places =
                                arena_new(scratch, struct break_place, making->characters + 1),
                            .characters = arena_new(scratch, uint32_t, making->characters + 1)};
    size_t from = 0;
    double start = 0;
    for (size_t i = 0; i < old->count; i++) {
        const struct break_place *place = &old->places[i];
        size_t to = old->characters[i];
        bool wide = place->end + place->hyphen - start > making->paragraph->form.width;
        for (size_t at = from + 1; at < to && wide; at++) {
            if (making->attributes[at].is_char_break && !making->blank[at]) {
                add_place(&places, making, at, 0, BREAK_WORD);
            }
        }
        places.characters[places.count] = old->characters[i];
        places.places[places.count++] = *place;
        from = to;
        start = place->start;
    }
    return places;
}

static double stretch_of(const struct making *making, double width, int spaces, bool last) {
    const struct paragraph_form *form = &making->paragraph->form;
    double room = form->width - width;
    if (spaces <= 0 || (last && room > 0) || (form->alignment != ALIGN_JUSTIFIED && room > 0)) {
        return 0;
    }
    double most = making->space;
    double stretch = room / spaces;
    /* A line that no words fill is better ragged than full of holes. */
    return stretch > 3 * most ? 0 : stretch < -most / 2 ? -most / 2 : stretch;
}

static void make_lines(struct making *making) {
    struct paragraph *paragraph = making->paragraph;
    struct shaping *shaping = making->shaping;
    struct places places;
    find_places(making, &places);
    if (is_too_wide(&places, paragraph->form.width)) {
        places = open_words(making, &places);
    }
    struct break_form form = {.width = paragraph->form.width,
                              .space = making->space,
                              .justified = paragraph->form.alignment == ALIGN_JUSTIFIED};
    uint32_t *chosen = NULL;
    paragraph->line_count =
        breaks_choose(places.places, places.count, &form, shaping->scratch, &chosen);
    paragraph->lines = arena_new(shaping->arena, struct text_line, paragraph->line_count);
    size_t from = 0;
    for (size_t i = 0; i < paragraph->line_count; i++) {
        const struct break_place *place = &places.places[chosen[i]];
        size_t to = places.characters[chosen[i]];
        size_t end = to;
        while (end > from && making->blank[end - 1]) {
            end--;
        }
        double width = place->end - making->x[from] + place->hyphen;
        int spaces = place->end_spaces - making->spaces[from];
        paragraph->lines[i] =
            (struct text_line){.start = making->bytes[from],
                               .end = making->bytes[end],
                               .width = width,
                               .hyphen = place->hyphen > 0,
                               .stretch = stretch_of(making, width, spaces, place->forced)};
        from = to;
    }
}

/* Shapes the text and places its characters. False when there are none. */
static bool begin(struct making *making, const struct text *text,
                  const struct paragraph_form *form) {
    making->paragraph->form = *form;
    making->language = fonts_language(form->language);
    PangoAttrList *list = gather(making, text);
    bool any = making->paragraph->text.length > 0;
    if (any) {
        shape_all(making, list);
        making->hyphen = measure(making, "-");
        making->space = measure(making, " ");
        place_characters(making);
    }
    pango_attr_list_unref(list);
    return any;
}

void paragraph_make(struct paragraph *paragraph, const struct text *text,
                    const struct paragraph_form *form, struct shaping *shaping) {
    struct making making = {.paragraph = paragraph, .shaping = shaping};
    *paragraph = (struct paragraph){.form = *form};
    struct arena_mark mark = arena_mark(shaping->scratch);
    if (begin(&making, text, form)) {
        make_lines(&making);
    }
    arena_restore(shaping->scratch, mark);
}

void paragraph_release(struct paragraph *paragraph) {
    for (size_t i = 0; i < paragraph->piece_count; i++) {
        pango_glyph_item_free(paragraph->pieces[i].glyphs);
    }
    paragraph->piece_count = 0;
}

void paragraph_widths(const struct text *text, const struct paragraph_form *form,
                      struct shaping *shaping, double *word, double *line) {
    struct paragraph paragraph = {.form = *form};
    struct making making = {.paragraph = &paragraph, .shaping = shaping};
    struct arena_mark mark = arena_mark(shaping->scratch);
    *word = 0;
    *line = 0;
    glyph_missing *missing = shaping->missing;
    shaping->missing = NULL; /* it is told of when the text is set */
    if (begin(&making, text, form)) {
        struct places places;
        find_places(&making, &places);
        double line_start = 0;
        double start = 0;
        for (size_t i = 0; i < places.count; i++) {
            const struct break_place *place = &places.places[i];
            if (place->cost > 0 && place->hyphen > 0) {
                continue; /* words stay whole as long as they can */
            }
            *word = place->end - start > *word ? place->end - start : *word;
            *line = place->end - line_start > *line ? place->end - line_start : *line;
            start = place->start;
            line_start = place->forced ? place->start : line_start;
        }
    }
    shaping->missing = missing;
    paragraph_release(&paragraph);
    arena_restore(shaping->scratch, mark);
}

#include "document/content.h"

#include "base/escape.h"
#include "formats/html.h"

struct slice content_word(const struct document *document, const char *english, const char *dutch) {
    return slice_from(slice_starts_with(document->language, SLICE("nl")) ? dutch : english);
}

void content_append_language(const struct document *document, const struct item *item,
                             struct buffer *out) {
    if (item != NULL && !slice_equals(item->language, document->language)) {
        buffer_append_text(out, " lang=\"");
        escape_html(out, item->language);
        buffer_append_text(out, "\" xml:lang=\"");
        escape_html(out, item->language);
        buffer_append_byte(out, '"');
    }
}

/* "Artikel · 25 september 2010" */
static void append_kicker(const struct document *document, const struct item *item,
                          struct buffer *out) {
    struct date date = item_date(item, COMMON_DATE);
    buffer_append_text(out, "<p class=\"kicker\">");
    escape_html(out, kind_label(item->kind, document->language));
    if (date.year > 0) {
        buffer_append_text(out, " · ");
        date_append_long(out, date, document->language);
    }
    buffer_append_text(out, "</p>\n");
}

static void append_value(const struct prose_style *style, const struct fact_value *value,
                         struct buffer *out) {
    struct slice address = value->address, none = slice_of("", 0);
    if (value->item != NULL) {
        address = prose_item_address(style, value->item, none);
    } else if (value->asset != NULL) {
        address = style->file(style->context, value->asset);
    }
    if (address.length > 0) {
        buffer_append_text(out, "<a href=\"");
        escape_address(out, address);
        buffer_append_text(out, "\">");
    }
    escape_html(out, value->text);
    buffer_append_text(out, address.length > 0 ? "</a>" : "");
}

static void append_facts(const struct prose_style *style, const struct item *item,
                         struct buffer *out) {
    size_t count = 0;
    struct fact *facts = document_facts(style->document, item, style->arena, &count);
    buffer_append_text(out, count > 0 ? "<dl class=\"facts\">\n" : "");
    for (size_t i = 0; i < count; i++) {
        buffer_append_text(out, "<dt>");
        escape_html(out, facts[i].label);
        buffer_append_text(out, "</dt>\n<dd>");
        for (size_t j = 0; j < facts[i].value_count; j++) {
            buffer_append_text(out, j > 0 ? ", " : "");
            append_value(style, &facts[i].values[j], out);
        }
        buffer_append_text(out, "</dd>\n");
    }
    buffer_append_text(out, count > 0 ? "</dl>\n" : "");
}

/* Where authors may write any HTML, it need not be XML, and may run scripts: a document has
 * neither. */
static void append_prose(const struct prose_style *style, const struct chapter *chapter,
                         const struct prose *prose, struct buffer *out) {
    if (style->document->site->settings.html != HTML_TRUSTED) {
        prose_append(style, chapter, prose, out);
        return;
    }
    struct buffer trusted;
    buffer_init(&trusted, style->arena);
    prose_append(style, chapter, prose, &trusted);
    html_clean(buffer_slice(&trusted), style->arena, out, NULL, NULL);
}

static void append_texts(const struct prose_style *style, const struct chapter *chapter,
                         struct buffer *out) {
    const struct item *item = chapter->item;
    const struct settings *settings = &style->document->site->settings;
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        struct slice label =
            text->field == NULL
                ? slice_of("", 0)
                : localized_in(text->field->label, style->document->language, settings->language);
        if (label.length > 0) {
            buffer_append_text(out, "<h2>");
            escape_html(out, label);
            buffer_append_text(out, "</h2>\n");
        }
        append_prose(style, chapter, text, out);
    }
    if (item->body != NULL) {
        append_prose(style, chapter, item->body, out);
    }
}

static void append_item(const struct prose_style *style, const struct chapter *chapter,
                        struct buffer *out) {
    const struct item *item = chapter->item;
    buffer_append_text(out, "<h1>");
    escape_html(out, chapter->title);
    buffer_append_text(out, "</h1>\n");
    append_kicker(style->document, item, out);
    if (item->values[COMMON_DESCRIPTION].type == VALUE_TEXT) {
        buffer_append_text(out, "<p class=\"lead\">");
        escape_html(out, item->description);
        buffer_append_text(out, "</p>\n");
    }
    append_facts(style, item, out);
    append_texts(style, chapter, out);
}

void content_append(const struct prose_style *style, const struct chapter *chapter,
                    struct buffer *out) {
    bool is_part = chapter->item == NULL;
    buffer_append_text(out, "<section class=\"");
    buffer_append_text(out, is_part ? "part\"" : "chapter\"");
    if (style->epub) {
        buffer_append_text(out, is_part ? " epub:type=\"part\" role=\"doc-part\""
                                        : " epub:type=\"chapter\" role=\"doc-chapter\"");
        buffer_append_text(out, " aria-label=\"");
        escape_html(out, chapter->title);
        buffer_append_byte(out, '"');
    }
    buffer_append_text(out, " id=\"");
    buffer_append(out, chapter->name);
    buffer_append_byte(out, '"');
    content_append_language(style->document, chapter->item, out);
    buffer_append_text(out, ">\n");
    if (is_part) {
        buffer_append_text(out, "<h1 class=\"part-title\">");
        escape_html(out, chapter->title);
        buffer_append_text(out, "</h1>\n");
    } else {
        append_item(style, chapter, out);
    }
    buffer_append_text(out, "</section>\n");
}

void content_append_front(const struct prose_style *style, struct buffer *out) {
    const struct item *front = style->document->front;
    const struct chapter chapter = {.item = front, .name = SLICE("front")};
    if (front != NULL && front->body != NULL) {
        append_prose(style, &chapter, front->body, out);
    }
}

struct gathering {
    struct arena *arena;
    struct map seen;
    const struct asset **pictures;
    size_t count;
    size_t capacity;
};

static void gather_asset(struct gathering *gathering, const struct asset *asset) {
    void **place = map_place(&gathering->seen, asset->path);
    if (*place != NULL || !asset->is_image) {
        return;
    }
    *place = (void *)(uintptr_t)asset;
    if (gathering->count == gathering->capacity) {
        size_t capacity = gathering->capacity == 0 ? 16 : gathering->capacity * 2;
        gathering->pictures = arena_grow(gathering->arena, gathering->pictures,
                                         gathering->capacity * sizeof *gathering->pictures,
                                         capacity * sizeof *gathering->pictures);
        gathering->capacity = capacity;
    }
    gathering->pictures[gathering->count++] = asset;
}

/* Pictures of what the text shows of other items too: to a text belong all links of its markup. */
static void gather(struct gathering *gathering, const struct prose *prose, uint32_t depth) {
    for (uint32_t i = 0;
         prose->markup != NULL && prose->targets != NULL && i < prose->markup->link_count; i++) {
        const struct target *target = &prose->targets[i];
        enum markup_link_type type = prose->markup->links[i].type;
        if (target->type == TARGET_ASSET &&
            (type == MARKUP_IMAGE || type == MARKUP_HTML_IMAGE || type == MARKUP_EMBED)) {
            gather_asset(gathering, target->to.asset);
        } else if (target->type == TARGET_ITEM && depth > 0 &&
                   (type == MARKUP_EMBED || type == MARKUP_IMAGE) &&
                   target->to.item->body != NULL) {
            gather(gathering, target->to.item->body, depth - 1);
        }
    }
}

const struct asset **content_pictures(const struct document *document, struct arena *arena,
                                      size_t *count) {
    struct gathering gathering = {.arena = arena};
    map_init(&gathering.seen, arena);
    for (size_t i = 0; i <= document->chapter_count; i++) {
        const struct item *item = i == 0 ? document->front : document->chapters[i - 1].item;
        if (item == NULL) {
            continue;
        }
        for (const struct prose *text = item->texts; text != NULL; text = text->next) {
            gather(&gathering, text, PROSE_EMBEDS_DEEP);
        }
        if (item->body != NULL) {
            gather(&gathering, item->body, PROSE_EMBEDS_DEEP);
        }
    }
    *count = gathering.count;
    return gathering.pictures;
}

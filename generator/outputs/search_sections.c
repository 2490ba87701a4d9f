#include "outputs/search_sections.h"

#include "outputs/prose_text.h"

struct sections {
    const struct item *item;
    struct arena *arena;
    struct search_section *list;
    size_t count;
};

static bool is_heading_of(const struct prose *prose, const struct markup_anchor *anchor) {
    return anchor->type == MARKUP_ANCHOR_HEADING && anchor->from >= prose->from &&
           anchor->from < prose->to;
}

static size_t heading_count(const struct prose *prose) {
    size_t count = 0;
    for (uint32_t i = 0; prose->markup != NULL && i < prose->markup->anchor_count; i++) {
        count += is_heading_of(prose, &prose->markup->anchors[i]);
    }
    return count;
}

static struct slice text_of(const struct sections *sections, const struct prose *prose,
                            uint32_t from, uint32_t to) {
    struct prose part = *prose;
    part.from = from;
    part.to = to;
    struct buffer out;
    buffer_init(&out, sections->arena);
    prose_append_text(&out, &part);
    return buffer_slice(&out);
}

/* The offset behind the heading that begins at `from`. */
static uint32_t behind_heading(const struct markup *markup, const struct markup_anchor *anchor,
                               uint32_t to) {
    struct slice html = slice_between(markup->html, anchor->from, to);
    const char end[] = {'<', '/', 'h', (char)('0' + anchor->level), '>'};
    size_t at = slice_search(html, slice_of(end, sizeof end));
    return anchor->from + (at == SLICE_NOT_FOUND ? 0 : (uint32_t)(at + sizeof end));
}

static void add(struct sections *sections, struct slice anchor, struct slice heading,
                struct slice text) {
    if (heading.length > 0 || text.length > 0) {
        sections->list[sections->count++] = (struct search_section){anchor, heading, text};
    }
}

/* The sections of a text, the first under `heading` (the label of its field, or none). */
static void add_prose(struct sections *sections, const struct prose *prose, struct slice heading) {
    const struct markup *markup = prose->markup;
    if (markup == NULL) {
        return;
    }
    struct slice title = heading, anchor = slice_of("", 0);
    uint32_t from = prose->from;
    for (uint32_t i = 0; i < markup->anchor_count; i++) {
        const struct markup_anchor *next = &markup->anchors[i];
        if (!is_heading_of(prose, next)) {
            continue;
        }
        add(sections, anchor, title, text_of(sections, prose, from, next->from));
        title = next->text;
        /* Of two headings with one id in two texts, the page gives it to one: see render/fill.c. */
        bool has_id = item_anchor(sections->item, next->id, NULL) == next;
        anchor = has_id ? next->id : slice_of("", 0);
        from = behind_heading(markup, next, prose->to);
    }
    add(sections, anchor, title, text_of(sections, prose, from, prose->to));
}

static void append_sentence(struct buffer *out, struct slice text) {
    if (text.length > 0 && out->length > 0) {
        char last = out->data[out->length - 1];
        buffer_append_text(out, last == '.' || last == '?' || last == '!' ? " " : ". ");
    }
    buffer_append(out, text);
}

/* The texts in a field: bounded by how deep its kind declares it. */
static void append_field(struct buffer *out, const struct field *field, struct value value) {
    if (value.type == VALUE_TEXT && (field->type == FIELD_TEXT || field->type == FIELD_CHOICE)) {
        append_sentence(out, value_slice(value));
    }
    for (uint32_t i = 0; value.type == VALUE_LIST && field->of != NULL && i < value.length; i++) {
        append_field(out, field->of, value.as.list[i]);
    }
    for (uint32_t i = 0; value.type == VALUE_MAP && i < value.length; i++) {
        const struct field *inner =
            field_find(field->fields, field->field_count, value.as.map[i].key);
        if (inner != NULL) {
            append_field(out, inner, value.as.map[i].value);
        }
    }
}

/* The description, if the text does not begin with it anyway, and the short fields: together the
 * lead of the page. */
static struct slice lead_of(const struct sections *sections, struct slice text) {
    const struct item *item = sections->item;
    struct buffer out;
    buffer_init(&out, sections->arena);
    if (!slice_starts_with(text, item->description)) {
        append_sentence(&out, item->description);
    }
    append_sentence(&out, text);
    for (size_t i = COMMON_COUNT; i < item->kind->field_count; i++) {
        if (i != item->kind->title) {
            append_field(&out, &item->kind->fields[i], item_value(item, i));
        }
    }
    return buffer_slice(&out);
}

const struct search_section *search_sections(const struct item *item, struct arena *arena,
                                             size_t *count) {
    size_t most = 1;
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        most += heading_count(text) + 1;
    }
    if (item->body != NULL) {
        most += heading_count(item->body) + 1;
    }
    struct sections sections = {item, arena, arena_new(arena, struct search_section, most), 1};
    if (item->body != NULL) {
        add_prose(&sections, item->body, slice_of("", 0));
    }
    bool has_lead = sections.count > 1 && sections.list[1].heading.length == 0;
    sections.list[0].text = lead_of(&sections, has_lead ? sections.list[1].text : SLICE(""));
    if (has_lead) {
        sections.list[1] = sections.list[0];
        sections.list++;
        sections.count--;
    }
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        struct slice label = localized_in(text->field->label, item->language, item->language);
        add_prose(&sections, text, label);
    }
    *count = sections.count;
    return sections.list;
}

#include "pdf/facts.h"

#include "base/escape.h"
#include "pdf/words.h"

struct facts {
    struct prose_context *context;
    struct arena *arena;
    struct slice language;
};

static void add_value(const struct facts *facts, const struct field *field, struct value value,
                      struct text *text);

static void add_plain(const struct facts *facts, struct slice words, struct text *text) {
    if (words.length > 0) {
        text_add(text, facts->arena, words, 0);
    }
}

/* A reference: the title of what it refers to, and where it stands. */
static void add_reference(const struct facts *facts, const struct item *target, struct text *text) {
    struct prose_context *context = facts->context;
    const struct item *item = item_in_language(target, facts->language);
    struct text_link *link = arena_new(facts->arena, struct text_link, 1);
    link->destination = context->destination(context->context, item, SLICE(""));
    if (link->destination == NULL && item->address.length > 0) {
        link->address = context->address(context->context, item->address, SLICE(""));
    }
    struct run *run = text_add(text, facts->arena, item->title, 0);
    run->link = link->destination != NULL || link->address.length > 0 ? link : NULL;
    prose_tell_page(context, text, link, 0);
}

/* An address on the web or of a mailbox, which is its own text. */
static void add_address(const struct facts *facts, struct slice address, const char *scheme,
                        struct text *text) {
    struct text_link *link = arena_new(facts->arena, struct text_link, 1);
    struct buffer out;
    buffer_init(&out, facts->arena);
    buffer_append_text(&out, scheme);
    escape_percent(&out, address, "/:?#[]@!$&()*+,;=%");
    link->address = buffer_slice(&out);
    text_add(text, facts->arena, address, 0)->link = link;
}

static void add_list(const struct facts *facts, const struct field *field, struct value value,
                     struct text *text) {
    for (uint32_t i = 0; i < value.length; i++) {
        struct text one = {0};
        add_value(facts, field->of, value.as.list[i], &one);
        if (one.first == NULL) {
            continue;
        }
        if (text->first != NULL) {
            text_add(text, facts->arena, SLICE(", "), 0);
            text->last->next = one.first;
        } else {
            text->first = one.first;
        }
        text->last = one.last;
    }
}

/* The fields of an object, in the order in which the kind declares them. */
static void add_object(const struct facts *facts, const struct field *field, struct value value,
                       struct text *text) {
    for (size_t i = 0; i < field->field_count; i++) {
        for (uint32_t pair = 0; pair < value.length; pair++) {
            const struct value_pair *entry = &value.as.map[pair];
            if (!slice_equals(entry->key, field->fields[i].name) ||
                entry->value.type == VALUE_UNDEFINED) {
                continue;
            }
            if (text->first != NULL) {
                text_add(text, facts->arena, SLICE("; "), 0);
            }
            add_value(facts, &field->fields[i], entry->value, text);
        }
    }
}

static struct slice number_text(const struct facts *facts, struct value value) {
    struct buffer out;
    buffer_init(&out, facts->arena);
    if (value.type == VALUE_NUMBER) {
        buffer_format(&out, "%g", value.as.number);
        return buffer_slice(&out);
    }
    /* Thousands apart: 12.500 in Dutch, 12,500 in English. */
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%lld", (long long)value.as.integer);
    bool english = slice_equals(slice_take(facts->language, 2), SLICE("en"));
    for (int i = 0; i < length; i++) {
        bool apart = i > 0 && digits[i - 1] != '-' && (length - i) % 3 == 0 && length > 4;
        buffer_append_text(&out, !apart ? "" : english ? "," : ".");
        buffer_append_byte(&out, digits[i]);
    }
    return buffer_slice(&out);
}

static struct slice date_text(const struct facts *facts, struct value value) {
    struct buffer out;
    buffer_init(&out, facts->arena);
    date_append_long(&out, value.as.date, facts->language);
    return buffer_slice(&out);
}

static void add_value(const struct facts *facts, const struct field *field, struct value value,
                      struct text *text) {
    const struct words *words = words_in(facts->language);
    if (value.type == VALUE_UNDEFINED || value.type == VALUE_NULL) {
        return;
    }
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_CHOICE:
        add_plain(facts, value_slice(value), text);
        break;
    case FIELD_URL:
        add_address(facts, value_slice(value), "", text);
        break;
    case FIELD_EMAIL:
        add_address(facts, value_slice(value), "mailto:", text);
        break;
    case FIELD_INTEGER:
    case FIELD_NUMBER:
        add_plain(facts, number_text(facts, value), text);
        break;
    case FIELD_BOOLEAN:
        add_plain(facts, slice_from(value.as.boolean ? words->yes : words->no), text);
        break;
    case FIELD_DATE:
        add_plain(facts, date_text(facts, value), text);
        break;
    case FIELD_REFERENCE:
        if (value.type == VALUE_OBJECT && value.as.object->type == &reference_type) {
            const struct reference *reference = (const struct reference *)value.as.object;
            if (reference->target != NULL) {
                add_reference(facts, reference->target, text);
            }
        }
        break;
    case FIELD_LIST:
        add_list(facts, field, value, text);
        break;
    case FIELD_OBJECT:
        if (value.type == VALUE_MAP) {
            add_object(facts, field, value, text);
        }
        break;
    case FIELD_MARKDOWN:
    case FIELD_ASSET:
    case FIELD_TYPE_COUNT:
        break;
    }
}

static struct block *add_cell(struct arena *arena, struct block *row, bool is_head) {
    struct block *cell = block_add(row, arena, BLOCK_CELL);
    cell->is_head = is_head;
    cell->alignment = ALIGN_LEFT;
    return block_add(cell, arena, BLOCK_PARAGRAPH);
}

void facts_read(const struct item *item, struct prose_context *context, struct slice language,
                struct block *parent) {
    struct arena *arena = context->arena;
    struct facts facts = {context, arena, language};
    const struct kind *kind = item->kind;
    struct block *table = NULL;
    for (size_t i = COMMON_COUNT; i < kind->field_count; i++) {
        const struct field *field = &kind->fields[i];
        struct text text = {0};
        if (i != kind->title) {
            add_value(&facts, field, item_value(item, i), &text);
        }
        if (text.first == NULL) {
            continue;
        }
        if (table == NULL) {
            table = block_add(parent, arena, BLOCK_TABLE);
            table->is_wide = true;
        }
        struct block *row = block_add(table, arena, BLOCK_ROW);
        struct slice label = localized_in(field->label, language, SLICE("nl"));
        text_add(&add_cell(arena, row, true)->text, arena, label.length > 0 ? label : field->name,
                 0);
        add_cell(arena, row, false)->text = text;
    }
}

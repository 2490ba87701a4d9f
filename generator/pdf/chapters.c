#include "pdf/chapters.h"

#include "base/escape.h"
#include "pdf/facts.h"
#include "pdf/prose.h"
#include "pdf/words.h"

/* The key of a place: translations are items of their own here. */
static struct slice key_of(struct arena *arena, const struct item *item, struct slice anchor) {
    return arena_format(arena, "%.*s\n%.*s#%.*s", slice_width(item->path), item->path.data,
                        slice_width(item->identity), item->identity.data, slice_width(anchor),
                        anchor.data);
}

static struct destination *add_destination(struct chapters *chapters, struct slice key,
                                           struct slice title) {
    struct destination *destination = arena_new(chapters->arena, struct destination, 1);
    destination->title = title;
    destination->name =
        arena_format(chapters->arena, "d%u", (unsigned)++chapters->destination_count);
    *map_place(&chapters->destinations, key) = destination;
    return destination;
}

/* What stands in another item's text, as a tip does, leads there while it has no chapter itself. */
static struct destination *find_destination(void *context, const struct item *item,
                                            struct slice anchor) {
    struct chapters *chapters = context;
    struct destination *whole =
        map_get(&chapters->destinations, key_of(chapters->arena, item, SLICE("")));
    if (whole == NULL || anchor.length == 0) {
        return whole;
    }
    struct slice key = key_of(chapters->arena, item, anchor);
    struct destination *destination = map_get(&chapters->destinations, key);
    return destination == NULL ? add_destination(chapters, key, whole->title) : destination;
}

static struct slice find_address(void *context, struct slice path, struct slice anchor) {
    struct chapters *chapters = context;
    const struct site *site = chapters->document->site;
    if (site->settings.base_url.length == 0) {
        return SLICE("");
    }
    struct slice address = site_absolute(site, path, chapters->arena);
    struct buffer out;
    buffer_init(&out, chapters->arena);
    buffer_append(&out, address);
    buffer_append_text(&out, anchor.length > 0 ? "#" : "");
    escape_percent(&out, anchor, "-_.");
    return buffer_slice(&out);
}

static struct slice find_label(void *context, struct slice type, struct slice language) {
    const struct chapters *chapters = context;
    const struct site *site = chapters->document->site;
    for (size_t i = 0; i < site->kind_count; i++) {
        if (site->kinds[i].callout.length > 0 && slice_equals(site->kinds[i].callout, type)) {
            return kind_label(&site->kinds[i], language);
        }
    }
    return words_box(words_in(language), type);
}

static void add_heading(struct chapters *chapters, struct block *parent, struct slice title,
                        uint8_t level) {
    struct block *block = block_add(parent, chapters->arena, BLOCK_HEADING);
    block->level = level;
    text_add(&block->text, chapters->arena, title, 0);
}

/* What kind of item it is, and when it was written. */
static void add_kicker(struct chapters *chapters, const struct item *item, struct slice language,
                       struct block *opening) {
    struct block *kicker = block_add(opening, chapters->arena, BLOCK_LABEL);
    text_add(&kicker->text, chapters->arena, kind_label(item->kind, language),
             TEXT_LOUD | TEXT_BOLD);
    struct date date = item_date(item, COMMON_DATE);
    if (date.year > 0) {
        struct buffer out;
        buffer_init(&out, chapters->arena);
        buffer_append_text(&out, "  ·  ");
        date_append_long(&out, date, language);
        text_add(&kicker->text, chapters->arena, buffer_slice(&out), TEXT_FAINT);
    }
}

/* The description that its author gave it; one that was taken from the text would be read twice. */
static void add_lead(struct chapters *chapters, const struct item *item, struct block *opening) {
    struct value value = item_value(item, COMMON_DESCRIPTION);
    if (value.type == VALUE_TEXT && value.length > 0) {
        struct block *lead = block_add(opening, chapters->arena, BLOCK_PARAGRAPH);
        lead->is_wide = true;
        text_add(&lead->text, chapters->arena, value_slice(value), TEXT_FAINT);
    }
}

static void add_texts(struct chapters *chapters, const struct item *item, struct slice language,
                      struct prose_context *context, struct block *content) {
    bool first = item->body == NULL;
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        struct slice label = localized_in(text->field->label, language, SLICE("nl"));
        if (!first && label.length > 0) {
            add_heading(chapters, content, label, 2);
        }
        prose_read(text, context, content);
        first = false;
    }
}

/* A quotation that stands alone in a chapter is one that catches the eye. */
static void mark_quotes(struct block *content) {
    for (struct block *block = content->first; block != NULL; block = block->next) {
        bool alone = block->type == BLOCK_QUOTE && block->first != NULL &&
                     block->first->next == NULL && block->first->type == BLOCK_PARAGRAPH;
        size_t length = 0;
        for (const struct run *run = alone ? block->first->text.first : NULL; run != NULL;
             run = run->next) {
            length += run->text.length;
        }
        block->is_loud = block->is_loud || (alone && length <= 200);
    }
}

static void read_item(struct chapters *chapters, struct chapter *chapter,
                      struct prose_context *context) {
    const struct item *item = chapter->source->item;
    struct block *opening = block_add(chapter->content, chapters->arena, BLOCK_OPENING);
    add_kicker(chapters, item, chapter->language, opening);
    add_heading(chapters, opening, chapter->source->title, 0);
    add_lead(chapters, item, opening);
    bool has_body = item->body != NULL && item->body->to > item->body->from;
    if (!has_body) {
        facts_read(item, context, chapter->language, chapter->content);
    } else {
        prose_read(item->body, context, chapter->content);
    }
    add_texts(chapters, item, chapter->language, context, chapter->content);
    if (item->kind->map == KIND_MAP_NODE && !has_body) {
        block_add(chapter->content, chapters->arena, BLOCK_MAP)->item = item;
    }
    if (has_body) {
        facts_read(item, context, chapter->language, chapter->content);
    }
    mark_quotes(chapter->content);
}

static void begin_chapter(struct chapters *chapters, const struct pdf_chapter *source) {
    struct chapter *chapter = &chapters->list[chapters->count++];
    chapter->source = source;
    chapter->language =
        source->item != NULL ? source->item->language : chapters->document->language;
    chapter->content = block_add(NULL, chapters->arena, BLOCK_GROUP);
    struct slice key = source->item != NULL ? key_of(chapters->arena, source->item, SLICE(""))
                                            : arena_format(chapters->arena, "%zu", chapters->count);
    chapter->destination = add_destination(chapters, key, source->title);
    chapter->content->destination = chapter->destination;
}

void chapters_read(struct chapters *chapters, const struct pdf_document *document,
                   struct arena *arena, struct arena *scratch) {
    *chapters = (struct chapters){.document = document, .arena = arena};
    map_init(&chapters->destinations, arena);
    chapters->list = arena_new(arena, struct chapter, document->chapter_count);
    for (size_t i = 0; i < document->chapter_count; i++) {
        begin_chapter(chapters, &document->chapters[i]);
    }
    struct prose_context context = {.arena = arena,
                                    .scratch = scratch,
                                    .destination = find_destination,
                                    .address = find_address,
                                    .label = find_label,
                                    .context = chapters};
    for (size_t i = 0; i < chapters->count; i++) {
        struct chapter *chapter = &chapters->list[i];
        context.chapter = (uint32_t)i + 1;
        chapter->destination->told = context.chapter; /* one is there already */
        if (chapter->source->item != NULL) {
            read_item(chapters, chapter, &context);
        } else {
            add_heading(chapters, chapter->content, chapter->source->title, 0);
        }
    }
}

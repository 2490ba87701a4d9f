#include "document/content.h"
#include "document/plain.h"
#include "formats/json.h"

static struct slice chapter_address(void *context, const struct chapter *chapter, struct slice id) {
    struct slice parts[] = {SLICE("#"), chapter->name, SLICE("--"), id};
    return arena_join(context, parts, id.length > 0 ? 4 : 2);
}

static struct slice file_address(void *context, const struct asset *asset) {
    (void)context;
    return asset->address;
}

static void write_date(struct json *json, const char *key, struct date date, struct arena *arena) {
    if (date.year > 0) {
        struct buffer text;
        buffer_init(&text, arena);
        date_append_iso(&text, date);
        json_member_text(json, key, buffer_slice(&text));
    }
}

static void write_facts(struct json *json, const struct prose_style *style,
                        const struct item *item) {
    size_t count = 0;
    const struct fact *facts = document_facts(style->document, item, style->arena, &count);
    json_key(json, SLICE("facts"));
    json_open_list(json);
    for (size_t i = 0; i < count; i++) {
        json_open_object(json);
        json_member_text(json, "label", facts[i].label);
        json_key(json, SLICE("values"));
        json_open_list(json);
        for (size_t j = 0; j < facts[i].value_count; j++) {
            json_write_text(json, facts[i].values[j].text);
        }
        json_close_list(json);
        json_close_object(json);
    }
    json_close_list(json);
}

static void write_item(struct json *json, const struct prose_style *style,
                       const struct chapter *chapter) {
    const struct item *item = chapter->item;
    struct buffer html;
    buffer_init(&html, style->arena);
    json_member_text(json, "kind", item->kind->name);
    json_member_text(json, "identity", item->identity);
    json_member_text(json, "language", item->language);
    json_member_text(json, "address",
                     site_absolute(style->document->site, item->address, style->arena));
    if (item->description.length > 0) {
        json_member_text(json, "description", item->description);
    }
    write_date(json, "date", item_date(item, COMMON_DATE), style->arena);
    write_date(json, "updated", item_date(item, COMMON_UPDATED), style->arena);
    write_facts(json, style, item);
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        prose_append(style, chapter, text, &html);
    }
    if (item->body != NULL) {
        prose_append(style, chapter, item->body, &html);
    }
    json_member_text(json, "html", buffer_slice(&html));
}

struct slice plain_json(const struct document *document, struct arena *arena) {
    const struct prose_style style = {.document = document,
                                      .arena = arena,
                                      .chapter = chapter_address,
                                      .file = file_address,
                                      .context = arena,
                                      .one_page = true};
    struct buffer out;
    struct json json;
    buffer_init(&out, arena);
    json_init(&json, &out, true);
    json_open_object(&json);
    json_member_text(&json, "title", document->title);
    json_member_text(&json, "description", document->description);
    json_member_text(&json, "language", document->language);
    json_member_text(&json, "author", document->author);
    write_date(&json, "date", document->date, arena);
    json_key(&json, SLICE("chapters"));
    json_open_list(&json);
    for (size_t i = 0; i < document->chapter_count; i++) {
        const struct chapter *chapter = &document->chapters[i];
        json_open_object(&json);
        json_member_text(&json, "name", chapter->name);
        json_member_text(&json, "title", chapter->title);
        json_member_integer(&json, "depth", chapter->depth);
        if (chapter->item != NULL) {
            write_item(&json, &style, chapter);
        }
        json_close_object(&json);
    }
    json_close_list(&json);
    json_close_object(&json);
    buffer_append_byte(&out, '\n');
    return buffer_slice(&out);
}

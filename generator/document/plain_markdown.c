#include "base/escape.h"
#include "document/content.h"
#include "document/look.h"
#include "document/plain.h"
#include "formats/xml_library.h"

/* In one text without anchors, another chapter is found by its title: its page on the web is what a
 * link can lead to. */
static struct slice chapter_address(void *context, const struct chapter *chapter, struct slice id) {
    const struct prose_style *style = context;
    const struct site *site = style->document->site;
    if (site->settings.base_url.length == 0 || chapter->item == NULL) {
        return slice_of("", 0);
    }
    struct slice parts[] = {site_absolute(site, chapter->item->address, style->arena), SLICE("#"),
                            id};
    return arena_join(style->arena, parts, id.length > 0 ? 3 : 1);
}

static struct slice file_address(void *context, const struct asset *asset) {
    const struct prose_style *style = context;
    const struct site *site = style->document->site;
    return site->settings.base_url.length == 0 ? slice_of("", 0)
                                               : site_absolute(site, asset->address, style->arena);
}

struct slice plain_markdown(const struct document *document, struct arena *arena) {
    struct prose_style style = {.document = document,
                                .arena = arena,
                                .chapter = chapter_address,
                                .file = file_address,
                                .one_page = true};
    style.context = &style;
    const struct xml_module *module = xml_library();
    struct markdown_writer *writer = module->markdown_begin(arena, MARKDOWN_WRITE_PLAIN);
    struct buffer html;
    buffer_init(&html, arena);
    buffer_append_text(&html, "<h1>");
    escape_html(&html, document->title);
    buffer_append_text(&html, "</h1>\n");
    look_append_byline(document, &html);
    content_append_front(&style, &html);
    module->markdown_html(writer, buffer_slice(&html), 0);
    for (size_t i = 0; i < document->chapter_count; i++) {
        buffer_truncate(&html, 0);
        content_append(&style, &document->chapters[i], &html);
        module->markdown_html(writer, buffer_slice(&html), 1 + document->chapters[i].depth);
    }
    return module->markdown_finish(writer);
}

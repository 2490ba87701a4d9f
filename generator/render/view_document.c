/* The documents of `documents:`, as templates see them. */
#include "render/page.h"

/* What the document is of, when that is one thing. */
static struct slice subject_of(const struct document_setting *document) {
    if (document->of_count + document->about_count != 1) {
        return slice_of("", 0);
    }
    return document->of_count == 1 ? document->of[0].text : document->about[0].text;
}

static struct slice title_of(struct view *view, const struct document_setting *document) {
    const struct settings *settings = &view->site->settings;
    struct slice language = view->page->language;
    struct slice title = localized_in(document->title, language, settings->language);
    struct slice subject = subject_of(document);
    if (title.length > 0 || subject.length == 0) {
        return title.length > 0 ? title
                                : localized_in(settings->title, language, settings->language);
    }
    const struct kind *kind = site_kind(view->site, subject);
    const struct candidate *found = map_get(&view->site->identities, subject);
    return kind != NULL    ? kind_plural(kind, language)
           : found != NULL ? item_in_language(found->item, language)->title
                           : subject;
}

static struct value files_of(struct view *view, const struct document_setting *document) {
    struct value *values = arena_new(view->arena, struct value, DOCUMENT_FORMAT_COUNT);
    size_t count = 0;
    for (enum document_format format = 0; format < DOCUMENT_FORMAT_COUNT; format++) {
        if (document->formats[format]) {
            struct slice path = document_address(document, format, view->arena);
            struct value_pair pairs[] = {
                view_pair("format", value_text(document_ending(format))),
                view_pair("address", value_text(view_address(view, path, slice_of("", 0))))};
            values[count++] = view_map(view, pairs, 2);
        }
    }
    return value_list(values, count);
}

struct value view_documents(struct view *view, struct slice subject) {
    const struct settings *settings = &view->site->settings;
    struct value *values = arena_new(view->arena, struct value, settings->document_count);
    size_t count = 0;
    for (size_t i = 0; i < settings->document_count; i++) {
        const struct document_setting *document = &settings->documents[i];
        if (subject.length == 0 || slice_equals(subject, subject_of(document))) {
            struct value_pair pairs[] = {view_pair("title", value_text(title_of(view, document))),
                                         view_pair("files", files_of(view, document))};
            values[count++] = view_map(view, pairs, 2);
        }
    }
    return value_list(values, count);
}

/* Which items a document has, and in what order. */
#include "base/nearest.h"
#include "base/utf8.h"
#include "document/document.h"

struct selection {
    const struct document_request *request;
    struct document *document;
    struct arena *arena;
    struct diagnostics *diagnostics;
    size_t capacity;
    struct map names; /* of chapters → chapter */
    uint32_t depth;   /* of the chapters that come next */
    bool failed;
};

static bool is_published(const struct site *site, const struct item *item) {
    return item->state == ITEM_PUBLISHED || site->drafts;
}

/* A name for files and anchors, of letters, digits and "-", that no other chapter has. */
static struct slice make_name(struct selection *selection, struct slice identity) {
    struct slice base = utf8_slug(selection->arena, identity);
    struct slice name = base;
    for (size_t number = 2; map_get(&selection->names, name) != NULL; number++) {
        name = arena_format(selection->arena, "%.*s-%zu", slice_width(base), base.data, number);
    }
    *map_place(&selection->names, name) = selection;
    return name;
}

static void add_chapter(struct selection *selection, const struct item *item, struct slice title,
                        struct slice identity) {
    struct document *document = selection->document;
    if (document->chapter_count == selection->capacity) {
        size_t capacity = selection->capacity == 0 ? 16 : selection->capacity * 2;
        document->chapters = arena_grow(selection->arena, document->chapters,
                                        selection->capacity * sizeof *document->chapters,
                                        capacity * sizeof *document->chapters);
        selection->capacity = capacity;
    }
    document->chapters[document->chapter_count++] =
        (struct chapter){.item = item,
                         .title = title,
                         .depth = item == NULL ? 0 : selection->depth,
                         .name = make_name(selection, identity)};
}

/* Adds the item in the language of the document, unless it is there or cannot be read by itself. */
static void add_item(struct selection *selection, const struct item *item) {
    struct document *document = selection->document;
    item = item_in_language(item, document->language);
    if (!is_published(document->site, item) || item == document->front) {
        return;
    }
    void **place = map_place(&document->chapters_by_identity, item->identity);
    if (*place == NULL) {
        *place = selection; /* its chapter, once the list stops moving */
        add_chapter(selection, item, item->title, item->identity);
    }
}

static void add_kind(struct selection *selection, const struct kind *kind, bool as_part) {
    if (kind->item_count == 0) {
        return;
    }
    if (as_part) {
        add_chapter(selection, NULL, kind_plural(kind, selection->document->language), kind->name);
    }
    selection->depth = as_part ? 1 : 0;
    for (size_t i = 0; i < kind->item_count; i++) {
        if (kind->items[i] != selection->document->site->home) {
            add_item(selection, kind->items[i]);
        }
    }
    selection->depth = 0;
}

static void add_site(struct selection *selection) {
    const struct site *site = selection->document->site;
    size_t kinds = 0;
    for (size_t i = 0; i < site->kind_count; i++) {
        kinds += site->kinds[i].has_pages && site->kinds[i].item_count > 0;
    }
    for (size_t i = 0; i < site->kind_count; i++) {
        /* Selections are made of what the book has already. */
        if (site->kinds_by_weight[i]->has_pages && site->kinds_by_weight[i]->document == 0) {
            add_kind(selection, site->kinds_by_weight[i], kinds > 1);
        }
    }
}

/* The items of a kind that refer to `item` in a field, in reading order: what has a date and is
 * listed with the newest first is read from the oldest on. */
static void add_referrers(struct selection *selection, const struct item *item, size_t from,
                          size_t to) {
    bool backwards = item->backlinks[from].from->kind->descending;
    for (size_t i = 0; i < to - from; i++) {
        const struct backlink *backlink = &item->backlinks[backwards ? to - 1 - i : from + i];
        if (backlink->field != NULL) {
            add_item(selection, backlink->from);
        }
    }
}

/* The item, and all that refers to it in a field. */
static void add_about(struct selection *selection, const struct item *item) {
    add_item(selection, item);
    for (size_t from = 0, to = 0; from < item->backlink_count; from = to) {
        const struct kind *kind = item->backlinks[from].from->kind;
        while (to < item->backlink_count && item->backlinks[to].from->kind == kind) {
            to++;
        }
        if (kind->has_pages) {
            add_referrers(selection, item, from, to);
        }
    }
}

static void report_missing(struct selection *selection, const struct document_reference *reference,
                           struct slice nearest) {
    const struct site *site = selection->document->site;
    struct nearest names;
    nearest_init(&names, reference->text);
    for (size_t i = 0; nearest.length == 0 && i < site->kind_count; i++) {
        nearest_offer(&names, site->kinds[i].name);
    }
    struct diagnostic *diagnostic =
        diagnostic_add(selection->diagnostics, MESSAGE_DOCUMENT_MISSING, reference->place);
    diagnostic_argument(diagnostic, reference->text);
    diagnostic_suggest(diagnostic, nearest.length > 0 ? nearest : names.best);
    selection->failed = true;
}

/* The item that is meant; NULL after a diagnostic. */
static const struct item *find_item(struct selection *selection,
                                    const struct document_reference *reference) {
    struct find_result found =
        site_find_identity(selection->document->site, reference->text, selection->arena);
    if (found.status != FIND_OK || !is_published(selection->document->site, found.item)) {
        report_missing(selection, reference, found.nearest);
        return NULL;
    }
    return found.item;
}

/* What the selection's field refers to: the text of the selection itself opens the document. */
static void add_selection(struct selection *selection, const struct item *item) {
    const struct field *field = &item->kind->fields[item->kind->document];
    selection->document->front = item_in_language(item, selection->document->language);
    for (const struct reference *at = item->references; at != NULL; at = at->next) {
        if (at->target != NULL && (at->field == field || at->field == field->of)) {
            add_item(selection, at->target);
        }
    }
}

static void add_reference(struct selection *selection, const struct document_reference *reference,
                          bool is_alone) {
    const struct kind *kind = site_kind(selection->document->site, reference->text);
    const struct item *item = kind == NULL ? find_item(selection, reference) : NULL;
    if (kind != NULL) {
        add_kind(selection, kind, !is_alone);
    } else if (item != NULL && is_alone && item->kind->document > 0) {
        add_selection(selection, item);
    } else if (item != NULL) {
        add_item(selection, item);
    }
}

static void choose(struct selection *selection) {
    const struct document_request *request = selection->request;
    bool is_alone = request->of_count + request->about_count == 1;
    for (size_t i = 0; i < request->of_count; i++) {
        add_reference(selection, &request->of[i], is_alone);
    }
    for (size_t i = 0; i < request->about_count; i++) {
        const struct item *item = find_item(selection, &request->about[i]);
        if (item != NULL) {
            add_about(selection, item);
        }
    }
    if (request->of_count + request->about_count == 0) {
        add_site(selection);
    }
}

/* What it is called when nobody said: after the one thing that it is about, or after the site. */
static struct slice default_title(struct selection *selection) {
    const struct document *document = selection->document;
    const struct document_request *request = selection->request;
    if (document->front != NULL) {
        return document->front->title;
    }
    if (request->of_count + request->about_count == 1) {
        const struct kind *kind =
            request->of_count == 1 ? site_kind(document->site, request->of[0].text) : NULL;
        return kind != NULL ? kind_plural(kind, document->language) : document->chapters[0].title;
    }
    return localized_in(document->site->settings.title, document->language,
                        document->site->settings.language);
}

static struct slice default_description(const struct selection *selection) {
    const struct document *document = selection->document;
    if (document->front != NULL) {
        return document->front->description;
    }
    if (selection->request->of_count + selection->request->about_count == 0) {
        return localized_in(document->site->settings.description, document->language,
                            document->site->settings.language);
    }
    return document->chapter_count == 1 ? document->chapters[0].item->description : slice_of("", 0);
}

static void finish(struct selection *selection) {
    struct document *document = selection->document;
    const struct settings *settings = &document->site->settings;
    for (size_t i = 0; i < document->chapter_count; i++) {
        const struct item *item = document->chapters[i].item;
        if (item == NULL) {
            continue;
        }
        *map_place(&document->chapters_by_identity, item->identity) = &document->chapters[i];
        struct date date = item_date(item, COMMON_DATE), updated = item_date(item, COMMON_UPDATED);
        date = date_compare(updated, date) > 0 ? updated : date;
        document->date = date_compare(date, document->date) > 0 ? date : document->date;
    }
    document->title =
        selection->request->title.length > 0 ? selection->request->title : default_title(selection);
    document->description = default_description(selection);
    document->author =
        selection->request->author.length > 0
            ? selection->request->author
            : localized_in(settings->publisher, document->language, settings->language);
}

struct document *document_make(const struct site *site, const struct document_request *request,
                               struct arena *arena, struct diagnostics *diagnostics) {
    struct document *document = arena_new(arena, struct document, 1);
    document->site = site;
    document->language = request->language.length > 0 ? request->language : site->settings.language;
    map_init(&document->chapters_by_identity, arena);
    struct selection selection = {
        .request = request, .document = document, .arena = arena, .diagnostics = diagnostics};
    map_init(&selection.names, arena);
    choose(&selection);
    if (selection.failed) {
        return NULL;
    }
    if (document->chapter_count == 0 && document->front == NULL) {
        const struct document_reference *first = request->of_count > 0      ? request->of
                                                 : request->about_count > 0 ? request->about
                                                                            : NULL;
        diagnostic_add(diagnostics, MESSAGE_DOCUMENT_EMPTY,
                       first != NULL ? first->place : place_file(slice_of("", 0)));
        return NULL;
    }
    finish(&selection);
    return document;
}

const struct chapter *document_chapter(const struct document *document, const struct item *item) {
    return map_get(&document->chapters_by_identity, item->identity);
}

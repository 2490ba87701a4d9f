/* What may come where the cursor stands: references, anchors, fields, choices. */
#include "base/utf8.h"
#include "lsp/position.h"
#include "lsp/session.h"

enum { SHOWN = 200, ITEM_FIELD = 5, ITEM_VALUE = 12, ITEM_REFERENCE = 18 };

struct completion {
    struct request *request;
    json_t *list;
    struct slice typed; /* what is there of the word, folded: it must stand in what is offered */
    size_t start;       /* where the word begins */
    bool is_cut;        /* there was more than is shown */
};

/* The item, in place of the word. `detail` and `documentation` may be empty. */
static void offer(struct completion *completion, int type, struct slice label, struct slice text,
                  struct slice detail, struct slice documentation) {
    struct request *request = completion->request;
    struct slice parts[] = {label, SLICE(" "), text};
    struct slice all = utf8_fold(request->arena, arena_join(request->arena, parts, 3));
    if (slice_search(all, completion->typed) == SLICE_NOT_FOUND) {
        return;
    }
    if (json_array_size(completion->list) == SHOWN) {
        completion->is_cut = true;
        return;
    }
    json_t *range = position_range(request->text, completion->start, request->offset,
                                   request->session->in_bytes);
    json_t *item = json_pack(
        "{s:o, s:i, s:o, s:{s:o, s:o}}", "label", session_string(label), "kind", type, "filterText",
        session_string(slice_between(request->text, completion->start, request->offset)),
        "textEdit", "range", range, "newText", session_string(text));
    if (detail.length > 0) {
        json_object_set_new(item, "detail", session_string(detail));
    }
    if (documentation.length > 0) {
        json_object_set_new(item, "documentation", session_string(documentation));
    }
    json_array_append_new(completion->list, item);
}

/* Items of a kind (NULL: of all), written as `kind:slug`, or only their slugs. */
static void offer_items(struct completion *completion, const struct kind *kind, bool with_kind) {
    const struct site *site = completion->request->site;
    struct slice language = completion->request->session->options->language;
    for (size_t i = 0; i < site->item_count && !completion->is_cut; i++) {
        const struct item *item = site->items[i];
        if (item->is_translation || item->is_duplicate || (kind != NULL && item->kind != kind)) {
            continue;
        }
        struct slice text = with_kind ? item->identity : item->slug;
        struct slice parts[] = {kind_label(item->kind, language), SLICE(" · "), item->title};
        offer(completion, ITEM_REFERENCE, text, text,
              arena_join(completion->request->arena, parts, 3), item->description);
    }
}

static void offer_anchors(struct completion *completion, const struct item *item) {
    const struct prose *body = item == NULL ? NULL : item->body;
    for (uint32_t i = 0; body != NULL && i < body->markup->anchor_count; i++) {
        const struct markup_anchor *anchor = &body->markup->anchors[i];
        offer(completion, ITEM_REFERENCE, anchor->id, anchor->id, anchor->text, slice_of("", 0));
    }
}

static bool is_word(char byte) {
    unsigned char code = (unsigned char)byte;
    return code >= 0x80 || (code >= '0' && code <= '9') ||
           ((code | 32) >= 'a' && (code | 32) <= 'z') || code == '-' || code == '_' ||
           code == '/' || code == '.' || code == ':' || code == '#';
}

static void begin_word(struct completion *completion, size_t start) {
    struct request *request = completion->request;
    completion->start = start;
    completion->typed =
        utf8_fold(request->arena, slice_between(request->text, start, request->offset));
}

/* "article:begin#do": anchors behind "#", items of the kind behind ":", else any item. */
static void complete_reference(struct completion *completion, size_t start,
                               const struct kind *kind) {
    struct request *request = completion->request;
    struct slice word = slice_between(request->text, start, request->offset);
    size_t hash = slice_find(word, '#');
    if (hash != SLICE_NOT_FOUND) {
        struct slice name = slice_take(word, hash);
        struct find_result found = site_find_identity(request->site, name, request->arena);
        const struct item *item = name.length == 0 ? find_file_item(request->site, request->path)
                                  : found.status == FIND_OK ? found.item
                                                            : NULL;
        begin_word(completion, start + hash + 1);
        offer_anchors(completion, item);
        return;
    }
    size_t colon = slice_find(word, ':');
    const struct kind *named =
        colon == SLICE_NOT_FOUND ? NULL : site_kind(request->site, slice_take(word, colon));
    begin_word(completion, start);
    offer_items(completion, named != NULL ? named : kind, named != NULL || kind == NULL);
}

static size_t line_start(struct slice text, size_t offset) {
    while (offset > 0 && text.data[offset - 1] != '\n') {
        offset--;
    }
    return offset;
}

/* Where the fields of the file end: a YAML file is all fields. */
static size_t fields_end(const struct request *request) {
    if (slice_ends_with(request->path, SLICE(".yaml"))) {
        return request->text.length;
    }
    size_t end = slice_search(slice_skip(request->text, 3), SLICE("\n---"));
    bool has_fields = slice_starts_with(request->text, SLICE("---"));
    return !has_fields ? 0 : end == SLICE_NOT_FOUND ? request->text.length : end + 3;
}

static const struct kind *kind_of_path(const struct request *request) {
    const struct kind *best = NULL;
    for (size_t i = 0; i < request->site->kind_count; i++) {
        const struct kind *kind = &request->site->kinds[i];
        struct slice parts[] = {SLICE("content/"), kind->folder, SLICE("/")};
        if (slice_starts_with(request->path, arena_join(request->arena, parts, 3)) &&
            (best == NULL || kind->folder.length > best->folder.length)) {
            best = kind;
        }
    }
    return best;
}

static void offer_fields(struct completion *completion, const struct kind *kind) {
    struct session *session = completion->request->session;
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct field *field = &kind->fields[i];
        struct slice parts[] = {field->name, SLICE(": ")};
        if (field->name.length > 0) {
            offer(completion, ITEM_FIELD, field->name,
                  arena_join(completion->request->arena, parts, 2),
                  localized_in(field->label, session->options->language, SLICE("nl")),
                  localized_in(field->help, session->options->language, SLICE("nl")));
        }
    }
}

static void offer_value(struct completion *completion, const struct field *field, size_t start) {
    struct request *request = completion->request;
    const struct field *one = field->type == FIELD_LIST ? field->of : field;
    struct slice none = slice_of("", 0);
    begin_word(completion, start);
    if (one->type == FIELD_CHOICE) {
        for (size_t i = 0; i < one->choice_count; i++) {
            offer(completion, ITEM_VALUE, one->choices[i], one->choices[i], none, none);
        }
    } else if (one->type == FIELD_BOOLEAN) {
        offer(completion, ITEM_VALUE, SLICE("true"), SLICE("true"), none, none);
        offer(completion, ITEM_VALUE, SLICE("false"), SLICE("false"), none, none);
    } else if (one->type == FIELD_REFERENCE) {
        complete_reference(completion, start,
                           one->to_count == 1 ? site_kind(request->site, one->to[0]) : NULL);
    }
}

/* The field that the line belongs to: its own, or for a line of a list the one above it. */
static const struct field *field_of_line(const struct request *request, const struct kind *kind,
                                         size_t start) {
    for (;;) {
        struct slice line = slice_skip(request->text, start), rest = line;
        slice_cut_line(&rest, &line);
        size_t colon = slice_find(line, ':');
        if (line.length > 0 && line.data[0] != ' ' && line.data[0] != '-' &&
            colon != SLICE_NOT_FOUND) {
            return kind_field(kind, slice_take(line, colon));
        }
        if (start == 0) {
            return NULL;
        }
        start = line_start(request->text, start - 1);
    }
}

static void complete_field(struct completion *completion, const struct kind *kind) {
    struct request *request = completion->request;
    size_t start = line_start(request->text, request->offset);
    struct slice before = slice_between(request->text, start, request->offset);
    bool is_list = slice_starts_with(slice_trim(before), SLICE("-"));
    if (slice_find(before, ':') == SLICE_NOT_FOUND && !is_list) {
        begin_word(completion, start);
        offer_fields(completion, kind);
        return;
    }
    const struct field *field = field_of_line(request, kind, start);
    size_t word = request->offset;
    while (word > start && is_word(request->text.data[word - 1])) {
        word--;
    }
    size_t colon = slice_find(before, ':');
    if (!is_list && word <= start + colon) {
        word = start + colon + 1; /* "field:" without a space */
    }
    if (field != NULL) {
        offer_value(completion, field, word);
    }
}

/* Where "[[" opens a wiki link on this line, behind it; else SIZE_MAX. */
static size_t wiki_start(const struct request *request) {
    size_t start = line_start(request->text, request->offset);
    for (size_t at = request->offset; at >= start + 2; at--) {
        struct slice two = slice_between(request->text, at - 2, at);
        if (slice_equals(two, SLICE("[["))) {
            return at;
        }
        if (slice_equals(two, SLICE("]]"))) {
            break;
        }
    }
    return SIZE_MAX;
}

static void complete_text(struct completion *completion) {
    struct request *request = completion->request;
    size_t wiki = wiki_start(request);
    if (wiki != SIZE_MAX) {
        complete_reference(completion, wiki, NULL);
        return;
    }
    size_t word = request->offset;
    while (word > 0 && is_word(request->text.data[word - 1])) {
        word--;
    }
    bool in_link =
        word >= 2 && (slice_equals(slice_between(request->text, word - 2, word), SLICE("](")) ||
                      request->text.data[word - 1] == '<');
    struct slice typed = slice_between(request->text, word, request->offset);
    size_t colon = slice_find(typed, ':');
    bool has_kind =
        colon != SLICE_NOT_FOUND && site_kind(request->site, slice_take(typed, colon)) != NULL;
    if (in_link || has_kind) {
        complete_reference(completion, word, NULL);
    }
}

json_t *answer_completion(struct request *request) {
    struct completion completion = {.request = request, .list = json_array()};
    const struct kind *kind = kind_of_path(request);
    if (kind != NULL && request->offset <= fields_end(request)) {
        complete_field(&completion, kind);
    } else if (kind != NULL) {
        complete_text(&completion);
    }
    return json_pack("{s:b, s:o}", "isIncomplete", completion.is_cut, "items", completion.list);
}

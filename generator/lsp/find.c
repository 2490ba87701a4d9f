/* What stands at a place. */
#include "lsp/position.h"
#include "lsp/session.h"

const struct item *find_file_item(const struct site *site, struct slice path) {
    return map_get(&site->item_paths, path);
}

static bool is_at(const struct request *request, size_t start, size_t end) {
    return request->offset >= start && request->offset <= end;
}

static bool find_in_prose(const struct request *request, const struct prose *prose,
                          struct found_reference *found) {
    for (uint32_t i = 0;
         prose->markup != NULL && prose->targets != NULL && i < prose->markup->link_count; i++) {
        const struct markup_link *link = &prose->markup->links[i];
        const struct target *target = &prose->targets[i];
        if (target->type == TARGET_ITEM && is_at(request, link->start, link->end)) {
            *found =
                (struct found_reference){target->to.item, target->anchor, link->start, link->end};
            return true;
        }
    }
    return false;
}

/* The menu, the front page and the footer of site.yaml. */
static bool find_in_settings(const struct request *request, struct found_reference *found) {
    const struct settings *settings = &request->site->settings;
    struct place home = settings->home_place;
    if (!slice_equals(request->path, settings->path)) {
        return false;
    }
    if (request->site->home != NULL && is_at(request, home.start, home.end)) {
        *found =
            (struct found_reference){request->site->home, slice_of("", 0), home.start, home.end};
        return true;
    }
    for (size_t i = 0; i < settings->menu_count; i++) {
        const struct menu_entry *entry = &settings->menu[i];
        if (entry->target.type == TARGET_ITEM &&
            is_at(request, entry->place.start, entry->place.end)) {
            *found = (struct found_reference){entry->target.to.item, entry->target.anchor,
                                              entry->place.start, entry->place.end};
            return true;
        }
    }
    const struct prose *footer = request->site->footers == NULL ? NULL : request->site->footers[0];
    return footer != NULL && find_in_prose(request, footer, found);
}

bool find_reference(const struct request *request, struct found_reference *found) {
    const struct item *item = find_file_item(request->site, request->path);
    if (item == NULL) {
        return find_in_settings(request, found);
    }
    for (const struct reference *at = item->references; at != NULL; at = at->next) {
        if (at->target != NULL && is_at(request, at->start, at->end)) {
            *found = (struct found_reference){at->target, slice_of("", 0), at->start, at->end};
            return true;
        }
    }
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        if (find_in_prose(request, text, found)) {
            return true;
        }
    }
    return item->body != NULL && find_in_prose(request, item->body, found);
}

/* Where an item, or a place in it, is written. */
static json_t *location(const struct request *request, const struct item *item,
                        struct slice anchor) {
    struct session *session = request->session;
    struct slice text = session_text(session, item->path, request->arena);
    const struct markup_anchor *place = anchor.length == 0 ? NULL : item_anchor(item, anchor, NULL);
    size_t start = place != NULL ? place->start : item->start;
    size_t end = place != NULL ? place->end : item->start;
    return json_pack("{s:o, s:o}", "uri", session_uri(session, item->path), "range",
                     position_range(text, start, end, session->in_bytes));
}

json_t *answer_definition(struct request *request) {
    struct found_reference found;
    return find_reference(request, &found) ? location(request, found.target, found.anchor) : NULL;
}

/* Who refers to the item at the place, or else to the item whose file it is. */
json_t *answer_references(struct request *request) {
    struct found_reference found;
    const struct item *item = find_reference(request, &found)
                                  ? found.target
                                  : find_file_item(request->site, request->path);
    json_t *list = json_array();
    for (size_t i = 0; item != NULL && i < item->backlink_count; i++) {
        const struct backlink *backlink = &item->backlinks[i];
        struct slice path = backlink->from->path;
        struct slice text = session_text(request->session, path, request->arena);
        size_t start = 0, end = 0;
        if (backlink->field == NULL && backlink->prose->markup != NULL) {
            start = backlink->prose->markup->links[backlink->link].start;
            end = backlink->prose->markup->links[backlink->link].end;
        }
        for (const struct reference *at = backlink->from->references;
             at != NULL && backlink->field != NULL; at = at->next) {
            if (at->target == item && at->field == backlink->field) {
                start = at->start;
                end = at->end;
            }
        }
        json_array_append_new(
            list, json_pack("{s:o, s:o}", "uri", session_uri(request->session, path), "range",
                            position_range(text, start, end, request->session->in_bytes)));
    }
    return list;
}

json_t *answer_hover(struct request *request) {
    struct found_reference found;
    if (!find_reference(request, &found)) {
        return NULL;
    }
    struct slice language = request->session->options->language;
    struct buffer text;
    buffer_init(&text, request->arena);
    buffer_append_text(&text, "**");
    buffer_append(&text, found.target->title);
    buffer_append_text(&text, "**  \n");
    buffer_append(&text, kind_label(found.target->kind, language));
    buffer_append_text(&text, " · `");
    buffer_append(&text, found.target->identity);
    buffer_append_text(&text, "`");
    const struct markup_anchor *anchor =
        found.anchor.length == 0 ? NULL : item_anchor(found.target, found.anchor, NULL);
    if (anchor != NULL && anchor->text.length > 0) {
        buffer_append_text(&text, " · ");
        buffer_append(&text, anchor->text);
    }
    if (found.target->description.length > 0) {
        buffer_append_text(&text, "\n\n");
        buffer_append(&text, found.target->description);
    }
    return json_pack(
        "{s:{s:s, s:o}, s:o}", "contents", "kind", "markdown", "value",
        session_string(buffer_slice(&text)), "range",
        position_range(request->text, found.start, found.end, request->session->in_bytes));
}

/* The headings of the text, flat: editors show them as a list. */
json_t *answer_symbols(struct request *request) {
    enum { SYMBOL_FILE = 1, SYMBOL_STRING = 15 };
    const struct item *item = find_file_item(request->site, request->path);
    json_t *list = json_array();
    if (item == NULL) {
        return list;
    }
    bool in_bytes = request->session->in_bytes;
    json_array_append_new(
        list,
        json_pack("{s:o, s:i, s:o, s:o}", "name", session_string(item->title), "kind", SYMBOL_FILE,
                  "range", position_range(request->text, 0, request->text.length, in_bytes),
                  "selectionRange", position_range(request->text, 0, 0, in_bytes)));
    for (uint32_t i = 0; item->body != NULL && i < item->body->markup->anchor_count; i++) {
        const struct markup_anchor *anchor = &item->body->markup->anchors[i];
        if (anchor->type == MARKUP_ANCHOR_HEADING && anchor->text.length > 0) {
            json_array_append_new(
                list,
                json_pack("{s:o, s:o, s:i, s:o, s:o}", "name", session_string(anchor->text),
                          "detail", session_string(anchor->id), "kind", SYMBOL_STRING, "range",
                          position_range(request->text, anchor->start, anchor->end, in_bytes),
                          "selectionRange",
                          position_range(request->text, anchor->start, anchor->end, in_bytes)));
        }
    }
    return list;
}

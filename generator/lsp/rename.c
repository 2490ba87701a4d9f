/* Renaming: an item by a reference to it or by its slug, an anchor by a reference or its heading.
 * The edits are those of `knoop move` and `knoop rename-anchor`, of the texts as the editor has
 * them. */
#include "rename/rename.h"

#include "base/files.h"
#include "lsp/position.h"
#include "lsp/session.h"

#include <string.h>

/* What stands at the cursor. */
struct renamed {
    const struct item *item;
    bool is_anchor;
    struct slice anchor; /* then this one of the item */
    size_t start;        /* what the editor shows as the name */
    size_t end;
};

/* The part of a reference that the cursor is in: its anchor, or the name of the item without its
 * kind. The inside of a wiki link may have another text behind "|". */
static void find_part(const struct request *request, const struct found_reference *found,
                      struct renamed *renamed) {
    struct slice written = slice_between(request->text, found->start, found->end);
    size_t bar = slice_find(written, '|');
    written = slice_take(written, bar == SLICE_NOT_FOUND ? written.length : bar);
    size_t hash = slice_find(written, '#');
    size_t end = hash == SLICE_NOT_FOUND ? written.length : hash;
    size_t colon = slice_find(slice_take(written, end), ':');
    bool in_anchor = hash != SLICE_NOT_FOUND && request->offset > found->start + hash;
    struct slice part = in_anchor
                            ? slice_skip(written, hash + 1)
                            : slice_between(written, colon == SLICE_NOT_FOUND ? 0 : colon + 1, end);
    while (part.length > 0 && strchr("\"' \t", part.data[0]) != NULL) {
        part = slice_skip(part, 1);
    }
    while (part.length > 0 && strchr("\"' \t\r\n", part.data[part.length - 1]) != NULL) {
        part.length--;
    }
    renamed->is_anchor = in_anchor || part.length == 0; /* "#anchor" names only that */
    renamed->anchor = found->anchor;
    renamed->start = (size_t)(part.data - request->text.data);
    renamed->end = renamed->start + part.length;
}

/* The heading that the cursor is in: its {#id}, or all of it. */
static bool find_heading(const struct request *request, const struct item *item,
                         const struct prose *prose, struct renamed *renamed) {
    for (uint32_t i = 0; prose != NULL && i < prose->markup->anchor_count; i++) {
        const struct markup_anchor *anchor = &prose->markup->anchors[i];
        if (anchor->type != MARKUP_ANCHOR_HEADING || request->offset < anchor->start ||
            request->offset > anchor->end) {
            continue;
        }
        struct slice parts[] = {SLICE("{#"), anchor->id, SLICE("}")};
        struct slice heading = slice_between(request->text, anchor->start, anchor->end);
        size_t at = slice_search(heading, arena_join(request->arena, parts, 3));
        *renamed = (struct renamed){.item = item,
                                    .is_anchor = true,
                                    .anchor = anchor->id,
                                    .start = anchor->start,
                                    .end = anchor->start + slice_trim(heading).length};
        if (anchor->explicit_id && at != SLICE_NOT_FOUND) {
            renamed->start = anchor->start + at + parts[0].length;
            renamed->end = renamed->start + anchor->id.length;
        }
        return true;
    }
    return false;
}

static bool find_renamed(const struct request *request, struct renamed *renamed) {
    struct found_reference found;
    if (find_reference(request, &found)) {
        *renamed = (struct renamed){.item = found.target};
        find_part(request, &found, renamed);
        return true;
    }
    const struct item *item = find_file_item(request->site, request->path);
    if (item == NULL) {
        return false;
    }
    struct value slug = item->values[COMMON_SLUG];
    if (slug.type == VALUE_TEXT && request->offset >= slug.start && request->offset <= slug.end) {
        *renamed = (struct renamed){.item = item, .start = slug.start, .end = slug.end};
        return true;
    }
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        if (find_heading(request, item, text, renamed)) {
            return true;
        }
    }
    return find_heading(request, item, item->body, renamed);
}

/* Always NULL, to return it. */
static json_t *refuse(struct request *request, const char *english, const char *dutch,
                      struct slice name) {
    bool is_dutch = slice_equals(request->session->options->language, SLICE("nl"));
    request->refusal = arena_format(request->arena, name.length > 0 ? "%s: `%.*s`" : "%s",
                                    is_dutch ? dutch : english, slice_width(name), name.data);
    return NULL;
}

static json_t *refuse_because(struct request *request, const struct rename_refusal *refusal) {
    return refuse(request, refusal->because[0], refusal->because[1], refusal->name);
}

/* What may be renamed at the cursor; false when nothing is there, or it was refused. */
static bool begin(struct request *request, struct renamed *renamed) {
    struct rename_refusal refusal;
    if (!find_renamed(request, renamed)) {
        return false;
    }
    bool may = renamed->is_anchor
                   ? rename_may_rename_heading(renamed->item, renamed->anchor, &refusal)
                   : rename_may_move(renamed->item, &refusal);
    if (!may) {
        refuse_because(request, &refusal);
    } else if (diagnostics_errors(warm_diagnostics(request->session->warm), false) > 0) {
        refuse(request, "mend the errors first: then every reference is known",
               "verbeter eerst de fouten: dan is elke verwijzing bekend", slice_of("", 0));
    }
    return request->refusal.length == 0;
}

json_t *answer_prepare_rename(struct request *request) {
    struct renamed renamed;
    if (!begin(request, &renamed)) {
        return NULL;
    }
    return json_pack(
        "{s:o, s:o}", "range",
        position_range(request->text, renamed.start, renamed.end, request->session->in_bytes),
        "placeholder", session_string(renamed.is_anchor ? renamed.anchor : renamed.item->slug));
}

/* --- The edits, as the protocol has them --- */

static bool read_text(void *context, struct slice path, struct arena *arena, struct slice *text) {
    *text = session_text(context, path, arena);
    return true;
}

/* The edits of one file, `count` from `from` on. */
static json_t *text_edits(const struct request *request, struct rename *rename, size_t from,
                          size_t count) {
    struct slice text = rename_text(rename, rename->edits.entries[from].path);
    json_t *list = json_array();
    for (size_t i = from; i < from + count; i++) {
        const struct edit *edit = &rename->edits.entries[i];
        json_array_append_new(list, json_pack("{s:o, s:o}", "range",
                                              position_range(text, edit->start, edit->end,
                                                             request->session->in_bytes),
                                              "newText", session_string(edit->text)));
    }
    return list;
}

static json_t *plain_changes(const struct request *request, struct rename *rename) {
    json_t *changes = json_object();
    for (size_t i = 0; i < rename->edits.count;) {
        size_t count = edits_of_file(&rename->edits, i);
        json_t *uri = session_uri(request->session, rename->edits.entries[i].path);
        json_object_set_new(changes, json_string_value(uri), text_edits(request, rename, i, count));
        json_decref(uri);
        i += count;
    }
    return json_pack("{s:o}", "changes", changes);
}

/* First the texts, by their old names; then the names. */
static json_t *document_changes(const struct request *request, struct rename *rename) {
    struct session *session = request->session;
    json_t *list = json_array();
    for (size_t i = 0; i < rename->edits.count;) {
        size_t count = edits_of_file(&rename->edits, i);
        struct slice path = rename->edits.entries[i].path;
        json_array_append_new(list, json_pack("{s:{s:o, s:o}, s:o}", "textDocument", "uri",
                                              session_uri(session, path), "version",
                                              session_version(session, path), "edits",
                                              text_edits(request, rename, i, count)));
        i += count;
    }
    for (size_t i = 0; i < rename->renaming_count; i++) {
        const struct renaming *one = &rename->renamings[i];
        if (!slice_equals(one->from, one->to)) {
            json_array_append_new(list, json_pack("{s:s, s:o, s:o, s:{s:b}}", "kind", "rename",
                                                  "oldUri", session_uri(session, one->from),
                                                  "newUri", session_uri(session, one->to),
                                                  "options", "overwrite", 0));
        }
    }
    return json_pack("{s:o}", "documentChanges", list);
}

/* Whether the editor can do it; else it is refused. */
static bool can_rename_files(struct request *request, const struct rename *rename) {
    if (rename->renaming_count > 0 && !request->session->renames_files) {
        refuse(request, "this editor cannot rename files; use knoop move",
               "deze tekstverwerker kan geen bestanden hernoemen; gebruik knoop move",
               slice_of("", 0));
        return false;
    }
    for (size_t i = 0; i < rename->renaming_count; i++) {
        const struct renaming *one = &rename->renamings[i];
        if (!slice_equals(one->from, one->to) &&
            file_stat(request->session->options->site.root, one->to, NULL, NULL) != FILE_MISSING) {
            refuse(request, "this file exists already", "dit bestand bestaat al", one->to);
            return false;
        }
    }
    return true;
}

json_t *answer_rename(struct request *request) {
    struct renamed renamed;
    struct rename_refusal refusal;
    const char *name = json_string_value(json_object_get(request->parameters, "newName"));
    if (!begin(request, &renamed)) {
        return request->refusal.length > 0
                   ? NULL
                   : refuse(request, "nothing here can be renamed", "hier valt niets te hernoemen",
                            slice_of("", 0));
    }
    struct rename rename = {.site = request->site,
                            .arena = request->arena,
                            .read = read_text,
                            .context = request->session};
    struct slice new = slice_trim(slice_from(name));
    rename_begin(&rename);
    bool is_done = renamed.is_anchor
                       ? rename_heading(&rename, renamed.item, renamed.anchor, new, &refusal)
                       : rename_item(&rename, renamed.item, new, &refusal);
    if (!is_done) {
        return refuse_because(request, &refusal);
    }
    if (!can_rename_files(request, &rename)) {
        return NULL;
    }
    return request->session->takes_documents ? document_changes(request, &rename)
                                             : plain_changes(request, &rename);
}

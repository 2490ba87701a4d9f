/* Bodies → HTML: copying, and filling the holes. */
#include "base/escape.h"
#include "render/page.h"

#include <string.h>

struct filling {
    struct view *view;
    const struct prose *prose;
    const struct markup *markup;
    struct buffer *out;
    bool is_own;
    bool has_moved; /* anchors of this page have other names, or lead to other pages */
    struct slice prefix;
    bool term_is_open;
    uint32_t *numbers; /* by footnote: the number it has here, 0 while it was not used */
    uint32_t *uses;
    uint32_t *order; /* the footnotes that were used, in order */
    uint32_t used;
};

struct slice fill_prefix(struct view *view, const struct prose *prose, bool is_own) {
    const struct item *owner = prose->owner;
    struct buffer out;
    buffer_init(&out, view->arena);
    struct slice name = is_own ? slice_of("", 0) : owner == NULL ? SLICE("site") : owner->slug;
    for (size_t i = 0; i < name.length; i++) {
        buffer_append_byte(&out, name.data[i] == '/' ? '-' : name.data[i]);
    }
    buffer_append_text(&out, name.length > 0 ? "-" : "");
    if (prose->field != NULL) {
        buffer_append(&out, prose->field->name);
        buffer_append_byte(&out, '-');
    }
    uintptr_t shown = owner == NULL ? 0 : (uintptr_t)map_get(&view->embedded, owner->slug);
    if (!is_own && shown > 1) {
        buffer_format(&out, "%zu-", (size_t)shown);
    }
    return buffer_slice(&out);
}

static const struct target *target_of(const struct filling *filling, uint32_t link) {
    static const struct target none = {.type = TARGET_NONE};
    return filling->prose->targets == NULL ? &none : &filling->prose->targets[link];
}

static void fill_address(const struct filling *filling, uint32_t index) {
    const struct target *target = target_of(filling, index);
    struct view *view = filling->view;
    struct slice address = slice_of("", 0);
    switch (target->type) {
    case TARGET_ITEM:
        address = view_address(view, target->to.item->address, target->anchor);
        break;
    case TARGET_ASSET:
        address = view_address(view, target->to.asset->address, slice_of("", 0));
        break;
    case TARGET_LIST:
        address =
            view_address(view, kind_list_address(target->to.kind, 1, view->arena), slice_of("", 0));
        break;
    case TARGET_MAP:
        address = view_address(view, site_map_address(view->site), slice_of("", 0));
        break;
    case TARGET_EXTERNAL:
        address = filling->markup->links[index].destination;
        break;
    case TARGET_NONE:
        break;
    }
    escape_address(filling->out, address);
}

static void fill_title(const struct filling *filling, uint32_t index) {
    escape_html(filling->out,
                target_title(target_of(filling, index), filling->markup->links[index].destination,
                             filling->view->page->language));
}

static void fill_class(const struct filling *filling, uint32_t index) {
    const struct target *target = target_of(filling, index);
    switch (target->type) {
    case TARGET_ITEM:
        buffer_append_text(filling->out, "reference reference-");
        buffer_append(filling->out, target->to.item->kind->name);
        break;
    case TARGET_LIST:
        buffer_append_text(filling->out, "reference reference-list");
        break;
    case TARGET_MAP:
        buffer_append_text(filling->out, "reference reference-map");
        break;
    case TARGET_ASSET:
        buffer_append_text(filling->out, "file");
        break;
    case TARGET_EXTERNAL:
        buffer_append_text(filling->out, "external");
        break;
    case TARGET_NONE:
        buffer_append_text(filling->out, "broken");
        break;
    }
}

/* The first picture of a page is seen at once; the others wait until they come near. */
static void fill_image(const struct filling *filling, uint32_t index) {
    const struct target *target = target_of(filling, index);
    if (target->type == TARGET_ASSET && target->to.asset->width > 0) {
        buffer_format(filling->out, " width=\"%u\" height=\"%u\"",
                      (unsigned)target->to.asset->width, (unsigned)target->to.asset->height);
    }
    if (filling->view->images++ > 0) {
        buffer_append_text(filling->out, " loading=\"lazy\"");
    }
}

static void fill_id(const struct filling *filling, uint32_t index) {
    const struct markup_anchor *anchor = &filling->markup->anchors[index];
    /* Of two texts of one item with the same id the first has it: what links to it leads there. */
    if (!filling->is_own || (filling->prose->field != NULL &&
                             item_anchor(filling->prose->owner, anchor->id, NULL) != anchor)) {
        return;
    }
    buffer_append_text(filling->out, " id=\"");
    escape_html(filling->out, anchor->id);
    buffer_append_byte(filling->out, '"');
}

static void fill_anchor(const struct filling *filling, uint32_t index) {
    struct slice id = filling->markup->anchors[index].id;
    const struct item *owner = filling->prose->owner;
    struct slice path =
        filling->is_own || owner == NULL ? filling->view->page->address : owner->address;
    escape_address(filling->out, view_address(filling->view, path, id));
}

static void fill_tick(const struct filling *filling, uint32_t index, const char *attribute) {
    buffer_format(filling->out, " %s=\"tick-", attribute);
    escape_html(filling->out, filling->prefix);
    escape_html(filling->out, filling->markup->anchors[index].id);
    buffer_append_byte(filling->out, '"');
}

static void fill_callout(const struct filling *filling, uint32_t index) {
    const struct item *owner = filling->prose->owner;
    const struct item *item =
        owner != NULL && owner->callout_items != NULL ? owner->callout_items[index] : NULL;
    uint32_t anchor = filling->markup->callouts[index].anchor;
    if (item != NULL && item->address.length > 0) {
        escape_address(filling->out, view_address(filling->view, item->address, slice_of("", 0)));
    } else if (anchor != MARKUP_NONE) {
        fill_anchor(filling, anchor);
    }
}

static void fill_callout_label(const struct filling *filling, uint32_t index) {
    static const struct {
        struct slice type;
        struct slice label;
    } rows[] = {
        {SLICE_INIT("NOTE"), SLICE_INIT("Opmerking")},
        {SLICE_INIT("TIP"), SLICE_INIT("Tip")},
        {SLICE_INIT("IMPORTANT"), SLICE_INIT("Belangrijk")},
        {SLICE_INIT("WARNING"), SLICE_INIT("Waarschuwing")},
        {SLICE_INIT("CAUTION"), SLICE_INIT("Pas op")},
    };
    struct view *view = filling->view;
    struct slice type = filling->markup->callouts[index].type;
    for (size_t i = 0; i < view->site->kind_count; i++) {
        const struct kind *kind = &view->site->kinds[i];
        if (kind->callout.length > 0 && slice_equals(kind->callout, type)) {
            escape_html(filling->out, kind_label(kind, view->page->language));
            return;
        }
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (slice_equals(rows[i].type, type)) {
            escape_html(filling->out, theme_text(view->edition, rows[i].label));
            return;
        }
    }
    escape_html(filling->out, type);
}

static void fill_note_id(const struct filling *filling, const char *what, uint32_t number,
                         uint32_t use) {
    buffer_append_text(filling->out, what);
    escape_html(filling->out, filling->prefix);
    buffer_format(filling->out, "%u", (unsigned)number);
    if (use > 1) {
        buffer_format(filling->out, "-%u", (unsigned)use);
    }
}

static void fill_footnote(struct filling *filling, uint32_t index) {
    if (filling->numbers == NULL) {
        uint32_t count = filling->markup->footnote_count;
        filling->numbers = arena_new(filling->view->arena, uint32_t, count);
        filling->uses = arena_new(filling->view->arena, uint32_t, count);
        filling->order = arena_new(filling->view->arena, uint32_t, count);
    }
    if (filling->numbers[index] == 0) {
        filling->order[filling->used++] = index;
        filling->numbers[index] = filling->used;
    }
    uint32_t number = filling->numbers[index], use = ++filling->uses[index];
    buffer_append_text(filling->out, "<sup class=\"footnote-mark\"><a href=\"#");
    fill_note_id(filling, "fn-", number, 1);
    buffer_append_text(filling->out, "\" id=\"");
    fill_note_id(filling, "fnref-", number, use);
    buffer_format(filling->out, "\" role=\"doc-noteref\">%u</a></sup>", (unsigned)number);
}

/* The first use of a term on a page becomes a link to it. */
static void fill_term(struct filling *filling, uint32_t index) {
    const struct markup_term *term = &filling->markup->terms[index];
    struct view *view = filling->view;
    if (term->closing) {
        if (filling->term_is_open) {
            buffer_append_text(filling->out, "</a>");
        }
        filling->term_is_open = false;
        return;
    }
    const struct item *item = view->site->term_items[term->candidate];
    if (item == NULL || !filling->is_own || item == view->page->item) {
        return;
    }
    if (view->terms_used == NULL) {
        view->terms_used = arena_new(view->arena, bool, view->site->term_count);
    }
    /* Other forms of the same term count as the term. */
    for (size_t i = 0; i < view->site->term_count; i++) {
        if (view->terms_used[i] && view->site->term_items[i] == item) {
            return;
        }
    }
    view->terms_used[term->candidate] = true;
    item = item_in_language(item, view->page->language);
    buffer_append_text(filling->out, "<a class=\"reference reference-");
    buffer_append(filling->out, item->kind->name);
    buffer_append_text(filling->out, "\" href=\"");
    escape_address(filling->out, view_address(view, item->address, slice_of("", 0)));
    buffer_append_text(filling->out, "\">");
    filling->term_is_open = true;
}

static void fill_hole(struct filling *filling, const struct markup_hole *hole) {
    switch ((enum markup_hole_type)hole->type) {
    case MARKUP_HOLE_ADDRESS:
        fill_address(filling, hole->index);
        break;
    case MARKUP_HOLE_TITLE:
        fill_title(filling, hole->index);
        break;
    case MARKUP_HOLE_CLASS:
        fill_class(filling, hole->index);
        break;
    case MARKUP_HOLE_IMAGE_SIZE:
        fill_image(filling, hole->index);
        break;
    case MARKUP_HOLE_EMBED:
        fill_embed(filling->view, target_of(filling, hole->index), filling->out);
        break;
    case MARKUP_HOLE_ID:
        fill_id(filling, hole->index);
        break;
    case MARKUP_HOLE_ANCHOR:
        fill_anchor(filling, hole->index);
        break;
    case MARKUP_HOLE_CALLOUT:
        fill_callout(filling, hole->index);
        break;
    case MARKUP_HOLE_CALLOUT_LABEL:
        fill_callout_label(filling, hole->index);
        break;
    case MARKUP_HOLE_FOOTNOTE:
        fill_footnote(filling, hole->index);
        break;
    case MARKUP_HOLE_TERM:
        fill_term(filling, hole->index);
        break;
    case MARKUP_HOLE_TICK:
        fill_tick(filling, hole->index, "id");
        break;
    case MARKUP_HOLE_TICK_LABEL:
        fill_tick(filling, hole->index, "for");
        break;
    }
}

/* The ids that a heading had before stand at the beginning of it: what links to them still finds
 * it. The tag that the hole at `at` stands in is copied first; returns where the rest begins. */
static uint32_t fill_old_ids(struct filling *filling, const struct markup_hole *hole, uint32_t at,
                             uint32_t next) {
    const struct markup *markup = filling->markup;
    struct slice id = markup->anchors[hole->index].id;
    const struct moved_anchor *moved = filling->prose->owner->moved;
    size_t close = slice_find(slice_skip(markup->html, at), '>');
    if (close == SLICE_NOT_FOUND || at + close >= next) {
        return at;
    }
    buffer_append(filling->out, slice_between(markup->html, at, at + close + 1));
    for (; moved != NULL; moved = moved->next) {
        if (moved->to == filling->prose->owner && slice_equals(moved->anchor, id)) {
            buffer_append_text(filling->out, "<span id=\"");
            escape_html(filling->out, moved->id);
            buffer_append_text(filling->out, "\"></span>");
        }
    }
    return at + (uint32_t)close + 1;
}

static void fill_range(struct filling *filling, uint32_t from, uint32_t to) {
    const struct markup *markup = filling->markup;
    uint32_t copied = from;
    /* A hole at the very end belongs to what ends there: the mark of a note behind the last word of
     * a point. */
    for (uint32_t i = markup_first_hole(markup, from);
         i < markup->hole_count && markup->holes[i].at <= to; i++) {
        buffer_append(filling->out, slice_between(markup->html, copied, markup->holes[i].at));
        copied = markup->holes[i].at;
        fill_hole(filling, &markup->holes[i]);
        if (filling->has_moved && markup->holes[i].type == MARKUP_HOLE_ID) {
            uint32_t next = i + 1 < markup->hole_count ? markup->holes[i + 1].at : to;
            copied = fill_old_ids(filling, &markup->holes[i], copied, next < to ? next : to);
        }
    }
    buffer_append(filling->out, slice_between(markup->html, copied, to));
}

static void fill_back_links(struct filling *filling, uint32_t index) {
    struct slice label = theme_text(filling->view->edition, SLICE("Terug naar de tekst"));
    for (uint32_t use = 1; use <= filling->uses[index]; use++) {
        buffer_append_text(filling->out, " <a href=\"#");
        fill_note_id(filling, "fnref-", filling->numbers[index], use);
        buffer_append_text(filling->out,
                           "\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"");
        escape_html(filling->out, label);
        if (filling->uses[index] > 1) {
            buffer_format(filling->out, " (%u)", (unsigned)use);
        }
        buffer_append_text(filling->out, "\">↩</a>");
    }
}

/* The notes that were used, behind the text. A note may use others: the list grows while it is
 * walked. */
static void fill_footnotes(struct filling *filling) {
    struct view *view = filling->view;
    if (filling->used == 0) {
        return;
    }
    buffer_append_text(filling->out,
                       "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
    escape_html(filling->out, theme_text(view->edition, SLICE("Voetnoten")));
    buffer_append_text(filling->out, "\">\n<ol>\n");
    for (uint32_t i = 0; i < filling->used; i++) {
        uint32_t index = filling->order[i];
        const struct markup_footnote *note = &filling->markup->footnotes[index];
        buffer_append_text(filling->out, "<li id=\"");
        fill_note_id(filling, "fn-", i + 1, 1);
        buffer_append_text(filling->out, "\">");
        fill_range(filling, note->from, note->to);
        /* The way back stands at the end of the note's last paragraph. */
        struct slice so_far = buffer_slice(filling->out), end = SLICE("</p>\n");
        bool in_paragraph = slice_ends_with(so_far, end);
        if (in_paragraph) {
            buffer_truncate(filling->out, so_far.length - end.length);
        }
        fill_back_links(filling, index);
        buffer_append_text(filling->out, in_paragraph ? "</p>\n</li>\n" : "</li>\n");
    }
    buffer_append_text(filling->out, "</ol>\n</section>\n");
}

void fill_prose(struct view *view, const struct prose *prose, uint32_t from, uint32_t to,
                bool is_own, struct buffer *out) {
    struct filling filling = {.view = view,
                              .prose = prose,
                              .markup = prose->markup,
                              .out = out,
                              .is_own = is_own,
                              .has_moved = is_own && prose->owner->moved != NULL,
                              .prefix = fill_prefix(view, prose, is_own)};
    if (prose->owner != NULL) {
        view_note(view, prose->owner);
    }
    buffer_reserve(out, (size_t)(to - from) + (to - from) / 8);
    fill_range(&filling, from, to);
    fill_footnotes(&filling);
}

/* What stood on this page and stands on another now: a link at the end, with the old id. */
static void fill_moved(struct view *view, const struct item *item, struct buffer *out) {
    for (const struct moved_anchor *moved = item->moved; moved != NULL; moved = moved->next) {
        if (moved->to == item) {
            continue;
        }
        buffer_append_text(out, "<p id=\"");
        escape_html(out, moved->id);
        buffer_append_text(out, "\"><a href=\"");
        escape_address(out, view_address(view, moved->to->address, moved->anchor));
        buffer_append_text(out, "\">");
        escape_html(out, moved->to->title);
        buffer_append_text(out, "</a></p>\n");
    }
}

struct value fill_value(struct view *view, const struct prose *prose) {
    bool is_own =
        prose->owner != NULL && prose->owner == view->page->item && view->embed_depth == 0;
    bool is_body = is_own && prose->field == NULL;
    if (is_body && view->own_html.type != VALUE_UNDEFINED) {
        return view->own_html;
    }
    struct buffer out;
    buffer_init(&out, view->arena);
    fill_prose(view, prose, prose->from, prose->to, is_own, &out);
    if (is_body) {
        fill_moved(view, view->page->item, &out);
    }
    struct value html = value_html(buffer_slice(&out));
    if (is_body) {
        view->own_html = html;
    }
    return html;
}

#include "document/prose.h"

#include "base/escape.h"

struct filling {
    const struct prose_style *style;
    const struct chapter *chapter;
    const struct prose *prose;
    struct buffer *out;
    uint32_t depth;    /* of items shown in items */
    uint32_t *numbers; /* by footnote: the number that it has here, 0 while it was not used */
    uint32_t *order;   /* the footnotes that were used */
    uint32_t used;
};

static void fill_prose(const struct filling *around, const struct prose *prose, uint32_t depth);

static const struct target *target_of(const struct filling *filling, uint32_t link) {
    static const struct target none = {.type = TARGET_NONE};
    return filling->prose->targets == NULL ? &none : &filling->prose->targets[link];
}

struct slice prose_id(const struct prose_style *style, const struct chapter *chapter,
                      struct slice id) {
    return !style->one_page
               ? id
               : arena_join(style->arena, (struct slice[]){chapter->name, SLICE("--"), id}, 3);
}

/* The address on the web of a path of the site. */
static struct slice web_address(const struct prose_style *style, struct slice path,
                                struct slice anchor) {
    const struct site *site = style->document->site;
    if (site->settings.base_url.length == 0 || path.length == 0) {
        return slice_of("", 0);
    }
    struct slice address = site_absolute(site, path, style->arena);
    return anchor.length == 0
               ? address
               : arena_join(style->arena, (struct slice[]){address, SLICE("#"), anchor}, 3);
}

struct slice prose_item_address(const struct prose_style *style, const struct item *item,
                                struct slice anchor) {
    const struct chapter *chapter = document_chapter(style->document, item);
    if (chapter != NULL) {
        return style->chapter(style->context, chapter, anchor);
    }
    return web_address(style, item->address, anchor);
}

static struct slice address_of(const struct filling *filling, uint32_t index) {
    const struct target *target = target_of(filling, index);
    const struct prose_style *style = filling->style;
    struct slice none = slice_of("", 0), file;
    switch (target->type) {
    case TARGET_ITEM:
        return prose_item_address(style, target->to.item, target->anchor);
    case TARGET_ASSET:
        file = style->file(style->context, target->to.asset);
        return file.length > 0 ? file : web_address(style, target->to.asset->address, none);
    case TARGET_LIST:
        return web_address(style, kind_list_address(target->to.kind, 1, style->arena), none);
    case TARGET_MAP:
        return web_address(style, site_map_address(style->document->site), none);
    case TARGET_EXTERNAL:
        return filling->prose->markup->links[index].destination;
    case TARGET_NONE:
        break;
    }
    return none;
}

/* What a link without an address was is still text: its start tag loses all it has. True when the
 * rest of that tag is to be left out. */
static bool drop_link(struct buffer *out) {
    size_t start = out->length;
    while (start > 0 && out->data[start - 1] != '<') {
        start--;
    }
    if (start == 0 || !slice_starts_with(slice_skip(buffer_slice(out), start), SLICE("a "))) {
        return false;
    }
    buffer_truncate(out, start + 1);
    return true;
}

static void report_lost(const struct filling *filling, uint32_t index) {
    const struct target *target = target_of(filling, index);
    const struct markup_link *link = &filling->prose->markup->links[index];
    const struct item *owner = filling->prose->owner;
    if (filling->style->diagnostics == NULL || owner == NULL || target->type != TARGET_ITEM) {
        return;
    }
    struct diagnostic *diagnostic =
        diagnostic_add(filling->style->diagnostics, MESSAGE_DOCUMENT_OUTSIDE,
                       place_of(owner->path, link->start, link->end));
    diagnostic_argument(diagnostic, target->to.item->identity);
    diagnostic_argument(diagnostic, filling->style->document->title);
}

static bool fill_address(const struct filling *filling, uint32_t index) {
    struct slice address = address_of(filling, index);
    if (address.length == 0 && drop_link(filling->out)) {
        report_lost(filling, index);
        return true;
    }
    escape_address(filling->out, address);
    return false;
}

static void fill_title(const struct filling *filling, uint32_t index) {
    escape_html(filling->out, target_title(target_of(filling, index),
                                           filling->prose->markup->links[index].destination,
                                           filling->style->document->language));
}

static void fill_image(const struct filling *filling, uint32_t index) {
    const struct target *target = target_of(filling, index);
    if (target->type == TARGET_ASSET && target->to.asset->width > 0) {
        buffer_format(filling->out, " width=\"%u\" height=\"%u\"",
                      (unsigned)target->to.asset->width, (unsigned)target->to.asset->height);
    }
}

static void fill_embed(const struct filling *filling, uint32_t index) {
    const struct target *target = target_of(filling, index);
    struct slice address = address_of(filling, index);
    buffer_append_text(filling->out, "<aside class=\"embed\">\n<p class=\"embed-title\">");
    if (address.length > 0) {
        buffer_append_text(filling->out, "<a href=\"");
        escape_address(filling->out, address);
        buffer_append_text(filling->out, "\">");
    }
    fill_title(filling, index);
    buffer_append_text(filling->out, address.length > 0 ? "</a></p>\n" : "</p>\n");
    if (target->type == TARGET_ITEM && target->to.item->body != NULL &&
        filling->depth < PROSE_EMBEDS_DEEP) {
        struct prose shown = *target->to.item->body;
        const struct prose *where = &shown;
        const struct markup_anchor *anchor =
            target->anchor.length > 0 ? item_anchor(target->to.item, target->anchor, &where) : NULL;
        if (anchor != NULL && anchor->type == MARKUP_ANCHOR_HEADING) {
            shown = *where;
            shown.from = anchor->from;
            shown.to = anchor->to;
        }
        fill_prose(filling, &shown, filling->depth + 1);
    }
    buffer_append_text(filling->out, "</aside>\n");
}

static void fill_id(const struct filling *filling, uint32_t index) {
    const struct prose *prose = filling->prose;
    const struct markup_anchor *anchor = &prose->markup->anchors[index];
    /* Of two texts of one item with the same id the first has it: what links to it leads there. */
    if (filling->depth > 0 ||
        (prose->field != NULL && item_anchor(prose->owner, anchor->id, NULL) != anchor)) {
        return;
    }
    buffer_append_text(filling->out, " id=\"");
    escape_html(filling->out, prose_id(filling->style, filling->chapter, anchor->id));
    buffer_append_byte(filling->out, '"');
}

/* Nothing in an item that is shown in another: the same box would have its id twice. */
static void fill_tick(const struct filling *filling, uint32_t index, const char *attribute) {
    if (filling->depth == 0) {
        struct slice id = filling->prose->markup->anchors[index].id;
        buffer_format(filling->out, " %s=\"tick-", attribute);
        escape_html(filling->out, prose_id(filling->style, filling->chapter, id));
        buffer_append_byte(filling->out, '"');
    }
}

static void fill_anchor(const struct filling *filling, uint32_t index) {
    struct slice id = filling->prose->markup->anchors[index].id;
    escape_address(filling->out,
                   filling->prose->owner == NULL
                       ? slice_of("", 0)
                       : prose_item_address(filling->style, filling->prose->owner, id));
}

static bool fill_callout(const struct filling *filling, uint32_t index) {
    const struct item *owner = filling->prose->owner;
    const struct item *item =
        owner != NULL && owner->callout_items != NULL ? owner->callout_items[index] : NULL;
    uint32_t anchor = filling->prose->markup->callouts[index].anchor;
    struct slice address =
        item != NULL ? prose_item_address(filling->style, item, slice_of("", 0)) : slice_of("", 0);
    if (address.length > 0) {
        escape_address(filling->out, address);
    } else if (item == NULL && anchor != MARKUP_NONE) {
        fill_anchor(filling, anchor);
    } else {
        return drop_link(filling->out);
    }
    return false;
}

static void fill_callout_label(const struct filling *filling, uint32_t index) {
    static const struct {
        struct slice type;
        struct slice label[2]; /* English and Dutch */
    } rows[] = {
        {SLICE_INIT("NOTE"), {SLICE_INIT("Note"), SLICE_INIT("Opmerking")}},
        {SLICE_INIT("TIP"), {SLICE_INIT("Tip"), SLICE_INIT("Tip")}},
        {SLICE_INIT("IMPORTANT"), {SLICE_INIT("Important"), SLICE_INIT("Belangrijk")}},
        {SLICE_INIT("WARNING"), {SLICE_INIT("Warning"), SLICE_INIT("Waarschuwing")}},
        {SLICE_INIT("CAUTION"), {SLICE_INIT("Caution"), SLICE_INIT("Pas op")}},
    };
    const struct document *document = filling->style->document;
    struct slice type = filling->prose->markup->callouts[index].type;
    for (size_t i = 0; i < document->site->kind_count; i++) {
        const struct kind *kind = &document->site->kinds[i];
        if (kind->callout.length > 0 && slice_equals(kind->callout, type)) {
            escape_html(filling->out, kind_label(kind, document->language));
            return;
        }
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (slice_equals(rows[i].type, type)) {
            escape_html(filling->out,
                        rows[i].label[slice_starts_with(document->language, SLICE("nl")) ? 1 : 0]);
            return;
        }
    }
    escape_html(filling->out, type);
}

/* "note-3", where several texts share a page with their chapter or field before it. */
static void append_note_id(const struct filling *filling, const char *what, uint32_t number) {
    if (filling->style->one_page) {
        buffer_append(filling->out, filling->chapter->name);
        buffer_append_text(filling->out, "--");
    }
    buffer_append_text(filling->out, what);
    if (filling->prose->field != NULL) {
        buffer_append(filling->out, filling->prose->field->name);
        buffer_append_byte(filling->out, '-');
    }
    buffer_append_integer(filling->out, number);
}

static void fill_footnote(struct filling *filling, uint32_t index) {
    bool is_first = filling->numbers[index] == 0;
    if (is_first) {
        filling->order[filling->used++] = index;
        filling->numbers[index] = filling->used;
    }
    uint32_t number = filling->numbers[index];
    if (filling->depth > 0) { /* the notes of what is shown here stand with its own text */
        buffer_format(filling->out, "<sup>%u</sup>", (unsigned)number);
        return;
    }
    buffer_append_text(filling->out, "<sup><a href=\"#");
    append_note_id(filling, "note-", number);
    if (is_first) {
        buffer_append_text(filling->out, "\" id=\"");
        append_note_id(filling, "mark-", number);
    }
    buffer_format(filling->out, "\"%s role=\"doc-noteref\">%u</a></sup>",
                  filling->style->epub ? " epub:type=\"noteref\"" : "", (unsigned)number);
}

/* True when the rest of the start tag that the hole stands in is to be left out. */
static bool fill_hole(struct filling *filling, const struct markup_hole *hole) {
    switch ((enum markup_hole_type)hole->type) {
    case MARKUP_HOLE_ADDRESS:
        return fill_address(filling, hole->index);
    case MARKUP_HOLE_CALLOUT:
        return fill_callout(filling, hole->index);
    case MARKUP_HOLE_TITLE:
        fill_title(filling, hole->index);
        break;
    case MARKUP_HOLE_IMAGE_SIZE:
        fill_image(filling, hole->index);
        break;
    case MARKUP_HOLE_EMBED:
        fill_embed(filling, hole->index);
        break;
    case MARKUP_HOLE_ID:
        fill_id(filling, hole->index);
        break;
    case MARKUP_HOLE_ANCHOR:
        fill_anchor(filling, hole->index);
        break;
    case MARKUP_HOLE_CALLOUT_LABEL:
        fill_callout_label(filling, hole->index);
        break;
    case MARKUP_HOLE_FOOTNOTE:
        fill_footnote(filling, hole->index);
        break;
    case MARKUP_HOLE_CLASS:
        buffer_append_text(filling->out, "reference");
        break;
    case MARKUP_HOLE_TICK:
        fill_tick(filling, hole->index, "id");
        break;
    case MARKUP_HOLE_TICK_LABEL:
        fill_tick(filling, hole->index, "for");
        break;
    case MARKUP_HOLE_TERM:
        break;
    }
    return false;
}

static void fill_range(struct filling *filling, uint32_t from, uint32_t to) {
    const struct markup *markup = filling->prose->markup;
    uint32_t copied = from;
    for (uint32_t i = markup_first_hole(markup, from);
         i < markup->hole_count && markup->holes[i].at <= to; i++) {
        if (markup->holes[i].at < copied) {
            continue; /* in a tag that was cut short */
        }
        buffer_append(filling->out, slice_between(markup->html, copied, markup->holes[i].at));
        copied = markup->holes[i].at;
        if (fill_hole(filling, &markup->holes[i])) {
            while (copied < to && markup->html.data[copied] != '>') {
                copied++;
            }
        }
    }
    buffer_append(filling->out, slice_between(markup->html, copied, to));
}

/* The notes that were used. A note may use others: the list grows while it is walked. */
static void fill_notes(struct filling *filling) {
    for (uint32_t i = 0; i < filling->used; i++) {
        const struct markup_footnote *note = &filling->prose->markup->footnotes[filling->order[i]];
        buffer_append_text(filling->out, "<aside class=\"note\"");
        buffer_append_text(filling->out, filling->style->epub ? " epub:type=\"footnote\"" : "");
        buffer_append_text(filling->out, " role=\"doc-footnote\" id=\"");
        append_note_id(filling, "note-", i + 1);
        buffer_append_text(filling->out, "\">\n<p class=\"note-number\"><a href=\"#");
        append_note_id(filling, "mark-", i + 1);
        buffer_format(filling->out, "\" role=\"doc-backlink\">%u</a></p>\n", (unsigned)(i + 1));
        fill_range(filling, note->from, note->to);
        buffer_append_text(filling->out, "</aside>\n");
    }
}

static void fill_prose(const struct filling *around, const struct prose *prose, uint32_t depth) {
    uint32_t count = prose->markup->footnote_count;
    struct filling filling = *around;
    filling.prose = prose;
    filling.depth = depth;
    filling.numbers = arena_new(around->style->arena, uint32_t, count);
    filling.order = arena_new(around->style->arena, uint32_t, count);
    filling.used = 0;
    fill_range(&filling, prose->from, prose->to);
    if (depth == 0) {
        fill_notes(&filling);
    }
}

void prose_append(const struct prose_style *style, const struct chapter *chapter,
                  const struct prose *prose, struct buffer *out) {
    const struct filling filling = {.style = style, .chapter = chapter, .out = out};
    if (prose->markup != NULL) {
        fill_prose(&filling, prose, 0);
    }
}

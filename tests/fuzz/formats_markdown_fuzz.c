/* The whole way of a Markdown text, with any options and any bytes: what must hold of the result.
 * The first byte chooses the options. */
#include "base/utf8.h"
#include "formats/markdown.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static void must(bool truth) {
    if (!truth) {
        abort();
    }
}

static void check_range(uint32_t from, uint32_t to, size_t length) {
    must(from <= to && to <= length);
}

static size_t count_of(const struct markup *markup, enum markup_hole_type type) {
    switch (type) {
    case MARKUP_HOLE_ADDRESS:
    case MARKUP_HOLE_TITLE:
    case MARKUP_HOLE_CLASS:
    case MARKUP_HOLE_IMAGE_SIZE:
    case MARKUP_HOLE_EMBED:
        return markup->link_count;
    case MARKUP_HOLE_CALLOUT:
    case MARKUP_HOLE_CALLOUT_LABEL:
        return markup->callout_count;
    case MARKUP_HOLE_FOOTNOTE:
        return markup->footnote_count;
    case MARKUP_HOLE_TERM:
        return markup->term_count;
    default:
        return markup->anchor_count;
    }
}

static void check_holes(const struct markup *markup) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < markup->hole_count; i++) {
        const struct markup_hole *hole = &markup->holes[i];
        must(hole->at >= at && hole->at <= markup->html.length);
        must(hole->index < count_of(markup, (enum markup_hole_type)hole->type));
        at = hole->at;
    }
}

/* Every element that is opened in the range is closed in it. */
static void check_balance(struct slice html) {
    struct slice open[4096];
    size_t depth = 0;
    for (size_t at = 0; at < html.length; at++) {
        if (html.data[at] != '<') {
            continue;
        }
        size_t end = at + 1;
        char quote = '\0';
        while (end < html.length && (html.data[end] != '>' || quote != '\0')) {
            char byte = html.data[end];
            quote = quote != '\0' ? (byte == quote ? '\0' : quote) : byte == '"' ? byte : '\0';
            end++;
        }
        must(end < html.length);
        bool closing = html.data[at + 1] == '/';
        size_t start = at + 1 + closing;
        size_t name = start;
        while (html.data[name] != '>' && html.data[name] != ' ') {
            name++;
        }
        struct slice element = slice_between(html, start, name);
        if (closing) {
            must(depth > 0 && slice_equals(open[--depth], element));
        } else if (html.data[end - 1] != '/') {
            if (depth == sizeof open / sizeof open[0]) {
                return;
            }
            open[depth++] = element;
        }
        at = end;
    }
    must(depth == 0);
}

static void check_parts(const struct markup *markup, size_t size, bool balanced) {
    size_t length = markup->html.length;
    must(markup->body_end <= length);
    for (uint32_t i = 0; i < markup->link_count; i++) {
        check_range(markup->links[i].start, markup->links[i].end, size);
        must(markup->links[i].anchor == MARKUP_NONE ||
             markup->links[i].anchor < markup->anchor_count);
        must(markup->links[i].context.length < 1000);
    }
    for (uint32_t i = 0; i < markup->anchor_count; i++) {
        const struct markup_anchor *anchor = &markup->anchors[i];
        check_range(anchor->start, anchor->end, size);
        check_range(anchor->from, anchor->to, length);
        must(anchor->id.length > 0);
        if (balanced && i < 50) {
            check_balance(slice_between(markup->html, anchor->from, anchor->to));
        }
    }
    for (uint32_t i = 0; i < markup->callout_count; i++) {
        const struct markup_callout *callout = &markup->callouts[i];
        check_range(callout->start, callout->end, size);
        check_range(callout->from, callout->to, length);
        must(callout->anchor == MARKUP_NONE || callout->anchor < markup->anchor_count);
        if (balanced && i < 50) {
            check_balance(slice_between(markup->html, callout->from, callout->to));
        }
    }
    for (uint32_t i = 0; i < markup->point_count; i++) {
        check_range(markup->points[i].from, markup->points[i].to, length);
        must(markup->points[i].anchor < markup->anchor_count);
    }
    for (uint32_t i = 0; i < markup->footnote_count; i++) {
        check_range(markup->footnotes[i].from, markup->footnotes[i].to, length);
        must(markup->footnotes[i].from >= markup->body_end && markup->footnotes[i].uses > 0);
        if (balanced && i < 50) {
            check_balance(
                slice_between(markup->html, markup->footnotes[i].from, markup->footnotes[i].to));
        }
    }
}

/* Ids are looked up in a list: there are few in a text of this size. */
static void check_ids(const struct markup *markup) {
    for (uint32_t i = 0; i < markup->anchor_count && i < 100; i++) {
        for (uint32_t k = 0; k < i; k++) {
            must(!slice_equals(markup->anchors[i].id, markup->anchors[k].id));
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    size_t offset = 0;
    if (size == 0 || !utf8_valid(slice_of((const char *)data + 1, size - 1), &offset)) {
        return 0;
    }
    struct arena arena = {0};
    struct arena scratch = {0};
    struct slice text = arena_copy(&arena, slice_of((const char *)data + 1, size - 1));
    struct slice callouts[] = {SLICE("TIP"), SLICE("CHECKLIST")};
    struct slice schemes[] = {SLICE("article"), SLICE("tip")};
    struct slice forms[] = {SLICE("regie"), SLICE("fuzzy front-end"), SLICE("É")};
    struct markdown_options options = {
        .commonmark = (data[0] & 1) != 0,
        .html = (enum markdown_html)((data[0] >> 1) % 3),
        .language = (data[0] & 8) != 0 ? SLICE("nl") : SLICE("en"),
        .callouts = callouts,
        .callout_count = 2,
        .schemes = schemes,
        .scheme_count = 2,
        .terms = (data[0] & 16) != 0 ? markdown_terms_build(forms, 3, &arena) : NULL};
    struct markdown_origin origin = {.path = SLICE("content/a.md")};
    struct diagnostics diagnostics;
    diagnostics_init(&diagnostics, &arena);
    struct markup *markup = markdown_parse(text, &origin, &options, &arena, &scratch, &diagnostics);
    must(utf8_valid(markup->html, &offset));
    check_holes(markup);
    bool balanced = !options.commonmark && options.html != MARKDOWN_HTML_TRUSTED;
    check_parts(markup, text.length, balanced);
    if (balanced) {
        check_balance(slice_take(markup->html, markup->body_end));
    }
    check_ids(markup);
    for (size_t i = 0; i < diagnostics.count; i++) {
        must(diagnostics.entries[i]->place.end <= text.length);
    }
    arena_release(&arena);
    arena_release(&scratch);
    return 0;
}

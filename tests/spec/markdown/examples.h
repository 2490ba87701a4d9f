/* Examples in the form of the CommonMark specification's own text: a fence of 32 backticks and
 * "example", Markdown, a line with a dot, HTML, the fence again; → stands for a tab. And the holes
 * of marked-up text, filled so that a reader sees what a page would show. Shared by the drivers
 * beside this file; each is one program. */
#ifndef TESTS_SPEC_MARKDOWN_EXAMPLES_H
#define TESTS_SPEC_MARKDOWN_EXAMPLES_H

#include "base/diagnostic.h"
#include "base/escape.h"
#include "base/files.h"
#include "formats/markdown.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct example {
    size_t number;
    size_t line;
    struct slice section;
    struct slice flags; /* what stands behind "example" */
    struct slice markdown;
    struct slice html;
};

struct examples {
    struct arena arena;
    struct slice rest;
    size_t line;
    size_t number;
    struct slice section;
};

static inline bool examples_open(struct examples *examples, const char *path) {
    *examples = (struct examples){.section = SLICE("")};
    int root = folder_open(".");
    return file_read(root, slice_from(path), 4 << 20, &examples->arena, &examples->rest) == FILE_OK;
}

static inline bool examples_line(struct examples *examples, struct slice *line) {
    examples->line++;
    return slice_cut_line(&examples->rest, line);
}

/* The text up to a line that is `end`, with → made a tab. */
static inline struct slice examples_part(struct examples *examples, struct slice end) {
    struct buffer part;
    buffer_init(&part, &examples->arena);
    struct slice line;
    while (examples_line(examples, &line) && !slice_equals(line, end)) {
        size_t arrow;
        while ((arrow = slice_search(line, SLICE("→"))) != SLICE_NOT_FOUND) {
            buffer_append(&part, slice_take(line, arrow));
            buffer_append_byte(&part, '\t');
            line = slice_skip(line, arrow + 3);
        }
        buffer_append(&part, line);
        buffer_append_byte(&part, '\n');
    }
    return buffer_slice(&part);
}

static inline bool examples_next(struct examples *examples, struct example *example) {
    struct slice fence = SLICE("````````````````````````````````");
    struct slice line;
    while (examples_line(examples, &line)) {
        if (slice_starts_with(line, SLICE("#"))) {
            size_t at = 0;
            while (at < line.length && line.data[at] == '#') {
                at++;
            }
            examples->section = slice_trim(slice_skip(line, at));
        }
        if (!slice_starts_with(line, fence)) {
            continue;
        }
        struct slice info = slice_trim(slice_skip(line, fence.length));
        if (!slice_starts_with(info, SLICE("example"))) {
            continue;
        }
        example->number = ++examples->number;
        example->line = examples->line;
        example->section = examples->section;
        example->flags = slice_trim(slice_skip(info, 7));
        example->markdown = examples_part(examples, SLICE("."));
        example->html = examples_part(examples, fence);
        return true;
    }
    return false;
}

static inline void fill_hole(struct buffer *out, const struct markup *markup,
                             const struct markup_hole *hole) {
    const struct markup_link *link = &markup->links[hole->index];
    const struct markup_anchor *anchor = &markup->anchors[hole->index];
    const struct markup_callout *callout = &markup->callouts[hole->index];
    switch ((enum markup_hole_type)hole->type) {
    case MARKUP_HOLE_ADDRESS:
        escape_address(out, link->destination);
        break;
    case MARKUP_HOLE_TITLE:
        buffer_append_text(out, "[title of ");
        escape_html(out, link->destination);
        buffer_append_text(out, "]");
        break;
    case MARKUP_HOLE_CLASS:
        buffer_append_text(out, "reference");
        break;
    case MARKUP_HOLE_IMAGE_SIZE:
        break;
    case MARKUP_HOLE_EMBED:
        buffer_append_text(out, "[embed of ");
        escape_html(out, link->destination);
        buffer_append_text(out, "]\n");
        break;
    case MARKUP_HOLE_ID:
        buffer_format(out, " id=\"%.*s\"", slice_width(anchor->id), anchor->id.data);
        break;
    case MARKUP_HOLE_ANCHOR:
        buffer_format(out, "#%.*s", slice_width(anchor->id), anchor->id.data);
        break;
    case MARKUP_HOLE_CALLOUT:
        buffer_append_text(out, "item:");
        if (callout->anchor != MARKUP_NONE) {
            buffer_append(out, markup->anchors[callout->anchor].id);
        }
        break;
    case MARKUP_HOLE_CALLOUT_LABEL:
        buffer_append(out, callout->type);
        break;
    case MARKUP_HOLE_FOOTNOTE:
        buffer_format(out, "<sup>%u</sup>", hole->index + 1);
        break;
    case MARKUP_HOLE_TERM:
        buffer_format(out, markup->terms[hole->index].closing ? "</term>" : "<term %u>",
                      markup->terms[hole->index].candidate);
        break;
    case MARKUP_HOLE_TICK:
        buffer_format(out, " id=\"tick-%.*s\"", slice_width(anchor->id), anchor->id.data);
        break;
    case MARKUP_HOLE_TICK_LABEL:
        buffer_format(out, " for=\"tick-%.*s\"", slice_width(anchor->id), anchor->id.data);
        break;
    }
}

/* The HTML with its holes filled, and the footnotes as a list. */
static inline struct slice fill_holes(struct arena *arena, const struct markup *markup) {
    struct buffer out;
    buffer_init(&out, arena);
    size_t at = 0;
    size_t hole = 0;
    for (uint32_t part = 0; part <= markup->footnote_count; part++) {
        size_t end = part == 0 ? markup->body_end : markup->footnotes[part - 1].to;
        if (part > 0) {
            at = markup->footnotes[part - 1].from;
            buffer_append_text(&out, part == 1 ? "<ol class=\"footnotes\">\n<li>" : "<li>");
        }
        while (hole < markup->hole_count && markup->holes[hole].at <= end) {
            buffer_append(&out, slice_between(markup->html, at, markup->holes[hole].at));
            at = markup->holes[hole].at;
            fill_hole(&out, markup, &markup->holes[hole++]);
        }
        buffer_append(&out, slice_between(markup->html, at, end));
        if (part > 0) {
            buffer_append_text(&out, "</li>\n");
        }
    }
    buffer_append_text(&out, markup->footnote_count > 0 ? "</ol>\n" : "");
    return buffer_slice(&out);
}

/* Replaces every `from` by `to`. */
static inline struct slice replace_all(struct arena *arena, struct slice text, const char *from,
                                       const char *to) {
    struct buffer out;
    buffer_init(&out, arena);
    struct slice needle = slice_from(from);
    size_t at;
    while ((at = slice_search(text, needle)) != SLICE_NOT_FOUND) {
        buffer_append(&out, slice_take(text, at));
        buffer_append_text(&out, to);
        text = slice_skip(text, at + needle.length);
    }
    buffer_append(&out, text);
    return buffer_slice(&out);
}

/* What cmark and the generator write differently and mean the same: quotes as entities. */
static inline struct slice same_entities(struct arena *arena, struct slice html) {
    html = replace_all(arena, html, "&quot;", "\"");
    html = replace_all(arena, html, "&#34;", "\"");
    html = replace_all(arena, html, "&#x27;", "'");
    return replace_all(arena, html, "&#39;", "'");
}

static inline struct slice render_example(struct arena *arena, struct slice text,
                                          const struct markdown_options *options,
                                          struct diagnostics *diagnostics) {
    struct arena scratch = {0};
    struct markdown_origin origin = {.path = SLICE("content/example.md")};
    struct markup *markup = markdown_parse(text, &origin, options, arena, &scratch, diagnostics);
    struct slice html = fill_holes(arena, markup);
    arena_release(&scratch);
    return html;
}

static inline void show_failure(const char *file, const struct example *example, struct slice got) {
    printf("%s:%zu: example %zu (%.*s)\n--- markdown\n%.*s--- expected\n%.*s--- got\n%.*s", file,
           example->line, example->number, slice_width(example->section), example->section.data,
           slice_width(example->markdown), example->markdown.data, slice_width(example->html),
           example->html.data, slice_width(got), got.data);
}

#endif

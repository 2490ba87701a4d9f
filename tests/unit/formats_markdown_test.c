/* What a body becomes beside its HTML: links with their sentences, anchors with their sections,
 * callouts, points, footnotes, words. The HTML itself is shown by the examples in
 * tests/spec/markdown/. */
#include "testing.h"

#include "base/diagnostic.h"
#include "base/limits.h"
#include "formats/markdown.h"

#include <stdlib.h>
#include <string.h>

struct parsed {
    struct arena arena;
    struct arena scratch;
    struct diagnostics diagnostics;
    struct markup *markup;
};

static void parse(struct parsed *parsed, struct slice text) {
    static const struct slice callouts[] = {SLICE_INIT("TIP"), SLICE_INIT("CHECKLIST")};
    static const struct slice schemes[] = {SLICE_INIT("article"), SLICE_INIT("tip")};
    struct markdown_options options = {.language = SLICE("nl"),
                                       .callouts = callouts,
                                       .callout_count = 2,
                                       .schemes = schemes,
                                       .scheme_count = 2};
    struct markdown_origin origin = {.path = SLICE("content/a.md")};
    *parsed = (struct parsed){.markup = NULL};
    diagnostics_init(&parsed->diagnostics, &parsed->arena);
    parsed->markup = markdown_parse(text, &origin, &options, &parsed->arena, &parsed->scratch,
                                    &parsed->diagnostics);
    /* The scratch arena is as it was: empty. */
    assert_true(parsed->scratch.chunk == NULL);
}

static void release(struct parsed *parsed) {
    arena_release(&parsed->arena);
    arena_release(&parsed->scratch);
}

static struct slice html_between(const struct parsed *parsed, uint32_t from, uint32_t to) {
    return slice_between(parsed->markup->html, from, to);
}

static void test_empty(void **state) {
    (void)state;
    struct parsed parsed;
    parse(&parsed, slice_of(NULL, 0));
    assert_size(parsed.markup->html.length, 0);
    assert_size(parsed.markup->word_count, 0);
    assert_text(parsed.markup->summary, "");
    release(&parsed);
}

static void test_links(void **state) {
    (void)state;
    struct parsed parsed;
    parse(&parsed,
          SLICE("First one. See [*this* article](article:a#b) & <tip:c>! Then\n[more](x.pdf)…\n\n"
                "# Head\n\n![A picture](p.png) ![](tip:d)\n"));
    const struct markup *markup = parsed.markup;
    assert_size(markup->link_count, 5);
    assert_text(markup->links[0].destination, "article:a#b");
    assert_text(markup->links[0].alternative, "this article");
    assert_text(markup->links[0].context, "See this article & c!");
    assert_true(markup->links[0].has_text && markup->links[0].anchor == MARKUP_NONE);
    assert_false(markup->links[1].has_text);
    assert_text(markup->links[1].context, "See this article & c!");
    assert_text(markup->links[2].context, "Then more…");
    assert_int_equal(markup->links[3].type, MARKUP_IMAGE);
    assert_text(markup->links[3].alternative, "A picture");
    assert_size(markup->links[3].anchor, 0);
    assert_text(markup->links[4].destination, "tip:d");
    release(&parsed);
}

static void test_context_is_cut(void **state) {
    (void)state;
    struct parsed parsed;
    struct arena arena = {0};
    struct buffer text;
    buffer_init(&text, &arena);
    for (int i = 0; i < 200; i++) {
        buffer_append_text(&text, "één woord ");
    }
    buffer_append_text(&text, "[hier](article:a) ");
    for (int i = 0; i < 200; i++) {
        buffer_append_text(&text, "nog één ");
    }
    parse(&parsed, buffer_slice(&text));
    struct slice context = parsed.markup->links[0].context;
    assert_true(context.length <= 320 && context.length > 200);
    assert_true(slice_starts_with(context, SLICE("… ")) && slice_ends_with(context, SLICE(" …")));
    assert_true(slice_search(context, SLICE(" hier ")) != SLICE_NOT_FOUND);
    release(&parsed);
    arena_release(&arena);
}

static void test_summary_and_words(void **state) {
    (void)state;
    struct parsed parsed;
    parse(&parsed,
          SLICE("# Title here\n\n![x](y.png)\n\nShort. Also d.w.z. this [link](a) ends. Third.\n\n"
                "- two words\n- `code words here`\n"));
    assert_text(parsed.markup->summary, "Short. Also d.w.z. this link ends.");
    assert_size(parsed.markup->word_count, 2 + 7 + 2 + 3);
    release(&parsed);
}

static void test_sections(void **state) {
    (void)state;
    struct parsed parsed;
    parse(&parsed, SLICE("# A\n\na\n\n## B *b*\n\nb\n\n> ### C\n> c\n\nd\n\n# E [e](x) `e`\n"));
    const struct markup_anchor *anchors = parsed.markup->anchors;
    assert_size(parsed.markup->anchor_count, 4);
    assert_text(anchors[1].text, "B b");
    assert_text(anchors[1].html, "B <em>b</em>");
    assert_text(anchors[3].html, "E e <code>e</code>");
    assert_text(html_between(&parsed, anchors[0].from, anchors[0].to),
                "<h1>A</h1>\n<p>a</p>\n<h2>B <em>b</em></h2>\n<p>b</p>\n<blockquote>\n"
                "<h3>C</h3>\n<p>c</p>\n</blockquote>\n<p>d</p>\n");
    assert_text(html_between(&parsed, anchors[2].from, anchors[2].to), "<h3>C</h3>\n<p>c</p>\n");
    assert_size(anchors[3].to, parsed.markup->body_end);
    assert_int_equal(anchors[2].level, 3);
    release(&parsed);
}

static void test_callouts_and_points(void **state) {
    (void)state;
    struct parsed parsed;
    parse(&parsed,
          SLICE("> [!CHECKLIST] Seven {#seven}\n> First.\n>\n> - [ ] one\n>   - [x] two {#two}\n"));
    const struct markup_callout *callout = &parsed.markup->callouts[0];
    assert_size(parsed.markup->callout_count, 1);
    assert_text(callout->type, "CHECKLIST");
    assert_text(callout->title, "Seven");
    assert_text(callout->summary, "First.");
    assert_text(parsed.markup->anchors[callout->anchor].id, "seven");
    assert_true(slice_starts_with(html_between(&parsed, callout->from, callout->to),
                                  SLICE("<p>First.</p>\n<ul class=\"task-list\">")));
    const struct markup_point *points = parsed.markup->points;
    assert_size(parsed.markup->point_count, 2);
    assert_true(!points[0].checked && points[1].checked);
    assert_true(points[0].depth == 0 && points[1].depth == 1);
    assert_text(html_between(&parsed, points[0].from, points[0].to), "one");
    assert_text(parsed.markup->anchors[points[1].anchor].id, "two");
    assert_true(parsed.markup->anchors[points[1].anchor].explicit_id);
    release(&parsed);
}

static void test_footnotes(void **state) {
    (void)state;
    struct parsed parsed;
    parse(
        &parsed,
        SLICE("# H\n\na[^x] b[^y] c[^x] [z](article:z)\n\n[^y]: see [q](article:q)\n[^x]: first\n\n"
              "[last](article:l)\n"));
    const struct markup *markup = parsed.markup;
    assert_size(markup->footnote_count, 2);
    assert_text(markup->footnotes[0].label, "x");
    assert_size(markup->footnotes[0].uses, 2);
    assert_text(html_between(&parsed, markup->footnotes[0].from, markup->footnotes[0].to), "first");
    /* Links are in source order, though footnotes are written behind the body. */
    assert_text(markup->links[0].destination, "article:z");
    assert_text(markup->links[1].destination, "article:q");
    assert_text(markup->links[2].destination, "article:l");
    assert_size(markup->links[1].anchor, 0);
    for (uint32_t i = 0; i < markup->hole_count; i++) {
        const struct markup_hole *hole = &markup->holes[i];
        if (hole->type == MARKUP_HOLE_ADDRESS && hole->at > markup->body_end) {
            assert_size(hole->index, 1);
        }
    }
    release(&parsed);
}

/* `count` times `piece`, and then `end`: how many diagnostics of that message. */
static size_t count_messages(enum message message, const char *piece, size_t count,
                             const char *end) {
    struct parsed parsed;
    struct arena arena = {0};
    struct buffer text;
    buffer_init(&text, &arena);
    for (size_t i = 0; i < count; i++) {
        buffer_append_text(&text, piece);
    }
    buffer_append_text(&text, end);
    parse(&parsed, buffer_slice(&text));
    size_t found = 0;
    for (size_t i = 0; i < parsed.diagnostics.count; i++) {
        found += parsed.diagnostics.entries[i]->message == message;
    }
    release(&parsed);
    arena_release(&arena);
    return found;
}

static void test_limits(void **state) {
    (void)state;
    static const struct {
        enum message message;
        const char *piece;
        const char *end;
        size_t limit;
    } rows[] = {
        {MESSAGE_MARKDOWN_TOO_DEEP, ">", " a", LIMIT_CONTAINER_DEPTH},
        {MESSAGE_MARKDOWN_TOO_DEEP, "- ", "a", LIMIT_CONTAINER_DEPTH},
        {MESSAGE_MARKDOWN_TOO_MANY_MARKERS, "*", "a", LIMIT_INLINE_MARKERS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_size(count_messages(rows[i].message, rows[i].piece, rows[i].limit - 1, rows[i].end),
                    0);
        assert_size(count_messages(rows[i].message, rows[i].piece, rows[i].limit, rows[i].end), 0);
        assert_size(count_messages(rows[i].message, rows[i].piece, rows[i].limit + 1, rows[i].end),
                    1);
    }
}

static void test_blank_lines(void **state) {
    (void)state;
    struct parsed parsed;
    struct arena arena = {0};
    for (size_t more = 0; more < 2; more++) {
        struct buffer text;
        buffer_init(&text, &arena);
        buffer_append_text(&text, "- a\n");
        for (size_t i = 0; i < LIMIT_BLANK_LINES + more; i++) {
            buffer_append_text(&text, "\n");
        }
        buffer_append_text(&text, "  b\n");
        parse(&parsed, buffer_slice(&text));
        assert_size(parsed.diagnostics.count, more);
        release(&parsed);
    }
    /* Outside lists they cost nothing. */
    assert_size(count_messages(MESSAGE_MARKDOWN_BLANK_LINES, "\n", LIMIT_BLANK_LINES * 2, "a"), 0);
    arena_release(&arena);
}

/* A text from an editor, which no file limits. */
static void test_size(void **state) {
    (void)state;
    char *text = malloc(LIMIT_MARKDOWN_BYTES + 1);
    assert_non_null(text);
    memset(text, 'x', LIMIT_MARKDOWN_BYTES + 1);
    for (size_t size = LIMIT_MARKDOWN_BYTES - 1; size <= LIMIT_MARKDOWN_BYTES + 1; size++) {
        struct parsed parsed;
        bool fits = size <= LIMIT_MARKDOWN_BYTES;
        parse(&parsed, slice_of(text, size));
        assert_size(parsed.diagnostics.count, fits ? 0 : 1);
        assert_size(parsed.markup->html.length, fits ? size + strlen("<p></p>\n") : 0);
        assert_true(fits || parsed.diagnostics.entries[0]->message == MESSAGE_MARKDOWN_TOO_LARGE);
        release(&parsed);
    }
    free(text);
}

/* What looks deep is not: code far to the right, a line of stars. */
static void test_not_deep(void **state) {
    (void)state;
    assert_size(count_messages(MESSAGE_MARKDOWN_TOO_DEEP, "* ", 300, "\n\na"), 0);
    assert_size(count_messages(MESSAGE_MARKDOWN_TOO_DEEP, "\t", 300, "code\n"), 0);
}

static void test_line_ends(void **state) {
    (void)state;
    struct parsed unix_text;
    struct parsed dos_text;
    parse(
        &unix_text,
        SLICE(
            "# A\n\n> [!TIP] B {#b}\n> c[^n]\n\nTerm\n: d\n\n| a |\n|---|\n| *b* |\n\n[^n]: e\n"));
    parse(&dos_text,
          SLICE("# A\r\n\r\n> [!TIP] B {#b}\r\n> c[^n]\r\n\r\nTerm\r\n: d\r\n\r\n| a |\r\n|---|\r\n"
                "| *b* |\r\n\r\n[^n]: e\r\n"));
    assert_slice(dos_text.markup->html, unix_text.markup->html);
    assert_size(dos_text.diagnostics.count, 0);
    release(&unix_text);
    release(&dos_text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),          cmocka_unit_test(test_links),
        cmocka_unit_test(test_context_is_cut), cmocka_unit_test(test_summary_and_words),
        cmocka_unit_test(test_sections),       cmocka_unit_test(test_callouts_and_points),
        cmocka_unit_test(test_footnotes),      cmocka_unit_test(test_limits),
        cmocka_unit_test(test_blank_lines),    cmocka_unit_test(test_not_deep),
        cmocka_unit_test(test_line_ends),      cmocka_unit_test(test_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

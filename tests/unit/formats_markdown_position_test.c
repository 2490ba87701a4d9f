/* Where things in Markdown stand: mistakes planted in every kind of surroundings, each marked with
 * ⟦ and ⟧, and what the parser must say about that very range of bytes. */
#include "testing.h"

#include "base/diagnostic.h"
#include "formats/markdown.h"

#include <string.h>

enum subject { LINK, ANCHOR, CALLOUT, PROBLEM };

struct planted {
    enum subject subject;
    const char *what; /* the link's destination, the anchor's text, the callout's title, the
                         message's code */
    const char *text;
};

static const struct planted cases[] = {
    /* Links, in one line. */
    {LINK, "a:b", "See [it](⟦a:b⟧)."},
    {LINK, "a:b", "See [it](<⟦a:b⟧>)."},
    {LINK, "a b", "See [it](<⟦a b⟧> \"title\")."},
    {LINK, "a:b", "See [it](  ⟦a:b⟧  'title' )."},
    {LINK, "a(b)c", "See [it](⟦a(b)c⟧)."},
    {LINK, "aa:b", "See <⟦aa:b⟧>."},
    {LINK, "a&b", "See [it](⟦a&amp;b⟧)."},
    {LINK, "a*b", "See [it](⟦a\\*b⟧)."},
    {LINK, "", "See [it](⟦⟧)."},
    {LINK, "a:b", "*See **[it](⟦a:b⟧)** now*"},
    {LINK, "a:b", "`[x](y)` and [it](⟦a:b⟧)"},
    {LINK, "a:b", "``a ` b`` and [it](⟦a:b⟧)"},
    {LINK, "a:b", "\\[x](y) and [it](⟦a:b⟧)"},
    {LINK, "a:b", "&eacute;&#233;&notanentity; [it](⟦a:b⟧)"},
    {LINK, "a:b", "é ‘quoted’ 日本 [it](⟦a:b⟧)"},
    {LINK, "a:b", "[x](y) [x](y) [it](⟦a:b⟧) [x](y)"},
    {LINK, "a:b", "[![alt](y)](⟦a:b⟧)"},
    {LINK, "p.png", "[![alt](⟦p.png⟧)](a:b)"},
    {LINK, "p.png", "![alt *text* `code`](⟦p.png⟧ \"title\")"},
    {LINK, "a:b", "<b title=\"[x](y)\">[it](⟦a:b⟧)</b>"},
    {LINK, "http://x.nl/a", "Go to ⟦http://x.nl/a⟧."},
    {LINK, "http://www.x.nl/a_b", "Go to ⟦www.x.nl/a_b⟧, now"},
    {LINK, "mailto:a@b.nl", "Mail (⟦a@b.nl⟧)"},
    /* Wiki links. */
    {LINK, "a:b", "See [[⟦a:b⟧]]."},
    {LINK, "a:b", "See [[ ⟦a:b⟧ | text ]]."},
    {LINK, "a#b", "See \\[[x]] and [[⟦a#b⟧|text]]."},
    {LINK, "a", "![[⟦a⟧]]"},
    {LINK, "a", "*x* ![[⟦a⟧]] y"},
    {LINK, "a", "[[⟦a⟧]][[b]]"},
    /* References. */
    {LINK, "a:b", "See [it][r].\n\n[r]: ⟦a:b⟧\n"},
    {LINK, "a:b", "See [r][].\n\n[r]: <⟦a:b⟧> \"title\"\n"},
    {LINK, "a:b", "See [R  r].\n\n[r\nQ]: x\n[r r]:\n  ⟦a:b⟧\n"},
    {LINK, "a:b", "[r]: ⟦a:b⟧\n'title'\nSee [r].\n"},
    {LINK, "x:y", "[r]: a:b\n[q]: c\nSee [r](⟦x:y⟧).\n"},
    /* On lines that go on. */
    {LINK, "a:b", "one\ntwo [it](⟦a:b⟧)\nthree"},
    {LINK, "a:b", "one\n   two [it](⟦a:b⟧)\nthree"},
    {LINK, "a:b", "one  \ntwo\\\n[it](⟦a:b⟧)"},
    {LINK, "a:b", "`one\ntwo` *three\nfour* [it](⟦a:b⟧)"},
    {LINK, "a:b", "[it\nself](\n⟦a:b⟧\n'ti\ntle') x"},
    {LINK, "c:d", "[it](a:b\n'ti\ntle') [x](⟦c:d⟧)"},
    {LINK, "a:b", "<a\nhref=\"x\">\n[it](⟦a:b⟧)</a>"},
    {LINK, "a:b", "one\r\ntwo [it](⟦a:b⟧)\r\n"},
    {LINK, "a:b", "one\ntwo\n===\n\nx\n[it](⟦a:b⟧)\n"},
    /* In lists and quotes. */
    {LINK, "a:b", "- one\n- two [it](⟦a:b⟧)\n"},
    {LINK, "a:b", "- one\n  - two\n    three [it](⟦a:b⟧)\n"},
    {LINK, "a:b", "10. one\n\n    two\n    [it](⟦a:b⟧)\n"},
    {LINK, "a:b", "-\tone\n\ttwo [it](⟦a:b⟧)\n"},
    {LINK, "a:b", "> one\n> two [it](⟦a:b⟧)\n"},
    {LINK, "a:b", "> one\ntwo [it](⟦a:b⟧)\n"},
    {LINK, "a:b", "> > one\n> two\n>> [it](⟦a:b⟧)\n"},
    {LINK, "a:b", ">one\n>   two\n>\t[it](⟦a:b⟧)\n"},
    {LINK, "a:b", "> - one\n>   two\n>   [it](⟦a:b⟧)\n"},
    {LINK, "a:b", "- > one\n  > two [it](⟦a:b⟧)\n"},
    {LINK, "a:b", "1. > - one\n   >   two\n[it](⟦a:b⟧)\n"},
    {LINK, "a:b", "- [ ] one\n- [x] two [it](⟦a:b⟧)\n"},
    {LINK, "a:b", "> [!NOTE] Title\n> one [it](⟦a:b⟧)\n"},
    {LINK, "a:b", "> [!NOTE] Title [it](⟦a:b⟧)\n> one\n"},
    {LINK, "a:b", "> [!NOTE]\n> > [!TIP]- x\n> > one\n> > [it](⟦a:b⟧)\n"},
    {LINK, "a:b", "Term [it](⟦a:b⟧)\n: x\n"},
    {LINK, "a:b", "Term\n: one\n  two [it](⟦a:b⟧)\n\n  three\n"},
    {LINK, "a:b", "Term\n: one\n\n    two\n    [it](⟦a:b⟧)\n"},
    {LINK, "a:b", "x[^1]\n\n[^1]: one [it](⟦a:b⟧)\n"},
    {LINK, "a:b", "x[^1]\n\n[^1]: one\n\n    two\n    [it](⟦a:b⟧)\n"},
    {LINK, "a:b", "> x[^n]\n>\n> [^n]: one\n>     [it](⟦a:b⟧)\n"},
    /* In tables. */
    {LINK, "a:b", "| a | b |\n|---|---|\n| x | [it](⟦a:b⟧) |\n"},
    {LINK, "a:b", "| a | *b* [it](⟦a:b⟧) |\n|---|---|\n"},
    {LINK, "a:b", "> - | a |\n>   |---|\n>   | `x\\|y` [it](⟦a:b⟧) |\n"},
    {LINK, "a", "| a |\n|---|\n| *x* [[⟦a⟧\\|text]] |\n"},
    {LINK, "a:b", "text [it](⟦a:b⟧)\n| a |\n|---|\n"},
    {LINK, "a:b", "| a |\n|---|\n| [r] |\n\n[r]: ⟦a:b⟧\n"},
    {LINK, "http://x.nl", "| a |\n|---|\n| ⟦http://x.nl⟧ |\n"},
    /* In headings. */
    {LINK, "a:b", "## See [it](⟦a:b⟧) ##\n"},
    {LINK, "a:b", "See\n[it](⟦a:b⟧)\n---\n"},
    {LINK, "a:b", "> # See [it](⟦a:b⟧) {#x}\n"},
    /* In raw HTML. */
    {LINK, "a:b", "<a title=\"x\" href=\"⟦a:b⟧\">it</a>\n"},
    {LINK, "p.png", "<div>\n<img alt=\"\" src=\"⟦p.png⟧\">\n</div>\n"},
    /* Anchors and callouts. */
    {ANCHOR, "Two", "# One\n\n⟦## Two {#two}⟧\n"},
    {ANCHOR, "Two", "- x\n\n  ⟦## Two⟧\n"},
    {ANCHOR, "Two", "⟦Two⟧\n===\nx\n"},
    {ANCHOR, "do it", "> - ⟦[ ] do it⟧\n> - x\n"},
    {CALLOUT, "Title", "x\n\n> ⟦[!TIP]- Title⟧\n> text\n"},
    {CALLOUT, "Title", "> x\n>\n> > ⟦[!TIP] Title {#t}⟧\n> > text\n"},
    /* Mistakes. */
    {PROBLEM, "footnote-undefined", "> one\n> two[^⟦x⟧]\n"},
    {PROBLEM, "footnote-undefined", "| a |\n|---|\n| *x* y[^⟦z⟧] |\n"},
    {PROBLEM, "footnote-undefined", "one\\*[^1] two[^⟦x⟧]\n\n[^1]: y\n"},
    {PROBLEM, "footnote-unused", "x\n\n> [^⟦n⟧]: y\n"},
    {PROBLEM, "footnote-duplicate", "x[^n]\n\n[^n]: y\n[^⟦n⟧]: z\n"},
    {PROBLEM, "callout-unknown", "- > [!⟦TIPS⟧] x\n"},
    {PROBLEM, "callout-id", "> ⟦[!TIP] {#x}⟧\n> y\n"},
    {PROBLEM, "anchor-invalid", "x\n\n## Two {#⟦a(b⟧}\n"},
    {PROBLEM, "anchor-invalid", "> [!TIP] Two {#⟦a/b⟧}\n"},
    {PROBLEM, "anchor-duplicate", "# A {#a}\n\n> ⟦# B {#a}⟧\n"},
};

enum { CASES = sizeof cases / sizeof cases[0] };

/* How a text stands in its file. */
enum layout { LAYOUT_BODY, LAYOUT_BLOCK };

struct setting {
    struct arena arena;
    struct arena scratch;
    struct diagnostics diagnostics;
    struct markup *markup;
    uint32_t start; /* of the marked range, in the file */
    uint32_t end;
};

/* The text without its marks; the range between them goes to `from` and `to`. */
static struct slice unmarked(struct arena *arena, const char *marked, uint32_t *from,
                             uint32_t *to) {
    struct slice text = slice_from(marked);
    size_t open = slice_search(text, SLICE("⟦"));
    size_t close = slice_search(text, SLICE("⟧"));
    assert_true(open != SLICE_NOT_FOUND && close != SLICE_NOT_FOUND);
    struct buffer out;
    buffer_init(&out, arena);
    buffer_append(&out, slice_take(text, open));
    buffer_append(&out, slice_between(text, open + 3, close));
    buffer_append(&out, slice_skip(text, close + 3));
    *from = (uint32_t)open;
    *to = (uint32_t)close - 3;
    return buffer_slice(&out);
}

/* As a body, the text begins at byte 1000 of its file. As a block scalar, its line n begins at 1000
 * + 10 * n more than it does in the text, for its lines are indented there. */
static uint32_t in_file(struct slice text, enum layout layout, uint32_t offset) {
    uint32_t lines = 0;
    for (uint32_t i = 0; i < offset; i++) {
        lines += text.data[i] == '\n';
    }
    return 1000 + offset + (layout == LAYOUT_BLOCK ? 10 * lines : 0);
}

static void set_up(struct setting *setting, const struct planted *planted, enum layout layout) {
    *setting = (struct setting){.start = 0};
    diagnostics_init(&setting->diagnostics, &setting->arena);
    struct slice text = unmarked(&setting->arena, planted->text, &setting->start, &setting->end);
    uint32_t lines[64];
    size_t count = 0;
    for (uint32_t i = 0; i <= text.length; i++) {
        if (i == 0 || text.data[i - 1] == '\n') {
            lines[count++] = in_file(text, layout, i);
        }
    }
    setting->end = in_file(text, layout, setting->end);
    setting->start = in_file(text, layout, setting->start);
    static const struct slice callouts[] = {SLICE_INIT("TIP")};
    static const struct slice schemes[] = {SLICE_INIT("a")};
    struct markdown_options options = {.html = MARKDOWN_HTML_TRUSTED,
                                       .language = SLICE("en"),
                                       .callouts = callouts,
                                       .callout_count = 1,
                                       .schemes = schemes,
                                       .scheme_count = 1};
    struct markdown_origin origin = {.path = SLICE("content/a.md"), .base = 1000};
    if (layout == LAYOUT_BLOCK) {
        origin.lines = lines;
        origin.line_count = count;
    }
    setting->markup = markdown_parse(text, &origin, &options, &setting->arena, &setting->scratch,
                                     &setting->diagnostics);
}

static void tear_down(struct setting *setting) {
    arena_release(&setting->arena);
    arena_release(&setting->scratch);
}

static bool is_there(const struct setting *setting, uint32_t start, uint32_t end,
                     struct slice found, const struct planted *planted) {
    return start == setting->start && end == setting->end &&
           slice_equals(found, slice_from(planted->what));
}

static bool is_found(const struct setting *setting, const struct planted *planted) {
    const struct markup *markup = setting->markup;
    bool found = false;
    for (uint32_t i = 0; planted->subject == LINK && i < markup->link_count; i++) {
        const struct markup_link *link = &markup->links[i];
        found = found || is_there(setting, link->start, link->end, link->destination, planted);
    }
    for (uint32_t i = 0; planted->subject == ANCHOR && i < markup->anchor_count; i++) {
        const struct markup_anchor *anchor = &markup->anchors[i];
        found = found || is_there(setting, anchor->start, anchor->end, anchor->text, planted);
    }
    for (uint32_t i = 0; planted->subject == CALLOUT && i < markup->callout_count; i++) {
        const struct markup_callout *callout = &markup->callouts[i];
        found = found || is_there(setting, callout->start, callout->end, callout->title, planted);
    }
    for (size_t i = 0; planted->subject == PROBLEM && i < setting->diagnostics.count; i++) {
        const struct diagnostic *diagnostic = setting->diagnostics.entries[i];
        found = found || is_there(setting, diagnostic->place.start, diagnostic->place.end,
                                  slice_from(message_row(diagnostic->message)->code), planted);
    }
    return found;
}

static void show(const struct setting *setting, const struct planted *planted) {
    print_error("not found at %u-%u: %s in\n%s\n", setting->start, setting->end, planted->what,
                planted->text);
    for (uint32_t i = 0; i < setting->markup->link_count; i++) {
        const struct markup_link *link = &setting->markup->links[i];
        print_error("  link %u-%u %.*s\n", link->start, link->end, slice_width(link->destination),
                    link->destination.data);
    }
    for (uint32_t i = 0; i < setting->markup->anchor_count; i++) {
        const struct markup_anchor *anchor = &setting->markup->anchors[i];
        print_error("  anchor %u-%u %.*s\n", anchor->start, anchor->end, slice_width(anchor->text),
                    anchor->text.data);
    }
    for (size_t i = 0; i < setting->diagnostics.count; i++) {
        const struct diagnostic *diagnostic = setting->diagnostics.entries[i];
        print_error("  %s %u-%u\n", message_row(diagnostic->message)->code, diagnostic->place.start,
                    diagnostic->place.end);
    }
}

static size_t count_lost(enum layout layout) {
    size_t lost = 0;
    for (size_t i = 0; i < CASES; i++) {
        struct setting setting;
        set_up(&setting, &cases[i], layout);
        if (!is_found(&setting, &cases[i])) {
            lost++;
            show(&setting, &cases[i]);
        }
        tear_down(&setting);
    }
    return lost;
}

static void test_body(void **state) {
    (void)state;
    assert_true(CASES >= 60);
    assert_size(count_lost(LAYOUT_BODY), 0);
}

static void test_block_scalar(void **state) {
    (void)state;
    assert_size(count_lost(LAYOUT_BLOCK), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_body),
        cmocka_unit_test(test_block_scalar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

/* Shapes that have made Markdown parsers slow. `formats_pathological NAME COUNT` parses one with
 * COUNT repetitions; without arguments it prints the names. pathological.sh counts instructions and
 * compares COUNT with twice as many. */
#include "base/diagnostic.h"
#include "formats/markdown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* `%d` stands for the number of the repetition, from 0. */
struct shape {
    const char *name;
    const char *before;
    const char *repeated;
    const char *between;   /* after all repetitions */
    const char *repeated2; /* repeated as often, after that */
    const char *after;
};

static const struct shape shapes[] = {
    {"words", "", "word and another word ", "", "", ""},
    {"paragraphs", "", "word and another [link](a:b) here.\n\n", "", "", ""},
    {"emphasis-openers", "", "*a ", "", "", ""},
    {"emphasis-closers", "", "a* ", "", "", ""},
    {"emphasis-mixed", "", "*a_ ", "", "", ""},
    {"emphasis-nested", "", "*a **a ", "b", " a** a*", ""},
    {"emphasis-rule-of-three", "a**b", "c* ", "", "", ""},
    {"brackets-open", "", "[a", "", "", ""},
    {"brackets-closed", "", "a]", "", "", ""},
    {"brackets-nested", "", "[", "a", "]", ""},
    {"links-open", "", "[a](<b", "", "", ""},
    {"links-title", "", "[a](b \"c ", "", "", ""},
    {"links", "", "[a](b:c) ", "", "", ""},
    {"images-nested", "", "![", "a", "](b)", ""},
    {"image-brackets", "", "![[]()", "", "", ""},
    {"references", "", "[a%d]: /b\n", "\n", "[a%d] ", ""},
    {"references-undefined", "", "[a%d][b%d] ", "", "", ""},
    {"backticks", "", "e`a``b```", "", "", ""},
    {"autolinks-open", "", "<ab:", "", "", ""},
    {"html-comments", "", "a <!-- ", "", "", ""},
    {"html-instructions", "", "a <? ", "", "", ""},
    {"html-declarations", "", "a <!A ", "", "", ""},
    {"html-cdata", "", "a <![CDATA[ ", "", "", ""},
    {"html-open", "", "<b>a ", "", "", ""},
    {"html-closed", "", "a</b> ", "", "", ""},
    {"html-attributes", "x <b ", "onclick=\"a\" ", ">", "", ""},
    {"html-blocks-open", "", "<div>\n\na\n\n", "", "", ""},
    {"html-blocks-nested", "<ul>\n", "<li><em onclick='x'>a\n", "</ul>", "", ""},
    {"quotes-nested", "", ">", "a", "", ""},
    {"lists-nested", "", "- ", "a", "", ""},
    {"quotes-deep", "> > > > > > > > > > a\n", "> > > > > > > > > > *a* b\n", "", "", ""},
    {"blank-lines-in-list", "- - - - - a\n", "\n", "b", "", ""},
    {"blank-lines-in-quote", "> > > > > a\n", "> > > > >\n", "", "", ""},
    {"entities", "[x](y)", "&eacute; &lt;", "", "", ""},
    {"escapes", "[x](y)", "\\*\\_", "", "", ""},
    {"nul", "[x](y)", "a\001", "", "", ""},
    {"code-lines", "", "    [^1]: a\n", "", "", ""},
    {"table-pipes", "", "|", "", "", ""},
    {"table-columns", "|", "a|", "\n|", "-|", "\n|b|\n"},
    {"table-rows", "|a|b|\n|-|-|\n", "|*c*|[d](e:f)|\n", "", "", ""},
    {"table-short-rows", "|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|\n", "|c\n", "", "", ""},
    {"tables", "", "|a|\n|-|\n|*b*|\n\n", "", "", ""},
    {"tables-references", "", "|a|\n|-|\n|[r%d]|\n\n", "", "[r%d]: /x\n\n", ""},
    {"delimiter-rows", "a\n", "|-|\n", "", "", ""},
    {"tildes", "", "~~a ", "", "", ""},
    {"tildes-mixed", "", "~~a ~b~~ ", "", "", ""},
    {"tildes-pairs", "", "~~a~~ ", "", "", ""},
    {"footnotes", "", "a[^n%d] ", "\n\n", "[^n%d]: b\n", ""},
    {"footnotes-one", "", "a[^n] ", "\n\n[^n]: b", "", ""},
    {"footnotes-undefined", "", "a[^n%d] ", "\n\n[^n]: b", "", ""},
    {"footnotes-in-footnotes", "[^n0]\n\n", "[^n%d]: a[^n%d]\n", "", "", ""},
    {"footnote-openers", "", "[^", "", "", ""},
    {"footnotes-in-code", "```\n", "[^n%d]: a\n: b\n", "```\n", "", ""},
    {"definitions", "", "Term\n: b\n\n", "", "", ""},
    {"definitions-of-one", "Term\n", ": b\n", "", "", ""},
    {"definitions-nested", "a\n", ": ", "b", "", ""},
    {"wiki-openers", "", "[[", "", "", ""},
    {"wiki-openers-pipes", "", "[[a|", "", "", ""},
    {"wiki-links", "", "[[a|b]] ", "", "", ""},
    {"callouts", "", "> [!NOTE] a {#b}\n> c\n\n", "", "", ""},
    {"callouts-open", "", "> [!NOTE\n\n", "", "", ""},
    {"callouts-nested", "", "> ", "[!NOTE] a\n", "", ""},
    {"callouts-unknown", "", "> [!NOTES] a\n\n", "", "", ""},
    {"tasks", "", "- [ ] the same point\n", "", "", ""},
    {"headings-same", "", "# Same\n", "", "", ""},
    {"headings-numbered", "", "# a-%d\n# a\n", "", "", ""},
    {"headings-levels", "", "# a\n## b\n### c\n", "", "", ""},
    {"ids-same", "", "# Same {#same}\n", "", "", ""},
    {"addresses-www", "", "www.", "", "", ""},
    {"addresses-http", "", "http://", "", "", ""},
    {"addresses-at", "", "a@", "", "", ""},
    {"addresses-parentheses", "http://a.b/", "(", "", ")", ""},
    {"addresses", "", "http://a.b/c a@b.nl www.c.nl ", "", "", ""},
    {"quotes-typographic", "", "'\"", "", "", ""},
    {"dots", "", ". ", "", "", ""},
    {"dashes", "", "-- ", "", "", ""},
    {"numbers", "", "10 km ", "", "", ""},
    {"terms", "", "regie fuzzy front-end ", "", "", ""},
    {"long-sentence-links", "", "[a](b:c)x", "", "", ""},
};

static void append_repeated(struct buffer *out, const char *text, long count) {
    for (long i = 0; i < count && *text != '\0'; i++) {
        for (const char *at = text; *at != '\0'; at++) {
            if (at[0] == '%' && at[1] == 'd') {
                buffer_append_integer(out, i);
                at++;
            } else {
                buffer_append_byte(out, *at == '\001' ? '\0' : *at);
            }
        }
    }
}

static void parse(const struct shape *shape, long count) {
    struct arena arena = {0};
    struct arena scratch = {0};
    struct buffer text;
    buffer_init(&text, &arena);
    buffer_append_text(&text, shape->before);
    append_repeated(&text, shape->repeated, count);
    buffer_append_text(&text, shape->between);
    append_repeated(&text, shape->repeated2, count);
    buffer_append_text(&text, shape->after);
    struct slice schemes[] = {SLICE("b")};
    struct slice forms[] = {SLICE("regie"), SLICE("fuzzy front-end")};
    struct markdown_options options = {.language = SLICE("nl"),
                                       .schemes = schemes,
                                       .scheme_count = 1,
                                       .terms = markdown_terms_build(forms, 2, &arena)};
    struct markdown_origin origin = {.path = SLICE("content/a.md")};
    struct diagnostics diagnostics;
    diagnostics_init(&diagnostics, &arena);
    struct markup *markup =
        markdown_parse(buffer_slice(&text), &origin, &options, &arena, &scratch, &diagnostics);
    printf("%zu bytes, %zu bytes of HTML, %zu diagnostics\n", text.length, markup->html.length,
           diagnostics.count);
    arena_release(&arena);
    arena_release(&scratch);
}

int main(int argc, char **argv) {
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        if (argc < 3) {
            puts(shapes[i].name);
        } else if (strcmp(argv[1], shapes[i].name) == 0) {
            parse(&shapes[i], atol(argv[2]));
            return 0;
        }
    }
    return argc < 3 ? 0 : 2;
}

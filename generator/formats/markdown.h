/* Markdown → marked-up text (base/markup.h). The dialect is CommonMark as cmark parses it plus the
 * extensions of the manual's chapter on Markdown, made by transforming cmark's tree; there is no
 * second Markdown parser. */
#ifndef FORMATS_MARKDOWN_H
#define FORMATS_MARKDOWN_H

#include "base/diagnostic.h"
#include "base/markup.h"
#include "base/spill.h"

enum markdown_html {
    MARKDOWN_HTML_CLEAN,  /* raw HTML is cleaned by an allow-list */
    MARKDOWN_HTML_ESCAPE, /* raw HTML is shown as text */
    MARKDOWN_HTML_TRUSTED /* raw HTML is passed through */
};

/* Where the bytes of a text stand in its file: line n of the text (from 0) begins at lines[n]. For
 * a body that is a straight piece of its file, `lines` is NULL and byte i stands at base + i. */
struct markdown_origin {
    struct slice path;
    uint32_t base;
    const uint32_t *lines;
    size_t line_count;
};

/* A form of a term of the glossary: its words as they may stand in the text, compared case-folded
 * at word boundaries, and a number for it that comes back in markup_term.candidate. */
struct markdown_terms; /* made by markdown_terms_build, NULL for none */

struct markdown_options {
    bool commonmark; /* plain CommonMark: no extension at all, for the specification's own examples
                      */
    enum markdown_html html;
    struct slice language; /* "nl", "en": for quotes */
    const struct slice
        *callouts; /* names of callouts beside the five, in upper case ("CHECKLIST") */
    size_t callout_count;
    const struct slice *schemes; /* the kinds' names: schemes that are references, not addresses */
    size_t scheme_count;
    const struct markdown_terms *terms;
    struct spill *spill; /* where the HTML and its holes go when there is much of it; may be NULL */
};

/* Makes marked-up text of `text`, which is valid UTF-8. The result lives in `arena` and the
 * spill of `options`, cmark's tree
 * and everything else in `scratch`, which is as it was when the function returns. Mistakes go to
 * `diagnostics`; there is always a result. Both line ends are taken. Thread-safe. */
struct markup *markdown_parse(struct slice text, const struct markdown_origin *origin,
                              const struct markdown_options *options, struct arena *arena,
                              struct arena *scratch, struct diagnostics *diagnostics);

/* Prepares the forms of terms for searching; forms[i] has the number i. Lives in `arena`. */
struct markdown_terms *markdown_terms_build(const struct slice *forms, size_t count,
                                            struct arena *arena);

#endif

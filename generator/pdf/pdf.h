/* PDF: a document laid out with Pango and drawn with Cairo, without a browser or TeX. This room is
 * the only one that calls these libraries. */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "base/diagnostic.h"
#include "site/site.h"

/* A chapter: an item, or a title above the chapters that follow. */
struct pdf_chapter {
    struct slice title;
    const struct item *item; /* NULL: just a title */
    uint32_t depth;          /* 0 for the outermost */
};

struct pdf_document {
    const struct site *site;
    int root; /* the folder of the site, for its pictures */
    struct slice title;
    struct slice subtitle; /* empty: none */
    struct slice author;
    struct slice language;
    struct date date; /* shown on the title page; year 0: none */
    const struct pdf_chapter *chapters;
    size_t chapter_count;
};

struct pdf_options {
    double width; /* of a page, in millimetres */
    double height;
    double margin;      /* on all sides, in millimetres; 0: as fits the page */
    bool ragged;        /* lines end where their words do */
    struct date moment; /* of its creation */
};

enum { PDF_A4_WIDTH = 210, PDF_A4_HEIGHT = 297, PDF_A5_WIDTH = 148, PDF_A5_HEIGHT = 210 };

/* Appends the document to `out`; `*pages` (may be NULL) is how many it has. What cannot be shown
 * is told of with its place in the source. The same input gives the same bytes. */
void pdf_write(const struct pdf_document *document, const struct pdf_options *options,
               struct diagnostics *diagnostics, struct arena *arena, struct buffer *out,
               size_t *pages);

/* What the module `pdf` offers (base/module.h). */
struct pdf_module {
    void (*write)(const struct pdf_document *document, const struct pdf_options *options,
                  struct diagnostics *diagnostics, struct arena *arena, struct buffer *out,
                  size_t *pages);
};
extern const struct pdf_module pdf_module;

#endif

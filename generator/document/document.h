/* Documents: a selection of the site to be read as one thing: a book, a handout, a dossier.
 *
 * Takes a linked site without errors. document_make chooses the chapters and puts them in order;
 * each format (epub.h, single.h, plain.h, and the room pdf) makes bytes of them. The same site
 * gives the same bytes: no clock is read, only dates of the content. */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include "base/diagnostic.h"
#include "site/site.h"

/* What a document is made of, as people ask for it. References are `kind:slug`, or `kind` for all
 * items of one. An item of a kind that declares `document` is a selection of its own: its text, and
 * what that field refers to. */
struct document_request {
    struct slice title;                  /* empty: the title of what it is about, else the site's */
    const struct document_reference *of; /* these … */
    size_t of_count;
    const struct document_reference *about; /* … and these, each with all that refers to it in a
                                               field; none of either: the whole site */
    size_t about_count;
    struct slice author;   /* empty: the site's publisher */
    struct slice language; /* empty: the site's */
};

struct chapter {
    const struct item *item; /* NULL: a part, which is only a title above others */
    struct slice title;
    uint32_t depth;    /* 0; 1 below a part */
    struct slice name; /* a name that no other chapter has, for files and anchors: "article-slug" */
};

struct document {
    const struct site *site;
    struct slice title;
    struct slice description; /* may be empty */
    struct slice language;
    struct slice author;      /* may be empty */
    struct date date;         /* the newest of its items; year 0 if none has one */
    const struct item *front; /* the item whose text opens it, or NULL: a selection */
    struct chapter *chapters;
    size_t chapter_count;
    struct map chapters_by_identity; /* of the item, without its language → struct chapter */
};

/* Chooses and orders what is asked for. NULL after a diagnostic: something that is not there, or
 * nothing to read at all. Everything lives in `arena`. */
struct document *document_make(const struct site *site, const struct document_request *request,
                               struct arena *arena, struct diagnostics *diagnostics);
/* The chapter of an item, in whatever language it is meant; NULL when it is not in the document. */
const struct chapter *document_chapter(const struct document *document, const struct item *item);
/* A field of an item, as readers see it: its label and one or more values. */
struct fact_value {
    struct slice text;
    const struct item *item;   /* what it refers to, or NULL */
    struct slice address;      /* a whole web or mail address, or empty */
    const struct asset *asset; /* a file, or NULL */
};

struct fact {
    struct slice label;
    struct fact_value *values;
    size_t value_count;
};

/* The fields that are set, short ones only: `*count` of them in `arena`. Prose is in item->texts.
 */
struct fact *document_facts(const struct document *document, const struct item *item,
                            struct arena *arena, size_t *count);

#endif

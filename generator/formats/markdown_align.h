/* Where in the source the inlines of a block stand.
 *
 * cmark gives an inline a column, but on continuation lines, after line breaks in links and in
 * nested containers it is wrong (cmark issues 296 and 551). So the inlines are laid beside the
 * block's own source text, which they repeat in the same order: text byte for byte but for escapes
 * and entities, delimiters as they must have been. The walk is linear, and it notices when the two
 * do not fit. */
#ifndef FORMATS_MARKDOWN_ALIGN_H
#define FORMATS_MARKDOWN_ALIGN_H

#include "formats/markdown_scan.h"
#include "formats/markdown_source.h"

#include <cmark.h>

/* The text of a leaf block: its lines without the prefixes of the containers around it, each ended
 * by LF. */
struct markdown_content {
    struct slice text;
    struct markdown_content_line {
        uint32_t at;     /* offset in `text` */
        uint32_t source; /* the same byte in the source */
    } * lines;
    uint32_t count;
};

/* A piece of a text inline that stands in the source as it is, or one character that is written
 * differently there. */
struct markdown_run {
    uint32_t length;
    uint32_t source; /* offset in the source's text */
    bool escaped;    /* by a backslash or as an entity: it means nothing but itself */
};

enum markdown_form { FORM_INLINE, FORM_REFERENCE, FORM_AUTOLINK };

/* Where an inline stands. Offsets are in the source's text. */
struct markdown_place {
    uint32_t first_run; /* of a text: its runs */
    uint32_t run_count;
    uint32_t next;   /* the index behind its descendants */
    uint32_t length; /* of a text: its literal's */
    struct markdown_range whole;
    struct markdown_range destination; /* of a link or image; of a FORM_REFERENCE its label */
    enum markdown_form form;
};

/* The inlines of one block in the order in which a walk enters them. */
struct markdown_alignment {
    struct markdown_place *places;
    uint32_t count;
    uint32_t capacity;
    struct markdown_run *runs;
    uint32_t run_count;
    uint32_t run_capacity;
};

/* Builds the content of a paragraph or heading. A paragraph's leading link reference definitions
 * are in it. */
void markdown_content_build(struct markdown_content *content, const struct markdown_source *source,
                            cmark_node *block, bool lazy, struct arena *arena);
/* Builds the content of the few lines from `first` (counted from 0) on that a link reference
 * definition may take. */
void markdown_content_lines(struct markdown_content *content, const struct markdown_source *source,
                            uint32_t first, struct arena *arena);
/* The offset in the source of an offset in the content. */
uint32_t markdown_content_source(const struct markdown_content *content, size_t at);
/* The offset behind the link reference definitions that `content` begins with. */
size_t markdown_content_definitions(const struct markdown_content *content);

/* Fills `alignment` (its arrays are used again) for the inlines below `block`. False if they do not
 * fit the source. */
bool markdown_align(struct markdown_alignment *alignment, const struct markdown_source *source,
                    cmark_node *block, struct arena *arena);

#endif

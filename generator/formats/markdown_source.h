/* The lines of a text that cmark reads: where each begins, where it stands in its file, and what
 * occurs in it.
 *
 * Offsets in a text are exact and cheap; cmark's columns within a paragraph are neither. So
 * everything that needs a place goes by offsets, and they become offsets in the file when they are
 * told to somebody. */
#ifndef FORMATS_MARKDOWN_SOURCE_H
#define FORMATS_MARKDOWN_SOURCE_H

#include "formats/markdown.h"

/* What a line has: letters that a construct cannot do without, and how it begins. */
enum markdown_line_bit {
    LINE_BRACKET = 1,      /* [ */
    LINE_ESCAPE = 2,       /* \ & */
    LINE_ANGLE = 4,        /* < */
    LINE_TILDE = 8,        /* ~ */
    LINE_ADDRESS = 16,     /* :// @ www. */
    LINE_CONTROL = 32,     /* NUL */
    LINE_WIKI = 64,        /* [[ */
    LINE_NOTE = 2048,      /* [^ */
    LINE_FOOTNOTE = 128,   /* begins as a footnote's definition */
    LINE_DETAIL = 256,     /* begins as a definition in a definition list */
    LINE_DELIMITER = 512,  /* looks like the second row of a table */
    LINE_DEFINITION = 1024 /* begins as a link reference definition */
};

struct markdown_line {
    uint32_t start; /* offset in the text */
    uint32_t end;   /* without its line end */
    uint32_t file;  /* offset of its start in the file */
    uint32_t bits;
};

struct markdown_source {
    struct slice text;
    struct markdown_line *lines;
    uint32_t count;
    uint32_t capacity;
    uint32_t bits; /* of all lines */
    bool straight; /* one piece of its file, which begins there at `base` */
    uint32_t base;
    struct arena *arena;
};

/* Splits `text` in lines, as cmark does (LF, CRLF, CR), with what occurs in them. */
void markdown_source_split(struct markdown_source *source, struct slice text,
                           const struct markdown_origin *origin, struct arena *arena);
/* Adds a line that was put together from a piece of another text: `start` to `end` of the text to
 * come, of which `start` stands at `file` in the file. */
void markdown_source_add(struct markdown_source *source, uint32_t start, uint32_t end,
                         uint32_t file, uint32_t bits);
/* The place in the file of an offset in the text. */
uint32_t markdown_source_file(const struct markdown_source *source, uint32_t offset);
/* The bits of lines `first` to `last`, counted from 1 as cmark does. */
uint32_t markdown_source_bits(const struct markdown_source *source, int first, int last);
/* The offset behind white space and ">" at the start of a line. */
uint32_t markdown_source_indent(const struct markdown_source *source,
                                const struct markdown_line *line);

#endif

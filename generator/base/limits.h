/* Every limit on what content may ask for, with its reason. What goes beyond is a diagnostic, never
 * a crash and never a slow build: content comes from many hands, some of it pasted from anywhere.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
    /* libyaml has no depth limit: 80 kB of "[" would take seconds. Nobody nests fields this deep.
     */
    LIMIT_YAML_DEPTH = 64,
    /* A pattern of a field, its groups in groups, and its size when all that is repeated is written
     * out, as the C library does. */
    LIMIT_PATTERN_BYTES = 1000,
    LIMIT_PATTERN_DEPTH = 20,
    LIMIT_PATTERN_SIZE = 1000,
    /* A text that must match a pattern: the C library keeps a state for each way that it can go. */
    LIMIT_PATTERN_TEXT = 4096,
    /* A file of fields, or front matter: a megabyte of fields is a mistake. */
    LIMIT_YAML_BYTES = 1 << 20,
    /* A field on one line; longer text belongs in a body. */
    LIMIT_FIELD_BYTES = 64 << 10,
    /* A title is shown in lists, menus and addresses. In code points. */
    LIMIT_TITLE_LENGTH = 1000,
    /* A Markdown file; a long book is one megabyte. */
    LIMIT_MARKDOWN_BYTES = 16 << 20,
    /* Any other file that is read into memory (templates, images for their size, SVG). */
    LIMIT_FILE_BYTES = 64 << 20,
    /* Pixels of a picture in a PDF, which is unpacked for it: more than a camera makes. A file of a
     * few kilobytes can tell of billions. */
    LIMIT_PICTURE_PIXELS = 64 << 20,
    /* Pixels of all pictures in a PDF together; those after it are made smaller. */
    LIMIT_PICTURES_PIXELS = 256 << 20,
    /* An export of another system: a whole site in one file. */
    LIMIT_IMPORT_BYTES = 512 << 20,
    /* Block quotes and lists in each other: cmark 0.30 is quadratic in their depth. */
    LIMIT_CONTAINER_DEPTH = 100,
    /* Brackets or emphasis marks in one paragraph: cmark 0.30 is quadratic in them. */
    LIMIT_INLINE_MARKERS = 20000,
    /* Raw HTML elements in each other: libxml2 looks through all that are open for every end tag.
     */
    LIMIT_HTML_DEPTH = 256,
    /* Blank lines in a row inside a list or quote: cmark 0.30 is quadratic in them. */
    LIMIT_BLANK_LINES = 1000,
    /* Embeds in embeds, and what one page may grow to by them. */
    LIMIT_EMBED_DEPTH = 10,
    LIMIT_EMBED_BYTES = 16 << 20,
    /* Blocks, expressions and includes in templates. */
    LIMIT_TEMPLATE_DEPTH = 200,
    /* Steps and bytes of one page's template: ends loops that nobody meant. */
    LIMIT_TEMPLATE_STEPS = 10000000,
    LIMIT_TEMPLATE_BYTES = 64 << 20,
    /* Output paths: what every file system and ZIP takes, with room for a folder before it. */
    LIMIT_PATH_COMPONENT = 100,
    LIMIT_PATH_BYTES = 200,
    /* Folders in folders below content/. */
    LIMIT_FOLDER_DEPTH = 32,
    /* Diagnostics printed before only their number is told. */
    LIMIT_DIAGNOSTICS_PRINTED = 100
};

#endif

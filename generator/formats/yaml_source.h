/* A YAML text with what it takes to tell places in it. libyaml counts characters; everything of
 * ours counts bytes. Offsets here are in bytes from the start of `text`. */
#ifndef FORMATS_YAML_SOURCE_H
#define FORMATS_YAML_SOURCE_H

#include "base/diagnostic.h"

struct yaml_source {
    struct slice text; /* without byte-order mark */
    size_t offset;     /* of its first byte in the file */
    struct slice path;
    uint32_t *steps; /* where every 16th character begins; NULL when all are ASCII */
    size_t step_count;
};

/* Makes the source of `text`, which stands at byte `offset` of the file `path`. Its steps live in
 * `arena`. */
void yaml_source_init(struct yaml_source *source, struct slice text, size_t offset,
                      struct slice path, struct arena *arena);
/* The offset of the character with that number, as libyaml's marks count; the end if there is none.
 */
size_t yaml_source_byte(const struct yaml_source *source, size_t character);
/* The bytes `start` to `end` as a place in the file. */
struct place yaml_source_place(const struct yaml_source *source, size_t start, size_t end);

/* The line (without its end) that `offset` stands on, and where it begins. */
struct slice yaml_source_line(const struct yaml_source *source, size_t offset, size_t *start);
/* The last line before the one that begins at `start` that holds more than blanks and a comment.
 * False if there is none. */
bool yaml_source_line_before(const struct yaml_source *source, size_t start, struct slice *line,
                             size_t *line_start);
/* The spaces that a line begins with. */
size_t yaml_indentation(struct slice line);

#endif

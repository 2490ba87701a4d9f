/* What the manual tells of what templates are given: the data (see names.h) and the functions. */
#ifndef RENDER_REFERENCE_H
#define RENDER_REFERENCE_H

#include "render/names.h"
#include "template/template.h"

/* What the names of a table belong to, in words: "a heading of a text". */
const char *reference_heading_en(enum name_table table);
const char *reference_heading_nl(enum name_table table);
/* Appends what a name holds: "text", "list of headings", "item"; and whether it may be absent. */
void reference_append_type(struct buffer *out, const struct name_row *row);
/* The function number `index`, in the order of the manual; NULL behind the last. */
const struct template_reference_row *reference_function_row(size_t index);

#endif

/* The form of a new item: its kind's fields, with what was filled in. */
#ifndef COMMANDS_NEW_FORM_H
#define COMMANDS_NEW_FORM_H

#include "commands/build.h"

struct form {
    struct build *build;
    const struct kind *kind;
    struct slice *values; /* by field index of the kind, as the user wrote them; empty: none */
};

/* An empty form. */
void form_init(struct form *form, struct build *build, const struct kind *kind);
/* Fills in a field. False after saying what is wrong with the value. */
bool form_set(struct form *form, const struct field *field, struct slice value);
/* What a field is for, in a language that the editor reads; may be empty. */
struct slice form_help(const struct form *form, const struct field *field);
/* Appends the value of a field, as the user wrote it, as YAML. */
void form_append_value(struct buffer *out, const struct field *field, struct slice value);
/* Appends the fields as YAML: those filled in, and the others behind a "#". */
void form_append(const struct form *form, struct buffer *out);

#endif

/* What a field holds, as text on one line. */
#ifndef COMMANDS_SHOW_VALUE_H
#define COMMANDS_SHOW_VALUE_H

#include "base/buffer.h"
#include "base/value.h"

/* Appends what authors wrote: white space as one space, control characters visible, long text cut.
 */
void show_append_text(struct buffer *out, struct slice text);
/* Appends a typed value: a reference as the identity of its target, a list separated by commas.
 * What leads nowhere is as it was written, followed by "(?)". */
void show_append_value(struct buffer *out, struct value value);

#endif

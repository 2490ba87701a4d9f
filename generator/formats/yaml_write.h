/* Values written as YAML that reads back as the same text. */
#ifndef FORMATS_YAML_WRITE_H
#define FORMATS_YAML_WRITE_H

#include "base/buffer.h"

/* Appends a text: as it stands where YAML takes it for that text, else in double quotes. */
void yaml_write_text(struct buffer *out, struct slice text);

#endif

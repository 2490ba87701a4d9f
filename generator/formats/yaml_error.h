/* What libyaml complains of, in words that an editor can act on. */
#ifndef FORMATS_YAML_ERROR_H
#define FORMATS_YAML_ERROR_H

#include "formats/yaml_source.h"

#include <yaml.h>

/* What was read last before the error: it tells an unclosed quote from a wrong indentation. */
struct yaml_last {
    char closed_by; /* '"', '\'', ']' or '}'; '*' for an alias; 0 for anything else */
    size_t start;   /* in bytes of the source */
    size_t end;
};

/* Adds the diagnostic for the error that `parser` stopped at. */
void yaml_explain(const yaml_parser_t *parser, const struct yaml_source *source,
                  struct yaml_last last, struct diagnostics *diagnostics);
/* Tells of each line of the plain text from `start` to `end` that reads `name:text`: a document
 * that is a text is mostly fields that lack their spaces. False if there is no such line. */
bool yaml_explain_text(const struct yaml_source *source, size_t start, size_t end,
                       struct diagnostics *diagnostics);

#endif

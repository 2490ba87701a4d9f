/* Documents in a run of the stages: those that site.yaml asks for, and those of the command line.
 */
#ifndef COMMANDS_DOCUMENTS_H
#define COMMANDS_DOCUMENTS_H

#include "commands/build.h"
#include "document/document.h"

/* The bytes of a document in a format, in the site's arena. What is lost on the way is a
 * diagnostic; the empty slice after an error. */
struct slice documents_bytes(struct build *build, const struct document *document,
                             enum document_format format, const struct document_paper *paper);
/* Reports what is wrong with the documents that site.yaml asks for. */
void documents_check(struct build *build);
/* Makes and publishes them. */
void documents_publish(struct build *build, struct publication *publication);

#endif

/* The documents of a site: those that site.yaml asks for, and those of the command line. */
#ifndef COMMANDS_DOCUMENTS_H
#define COMMANDS_DOCUMENTS_H

#include "commands/build.h"
#include "document/document.h"

/* What they are made of, and with. */
struct documents {
    const struct site *site;
    int root;           /* the folder of the site, for its pictures */
    struct date moment; /* that they are of (SOURCE_DATE_EPOCH); year 0: each of its newest item */
    struct arena *arena;
    struct diagnostics *diagnostics;
};

/* Those of a build. */
struct documents documents_of(struct build *build);
/* The moment that the environment tells; year 0 when it tells none. */
struct date documents_moment(const struct command_line *line, struct date today);
/* The bytes of a document in a format. What is lost on the way is a diagnostic; the empty slice
 * after an error. */
struct slice documents_bytes(const struct documents *documents, const struct document *document,
                             enum document_format format, const struct document_paper *paper);
/* Makes the one of site.yaml that is published at `address`; false when there is none. */
bool documents_at(const struct documents *documents, struct slice address, struct slice *bytes);
/* Reports what is wrong with those that site.yaml asks for. */
void documents_check(const struct documents *documents);
/* Makes and publishes them. */
void documents_publish(const struct documents *documents, struct publication *publication);

#endif

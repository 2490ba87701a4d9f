/* libxml2's HTML parser as a stream of what it finds. It balances tags: every start has its end. */
#ifndef FORMATS_HTML_PARSER_H
#define FORMATS_HTML_PARSER_H

#include "base/slice.h"

/* Texts are valid during a call only. Functions may be NULL. */
struct html_handler {
    /* `attributes` are pairs of name and value, and a NULL behind the last; a value may be NULL.
     * All of it is NULL when there are none. False stops the parser. */
    bool (*start)(void *context, const char *name, const char *const *attributes, size_t line);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, struct slice text);
};

/* Parses `html`, UTF-8. False if libxml2 could make nothing of it or was stopped. */
bool html_parse(struct slice html, const struct html_handler *handler, void *context);

#endif

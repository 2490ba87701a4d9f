/* A page as a tree of libxml2's, taken apart and put right. Inside the room. */
#ifndef IMPORT_DOM_H
#define IMPORT_DOM_H

#include "base/arena.h"
#include "base/slice.h"

#include <libxml/tree.h>

/* The text without characters that nobody sees and that no file of ours may hold (controls, marks
 * of direction, spaces of no width); every kind of space is a space. In `arena`, or as it was. */
struct slice dom_visible(struct slice text, struct arena *arena);
/* Whether it is an element of one of these names, which have spaces between them. */
bool dom_is(const xmlNode *node, const char *names);
/* The value of an attribute, in `arena`; empty when it is not there. */
struct slice dom_attribute(const xmlNode *node, const char *name, struct arena *arena);
void dom_set_attribute(xmlNode *node, const char *name, struct slice value);
/* Whether an attribute holds the word, between spaces. */
bool dom_has_word(const xmlNode *node, const char *attribute, const char *word);
/* All text below it, white space as one space, none at its ends; in `arena`. */
struct slice dom_text(const xmlNode *node, struct arena *arena);
/* The node that follows in document order and lies below `top`; without its children when
 * `over`. NULL at the end. */
xmlNode *dom_next(xmlNode *node, const xmlNode *top, bool over);
/* The first element of that name below `top`, or NULL. */
xmlNode *dom_find(xmlNode *top, const char *names);
/* Takes it out of the tree and frees it. */
void dom_remove(xmlNode *node);
/* Puts its children in its place. */
void dom_unwrap(xmlNode *node);
/* The line it stands on in its file, from 1; 0 when that is not known. */
size_t dom_line(const xmlNode *node);

#endif

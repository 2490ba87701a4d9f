/* cmark's memory, taken from an arena.
 *
 * cmark asks for memory through three functions that know no context, so the arena in use stands in
 * a thread-local pointer, the only one in the program. Nothing is freed: the tree goes when the
 * arena is restored. */
#ifndef FORMATS_MARKDOWN_MEMORY_H
#define FORMATS_MARKDOWN_MEMORY_H

#include "base/arena.h"

#include <cmark.h>

/* Parses `text` with cmark; the tree lives in `arena` and is never freed on its own. Thread-safe.
 */
cmark_node *markdown_tree(struct arena *arena, struct slice text);

#endif

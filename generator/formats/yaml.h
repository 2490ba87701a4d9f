/* YAML → values with positions, by libyaml's events.
 *
 * Content YAML is a plain tree: anchors, aliases, tags, merge keys, duplicate keys and second
 * documents are refused, each with a diagnostic at its place. Scalars stay texts: what they mean is
 * for the field that takes them to say (so `no` can be a text). VALUE_PLAIN, VALUE_QUOTED and
 * VALUE_BLOCK tell how they were written; a plain scalar that is empty, `~` or `null` is
 * VALUE_NULL. */
#ifndef FORMATS_YAML_H
#define FORMATS_YAML_H

#include "base/diagnostic.h"
#include "base/value.h"

/* Reads `text`, which is valid UTF-8 and stands at byte `offset` of the file `path`; positions are
 * offsets in that file. The result is a map; an empty document is an empty one. Whatever is wrong
 * is a diagnostic, and what could be read is the result: VALUE_UNDEFINED if nothing, and lists and
 * maps that an error cut off are VALUE_PARTIAL, so that nobody misses what stands behind it. The
 * values live in `arena`. */
struct value yaml_parse(struct slice text, size_t offset, struct slice path, struct arena *arena,
                        struct diagnostics *diagnostics);

/* Turns the plain scalars of a tree into what YAML 1.2's core schema makes of them (booleans,
 * integers, numbers); for values whose type nobody declared. Quoted scalars stay texts. Makes a new
 * tree in `arena`. */
struct value yaml_resolve(struct value value, struct arena *arena);

/* For a text read from `source` (the whole file): the offset in the file of each of its lines, so
 * that positions in a block scalar, with its indentation stripped, can be told. `*count` offsets,
 * in `arena`. Folded and quoted scalars get the best that can be said: the line they stand on. */
const uint32_t *yaml_lines(struct slice source, struct value text, struct arena *arena,
                           size_t *count);

#endif

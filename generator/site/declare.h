/* Declarations: from the values of a YAML file to fields and kinds. */
#ifndef SITE_DECLARE_H
#define SITE_DECLARE_H

#include "site/keys.h"
#include "site/kind.h"

/* Reads the fields declared in `map` (name → { type: …, … }) into `*fields`, after the `before`
 * ones that `*fields` has room for already (a declaration of the same name replaces one of those).
 * Returns how many there are then.
 * `*fields` must have room for `before` plus the entries of `map`. */
size_t fields_declare(struct value map, struct field *fields, size_t before,
                      const struct keys_reading *reading);
/* Frees the patterns of fields: all else of them is in arenas. */
void fields_release(const struct field *fields, size_t count);
/* Reads a kind from the value of its file. False when it is too broken to be a kind; that was
 * reported. */
bool kind_declare(struct value file, struct kind *kind, const struct keys_reading *reading);
/* Reports what can only be seen when all kinds are known: names, folders and callouts taken twice,
 * references to unknown kinds; and gives each kind its inverses. */
void kinds_declare_relations(struct kind *kinds, size_t count, struct arena *arena,
                             struct diagnostics *diagnostics);

#endif

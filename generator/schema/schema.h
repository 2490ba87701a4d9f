/* JSON Schema (2020-12) of what editors write: the fields of each kind's items, site.yaml, kinds
 * and theme.yaml, so that an editor's YAML plug-in completes and checks while typing.
 *
 * A schema says what one file can say of itself: types, choices, limits, what is required and what
 * is unknown. What other files decide (whether a reference leads somewhere) `knoop check` tells. In
 * YAML every plain value is a text to us, so numbers and truth values pass where a text is asked.
 */
#ifndef SCHEMA_SCHEMA_H
#define SCHEMA_SCHEMA_H

#include "base/buffer.h"
#include "site/keys.h"
#include "site/site.h"

/* The schema of the fields of a kind's items: of YAML items, and of the front matter of Markdown
 * ones. Labels and help in `language`. Lives in `arena`. */
struct slice schema_item(const struct kind *kind, struct slice language, struct arena *arena);

/* The tables of the files of one's own. */
struct schema_tables {
    struct key_table settings;
    struct key_table menu;
    struct key_table document;
    struct key_table links;
    struct key_table theme;
};

/* The schemas of content/site.yaml, of a kind and of theme.yaml. They live in `arena`. */
struct slice schema_settings(const struct schema_tables *tables, struct slice language,
                             struct arena *arena);
struct slice schema_kind(struct slice language, struct arena *arena);
struct slice schema_theme(const struct schema_tables *tables, struct slice language,
                          struct arena *arena);

#endif

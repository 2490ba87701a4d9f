/* What the schemas share. Inside the room. */
#ifndef SCHEMA_WRITING_H
#define SCHEMA_WRITING_H

#include "formats/json.h"
#include "schema/schema.h"

struct schema_writing {
    struct json json;
    struct buffer out;
    struct slice language;
    struct arena *arena;
};

/* Begins a schema: its $schema, title and description, and an object that is still open. */
void schema_begin(struct schema_writing *writing, struct slice title, struct slice description,
                  struct slice language, struct arena *arena);
/* Ends it. */
struct slice schema_finish(struct schema_writing *writing);
/* `"key": "text"`, and `"key": ["one", "two"]` of words separated by spaces. */
void schema_member(struct schema_writing *writing, const char *key, const char *text);
void schema_words(struct schema_writing *writing, const char *key, const char *words);
/* `"type": …` of a plain value in YAML, which may also be left empty. */
void schema_plain_type(struct schema_writing *writing, const char *types);
void schema_boolean(struct schema_writing *writing, const char *key, bool value);
void schema_open(struct schema_writing *writing, const char *key);
void schema_close(struct schema_writing *writing);

#endif

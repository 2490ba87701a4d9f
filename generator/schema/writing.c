#include "schema/writing.h"

void schema_begin(struct schema_writing *writing, struct slice title, struct slice description,
                  struct slice language, struct arena *arena) {
    *writing = (struct schema_writing){.language = language, .arena = arena};
    buffer_init(&writing->out, arena);
    json_init(&writing->json, &writing->out, true);
    json_open_object(&writing->json);
    json_member_text(&writing->json, "$schema",
                     SLICE("https://json-schema.org/draft/2020-12/schema"));
    json_member_text(&writing->json, "title", title);
    if (description.length > 0) {
        json_member_text(&writing->json, "description", description);
    }
}

struct slice schema_finish(struct schema_writing *writing) {
    json_close_object(&writing->json);
    buffer_append_byte(&writing->out, '\n');
    return buffer_slice(&writing->out);
}

void schema_member(struct schema_writing *writing, const char *key, const char *text) {
    json_member_text(&writing->json, key, slice_from(text));
}

void schema_words(struct schema_writing *writing, const char *key, const char *words) {
    struct slice rest = slice_from(words), word;
    json_key(&writing->json, slice_from(key));
    json_open_list(&writing->json);
    while (slice_cut(&rest, ' ', &word)) {
        json_write_text(&writing->json, word);
    }
    json_close_list(&writing->json);
}

void schema_plain_type(struct schema_writing *writing, const char *types) {
    schema_words(writing, "type", types);
}

void schema_boolean(struct schema_writing *writing, const char *key, bool value) {
    json_key(&writing->json, slice_from(key));
    json_write_boolean(&writing->json, value);
}

void schema_open(struct schema_writing *writing, const char *key) {
    json_key(&writing->json, slice_from(key));
    json_open_object(&writing->json);
}

void schema_close(struct schema_writing *writing) {
    json_close_object(&writing->json);
}

#include "rename/rename.h"

void rename_begin(struct rename *rename) {
    map_init(&rename->texts, rename->arena);
    edits_init(&rename->edits, rename->arena);
    rename->renamings = NULL;
    rename->renaming_count = 0;
}

struct slice rename_text(struct rename *rename, struct slice path) {
    void **place = map_place(&rename->texts, path);
    if (*place == NULL) {
        struct slice *text = arena_new(rename->arena, struct slice, 1);
        if (!rename->read(rename->context, path, rename->arena, text)) {
            *text = slice_of("", 0);
        }
        *place = text;
    }
    return *(const struct slice *)*place;
}

bool rename_refuse(struct rename_refusal *refusal, const char *english, const char *dutch,
                   struct slice name) {
    *refusal = (struct rename_refusal){{english, dutch}, name};
    return false;
}

#include "commands/fix.h"

#include "base/map.h"
#include "commands/rewrite.h"
#include "edit/alias.h"
#include "edit/fix.h"

/* The text of a file, read once. NULL when it cannot be. */
static const struct slice *text_of(struct build *build, struct map *texts, struct slice path) {
    void **entry = map_place(texts, path);
    if (*entry == NULL) {
        struct slice *text = arena_new(build->arena, struct slice, 1);
        if (!site_folder_read(&build->folder, path, build->arena, text)) {
            *text = SLICE("");
        }
        *entry = text;
    }
    return *entry;
}

int fix_all(struct build *build, size_t *count) {
    struct map texts;
    map_init(&texts, build->arena);
    struct edits edits;
    edits_init(&edits, build->arena);
    for (size_t i = 0; i < build->diagnostics.count; i++) {
        const struct diagnostic *diagnostic = build->diagnostics.entries[i];
        struct slice path = diagnostic->place.path;
        struct edit edit;
        bool is_ours = path.length > 0 && !slice_starts_with(path, SLICE("/"));
        if (is_ours && fix_find(diagnostic, *text_of(build, &texts, path), build->arena, &edit)) {
            edits_add_alias(&edits, edit);
        }
    }
    edits_order(&edits);
    *count = edits.count;
    return edits.count == 0 ? EXIT_DONE : rewrite(build, &edits, NULL, 0);
}

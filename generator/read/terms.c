/* The glossary: the forms in which the terms of kinds with `autolink` stand in texts. They are read
 * before all bodies, so that a body is searched for them while it is parsed. */
#include "read/reading.h"

struct forms {
    struct slice *forms;
    struct slice *paths;
    size_t count;
    size_t capacity;
    struct arena *arena;
};

static void add_form(struct forms *forms, struct slice form, struct slice path) {
    if (form.length == 0) {
        return;
    }
    if (forms->count == forms->capacity) {
        size_t capacity = forms->capacity == 0 ? 32 : forms->capacity * 2;
        size_t size = sizeof(struct slice);
        forms->forms =
            arena_grow(forms->arena, forms->forms, forms->capacity * size, capacity * size);
        forms->paths =
            arena_grow(forms->arena, forms->paths, forms->capacity * size, capacity * size);
        forms->capacity = capacity;
    }
    forms->forms[forms->count] = form;
    forms->paths[forms->count++] = path;
}

static void add_forms(struct forms *forms, const struct item *item) {
    add_form(forms, item->title, item->path);
    struct value also = item_field(item, SLICE("also"));
    for (size_t i = 0; also.type == VALUE_LIST && i < also.length; i++) {
        add_form(forms, value_slice(also.as.list[i]), item->path);
    }
}

void read_terms(struct reading *reading, struct worker *worker) {
    struct site *site = reading->site;
    struct forms forms = {.arena = worker->arena};
    /* What is wrong with these files is told when they are read whole. */
    struct diagnostics kept = worker->diagnostics;
    diagnostics_init(&worker->diagnostics, worker->arena);
    for (size_t i = 0; i < reading->files.count; i++) {
        struct item_file *file = &reading->files.list[i];
        if (!file->kind->autolink) {
            continue;
        }
        read_item(reading, file, false, worker);
        const struct item *item = file->items;
        if (item != NULL && (item->state == ITEM_PUBLISHED || reading->options.drafts) &&
            slice_equals(item->language, site->settings.language)) {
            add_forms(&forms, item);
        }
        file->items = NULL;
    }
    worker->diagnostics = kept;
    site->term_forms = forms.forms;
    site->term_paths = forms.paths;
    site->term_count = forms.count;
    if (forms.count > 0) {
        reading->terms = markdown_terms_build(forms.forms, forms.count, worker->arena);
    }
}

#include "link/linking.h"

/* Whether the field takes items of that kind. */
static bool field_takes(const struct field *field, const struct kind *kind) {
    for (size_t i = 0; i < field->to_count; i++) {
        if (slice_equals(field->to[i], kind->name)) {
            return true;
        }
    }
    return field->to_count == 0;
}

static void report_wrong_kind(const struct reference *reference, const struct item *target,
                              struct place at, struct linker *linker) {
    struct buffer takes;
    buffer_init(&takes, &linker->scratch);
    for (size_t i = 0; i < reference->field->to_count; i++) {
        buffer_append_text(&takes, i == 0 ? "" : ", ");
        buffer_append(&takes, reference->field->to[i]);
    }
    struct diagnostic *d = diagnostic_add(&linker->diagnostics, MESSAGE_REFERENCE_KIND_WRONG, at);
    diagnostic_argument(d, reference->text);
    diagnostic_argument(d, target->kind->name);
    diagnostic_argument(d, reference->field->name);
    diagnostic_argument(d, buffer_slice(&takes));
}

/* A slug alone, where the field takes several kinds: it must be found in just one of them. */
static struct find_result find_in_kinds(const struct site *site, const struct reference *reference,
                                        struct arena *arena) {
    struct find_result result = {.status = FIND_MISSING};
    for (size_t i = 0; i < reference->field->to_count; i++) {
        const struct kind *kind = site_kind(site, reference->field->to[i]);
        if (kind == NULL) {
            continue;
        }
        struct find_result found = site_find(site, kind, reference->text, arena);
        if (found.status == FIND_OK && result.status == FIND_OK) {
            /* In two kinds: the author must say which. */
            return (struct find_result){.status = FIND_NO_KIND};
        }
        if (found.status == FIND_OK || result.nearest.length == 0) {
            result = found;
        }
    }
    return result;
}

static struct find_result find(const struct site *site, const struct reference *reference,
                               struct arena *arena) {
    const struct field *field = reference->field;
    size_t colon = slice_find(reference->text, ':');
    if (colon != SLICE_NOT_FOUND || field->to_count == 0) {
        return site_find_identity(site, reference->text, arena);
    }
    if (field->to_count > 1) {
        return find_in_kinds(site, reference, arena);
    }
    const struct kind *kind = site_kind(site, field->to[0]);
    if (kind == NULL) {
        return (struct find_result){.status = FIND_OK}; /* reported where the kind is declared */
    }
    return site_find(site, kind, reference->text, arena);
}

static void link_reference(const struct site *site, struct reference *reference,
                           struct linker *linker) {
    struct place at = place_of(reference->from->path, reference->start, reference->end);
    struct find_result found = find(site, reference, &linker->scratch);
    struct slice written = reference->text;
    if (found.status == FIND_MISSING && found.kind != NULL &&
        slice_find(written, ':') == SLICE_NOT_FOUND) {
        written = arena_format(&linker->scratch, "%.*s:%.*s", slice_width(found.kind->name),
                               found.kind->name.data, slice_width(written), written.data);
    }
    link_report_find(site, &found, written, at, linker);
    if (found.status != FIND_OK || found.item == NULL) {
        return;
    }
    if (!field_takes(reference->field, found.item->kind)) {
        report_wrong_kind(reference, found.item, at, linker);
    } else if (link_check_state(site, found.item, reference->text, at, linker)) {
        reference->target = found.item;
    }
}

static void link_file(const struct site *site, struct file_use *use, struct linker *linker) {
    struct place at = place_of(use->from->path, use->start, use->end);
    struct target target = link_path(site, use->from->path, use->text, at, linker);
    if (target.type == TARGET_ASSET) {
        use->asset = target.to.asset;
    } else if (target.type == TARGET_ITEM) {
        struct diagnostic *d = diagnostic_add(&linker->diagnostics, MESSAGE_FILE_NOT_FOUND, at);
        diagnostic_argument(d, use->text);
        diagnostic_argument(d, use->text);
    }
}

void link_fields(const struct site *site, struct item *item, struct linker *linker) {
    for (struct reference *reference = item->references; reference != NULL;
         reference = reference->next) {
        if (reference->target == NULL) {
            link_reference(site, reference, linker);
        }
    }
    for (struct file_use *use = item->files; use != NULL; use = use->next) {
        link_file(site, use, linker);
    }
}

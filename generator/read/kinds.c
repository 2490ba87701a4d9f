/* content/kinds/ */
#include "base/file_diagnostic.h"
#include "base/hash.h"
#include "base/limits.h"
#include "formats/yaml.h"
#include "read/reading.h"
#include "read/text.h"
#include "site/declare.h"

#include <errno.h>
#include <stdlib.h>

static int by_name(const void *a, const void *b) {
    const struct kind *first = a, *second = b;
    return slice_compare(first->name, second->name);
}

static const struct kind *twin(const struct site *site, const struct kind *kind) {
    for (size_t i = 0; i < site->kind_count; i++) {
        if (slice_equals(site->kinds[i].name, kind->name)) {
            return &site->kinds[i];
        }
    }
    return NULL;
}

static void read_kind(const struct reading *reading, struct slice path, struct worker *worker) {
    struct site *site = reading->site;
    struct slice source;
    size_t start = 0;
    if (!read_text(reading->options.root, path, LIMIT_YAML_BYTES, &worker->scratch,
                   &worker->diagnostics, &source, &start)) {
        return;
    }
    site->declarations = hash_onto(site->declarations, path, source);
    struct value file =
        yaml_parse(slice_skip(source, start), start, path, &worker->scratch, &worker->diagnostics);
    struct keys_reading keys = {worker->arena, &worker->diagnostics, path};
    struct kind kind;
    if (file.type == VALUE_UNDEFINED || !kind_declare(file, &kind, &keys)) {
        return;
    }
    const struct kind *other = twin(site, &kind);
    if (other != NULL) {
        struct diagnostic *d =
            diagnostic_add(&worker->diagnostics, MESSAGE_KIND_DUPLICATE, kind.place);
        diagnostic_argument(d, kind.name);
        diagnostic_second(d, other->place);
        fields_release(kind.fields, kind.field_count);
        return;
    }
    site->kinds[site->kind_count++] = kind;
}

void read_kinds(struct reading *reading, struct worker *worker) {
    struct site *site = reading->site;
    struct file_list list;
    enum file_status status =
        file_walk(reading->options.root, SLICE("content/kinds"), worker->arena, &list);
    site->kinds = arena_new(worker->arena, struct kind, list.count);
    for (size_t i = 0; status == FILE_OK && i < list.count; i++) {
        struct slice extension = path_extension(list.entries[i].path);
        if (slice_equals(extension, SLICE("yaml")) || slice_equals(extension, SLICE("yml"))) {
            read_kind(reading, list.entries[i].path, worker);
        }
        arena_reset(&worker->scratch);
    }
    if (status != FILE_OK && status != FILE_MISSING) {
        diagnostic_add_file(&worker->diagnostics, SLICE("content/kinds"), status, 0, errno);
    } else if (list.count == 0) {
        diagnostic_add(&worker->diagnostics, MESSAGE_KINDS_NONE,
                       place_file(SLICE("content/kinds")));
    }
    if (site->kind_count > 0) {
        qsort(site->kinds, site->kind_count, sizeof *site->kinds, by_name);
    }
    struct slice *callouts = arena_new(worker->arena, struct slice, site->kind_count);
    struct slice *schemes = arena_new(worker->arena, struct slice, site->kind_count);
    for (size_t i = 0; i < site->kind_count; i++) {
        struct kind *kind = &site->kinds[i];
        kind->index = i;
        *map_place(&site->kind_names, kind->name) = kind;
        schemes[reading->scheme_count++] = kind->name;
        if (kind->callout.length > 0) {
            callouts[reading->callout_count++] = kind->callout;
        }
    }
    reading->callouts = callouts;
    reading->schemes = schemes;
    kinds_declare_relations(site->kinds, site->kind_count, worker->arena, &worker->diagnostics);
}

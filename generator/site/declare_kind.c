#include "base/limits.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "site/declare.h"

#include <stdlib.h>
#include <string.h>

static const struct key_row KEYS[] = {
    {"kind",
     KEY_TEXT,
     true,
     {"The name of the kind, as in references: article.",
      "De naam van de soort, zoals in verwijzingen: article."},
     NULL},
    {"folder",
     KEY_TEXT,
     false,
     {"Where its items lie below content/.", "Waar de items onder content/ staan."},
     NULL},
    {"label",
     KEY_LOCALIZED,
     false,
     {"What readers call one of them.", "Hoe lezers er één noemen."},
     NULL},
    {"plural",
     KEY_LOCALIZED,
     false,
     {"What readers call several.", "Hoe lezers er meer noemen."},
     NULL},
    {"description",
     KEY_LOCALIZED,
     false,
     {"What stands above the list.", "Wat er boven de lijst staat."},
     NULL},
    {"title",
     KEY_TEXT,
     false,
     {"The field that names an item.", "Het veld dat een item zijn naam geeft."},
     NULL},
    {"sort",
     KEY_TEXT,
     false,
     {"The field that orders the list; with - before it, the other way round.",
      "Het veld waarop de lijst staat; met - ervoor andersom."},
     NULL},
    {"fields",
     KEY_MAP,
     false,
     {"Its own fields, by name.", "De eigen velden, met hun naam."},
     NULL},
    {"callout",
     KEY_TEXT,
     false,
     {"The word with which an item may stand inside another text, as TIP.",
      "Het woord waarmee een item in een andere tekst mag staan, zoals TIP."},
     NULL},
    {"pages",
     KEY_BOOLEAN,
     false,
     {"Whether items have pages of their own.", "Of items een eigen pagina hebben."},
     NULL},
    {"list",
     KEY_BOOLEAN,
     false,
     {"Whether there is a list of them.", "Of er een lijst van is."},
     NULL},
    {"search",
     KEY_BOOLEAN,
     false,
     {"Whether search finds its items.", "Of zoeken de items vindt."},
     NULL},
    {"autolink",
     KEY_BOOLEAN,
     false,
     {"Whether the first use of its title on a page becomes a link.",
      "Of het eerste gebruik van de titel op een pagina een link wordt."},
     NULL},
    {"weight",
     KEY_INTEGER,
     false,
     {"The order among kinds.", "De volgorde tussen de soorten."},
     NULL},
    {"map",
     KEY_TEXT,
     false,
     {"Where items stand on maps.", "Waar items op kaarten staan."},
     "none node link neighbour"},
    {"document",
     KEY_TEXT,
     false,
     {"The field whose references are the chapters of a document.",
      "Het veld waarvan de verwijzingen de hoofdstukken van een document zijn."},
     NULL},
};

static bool is_one_of(struct slice text, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (slice_equals(text, slice_from(names[i]))) {
            return true;
        }
    }
    return false;
}

static bool kind_name_is_valid(struct slice name) {
    static const char *const schemes[] = {"http", "https",      "mailto", "tel",
                                          "data", "javascript", "file"};
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.data[i];
        bool letter = byte >= 'a' && byte <= 'z';
        if (!letter && (i == 0 || (byte != '-' && !(byte >= '0' && byte <= '9')))) {
            return false;
        }
    }
    return name.length > 1 && !is_one_of(name, schemes, sizeof schemes / sizeof *schemes);
}

static bool folder_is_valid(struct slice folder) {
    static const char *const ours[] = {"kinds",     "assets", "templates",
                                       "site.yaml", "search", "theme"};
    struct slice rest = folder, part;
    bool first = true;
    if (folder.length == 0 || folder.data[folder.length - 1] == '/') {
        return false;
    }
    while (slice_cut(&rest, '/', &part)) {
        if (part.length == 0 || part.data[0] == '.' || part.length > LIMIT_PATH_COMPONENT ||
            slice_find(part, '\\') != SLICE_NOT_FOUND || slice_find(part, ':') != SLICE_NOT_FOUND ||
            (first && is_one_of(part, ours, sizeof ours / sizeof *ours))) {
            return false;
        }
        first = false;
    }
    return true;
}

static void report(enum message message, struct place at, struct slice argument,
                   const struct keys_reading *reading) {
    diagnostic_argument(diagnostic_add(reading->diagnostics, message, at), argument);
}

/* Drops the common `title` where another field names the items, so that nobody fills in the wrong
 * one. */
static void drop_common_title(struct kind *kind) {
    if (kind->title != COMMON_TITLE && kind->fields[COMMON_TITLE].is_common &&
        kind->fields[COMMON_TITLE].place.path.length == 0) {
        kind->fields[COMMON_TITLE].name = slice_of("", 0);
    }
}

static void read_title(struct kind *kind, struct value file, const struct keys_reading *reading) {
    struct slice title = keys_text(file, "title", reading);
    kind->title = COMMON_TITLE;
    if (title.length == 0) {
        return;
    }
    const struct field *field = field_find(kind->fields, kind->field_count, title);
    if (field == NULL || field->type != FIELD_TEXT) {
        report(MESSAGE_KIND_TITLE_FIELD, keys_place(file, "title", reading->path), title, reading);
        return;
    }
    kind->title = (size_t)(field - kind->fields);
    drop_common_title(kind);
}

static void read_sort(struct kind *kind, struct value file, const struct keys_reading *reading) {
    struct slice sort = keys_text(file, "sort", reading);
    kind->sort = kind->is_dated ? COMMON_DATE : kind->title;
    kind->descending = kind->is_dated;
    if (sort.length == 0) {
        return;
    }
    kind->descending = sort.data[0] == '-';
    sort = slice_skip(sort, kind->descending ? 1 : 0);
    const struct field *field = field_find(kind->fields, kind->field_count, sort);
    if (field != NULL && sort.length > 0) {
        kind->sort = (size_t)(field - kind->fields);
        return;
    }
    struct nearest nearest;
    nearest_init(&nearest, sort);
    for (size_t i = 0; i < kind->field_count; i++) {
        nearest_offer(&nearest, kind->fields[i].name);
    }
    struct diagnostic *d = diagnostic_add(reading->diagnostics, MESSAGE_KIND_SORT_FIELD,
                                          keys_place(file, "sort", reading->path));
    diagnostic_argument(d, sort);
    diagnostic_suggest(d, nearest.best);
}

/* A field that is a list of references: what an item of the kind is a document of. */
static void read_document(struct kind *kind, struct value file,
                          const struct keys_reading *reading) {
    struct slice name = keys_text(file, "document", reading);
    const struct field *field = field_find(kind->fields, kind->field_count, name);
    if (name.length == 0) {
        return;
    }
    if (field == NULL || field->type != FIELD_LIST || field->of->type != FIELD_REFERENCE) {
        report(MESSAGE_KIND_DOCUMENT_FIELD, keys_place(file, "document", reading->path), name,
               reading);
        return;
    }
    kind->document = (size_t)(field - kind->fields);
}

static void read_callout(struct kind *kind, struct value file, const struct keys_reading *reading) {
    struct slice callout = keys_text(file, "callout", reading);
    char *upper = arena_bytes(reading->arena, callout.length + 1);
    for (size_t i = 0; i < callout.length; i++) {
        char byte = callout.data[i];
        upper[i] = (char)(byte >= 'a' && byte <= 'z' ? byte - 32 : byte);
    }
    kind->callout = slice_of(upper, callout.length);
}

static void read_fields(struct kind *kind, struct value file, const struct keys_reading *reading) {
    struct value fields = value_get(file, SLICE("fields"));
    size_t room = COMMON_COUNT + (fields.type == VALUE_MAP ? fields.length : 0);
    kind->fields = arena_new(reading->arena, struct field, room);
    memcpy(kind->fields, common_fields(), COMMON_COUNT * sizeof(struct field));
    kind->field_count = fields_declare(fields, kind->fields, COMMON_COUNT, reading);
    kind->is_dated = value_find(fields, SLICE("date")) != NULL;
}

static void read_map(struct kind *kind, struct value file, const struct keys_reading *reading) {
    /* In the order of enum kind_map. */
    static const char *const places[] = {"none", "node", "link", "neighbour"};
    kind->map = (enum kind_map)keys_choice(file, "map", places, 4, reading);
}

bool kind_declare(struct value file, struct kind *kind, const struct keys_reading *reading) {
    if (!keys_check(KEYS, sizeof KEYS / sizeof *KEYS, file, place_file(reading->path), reading)) {
        return false;
    }
    *kind = (struct kind){.name = keys_text(file, "kind", reading)};
    kind->place = keys_place(file, "kind", reading->path);
    if (kind->name.length == 0) {
        return false;
    }
    if (!kind_name_is_valid(kind->name)) {
        report(MESSAGE_KIND_NAME, kind->place, kind->name, reading);
        return false;
    }
    kind->folder = keys_text(file, "folder", reading);
    if (kind->folder.length == 0) {
        kind->folder = kind->name;
    }
    if (!folder_is_valid(kind->folder)) {
        report(MESSAGE_KIND_FOLDER, keys_place(file, "folder", reading->path), kind->folder,
               reading);
        return false;
    }
    kind->label = keys_localized(file, "label", reading);
    kind->plural = keys_localized(file, "plural", reading);
    kind->description = keys_localized(file, "description", reading);
    read_fields(kind, file, reading);
    read_title(kind, file, reading);
    read_sort(kind, file, reading);
    read_document(kind, file, reading);
    read_callout(kind, file, reading);
    kind->has_pages = keys_boolean(file, "pages", true);
    kind->has_list = keys_boolean(file, "list", kind->has_pages);
    kind->is_searched = keys_boolean(file, "search", true);
    kind->autolink = keys_boolean(file, "autolink", false);
    kind->weight = keys_integer(file, "weight", 0);
    read_map(kind, file, reading);
    map_init(&kind->field_indexes, reading->arena);
    for (size_t i = 0; i < kind->field_count; i++) {
        if (kind->fields[i].name.length > 0) {
            *map_place(&kind->field_indexes, kind->fields[i].name) = (void *)(uintptr_t)(i + 1);
        }
    }
    return true;
}

static struct kind *kind_named(struct kind *kinds, size_t count, struct slice name) {
    for (size_t i = 0; i < count; i++) {
        if (slice_equals(kinds[i].name, name)) {
            return &kinds[i];
        }
    }
    return NULL;
}

static void report_unknown_kind(struct kind *kinds, size_t count, struct slice name,
                                struct place at, struct arena *arena,
                                struct diagnostics *diagnostics) {
    struct nearest nearest;
    nearest_init(&nearest, name);
    struct buffer names;
    buffer_init(&names, arena);
    for (size_t i = 0; i < count; i++) {
        nearest_offer(&nearest, kinds[i].name);
        buffer_append_text(&names, i == 0 ? "" : ", ");
        buffer_append(&names, kinds[i].name);
    }
    struct diagnostic *d = diagnostic_add(diagnostics, MESSAGE_KIND_UNKNOWN, at);
    diagnostic_argument(d, name);
    diagnostic_argument(d, buffer_slice(&names));
    diagnostic_suggest(d, nearest.best);
}

static void add_inverse(struct kind *kind, const struct kind *from, const struct field *field,
                        struct arena *arena, struct diagnostics *diagnostics) {
    if (kind_field(kind, field->inverse) != NULL) {
        struct diagnostic *d =
            diagnostic_add(diagnostics, MESSAGE_KIND_INVERSE_TAKEN, field->place);
        diagnostic_argument(d, field->inverse);
        diagnostic_argument(d, kind->name);
        return;
    }
    size_t size = sizeof *kind->inverses;
    kind->inverses = arena_grow(arena, kind->inverses, kind->inverse_count * size,
                                (kind->inverse_count + 1) * size);
    kind->inverses[kind->inverse_count++] = (struct inverse){field->inverse, from, field};
}

static void relate_field(struct kind *kinds, size_t count, const struct kind *from,
                         const struct field *field, struct arena *arena,
                         struct diagnostics *diagnostics) {
    const struct field *reference = field->type == FIELD_LIST ? field->of : field;
    for (size_t i = 0; reference->type == FIELD_OBJECT && i < reference->field_count; i++) {
        relate_field(kinds, count, from, &reference->fields[i], arena, diagnostics);
    }
    if (reference->type != FIELD_REFERENCE) {
        return;
    }
    for (size_t i = 0; i < reference->to_count; i++) {
        struct kind *to = kind_named(kinds, count, reference->to[i]);
        if (to == NULL) {
            report_unknown_kind(kinds, count, reference->to[i], reference->to_places[i], arena,
                                diagnostics);
        } else if (field->inverse.length > 0) {
            add_inverse(to, from, field, arena, diagnostics);
        }
    }
    for (size_t i = 0; reference->to_count == 0 && field->inverse.length > 0 && i < count; i++) {
        add_inverse(&kinds[i], from, field, arena, diagnostics);
    }
}

static void check_twins(const struct kind *kinds, size_t index, struct diagnostics *diagnostics) {
    const struct kind *kind = &kinds[index];
    for (size_t i = 0; i < index; i++) {
        const struct kind *other = &kinds[i];
        enum message message = MESSAGE_COUNT;
        struct slice what = kind->folder;
        if (slice_equals(other->folder, kind->folder)) {
            message = MESSAGE_KIND_FOLDER_TAKEN;
        } else if (kind->callout.length > 0 && slice_equals(other->callout, kind->callout)) {
            message = MESSAGE_KIND_CALLOUT_TAKEN;
            what = kind->callout;
        } else {
            continue;
        }
        struct diagnostic *d = diagnostic_add(diagnostics, message, kind->place);
        diagnostic_argument(d, what);
        diagnostic_argument(d, other->name);
        diagnostic_second(d, other->place);
    }
}

static int by_inverse_name(const void *a, const void *b) {
    const struct inverse *first = a, *second = b;
    int order = slice_compare(first->name, second->name);
    if (order == 0) {
        order = slice_compare(first->from->name, second->from->name);
    }
    return order != 0 ? order : slice_compare(first->field->name, second->field->name);
}

void kinds_declare_relations(struct kind *kinds, size_t count, struct arena *arena,
                             struct diagnostics *diagnostics) {
    for (size_t i = 0; i < count; i++) {
        check_twins(kinds, i, diagnostics);
        for (size_t j = 0; j < kinds[i].field_count; j++) {
            relate_field(kinds, count, &kinds[i], &kinds[i].fields[j], arena, diagnostics);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (kinds[i].inverse_count > 0) {
            qsort(kinds[i].inverses, kinds[i].inverse_count, sizeof *kinds[i].inverses,
                  by_inverse_name);
        }
    }
}

struct key_table kind_keys(void) {
    return (struct key_table){KEYS, sizeof KEYS / sizeof *KEYS};
}

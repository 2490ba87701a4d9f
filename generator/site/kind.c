#include "site/kind.h"

static const struct field TEXT_ELEMENT = {.name = SLICE_INIT("aliases"), .type = FIELD_TEXT};

static const struct field COMMON[COMMON_COUNT] = {
    [COMMON_TITLE] = {.name = SLICE_INIT("title"), .type = FIELD_TEXT, .is_common = true},
    [COMMON_SLUG] = {.name = SLICE_INIT("slug"), .type = FIELD_TEXT, .is_common = true},
    [COMMON_DATE] = {.name = SLICE_INIT("date"), .type = FIELD_DATE, .is_common = true},
    [COMMON_UPDATED] = {.name = SLICE_INIT("updated"), .type = FIELD_DATE, .is_common = true},
    [COMMON_DRAFT] = {.name = SLICE_INIT("draft"), .type = FIELD_BOOLEAN, .is_common = true},
    [COMMON_PUBLISH] = {.name = SLICE_INIT("publish"), .type = FIELD_DATE, .is_common = true},
    [COMMON_EXPIRES] = {.name = SLICE_INIT("expires"), .type = FIELD_DATE, .is_common = true},
    [COMMON_ALIASES] = {.name = SLICE_INIT("aliases"),
                        .type = FIELD_LIST,
                        .of = &TEXT_ELEMENT,
                        .is_common = true},
    [COMMON_DESCRIPTION] = {.name = SLICE_INIT("description"),
                            .type = FIELD_TEXT,
                            .is_common = true},
    [COMMON_IMAGE] = {.name = SLICE_INIT("image"), .type = FIELD_ASSET, .is_common = true},
    [COMMON_TEMPLATE] = {.name = SLICE_INIT("template"), .type = FIELD_TEXT, .is_common = true},
    [COMMON_LANG] = {.name = SLICE_INIT("lang"), .type = FIELD_TEXT, .is_common = true},
    [COMMON_WEIGHT] = {.name = SLICE_INIT("weight"), .type = FIELD_INTEGER, .is_common = true},
    [COMMON_NOINDEX] = {.name = SLICE_INIT("noindex"), .type = FIELD_BOOLEAN, .is_common = true},
    [COMMON_SEARCH] = {.name = SLICE_INIT("search"), .type = FIELD_BOOLEAN, .is_common = true},
    [COMMON_AUTOLINK] = {.name = SLICE_INIT("autolink"), .type = FIELD_BOOLEAN, .is_common = true},
};

const struct field *common_fields(void) {
    return COMMON;
}

const struct field *kind_field(const struct kind *kind, struct slice name) {
    size_t index = (size_t)(uintptr_t)map_get(&kind->field_indexes, name);
    return index == 0 ? NULL : &kind->fields[index - 1];
}

size_t kind_field_index(const struct kind *kind, const struct field *field) {
    return (size_t)(field - kind->fields);
}

struct slice kind_field_names(const struct kind *kind, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < kind->field_count; i++) {
        if (kind->fields[i].name.length > 0) {
            buffer_append_text(&out, out.length == 0 ? "" : ", ");
            buffer_append(&out, kind->fields[i].name);
        }
    }
    return buffer_slice(&out);
}

const struct inverse *kind_inverse(const struct kind *kind, struct slice name) {
    for (size_t i = 0; i < kind->inverse_count; i++) {
        if (slice_equals(kind->inverses[i].name, name)) {
            return &kind->inverses[i];
        }
    }
    return NULL;
}

bool kind_is_on_map(const struct kind *kind) {
    return kind->has_pages && (kind->map == KIND_MAP_NODE || kind->map == KIND_MAP_LINK);
}

struct slice kind_label(const struct kind *kind, struct slice language) {
    struct slice label = localized_in(kind->label, language, SLICE("nl"));
    return label.length > 0 ? label : kind->name;
}

struct slice kind_plural(const struct kind *kind, struct slice language) {
    struct slice plural = localized_in(kind->plural, language, SLICE("nl"));
    return plural.length > 0 ? plural : kind_label(kind, language);
}

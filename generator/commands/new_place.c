#include "commands/new_place.h"

#include "base/nearest.h"
#include "commands/command.h"

const struct kind *place_find_kind(const struct build *build, struct slice name) {
    const struct command_line *line = build->line;
    const struct kind *kind = site_kind(build->site, name);
    if (kind != NULL) {
        return kind;
    }
    struct nearest nearest;
    nearest_init(&nearest, name);
    for (size_t i = 0; i < build->site->kind_count; i++) {
        nearest_offer(&nearest, build->site->kinds[i].name);
    }
    struct slice names = site_kind_names(build->site, build->arena);
    if (nearest.best.length > 0) {
        usage_wrong(line,
                    say(line, "there is no kind `%.*s`; did you mean `%.*s`?",
                        "er is geen soort `%.*s`; bedoelde je `%.*s`?"),
                    slice_width(name), name.data, slice_width(nearest.best), nearest.best.data);
    } else {
        usage_wrong(line,
                    say(line, "there is no kind `%.*s`; the kinds are: %.*s",
                        "er is geen soort `%.*s`; de soorten zijn: %.*s"),
                    slice_width(name), name.data, slice_width(names), names.data);
    }
    return NULL;
}

int place_set_given(struct form *form) {
    const struct command_line *line = form->build->line;
    for (size_t i = 0; i < line->set_count; i++) {
        struct slice value = slice_from(line->sets[i]), name;
        slice_cut(&value, '=', &name);
        const struct field *field = kind_field(form->kind, name);
        if (field == NULL) {
            struct slice names = kind_field_names(form->kind, form->build->arena);
            return usage_wrong(line,
                               say(line, "`%.*s` has no field `%.*s`; its fields are: %.*s",
                                   "`%.*s` heeft geen veld `%.*s`; de velden zijn: %.*s"),
                               slice_width(form->kind->name), form->kind->name.data,
                               slice_width(name), name.data, slice_width(names), names.data);
        }
        if (!form_set(form, field, value)) {
            return EXIT_USAGE;
        }
    }
    return EXIT_DONE;
}

static bool most_items(const struct build *build, const struct kind *kind,
                       bool (*holds)(const struct item *item)) {
    size_t all = 0, held = 0;
    for (size_t i = 0; i < build->site->item_count; i++) {
        const struct item *item = build->site->items[i];
        if (item->kind == kind && item->source == NULL) {
            all++;
            held += holds(item);
        }
    }
    return held * 2 > all;
}

static bool is_in_year(const struct item *item) {
    int64_t year = 0;
    size_t slash = slice_find(item->slug, '/');
    return slash == 4 && slice_to_integer(slice_take(item->slug, 4), &year);
}

static bool is_yaml(const struct item *item) {
    return slice_ends_with(item->path, SLICE(".yaml"));
}

bool place_is_in_years(const struct build *build, const struct kind *kind) {
    return most_items(build, kind, is_in_year);
}

bool place_is_yaml(const struct build *build, const struct kind *kind) {
    return most_items(build, kind, is_yaml);
}

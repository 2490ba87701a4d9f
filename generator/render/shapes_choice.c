#include "render/shapes_choice.h"

#include "render/assets.h"

static struct shape_choice *take_choices(struct shape *function, size_t count, enum message unknown,
                                         struct arena *arena) {
    struct shape_choice *choices = arena_new(arena, struct shape_choice, count);
    function->choices = choices;
    function->choice_count = count;
    function->unknown_choice = unknown;
    return choices;
}

/* The fields of a kind, and behind them how many are wanted and in which order. */
static void take_fields(struct shape_choice *choice, const struct kind *kind, struct arena *arena) {
    struct slice *names = arena_new(arena, struct slice, kind->field_count + 2);
    for (size_t i = 0; i < kind->field_count; i++) {
        if (kind->fields[i].name.length > 0) {
            names[choice->sort_count++] = kind->fields[i].name;
        }
    }
    names[choice->sort_count] = SLICE("sort");
    names[choice->sort_count + 1] = SLICE("limit");
    choice->argument_names = names;
    choice->argument_name_count = choice->sort_count + 2;
}

void shapes_choose_items(struct shape *function, const struct shape *lists,
                         const struct theme *theme, struct arena *arena) {
    const struct site *site = theme->site;
    struct shape_choice *choices =
        take_choices(function, site->kind_count, MESSAGE_TEMPLATE_UNKNOWN_KIND, arena);
    for (size_t i = 0; i < site->kind_count; i++) {
        choices[i] = (struct shape_choice){.text = site->kinds[i].name, .element = &lists[i]};
        take_fields(&choices[i], &site->kinds[i], arena);
    }
}

void shapes_choose_kind(struct shape *function, const struct theme *theme, struct arena *arena) {
    const struct site *site = theme->site;
    struct shape_choice *choices =
        take_choices(function, site->kind_count, MESSAGE_TEMPLATE_UNKNOWN_KIND, arena);
    for (size_t i = 0; i < site->kind_count; i++) {
        choices[i] = (struct shape_choice){.text = site->kinds[i].name};
    }
}

void shapes_choose_asset(struct shape *function, const struct theme *theme, struct arena *arena) {
    struct shape_choice *choices =
        take_choices(function, theme->asset_count, MESSAGE_THEME_ASSET_MISSING, arena);
    for (size_t i = 0; i < theme->asset_count; i++) {
        choices[i] = (struct shape_choice){.text = theme->asset_list[i].name};
    }
}

/* Which template makes which page. */
#include "render/shapes.h"
#include "render/theme.h"

/* Whether some layer has a template of that name. */
static bool template_exists(struct theme *theme, struct slice name) {
    struct slice text, path;
    return name.length > 0 && theme_load_template(theme, name, slice_of("", 0), &text, &path);
}

/* The first of the names that there is a template of, compiled; default.html may make every page.
 * NULL after a diagnostic. */
static struct template_program *compile_first(struct theme *theme, struct template_set *set,
                                              struct slice first, struct slice second,
                                              const struct shape *first_shape,
                                              const struct shape *second_shape,
                                              struct diagnostics *diagnostics) {
    if (template_exists(theme, first)) {
        return template_compile(set, first, first_shape);
    }
    if (template_exists(theme, second)) {
        return template_compile(set, second, second_shape);
    }
    if (template_exists(theme, SLICE("default.html"))) {
        return template_compile(set, SLICE("default.html"), second_shape);
    }
    diagnostic_argument(diagnostic_add(diagnostics, MESSAGE_TEMPLATE_MISSING,
                                       place_file(SLICE("content/site.yaml"))),
                        second);
    return NULL;
}

static struct slice named(const struct theme *theme, const struct kind *kind, const char *ending) {
    return arena_format(theme->arena, "%.*s%s", slice_width(kind->name), kind->name.data, ending);
}

/* The shape of `page` by template name, for templates that items choose: what all of them have. */
static void find_shapes(const struct theme *theme, const struct shapes *shapes, struct map *found) {
    const struct site *site = theme->site;
    map_init(found, theme->arena);
    for (size_t i = 0; i < site->item_count; i++) {
        const struct item *item = site->items[i];
        const struct shape *shape = shapes_page(shapes, item->kind);
        if (item->values[COMMON_TEMPLATE].type == VALUE_TEXT) {
            void **place = map_place(found, value_slice(item->values[COMMON_TEMPLATE]));
            bool is_same = *place == NULL || *place == (const void *)shape;
            *place = (void *)(uintptr_t)(is_same ? shape : shape_any());
        }
    }
}

/* Templates that items choose for themselves. */
static void compile_chosen(struct theme *theme, const struct shapes *shapes,
                           struct edition *edition, struct template_set *set,
                           struct diagnostics *diagnostics) {
    const struct site *site = theme->site;
    struct map page_shapes;
    find_shapes(theme, shapes, &page_shapes);
    map_init(&edition->programs, theme->arena);
    for (size_t i = 0; i < site->item_count; i++) {
        const struct item *item = site->items[i];
        struct value chosen = item->values[COMMON_TEMPLATE];
        if (chosen.type != VALUE_TEXT || item->address.length == 0) {
            continue;
        }
        void **place = map_place(&edition->programs, value_slice(chosen));
        if (*place != NULL) {
            continue;
        }
        struct slice name = arena_format(
            theme->arena, "%.*s.html", slice_width(value_slice(chosen)), value_slice(chosen).data);
        if (template_exists(theme, name)) {
            *place = template_compile(set, name, map_get(&page_shapes, value_slice(chosen)));
        } else {
            diagnostic_argument(diagnostic_add(diagnostics, MESSAGE_TEMPLATE_MISSING,
                                               place_of(item->path, chosen.start, chosen.end)),
                                name);
        }
    }
}

void theme_compile(struct theme *theme, struct edition *edition, struct diagnostics *diagnostics) {
    static const struct slice none = {"", 0};
    const struct site *site = theme->site;
    struct arena *arena = theme->arena;
    struct template_loader *loader = arena_new(arena, struct template_loader, 1);
    *loader = (struct template_loader){theme_load_template, theme_template_name, theme};
    struct template_options *options = arena_new(arena, struct template_options, 1);
    *options = (struct template_options){
        .trim_blocks = true, .lstrip_blocks = true, .language = edition->language};
    struct shapes *shapes = shapes_make(theme, arena);
    struct template_set *sets[SHAPES_PURPOSE_COUNT];
    for (size_t i = 0; i < SHAPES_PURPOSE_COUNT; i++) {
        sets[i] = template_set_create(
            loader, options, shapes_globals(shapes, (enum shapes_purpose)i), arena, diagnostics);
    }
    struct template_set *set = sets[SHAPES_PAGE];
    edition->items = arena_new(arena, struct template_program *, site->kind_count);
    edition->lists = arena_new(arena, struct template_program *, site->kind_count);
    edition->embeds = arena_new(arena, struct template_program *, site->kind_count);
    for (size_t i = 0; i < site->kind_count; i++) {
        const struct kind *kind = &site->kinds[i];
        if (kind->has_pages) {
            edition->items[i] =
                compile_first(theme, set, named(theme, kind, ".html"), SLICE("item.html"),
                              shapes_page(shapes, kind), shapes_page(shapes, NULL), diagnostics);
        }
        if (kind->has_list) {
            edition->lists[i] =
                compile_first(theme, set, named(theme, kind, "-list.html"), SLICE("list.html"),
                              shapes_list(shapes, kind), shapes_list(shapes, NULL), diagnostics);
        }
        edition->embeds[i] =
            compile_first(theme, sets[SHAPES_EMBED], named(theme, kind, "-embed.html"),
                          SLICE("embed.html"), NULL, NULL, diagnostics);
    }
    edition->home =
        compile_first(theme, set, none, SLICE("home.html"), NULL, shapes_home(shapes), diagnostics);
    if (site_map_address(site).length > 0) {
        edition->map = compile_first(theme, set, none, SLICE("map.html"), NULL, shapes_map(shapes),
                                     diagnostics);
    }
    edition->not_found =
        compile_first(theme, set, none, SLICE("404.html"), NULL, shapes_other(shapes), diagnostics);
    edition->redirect = compile_first(theme, sets[SHAPES_REDIRECT], none, SLICE("redirect.html"),
                                      NULL, shapes_other(shapes), diagnostics);
    if (site->settings.search && template_exists(theme, SLICE("search.html"))) {
        edition->search = template_compile(set, SLICE("search.html"), shapes_search(shapes));
    }
    compile_chosen(theme, shapes, edition, set, diagnostics);
}

/* The site and its theme, as templates see them. */
#include "render/page.h"
#include "site/language.h"

static struct slice localized(const struct view *view, struct localized text) {
    return localized_in(text, view->page->language, view->site->settings.language);
}

static struct value menu_entry(struct view *view, const struct menu_entry *entry) {
    const struct target *target = &entry->target;
    struct slice label = localized(view, entry->label), path = slice_of("", 0);
    struct value item = value_undefined();
    bool is_current = false;
    if (target->type == TARGET_LIST) {
        const struct kind *kind = target->to.kind;
        label = label.length > 0 ? label : kind_plural(kind, view->page->language);
        path = kind_list_address(kind, 1, view->arena);
        is_current = view->page->kind == kind ||
                     (view->page->item != NULL && view->page->item->kind == kind &&
                      view->page->type == PAGE_ITEM);
    } else if (target->type == TARGET_ITEM) {
        const struct item *version = item_in_language(target->to.item, view->page->language);
        label = label.length > 0 ? label : version->title;
        path = version->address;
        item = view_item(view, version);
        is_current = view->page->item == version;
    }
    if (target->type == TARGET_MAP) {
        label = label.length > 0 ? label : theme_text(view->edition, SLICE("Kaart"));
        path = site_map_address(view->site);
        is_current = view->page->type == PAGE_MAP;
    }
    struct slice address =
        target->type == TARGET_EXTERNAL ? entry->to : view_address(view, path, slice_of("", 0));
    if (label.length == 0) {
        label = entry->to;
    }
    struct value_pair pairs[] = {
        view_pair("label", value_text(label)), view_pair("address", value_text(address)),
        view_pair("current", value_boolean(is_current)), view_pair("item", item)};
    return view_map(view, pairs, 4);
}

static struct value menu(struct view *view) {
    const struct settings *settings = &view->site->settings;
    struct value *values = arena_new(view->arena, struct value, settings->menu_count);
    size_t count = 0;
    for (size_t i = 0; i < settings->menu_count; i++) {
        if (settings->menu[i].target.type != TARGET_NONE) {
            values[count++] = menu_entry(view, &settings->menu[i]);
        }
    }
    return value_list(values, count);
}

static struct value kinds(struct view *view) {
    const struct site *site = view->site;
    struct value *values = arena_new(view->arena, struct value, site->kind_count);
    size_t count = 0;
    for (size_t i = 0; i < site->kind_count; i++) {
        if (site->kinds_by_weight[i]->has_list) {
            values[count++] = view_kind(view, site->kinds_by_weight[i]);
        }
    }
    return value_list(values, count);
}

static struct value footer(struct view *view) {
    const struct settings *settings = &view->site->settings;
    for (size_t i = 0; i < settings->language_count; i++) {
        if (slice_equals(settings->languages[i], view->page->language) &&
            view->site->footers[i] != NULL) {
            return fill_value(view, view->site->footers[i]);
        }
    }
    return value_html(slice_of("", 0));
}

static struct value languages(struct view *view) {
    const struct site *site = view->site;
    struct value *values = arena_new(view->arena, struct value, site->settings.language_count);
    size_t count = 0;
    for (size_t i = 0; site->home != NULL && i < site->settings.language_count; i++) {
        struct slice language = site->settings.languages[i];
        const struct item *home = item_in_language(site->home, language);
        if (!slice_equals(home->language, language)) {
            continue;
        }
        struct value_pair pairs[] = {
            view_pair("code", value_text(language)),
            view_pair("name", value_text(language_name(language))),
            view_pair("address", value_text(view_item_address(view, home))),
            view_pair("current", value_boolean(slice_equals(language, view->page->language)))};
        values[count++] = view_map(view, pairs, 4);
    }
    return value_list(values, count);
}

static bool site_get(const struct value_object *self, struct slice name, struct arena *arena,
                     struct value *out) {
    (void)arena;
    struct view *view = ((const struct view_object *)self)->view;
    const struct settings *settings = &view->site->settings;
    if (slice_equals(name, SLICE("title"))) {
        *out = value_text(localized(view, settings->title));
    } else if (slice_equals(name, SLICE("description"))) {
        *out = value_text(localized(view, settings->description));
    } else if (slice_equals(name, SLICE("publisher"))) {
        *out = value_text(localized(view, settings->publisher));
    } else if (slice_equals(name, SLICE("language"))) {
        *out = value_text(settings->language);
    } else if (slice_equals(name, SLICE("base_url"))) {
        *out = value_text(settings->base_url);
    } else if (slice_equals(name, SLICE("menu"))) {
        *out = menu(view);
    } else if (slice_equals(name, SLICE("kinds"))) {
        *out = kinds(view);
    } else if (slice_equals(name, SLICE("footer"))) {
        *out = footer(view);
    } else if (slice_equals(name, SLICE("languages"))) {
        *out = languages(view);
    } else if (slice_equals(name, SLICE("home")) && view->site->home != NULL) {
        *out = view_item(view, item_in_language(view->site->home, view->page->language));
    } else if (slice_equals(name, SLICE("feed"))) {
        *out = value_text(view_address(view, SLICE("feed.xml"), slice_of("", 0)));
    } else if (slice_equals(name, SLICE("map"))) {
        struct slice map = site_map_address(view->site);
        *out = map.length == 0 ? value_undefined()
                               : value_text(view_address(view, map, slice_of("", 0)));
        return map.length > 0;
    } else if (slice_equals(name, SLICE("worker"))) {
        *out = value_boolean(settings->worker);
    } else if (slice_equals(name, SLICE("options"))) {
        *out = settings->options.type == VALUE_MAP ? settings->options : value_map(NULL, 0);
    } else if (slice_equals(name, SLICE("search"))) {
        *out = value_boolean(theme_searches(view->theme));
    } else if (slice_equals(name, SLICE("search_page"))) {
        struct slice address = search_address(view->site, view->page->language, view->arena);
        *out = value_text(theme_searches(view->theme) ? view_address(view, address, SLICE(""))
                                                      : SLICE(""));
    } else if (slice_equals(name, SLICE("documents"))) {
        *out = view_documents(view, slice_of("", 0));
    } else if (slice_equals(name, SLICE("repository"))) {
        *out = view_optional_text(settings->repository);
        return out->type != VALUE_UNDEFINED;
    } else {
        return false;
    }
    return true;
}

static const struct value_object_type SITE = {.name = "site", .get = site_get};

struct value view_site(struct view *view) {
    struct view_object *object = arena_new(view->arena, struct view_object, 1);
    *object = (struct view_object){.object = {&SITE}, .view = view};
    return value_object(&object->object);
}

struct value view_theme(struct view *view) {
    struct value_pair pairs[] = {view_pair("name", value_text(view->theme->name)),
                                 view_pair("options", view->theme->settings)};
    return view_map(view, pairs, 2);
}

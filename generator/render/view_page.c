/* `page` and the other names that templates are given. */
#include "base/utf8.h"
#include "render/page.h"
#include "site/language.h"

static struct slice page_title(const struct view *view) {
    const struct page *page = view->page;
    switch (page->type) {
    case PAGE_LIST:
        return view_list_title(view);
    case PAGE_NOT_FOUND:
        return theme_text(view->edition, SLICE("Deze pagina bestaat niet"));
    case PAGE_SEARCH:
        return theme_text(view->edition, SLICE("Zoeken"));
    case PAGE_MAP:
        return theme_text(view->edition, SLICE("Kaart"));
    default:
        return page->item != NULL ? page->item->title
                                  : localized_in(view->site->settings.title, page->language,
                                                 view->site->settings.language);
    }
}

static struct slice page_description(const struct view *view) {
    const struct page *page = view->page;
    struct slice language = page->language, own = view->site->settings.language;
    if (page->type == PAGE_MAP) {
        return theme_text(view->edition, SLICE("Wie en wat er is, en hoe het samenhangt."));
    }
    if (page->type == PAGE_LIST) {
        return page->selection != NULL ? slice_of("", 0)
                                       : localized_in(page->kind->description, language, own);
    }
    if (page->item != NULL) {
        return page->item->description;
    }
    return localized_in(view->site->settings.description, language, own);
}

static struct value crumb(struct view *view, struct slice label, struct slice path) {
    struct value_pair pairs[] = {
        view_pair("label", value_text(label)),
        view_pair("address", value_text(view_address(view, path, slice_of("", 0))))};
    return view_map(view, pairs, 2);
}

static struct value breadcrumbs(struct view *view) {
    const struct page *page = view->page;
    struct value *values = arena_new(view->arena, struct value, 3);
    size_t count = 0;
    if (page->type != PAGE_ITEM && page->type != PAGE_LIST && page->type != PAGE_SEARCH &&
        page->type != PAGE_MAP) {
        return value_list(values, 0);
    }
    const struct item *home = view->site->home;
    struct slice front =
        home == NULL ? SLICE("index.html") : item_in_language(home, page->language)->address;
    values[count++] = crumb(view, theme_text(view->edition, SLICE("Voorpagina")), front);
    if (page->type == PAGE_SEARCH) {
        if (page->label.length > 0) {
            values[count++] = crumb(view, page_title(view),
                                    search_address(view->site, page->language, view->arena));
        }
        return value_list(values, count);
    }
    const struct kind *kind = page->type == PAGE_ITEM ? page->item->kind : page->kind;
    bool is_below = page->type == PAGE_ITEM || page->number > 1 || page->selection != NULL;
    if (kind != NULL && kind->has_list && is_below) {
        values[count++] =
            crumb(view, kind_plural(kind, page->language), kind_list_address(kind, 1, view->arena));
    }
    return value_list(values, count);
}

static struct value translations(struct view *view) {
    const struct item *item = view->page->item;
    bool has_versions = item != NULL && item->translation != NULL &&
                        (view->page->type == PAGE_ITEM || view->page->type == PAGE_HOME);
    if (!has_versions) {
        return value_list(NULL, 0);
    }
    const struct settings *settings = &view->site->settings;
    struct value *values = arena_new(view->arena, struct value, settings->language_count);
    size_t count = 0;
    for (size_t i = 0; i < settings->language_count; i++) {
        const struct item *version = item_in_language(item, settings->languages[i]);
        if (!slice_equals(version->language, settings->languages[i]) ||
            version->address.length == 0) {
            continue;
        }
        struct value_pair pairs[] = {
            view_pair("language", value_text(version->language)),
            view_pair("name", value_text(language_name(version->language))),
            view_pair("address", value_text(view_item_address(view, version))),
            view_pair("canonical",
                      value_text(site_absolute(view->site, version->address, view->arena))),
            view_pair("current", value_boolean(version == item))};
        values[count++] = view_map(view, pairs, sizeof pairs / sizeof *pairs);
    }
    return value_list(values, count > 1 ? count : 0);
}

/* What only narrows down says nothing that another page does not. */
static bool is_passed_over(const struct page *page) {
    return (page->item != NULL && item_flag(page->item, COMMON_NOINDEX)) ||
           page->type == PAGE_NOT_FOUND || page->type == PAGE_SEARCH || page->selection != NULL;
}

static bool page_get(const struct value_object *self, struct slice name, struct arena *arena,
                     struct value *out) {
    (void)arena;
    static const char *const types[] = {"item", "list", "home", "404", "redirect", "search", "map"};
    struct view *view = ((const struct view_object *)self)->view;
    const struct page *page = view->page;
    if (slice_equals(name, SLICE("type"))) {
        *out = value_text(slice_from(types[page->type]));
    } else if (slice_equals(name, SLICE("title"))) {
        *out = value_text(page_title(view));
    } else if (slice_equals(name, SLICE("description"))) {
        *out = view_optional_text(page_description(view));
        return out->type != VALUE_UNDEFINED;
    } else if (slice_equals(name, SLICE("language"))) {
        *out = value_text(page->language);
    } else if (slice_equals(name, SLICE("address"))) {
        *out = value_text(page->address);
    } else if (slice_equals(name, SLICE("canonical"))) {
        struct slice address = page->type == PAGE_REDIRECT ? page->item->address : page->address;
        *out = value_text(site_absolute(view->site, address, view->arena));
    } else if (slice_equals(name, SLICE("breadcrumbs"))) {
        *out = breadcrumbs(view);
    } else if (slice_equals(name, SLICE("noindex"))) {
        *out = value_boolean(is_passed_over(page));
    } else if (slice_equals(name, SLICE("translations"))) {
        *out = translations(view);
    } else if (slice_equals(name, SLICE("documents"))) {
        *out = page->type == PAGE_LIST   ? view_documents(view, page->kind->name)
               : page->type == PAGE_ITEM ? view_documents(view, page->item->identity)
                                         : value_list(NULL, 0);
    } else if (page->type == PAGE_LIST) {
        return view_list_get(view, name, out);
    } else if (page->type == PAGE_SEARCH) {
        return view_search_get(view, name, out);
    } else if (page->type == PAGE_MAP && slice_equals(name, SLICE("map"))) {
        *out = view_atlas_whole(view);
    } else if (page->item == NULL) {
        return false;
    } else if (page->type == PAGE_HOME && slice_equals(name, SLICE("item"))) {
        *out = view_item(view, page->item);
    } else {
        return view_item_get(view, page->item, name, out);
    }
    return true;
}

static struct slice page_text(const struct value_object *self, struct arena *arena) {
    (void)arena;
    return page_title(((const struct view_object *)self)->view);
}

static struct slice page_address(const struct value_object *self, struct arena *arena) {
    (void)arena;
    return path_name(((const struct view_object *)self)->view->page->address);
}

static const void *page_identity(const struct value_object *self) {
    const struct page *page = ((const struct view_object *)self)->view->page;
    return page->item != NULL ? (const void *)page->item : page;
}

/* The old anchors of an old address that lead elsewhere than it does. */
static struct value moved_anchors(struct view *view) {
    size_t count = 0, made = 0;
    for (const struct moved_anchor *moved = view->page->moved; moved != NULL; moved = moved->next) {
        count++;
    }
    struct value *values = arena_new(view->arena, struct value, count);
    for (const struct moved_anchor *moved = view->page->moved; moved != NULL; moved = moved->next) {
        struct value_pair pairs[] = {
            view_pair("id", value_text(moved->id)),
            view_pair("address", value_text(view_address(view, moved->to->address, moved->anchor))),
            view_pair("title", value_text(moved->to->title))};
        values[made++] = view_map(view, pairs, 3);
    }
    return value_list(values, count);
}

static const struct value_object_type PAGE = {.name = "page",
                                              .get = page_get,
                                              .text = page_text,
                                              .address = page_address,
                                              .identity = page_identity};

struct value view_page(struct view *view) {
    struct view_object *object = arena_new(view->arena, struct view_object, 1);
    *object = (struct view_object){.object = {&PAGE}, .view = view};
    return value_object(&object->object);
}

static bool globals_get(const struct value_object *self, struct slice name, struct arena *arena,
                        struct value *out) {
    (void)arena;
    struct view *view = ((const struct view_object *)self)->view;
    const struct page *page = view->page;
    bool redirects = page->type == PAGE_REDIRECT;
    if (slice_equals(name, SLICE("page"))) {
        *out = view_page(view);
    } else if (slice_equals(name, SLICE("site"))) {
        *out = view_site(view);
    } else if (slice_equals(name, SLICE("theme"))) {
        *out = view_theme(view);
    } else if (slice_equals(name, SLICE("language"))) {
        *out = value_text(page->language);
    } else if (redirects && slice_equals(name, SLICE("target"))) {
        *out = value_text(view_address(view, page->item->address, page->anchor));
    } else if (redirects && slice_equals(name, SLICE("target_title"))) {
        *out = value_text(page->item->title);
    } else if (redirects && slice_equals(name, SLICE("anchors"))) {
        *out = moved_anchors(view);
    } else {
        *out = view_function(view, name);
    }
    return out->type != VALUE_UNDEFINED;
}

static const struct value_object_type GLOBALS = {.name = "globals", .get = globals_get};

struct value view_globals(struct view *view) {
    struct view_object *object = arena_new(view->arena, struct view_object, 1);
    *object = (struct view_object){.object = {&GLOBALS}, .view = view};
    return value_object(&object->object);
}

void view_begin(struct view *view, const struct theme *theme, const struct page *page,
                struct arena *arena) {
    *view = (struct view){.site = theme->site,
                          .theme = theme,
                          .edition = theme_edition(theme, page->language),
                          .page = page,
                          .arena = arena};
    view->globals = view_globals(view);
}

const struct template_program *view_program(const struct view *view) {
    const struct page *page = view->page;
    const struct edition *edition = view->edition;
    switch (page->type) {
    case PAGE_LIST:
        return edition->lists[page->kind->index];
    case PAGE_HOME:
        return edition->home;
    case PAGE_NOT_FOUND:
        return edition->not_found;
    case PAGE_REDIRECT:
        return edition->redirect;
    case PAGE_SEARCH:
        return edition->search;
    case PAGE_MAP:
        return edition->map;
    default:
        break;
    }
    struct value chosen = page->item->values[COMMON_TEMPLATE];
    return chosen.type == VALUE_TEXT ? map_get(&edition->programs, value_slice(chosen))
                                     : edition->items[page->item->kind->index];
}

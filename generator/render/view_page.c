/* `page` and the other names that templates are given. */
#include "base/utf8.h"
#include "render/page.h"
#include "site/language.h"

static struct slice page_title(const struct view *view) {
    const struct page *page = view->page;
    switch (page->type) {
    case PAGE_LIST:
        return kind_plural(page->kind, page->language);
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
        return localized_in(page->kind->description, language, own);
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
    if (kind != NULL && kind->has_list && (page->type == PAGE_ITEM || page->number > 1)) {
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
            view_pair("current", value_boolean(version == item))};
        values[count++] = view_map(view, pairs, 4);
    }
    return value_list(values, count > 1 ? count : 0);
}

static size_t list_page_count(const struct view *view, const struct kind *kind) {
    size_t size = view->site->settings.page_size;
    size_t pages = (kind->item_count + size - 1) / size;
    return pages == 0 ? 1 : pages;
}

static struct value list_address(struct view *view, size_t number, size_t count) {
    if (number < 1 || number > count) {
        return value_undefined();
    }
    return value_text(view_address(view, kind_list_address(view->page->kind, number, view->arena),
                                   slice_of("", 0)));
}

/* The numbers that a reader may want: the first, the last and those near; so that a long list stays
 * small. */
static bool number_is_shown(size_t number, size_t current, size_t count) {
    size_t distance = number > current ? number - current : current - number;
    return number == 1 || number == count || distance <= 2;
}

static struct value pagination(struct view *view) {
    const struct page *page = view->page;
    size_t count = list_page_count(view, page->kind), shown = 0;
    struct value *pages = arena_new(view->arena, struct value, 8);
    size_t numbers[8], candidates = 0;
    numbers[candidates++] = 1;
    for (size_t number = page->number > 3 ? page->number - 2 : 2;
         number <= page->number + 2 && number < count; number++) {
        numbers[candidates++] = number;
    }
    if (count > 1) {
        numbers[candidates++] = count;
    }
    for (size_t i = 0; i < candidates; i++) {
        if (!number_is_shown(numbers[i], page->number, count)) {
            continue;
        }
        struct value_pair pairs[] = {
            view_pair("number", value_integer((int64_t)numbers[i])),
            view_pair("address", list_address(view, numbers[i], count)),
            view_pair("current", value_boolean(numbers[i] == page->number)),
            view_pair("gap", value_boolean(i > 0 && numbers[i] > numbers[i - 1] + 1))};
        pages[shown++] = view_map(view, pairs, 4);
    }
    struct value_pair pairs[] = {view_pair("number", value_integer((int64_t)page->number)),
                                 view_pair("count", value_integer((int64_t)count)),
                                 view_pair("total", value_integer((int64_t)page->kind->item_count)),
                                 view_pair("previous", list_address(view, page->number - 1, count)),
                                 view_pair("next", list_address(view, page->number + 1, count)),
                                 view_pair("pages", value_list(pages, shown))};
    return view_map(view, pairs, 6);
}

static void list_range(const struct view *view, size_t *first, size_t *count) {
    const struct kind *kind = view->page->kind;
    size_t size = view->site->settings.page_size;
    *first = (view->page->number - 1) * size;
    *count = *first >= kind->item_count         ? 0
             : kind->item_count - *first < size ? kind->item_count - *first
                                                : size;
}

/* What an item stands under in its list: the year of a date, the first letter of a text. */
static struct slice group_label(struct view *view, const struct item *item) {
    struct value value = item->values[item->kind->sort];
    if (value.type == VALUE_DATE) {
        return arena_format(view->arena, "%d", value.as.date.year);
    }
    if (value.type != VALUE_TEXT) {
        return slice_of("", 0);
    }
    return letter_of(value_slice(value), view->arena);
}

struct value view_group(struct view *view, struct slice label, struct item *const *items,
                        size_t count) {
    struct slice id = slice_equals(label, SLICE("#")) ? SLICE("overig") : label;
    struct value_pair pairs[] = {
        view_pair("label", value_text(label)),
        view_pair("id",
                  value_text(arena_format(view->arena, "groep-%.*s", slice_width(id), id.data))),
        view_pair("items", view_items(view, items, count))};
    return view_map(view, pairs, 3);
}

static struct value groups(struct view *view) {
    size_t first = 0, count = 0, made = 0, start = 0;
    list_range(view, &first, &count);
    struct item *const *items = view->page->kind->items + first;
    struct value *values = arena_new(view->arena, struct value, count);
    struct slice label = slice_of("", 0);
    for (size_t i = 0; i < count; i++) {
        struct slice own = group_label(view, items[i]);
        if (i > 0 && !slice_equals(own, label)) {
            values[made++] = view_group(view, label, items + start, i - start);
            start = i;
        }
        label = own;
    }
    if (count > 0) {
        values[made++] = view_group(view, label, items + start, count - start);
    }
    return value_list(values, made);
}

static bool get_list(struct view *view, struct slice name, struct value *out) {
    const struct kind *kind = view->page->kind;
    size_t first = 0, count = 0;
    list_range(view, &first, &count);
    if (slice_equals(name, SLICE("kind"))) {
        *out = view_kind(view, kind);
    } else if (slice_equals(name, SLICE("items"))) {
        *out = view_items(view, kind->items + first, count);
    } else if (slice_equals(name, SLICE("pagination"))) {
        *out = pagination(view);
    } else if (slice_equals(name, SLICE("groups"))) {
        *out = groups(view);
    } else if (slice_equals(name, SLICE("feed"))) {
        const struct value_object *object = view_kind(view, kind).as.object;
        return object->type->get(object, name, view->arena, out);
    } else {
        return false;
    }
    return true;
}

static bool page_get(const struct value_object *self, struct slice name, struct arena *arena,
                     struct value *out) {
    (void)arena;
    static const char *const types[] = {"item", "list", "home", "404", "redirect", "search", "map"};
    struct view *view = ((const struct view_object *)self)->view;
    const struct page *page = view->page;
    bool is_listed = page->item != NULL ? item_flag(page->item, COMMON_NOINDEX) : false;
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
        *out =
            value_boolean(is_listed || page->type == PAGE_NOT_FOUND || page->type == PAGE_SEARCH);
    } else if (slice_equals(name, SLICE("translations"))) {
        *out = translations(view);
    } else if (slice_equals(name, SLICE("documents"))) {
        *out = page->type == PAGE_LIST   ? view_documents(view, page->kind->name)
               : page->type == PAGE_ITEM ? view_documents(view, page->item->identity)
                                         : value_list(NULL, 0);
    } else if (page->type == PAGE_LIST) {
        return get_list(view, name, out);
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

/* What only the pages of a list have: its items, in groups, and its other pages. */
#include "render/page.h"

/* The whole list that the page is a part of: that of the kind, or what it was narrowed down to. */
static size_t whole_count(const struct view *view) {
    const struct page *page = view->page;
    return page->selection != NULL ? page->selection->count : page->kind->item_count;
}

static size_t page_count(const struct view *view) {
    size_t size = view->site->settings.page_size;
    size_t pages = (whole_count(view) + size - 1) / size;
    return pages == 0 ? 1 : pages;
}

static struct value list_address(struct view *view, size_t number, size_t count) {
    if (number < 1 || number > count) {
        return value_undefined();
    }
    const struct page *page = view->page;
    struct slice path = page->selection != NULL
                            ? selection_address(page->selection, number, view->arena)
                            : kind_list_address(page->kind, number, view->arena);
    return value_text(view_address(view, path, slice_of("", 0)));
}

/* The numbers that a reader may want: the first, the last and those near; so that a long list stays
 * small. */
static bool number_is_shown(size_t number, size_t current, size_t count) {
    size_t distance = number > current ? number - current : current - number;
    return number == 1 || number == count || distance <= 2;
}

static struct value pagination(struct view *view) {
    const struct page *page = view->page;
    size_t count = page_count(view), shown = 0;
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
                                 view_pair("total", value_integer((int64_t)whole_count(view))),
                                 view_pair("previous", list_address(view, page->number - 1, count)),
                                 view_pair("next", list_address(view, page->number + 1, count)),
                                 view_pair("pages", value_list(pages, shown))};
    return view_map(view, pairs, 6);
}

/* The items of this page of the list: `*count`. */
static struct item *const *page_items(const struct view *view, size_t *count) {
    const struct page *page = view->page;
    size_t size = view->site->settings.page_size, whole = whole_count(view);
    size_t first = (page->number - 1) * size;
    *count = first >= whole ? 0 : whole - first < size ? whole - first : size;
    return (page->selection != NULL ? page->selection->items : page->kind->items) +
           (*count == 0 ? 0 : first);
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
    size_t count = 0, made = 0, start = 0;
    struct item *const *items = page_items(view, &count);
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

struct slice view_list_title(const struct view *view) {
    const struct page *page = view->page;
    struct slice plural = kind_plural(page->kind, page->language);
    return page->selection == NULL
               ? plural
               : arena_join(view->arena,
                            (struct slice[]){plural, SLICE(": "),
                                             selection_label(page->selection, page->language)},
                            3);
}

bool view_list_get(struct view *view, struct slice name, struct value *out) {
    const struct kind *kind = view->page->kind;
    size_t count = 0;
    struct item *const *items = page_items(view, &count);
    if (slice_equals(name, SLICE("kind"))) {
        *out = view_kind(view, kind);
    } else if (slice_equals(name, SLICE("items"))) {
        *out = view_items(view, items, count);
    } else if (slice_equals(name, SLICE("pagination"))) {
        *out = pagination(view);
    } else if (slice_equals(name, SLICE("groups"))) {
        *out = groups(view);
    } else if (slice_equals(name, SLICE("filters"))) {
        *out = view_filters(view);
    } else if (slice_equals(name, SLICE("filter"))) {
        *out = view_filter(view);
        return out->type != VALUE_UNDEFINED;
    } else if (slice_equals(name, SLICE("feed"))) {
        const struct value_object *object = view_kind(view, kind).as.object;
        return object->type->get(object, name, view->arena, out);
    } else {
        return false;
    }
    return true;
}

#include "link/linking.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* What a list is ordered by: a number or a text, then the title, then the identity, so that no two
 * are equal. */
struct sort_key {
    struct item *item;
    bool has_value; /* items without a value come last, whatever the direction */
    double number;
    struct slice text;
    struct slice title;
    bool descending;
};

/* Letters without their marks and cases first: é among e, A among a. */
static struct slice sort_text(struct slice text, struct arena *arena) {
    return utf8_slug(arena, text);
}

static struct sort_key make_key(const struct kind *kind, struct item *item, struct arena *arena) {
    struct sort_key key = {.item = item, .has_value = true, .descending = kind->descending};
    struct value value = item->values[kind->sort];
    key.title = sort_text(item->title, arena);
    switch (value.type) {
    case VALUE_TEXT:
        key.text = sort_text(value_slice(value), arena);
        break;
    case VALUE_INTEGER:
        key.number = (double)value.as.integer;
        break;
    case VALUE_NUMBER:
        key.number = value.as.number;
        break;
    case VALUE_BOOLEAN:
        key.number = value.as.boolean;
        break;
    case VALUE_DATE:
        key.number = value.as.date.year * 10000.0 + value.as.date.month * 100 + value.as.date.day;
        break;
    default:
        key.has_value = false;
    }
    return key;
}

static int by_key(const void *a, const void *b) {
    const struct sort_key *first = a, *second = b;
    if (first->has_value != second->has_value) {
        return first->has_value ? -1 : 1;
    }
    int order = first->number < second->number ? -1 : first->number > second->number;
    if (order == 0) {
        order = slice_compare(first->text, second->text);
    }
    if (order != 0) {
        return first->descending ? -order : order;
    }
    order = slice_compare(first->title, second->title);
    return order != 0 ? order : slice_compare(first->item->identity, second->item->identity);
}

static void order_kind(struct kind *kind, struct item *const *items, size_t count,
                       struct linker *linker) {
    struct sort_key *keys = arena_new(&linker->scratch, struct sort_key, count);
    for (size_t i = 0; i < count; i++) {
        keys[i] = make_key(kind, items[i], &linker->scratch);
    }
    if (count > 0) {
        qsort(keys, count, sizeof *keys, by_key);
    }
    kind->items = arena_new(linker->arena, struct item *, count);
    kind->item_count = count;
    for (size_t i = 0; i < count; i++) {
        kind->items[i] = keys[i].item;
        kind->items[i]->position = i;
    }
    arena_reset(&linker->scratch);
}

bool link_reorder(struct site *site, struct item *item, struct linker *linker) {
    struct kind *kind = &site->kinds[item->kind->index];
    struct item **items = kind->items;
    size_t old = item->position, low = 0, high = kind->item_count - 1;
    struct sort_key key = make_key(kind, item, &linker->scratch);
    while (low < high) { /* among the others, which are in order */
        size_t middle = low + (high - low) / 2;
        struct sort_key other =
            make_key(kind, items[middle < old ? middle : middle + 1], &linker->scratch);
        if (by_key(&other, &key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    size_t first = low < old ? low : old, last = low < old ? old : low;
    memmove(items + (low < old ? low + 1 : old), items + (low < old ? low : old + 1),
            (last - first) * sizeof *items);
    items[low] = item;
    for (size_t i = first; i <= last; i++) {
        items[i]->position = i;
    }
    return low != old;
}

int link_compare_kinds(const struct kind *first, const struct kind *second) {
    if (first->weight != second->weight) {
        return first->weight < second->weight ? -1 : 1;
    }
    return slice_compare(first->name, second->name);
}

static int by_weight(const void *a, const void *b) {
    return link_compare_kinds(*(const struct kind *const *)a, *(const struct kind *const *)b);
}

void link_order(struct site *site, struct linker *linker) {
    /* Sorted into kinds by counting, so that the work does not grow with the number of kinds. */
    size_t *starts = arena_new(linker->arena, size_t, site->kind_count + 2);
    struct item **grouped = arena_new(linker->arena, struct item *, site->item_count);
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < site->item_count; i++) {
            struct item *item = site->items[i];
            if (item->is_translation || item->is_duplicate || !link_is_published(site, item)) {
                continue;
            }
            if (pass == 0) {
                starts[item->kind->index + 2]++;
            } else {
                grouped[starts[item->kind->index + 1]++] = item;
            }
        }
        for (size_t i = 2; pass == 0 && i < site->kind_count + 2; i++) {
            starts[i] += starts[i - 1];
        }
    }
    site->kinds_by_weight = arena_new(linker->arena, const struct kind *, site->kind_count);
    for (size_t i = 0; i < site->kind_count; i++) {
        order_kind(&site->kinds[i], grouped + starts[i], starts[i + 1] - starts[i], linker);
        site->kinds_by_weight[i] = &site->kinds[i];
    }
    if (site->kind_count > 0) {
        qsort(site->kinds_by_weight, site->kind_count, sizeof(struct kind *), by_weight);
    }
}

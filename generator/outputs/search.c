/* The search index, one for each language: search/<language>/. Pages are read in parallel; what is
 * in an index, and in which order, depends on the site only. */
#include "search/search.h"

#include "base/escape.h"
#include "base/map.h"
#include "base/pool.h"
#include "outputs/output.h"
#include "outputs/search_sections.h"
#include "site/selection.h"

#include <stdlib.h>

/* What results can be narrowed down by: an item that others refer to, or a choice. */
struct narrowing {
    const struct item *item;   /* NULL for a choice, … */
    const struct field *field; /* … which stands in this field */
    struct slice choice;
    struct slice group; /* what readers see it under */
    uint32_t number;
};

struct indexing {
    const struct output *output;
    struct search_options options;
    const struct item **items; /* the pages, kind by kind, each in the order of its list */
    struct narrowing *narrowings;
    size_t narrowing_count;
    struct map numbers; /* key of a narrowing → struct narrowing */
    struct search *search;
    struct arena *scratch; /* by worker */
};

typedef void narrowing_visit(void *context, const struct narrowing *narrowing);

struct visiting {
    const struct field *field;
    narrowing_visit *visit;
    void *context;
};

static void visit_value(void *context, struct item *target, struct slice choice) {
    const struct visiting *visiting = context;
    const struct narrowing narrowing = {.item = target, .field = visiting->field, .choice = choice};
    visiting->visit(visiting->context, &narrowing);
}

static void visit_narrowings(const struct item *item, narrowing_visit *visit, void *context) {
    for (size_t i = 0; i < item->kind->field_count; i++) {
        const struct field *field = &item->kind->fields[i];
        if (field->filter) {
            struct visiting visiting = {field, visit, context};
            selection_values(item, field, visit_value, &visiting);
        }
    }
}

/* What readers see it under. Items of one kind stand together, whatever field refers to them. */
static struct slice group_of(const struct indexing *indexing, const struct narrowing *narrowing) {
    struct slice language = indexing->options.language;
    if (narrowing->item != NULL) {
        return kind_plural(narrowing->item->kind, language);
    }
    struct slice label =
        localized_in(narrowing->field->label, language, indexing->output->site->settings.language);
    return label.length > 0 ? label : narrowing->field->name;
}

/* Choices of the same name are one, when their fields have the same name too. */
static struct slice key_of(const struct indexing *indexing, const struct narrowing *narrowing,
                           struct arena *arena) {
    return narrowing->item != NULL ? narrowing->item->identity
                                   : arena_join(arena,
                                                (struct slice[]){group_of(indexing, narrowing),
                                                                 SLICE("\n"), narrowing->choice},
                                                3);
}

static void add_narrowing(void *context, const struct narrowing *narrowing) {
    struct indexing *indexing = context;
    struct slice key = key_of(indexing, narrowing, indexing->output->arena);
    void **place = map_place(&indexing->numbers, key);
    if (*place == NULL) {
        struct narrowing *added = &indexing->narrowings[indexing->narrowing_count++];
        *added = *narrowing;
        added->group = group_of(indexing, narrowing);
        *place = added;
    }
}

static int by_item(const struct item *first, const struct item *second) {
    if (first->kind != second->kind) {
        return first->kind->weight != second->kind->weight
                   ? (first->kind->weight < second->kind->weight ? -1 : 1)
                   : slice_compare(first->kind->name, second->kind->name);
    }
    int order = slice_compare(first->title, second->title);
    return order != 0 ? order : slice_compare(first->identity, second->identity);
}

/* In the order in which readers see them: kinds by weight, in a kind by title; then choices. */
static int by_place(const void *a, const void *b) {
    const struct narrowing *first = *(struct narrowing *const *)a,
                           *second = *(struct narrowing *const *)b;
    if (first->item != NULL && second->item != NULL) {
        return by_item(first->item, second->item);
    }
    if (first->item != NULL || second->item != NULL) {
        return first->item != NULL ? -1 : 1;
    }
    int order = slice_compare(first->group, second->group);
    return order != 0 ? order : slice_compare(first->choice, second->choice);
}

static void number_narrowings(struct indexing *indexing) {
    const struct output *output = indexing->output;
    struct slice language = indexing->options.language;
    size_t count = indexing->narrowing_count;
    struct narrowing **order = arena_new(output->arena, struct narrowing *, count);
    for (size_t i = 0; i < count; i++) {
        order[i] = &indexing->narrowings[i];
    }
    if (count > 0) {
        qsort(order, count, sizeof(struct narrowing *), by_place);
    }
    struct search_filter *filters = arena_new(output->arena, struct search_filter, count);
    for (size_t i = 0; i < count; i++) {
        struct slice label = order[i]->item == NULL
                                 ? order[i]->choice
                                 : item_in_language(order[i]->item, language)->title;
        order[i]->number = (uint32_t)i;
        filters[i] = (struct search_filter){order[i]->group, label};
    }
    indexing->options.filters = filters;
    indexing->options.filter_count = count;
}

/* How many there may be. */
static size_t narrowings_most(const struct site *site) {
    size_t count = site->item_count;
    for (size_t i = 0; i < site->kind_count; i++) {
        for (size_t j = 0; j < site->kinds[i].field_count; j++) {
            const struct field *field = &site->kinds[i].fields[j];
            count += field->filter ? selection_element(field)->choice_count : 0;
        }
    }
    return count;
}

/* The version of an item that is a page of this language, or NULL. */
static const struct item *version_in(const struct site *site, const struct item *item,
                                     struct slice language) {
    const struct item *version = item_in_language(item, language);
    bool is_page = slice_equals(version->language, language) && version->address.length > 0 &&
                   output_has(site, version) && item_is_found(version);
    return is_page ? version : NULL;
}

static void gather_items(struct indexing *indexing) {
    const struct output *output = indexing->output;
    const struct site *site = output->site;
    struct search_kind *kinds = arena_new(output->arena, struct search_kind, site->kind_count);
    size_t count = 0;
    indexing->items = arena_new(output->arena, const struct item *, site->item_count);
    for (size_t i = 0; i < site->kind_count; i++) {
        const struct kind *kind = site->kinds_by_weight[i];
        struct slice language = indexing->options.language;
        size_t first = count;
        for (size_t j = 0; j < kind->item_count; j++) {
            const struct item *version = version_in(site, kind->items[j], language);
            if (version != NULL) {
                indexing->items[count++] = version;
            }
        }
        if (count > first) {
            kinds[indexing->options.kind_count++] = (struct search_kind){
                kind_label(kind, language), kind_plural(kind, language), first};
        }
    }
    indexing->options.kinds = kinds;
    indexing->options.page_count = count;
    indexing->narrowings = arena_new(output->arena, struct narrowing, narrowings_most(site));
    map_init(&indexing->numbers, output->arena);
    for (size_t i = 0; i < count; i++) {
        visit_narrowings(indexing->items[i], add_narrowing, indexing);
    }
    number_narrowings(indexing);
}

/* The numbers of a page's filters. */
struct numbers {
    const struct indexing *indexing;
    uint32_t *list;
    size_t count;
    struct arena *arena;
};

static void add_number(void *context, const struct narrowing *visited) {
    struct numbers *numbers = context;
    const struct narrowing *narrowing =
        map_get(&numbers->indexing->numbers, key_of(numbers->indexing, visited, numbers->arena));
    for (size_t i = 0; i < numbers->count; i++) {
        if (numbers->list[i] == narrowing->number) {
            return;
        }
    }
    size_t size = sizeof(uint32_t);
    numbers->list = arena_grow(numbers->arena, numbers->list, numbers->count * size,
                               (numbers->count + 1) * size);
    numbers->list[numbers->count++] = narrowing->number;
}

static void index_item(void *context, size_t index, size_t worker) {
    struct indexing *indexing = context;
    const struct item *item = indexing->items[index];
    struct arena *arena = &indexing->scratch[worker];
    struct numbers numbers = {.indexing = indexing, .arena = arena};
    visit_narrowings(item, add_number, &numbers);
    struct buffer address;
    buffer_init(&address, arena);
    escape_percent(&address, item->address, "/");
    struct search_page page = {.address = buffer_slice(&address),
                               .title = item->title,
                               .filters = numbers.list,
                               .filter_count = numbers.count};
    page.sections = search_sections(item, arena, &page.section_count);
    search_add(indexing->search, index, &page, worker);
    arena_reset(arena);
    site_rest(indexing->output->site, index);
}

static void write_file(void *context, struct slice name, struct slice bytes) {
    const struct indexing *indexing = context;
    struct arena arena;
    arena_init(&arena);
    struct slice language = indexing->options.language;
    struct slice path = arena_format(&arena, "search/%.*s/%.*s", slice_width(language),
                                     language.data, slice_width(name), name.data);
    publish_file(indexing->output->publication, path, bytes);
    arena_release(&arena);
}

static void write_language(const struct output *output, struct slice language) {
    struct indexing indexing = {.output = output,
                                .options = {.language = language, .jobs = output->jobs}};
    gather_items(&indexing);
    indexing.search = search_begin(&indexing.options, output->arena);
    indexing.scratch = arena_new(output->arena, struct arena, output->jobs);
    pool_run(indexing.options.page_count, output->jobs, index_item, &indexing);
    for (size_t i = 0; i < output->jobs; i++) {
        arena_release(&indexing.scratch[i]);
    }
    search_finish(indexing.search, write_file, &indexing);
}

void write_search(const struct output *output) {
    const struct settings *settings = &output->site->settings;
    for (size_t i = 0; settings->search && i < settings->language_count; i++) {
        write_language(output, settings->languages[i]);
    }
}

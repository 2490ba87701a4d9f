/* sitemap.xml (sitemaps.org, protocol 0.9): every page that a search engine may list, with its
 * other languages. The format wants absolute addresses, so without a base_url there is none. A
 * sitemap may have 50 000 addresses; beyond that it becomes an index of sitemap-1.xml, … */
#include "formats/xml.h"
#include "outputs/output.h"

enum { ADDRESSES_MAXIMUM = 50000 };

struct entry {
    struct slice address;
    const struct item *item; /* NULL for the home page, the map and list pages */
    struct date changed;     /* year 0 if that is not known */
};

struct entries {
    struct entry *entries;
    size_t count;
};

static void add(struct entries *list, struct slice address, const struct item *item,
                struct date changed) {
    list->entries[list->count++] = (struct entry){address, item, changed};
}

/* A list changed when the newest of its items did. */
static struct date newest_of(const struct kind *kind) {
    struct date newest = {0};
    for (size_t i = 0; i < kind->item_count; i++) {
        struct date changed = output_changed(kind->items[i]);
        newest = date_compare(changed, newest) > 0 ? changed : newest;
    }
    return newest;
}

static size_t list_pages(const struct site *site, const struct kind *kind) {
    size_t size = site->settings.page_size == 0 ? 1 : site->settings.page_size;
    size_t pages = (kind->item_count + size - 1) / size;
    return !kind->has_list ? 0 : pages == 0 ? 1 : pages;
}

static void add_kind(const struct output *output, const struct kind *kind, struct entries *list) {
    size_t pages = list_pages(output->site, kind);
    struct date newest = newest_of(kind);
    for (size_t number = 1; number <= pages; number++) {
        add(list, kind_list_address(kind, number, output->arena), NULL, newest);
    }
    for (size_t i = 0; i < kind->item_count; i++) {
        const struct item *item = kind->items[i];
        for (const struct item *version = item; version != NULL;
             version = output_translation(output->site, item, version)) {
            if (output_has(output->site, version) && version->address.length > 0 &&
                !item_flag(version, COMMON_NOINDEX)) {
                add(list, version->address, version, output_changed(version));
            }
        }
    }
}

static struct entries gather(const struct output *output) {
    const struct site *site = output->site;
    size_t most = 2 + site->item_count;
    for (size_t i = 0; i < site->kind_count; i++) {
        most += list_pages(site, &site->kinds[i]);
    }
    struct entries list = {arena_new(output->arena, struct entry, most), 0};
    if (site->home == NULL) { /* else it is the address of that item */
        add(&list, SLICE("index.html"), NULL, (struct date){0});
    }
    if (site_map_address(site).length > 0) {
        add(&list, site_map_address(site), NULL, (struct date){0});
    }
    for (size_t i = 0; i < site->kind_count; i++) {
        add_kind(output, &site->kinds[i], &list);
    }
    return list;
}

/* The page in every language that it has, its own included, as search engines want it. */
static void write_languages(const struct output *output, struct xml *xml, const struct item *item) {
    if (output_translation(output->site, item, item) == NULL) {
        return;
    }
    for (const struct item *version = item; version != NULL;
         version = output_translation(output->site, item, version)) {
        if (version->address.length > 0) {
            xml_open(xml, "xhtml:link");
            xml_attribute(xml, "rel", SLICE("alternate"));
            xml_attribute(xml, "hreflang", version->language);
            xml_attribute(xml, "href",
                          site_absolute(output->site, version->address, output->arena));
            xml_close(xml);
        }
    }
}

static void write_entry(const struct output *output, struct xml *xml, const struct entry *entry) {
    xml_open(xml, "url");
    xml_element(xml, "loc", site_absolute(output->site, entry->address, output->arena));
    if (entry->changed.year != 0) {
        struct buffer date;
        buffer_init(&date, output->arena);
        date_append_iso(&date, entry->changed);
        xml_element(xml, "lastmod", buffer_slice(&date));
    }
    if (entry->item != NULL) {
        write_languages(output, xml, entry->item);
    }
    xml_close(xml);
}

static void write_part(const struct output *output, struct slice path, const struct entry *entries,
                       size_t count) {
    struct arena arena;
    arena_init(&arena);
    const struct output part = {output->site, output->publication, output->jobs, &arena};
    struct buffer out;
    buffer_init(&out, &arena);
    struct xml *xml = xml_begin(&out);
    xml_open(xml, "urlset");
    xml_attribute(xml, "xmlns", SLICE("http://www.sitemaps.org/schemas/sitemap/0.9"));
    xml_attribute(xml, "xmlns:xhtml", SLICE("http://www.w3.org/1999/xhtml"));
    for (size_t i = 0; i < count; i++) {
        write_entry(&part, xml, &entries[i]);
    }
    xml_close(xml);
    xml_finish(xml);
    publish_file(output->publication, path, buffer_slice(&out));
    arena_release(&arena);
}

static void write_index(const struct output *output, const struct entries *list) {
    struct buffer out;
    buffer_init(&out, output->arena);
    struct xml *xml = xml_begin(&out);
    xml_open(xml, "sitemapindex");
    xml_attribute(xml, "xmlns", SLICE("http://www.sitemaps.org/schemas/sitemap/0.9"));
    for (size_t from = 0, number = 1; from < list->count; from += ADDRESSES_MAXIMUM, number++) {
        size_t left = list->count - from;
        struct slice path = arena_format(output->arena, "sitemap-%zu.xml", number);
        write_part(output, path, list->entries + from,
                   left < ADDRESSES_MAXIMUM ? left : ADDRESSES_MAXIMUM);
        xml_open(xml, "sitemap");
        xml_element(xml, "loc", site_absolute(output->site, path, output->arena));
        xml_close(xml);
    }
    xml_close(xml);
    xml_finish(xml);
    publish_file(output->publication, SLICE("sitemap.xml"), buffer_slice(&out));
}

void write_sitemap(const struct output *output) {
    if (output->site->settings.base_url.length == 0) {
        return;
    }
    const struct entries list = gather(output);
    if (list.count > ADDRESSES_MAXIMUM) {
        write_index(output, &list);
    } else {
        write_part(output, SLICE("sitemap.xml"), list.entries, list.count);
    }
}

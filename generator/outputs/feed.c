/* Atom feeds (RFC 4287): one for the site and one for each kind that has dates and pages.
 *
 * With a base_url ids and links are absolute addresses. Without one, links are relative to the
 * feed, and an id is a name made of the item's identity; either way it stays the same as long as
 * the item does. An entry holds its whole text, so that it can be read where the site is not. The
 * site's feed is always there, so that a theme may refer to it. */
#include "base/escape.h"
#include "formats/xml.h"
#include "outputs/output.h"
#include "outputs/prose_html.h"

#include <stdlib.h>

enum { ENTRIES = 20 };

struct feed {
    const struct output *output;
    struct slice address; /* of the feed itself */
    struct slice page;    /* of the page whose feed it is */
    struct slice title;
    struct slice subtitle;
    struct slice identity; /* what its id is made of without a base_url */
    struct item **items;   /* newest first */
    size_t count;
};

/* An address as it stands in the feed. */
static struct slice link_of(const struct feed *feed, struct slice address) {
    const struct site *site = feed->output->site;
    if (site->settings.base_url.length > 0) {
        return site_absolute(site, address, feed->output->arena);
    }
    struct buffer out;
    buffer_init(&out, feed->output->arena);
    escape_percent(&out, path_relative(feed->output->arena, feed->address, address), "/");
    return buffer_slice(&out);
}

static struct slice id_of(const struct feed *feed, struct slice address, struct slice identity,
                          struct slice language) {
    const struct site *site = feed->output->site;
    if (site->settings.base_url.length > 0) {
        return site_absolute(site, address, feed->output->arena);
    }
    struct buffer out;
    buffer_init(&out, feed->output->arena);
    buffer_append_text(&out, "urn:knoop:");
    escape_percent(&out, language, "");
    buffer_append_byte(&out, ':');
    escape_percent(&out, identity, ":/");
    return buffer_slice(&out);
}

/* A date as RFC 3339 has it; what is not known of it counts as the first. */
static struct slice moment(const struct feed *feed, struct date date) {
    return arena_format(feed->output->arena, "%04d-%02d-%02dT00:00:00Z", date.year,
                        date.month == 0 ? 1 : date.month, date.day == 0 ? 1 : date.day);
}

static void write_link(struct xml *xml, const char *relation, const char *type,
                       struct slice address) {
    xml_open(xml, "link");
    xml_attribute(xml, "rel", slice_from(relation));
    xml_attribute(xml, "type", slice_from(type));
    xml_attribute(xml, "href", address);
    xml_close(xml);
}

/* An address in the text of an entry. */
static struct slice address_in_text(void *context, struct slice path, struct slice anchor) {
    const struct feed *feed = context;
    struct slice address = link_of(feed, path);
    return anchor.length == 0 ? address
                              : arena_format(feed->output->arena, "%.*s#%.*s", slice_width(address),
                                             address.data, slice_width(anchor), anchor.data);
}

/* The whole text: the fields that hold text, in their order, and then the body. */
static void write_content(const struct feed *feed, struct xml *xml, const struct item *item) {
    struct buffer html;
    buffer_init(&html, feed->output->arena);
    void *context = (void *)(uintptr_t)feed;
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        prose_append_html(feed->output, text, address_in_text, context, &html);
    }
    if (item->body != NULL) {
        prose_append_html(feed->output, item->body, address_in_text, context, &html);
    }
    if (html.length > 0) {
        xml_open(xml, "content");
        xml_attribute(xml, "type", SLICE("html"));
        xml_text(xml, buffer_slice(&html));
        xml_close(xml);
    }
}

static void write_author(struct xml *xml, struct value value) {
    struct slice name = value_slice(value);
    if (value.type == VALUE_OBJECT && value.as.object->type == &reference_type) {
        const struct item *target = ((const struct reference *)value.as.object)->target;
        name = target == NULL ? name : target->title;
    }
    if (name.length > 0) {
        xml_open(xml, "author");
        xml_element(xml, "name", name);
        xml_close(xml);
    }
}

/* Who wrote it: the field `authors` or `author`, of texts or of references. Without one, the feed's
 * own author counts. */
static void write_authors(struct xml *xml, const struct item *item) {
    static const struct slice names[] = {SLICE_INIT("authors"), SLICE_INIT("author")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct value value = item_field(item, names[i]);
        if (value.type != VALUE_LIST) {
            write_author(xml, value);
        }
        for (uint32_t j = 0; value.type == VALUE_LIST && j < value.length; j++) {
            write_author(xml, value.as.list[j]);
        }
    }
}

static void write_entry(const struct feed *feed, struct xml *xml, const struct item *item) {
    struct slice language = feed->output->site->settings.language;
    struct date date = item_date(item, COMMON_DATE);
    xml_open(xml, "entry");
    if (!slice_equals(item->language, language)) {
        xml_attribute(xml, "xml:lang", item->language);
    }
    xml_element(xml, "id", id_of(feed, item->address, item->identity, item->language));
    xml_element(xml, "title", item->title);
    xml_element(xml, "updated", moment(feed, output_changed(item)));
    if (date.year != 0) {
        xml_element(xml, "published", moment(feed, date));
    }
    write_link(xml, "alternate", "text/html", link_of(feed, item->address));
    write_authors(xml, item);
    if (item->description.length > 0) {
        xml_element(xml, "summary", item->description);
    }
    write_content(feed, xml, item);
    xml_close(xml);
}

/* The day that the newest entry was changed. An empty feed was never changed, and says the oldest
 * day that readers of feeds understand: it may not depend on a clock. */
static struct date newest(const struct feed *feed) {
    struct date date = {1970, 1, 1};
    for (size_t i = 0; i < feed->count; i++) {
        struct date changed = output_changed(feed->items[i]);
        date = date_compare(changed, date) > 0 ? changed : date;
    }
    return date;
}

static void write_feed(const struct feed *feed) {
    const struct site *site = feed->output->site;
    struct buffer out;
    buffer_init(&out, feed->output->arena);
    struct xml *xml = xml_begin(&out);
    xml_open(xml, "feed");
    xml_attribute(xml, "xmlns", SLICE("http://www.w3.org/2005/Atom"));
    xml_attribute(xml, "xml:lang", site->settings.language);
    xml_element(xml, "id", id_of(feed, feed->address, feed->identity, site->settings.language));
    xml_element(xml, "title", feed->title);
    if (feed->subtitle.length > 0) {
        xml_element(xml, "subtitle", feed->subtitle);
    }
    xml_element(xml, "updated", moment(feed, newest(feed)));
    write_link(xml, "self", "application/atom+xml", link_of(feed, feed->address));
    write_link(xml, "alternate", "text/html", link_of(feed, feed->page));
    struct slice publisher = output_text(site, site->settings.publisher);
    xml_open(xml, "author");
    xml_element(xml, "name",
                publisher.length > 0 ? publisher : output_text(site, site->settings.title));
    xml_close(xml);
    xml_element(xml, "generator", SLICE("Knoop"));
    for (size_t i = 0; i < feed->count; i++) {
        write_entry(feed, xml, feed->items[i]);
    }
    xml_close(xml);
    xml_finish(xml);
    publish_file(feed->output->publication, feed->address, buffer_slice(&out));
}

/* Newest first; what is of one day in the order of identities. */
static int by_date(const void *a, const void *b) {
    const struct item *first = *(struct item *const *)a, *second = *(struct item *const *)b;
    struct date one = item_date(first, COMMON_DATE), other = item_date(second, COMMON_DATE);
    int order = date_compare(other.year == 0 ? output_changed(second) : other,
                             one.year == 0 ? output_changed(first) : one);
    return order != 0 ? order : slice_compare(first->identity, second->identity);
}

/* Adds the items of a kind that have a page and a date. */
static void gather(const struct output *output, const struct kind *kind, struct feed *feed) {
    for (size_t i = 0; i < kind->item_count; i++) {
        struct item *item = kind->items[i];
        if (output_has(output->site, item) && item->address.length > 0 &&
            output_changed(item).year != 0) {
            feed->items[feed->count++] = item;
        }
    }
}

static void sort_and_write(struct feed *feed) {
    if (feed->count > 0) {
        qsort(feed->items, feed->count, sizeof *feed->items, by_date);
    }
    feed->count = feed->count > ENTRIES ? ENTRIES : feed->count;
    write_feed(feed);
}

static bool has_feed(const struct kind *kind) {
    return kind->is_dated && kind->has_pages;
}

static void write_kind_feed(const struct output *output, const struct kind *kind) {
    const struct site *site = output->site;
    struct slice language = site->settings.language;
    struct slice plural = kind_plural(kind, language);
    struct slice title = output_text(site, site->settings.title);
    struct feed feed = {.output = output,
                        .address = arena_format(output->arena, "%.*s/feed.xml",
                                                slice_width(kind->folder), kind->folder.data),
                        .page = kind->has_list ? kind_list_address(kind, 1, output->arena)
                                               : SLICE("index.html"),
                        .title = arena_format(output->arena, "%.*s – %.*s", slice_width(plural),
                                              plural.data, slice_width(title), title.data),
                        .subtitle = output_text(site, kind->description),
                        .identity = kind->name,
                        .items = arena_new(output->arena, struct item *, kind->item_count)};
    gather(output, kind, &feed);
    sort_and_write(&feed);
}

void write_feeds(const struct output *output) {
    const struct site *site = output->site;
    size_t most = 0;
    for (size_t i = 0; i < site->kind_count; i++) {
        if (has_feed(&site->kinds[i])) {
            most += site->kinds[i].item_count;
            write_kind_feed(output, &site->kinds[i]);
        }
    }
    struct feed feed = {.output = output,
                        .address = SLICE("feed.xml"),
                        .page = SLICE("index.html"),
                        .title = output_text(site, site->settings.title),
                        .subtitle = output_text(site, site->settings.description),
                        .identity = SLICE("site"),
                        .items = arena_new(output->arena, struct item *, most)};
    for (size_t i = 0; i < site->kind_count; i++) {
        if (has_feed(&site->kinds[i])) {
            gather(output, &site->kinds[i], &feed);
        }
    }
    sort_and_write(&feed);
}

/* The new item: its fields, and its text as Markdown. */
#include "base/files.h"
#include "formats/xml_library.h"
#include "formats/yaml_write.h"
#include "import/page.h"

#include <libxml/xmlsave.h>
#include <string.h>

/* --- Text --- */

/* Leaves what Markdown can be made of, and no attribute that XML would not take. */
static void plain_elements(xmlNode *top, struct arena *arena) {
    static const char ELEMENTS[] =
        "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote aside div pre table caption thead tbody "
        "tfoot tr td th figure figcaption hr details summary a img em i cite strong b del s strike "
        "code br input sup sub kbd mark abbr samp var q";
    static const char *const ATTRIBUTES[] = {"href",  "src",   "alt",       "title",
                                             "start", "type",  "checked",   "class",
                                             "role",  "align", "data-note", "data-anchor"};
    for (xmlNode *node = dom_next(top, top, false), *next; node != NULL; node = next) {
        next = dom_next(node, top, false);
        if (node->type != XML_ELEMENT_NODE) {
            continue;
        }
        if (!dom_is(node, ELEMENTS)) {
            next = node->children != NULL ? node->children : next;
            dom_unwrap(node);
            continue;
        }
        for (xmlAttr *attribute = node->properties, *after; attribute != NULL; attribute = after) {
            after = attribute->next;
            bool keeps = false;
            for (size_t i = 0; i < sizeof ATTRIBUTES / sizeof *ATTRIBUTES; i++) {
                keeps = keeps || strcmp((const char *)attribute->name, ATTRIBUTES[i]) == 0;
            }
            if (keeps) {
                const char *name = (const char *)attribute->name;
                dom_set_attribute(node, name, dom_attribute(node, name, arena));
            } else {
                xmlRemoveProp(attribute);
            }
        }
    }
}

static struct slice markdown_of(struct import *import, struct import_page *page) {
    plain_elements(page->content, import->arena);
    xmlBuffer *xhtml = xmlBufferCreate();
    xmlSaveCtxt *saving =
        xmlSaveToBuffer(xhtml, "UTF-8", XML_SAVE_AS_XML | XML_SAVE_NO_DECL | XML_SAVE_NO_EMPTY);
    for (xmlNode *node = page->content->children; node != NULL; node = node->next) {
        xmlSaveTree(saving, node);
    }
    xmlSaveClose(saving);
    struct slice text =
        slice_of((const char *)xmlBufferContent(xhtml), (size_t)xmlBufferLength(xhtml));
    const struct xml_module *module = xml_library();
    struct markdown_writer *writer = module->markdown_begin(import->arena, MARKDOWN_WRITE_SOURCE);
    if (!module->markdown_html(writer, text, 0)) {
        import_report(import, page, NULL, MESSAGE_IMPORT_EMPTY);
    }
    struct slice markdown = module->markdown_finish(writer);
    xmlBufferFree(xhtml);
    return markdown;
}

/* --- Names: authors, categories --- */

static struct slice name_key(struct import *import, struct slice kind, struct slice name) {
    struct slice slug = import_slug(import->arena, name);
    return arena_format(import->arena, "%.*s:%.*s", slice_width(kind), kind.data, slice_width(slug),
                        slug.data);
}

/* The items of a kind by their titles, once. */
static void learn_names(struct import *import, const struct kind *kind) {
    struct slice whole =
        arena_format(import->arena, "%.*s:", slice_width(kind->name), kind->name.data);
    if (map_get(&import->names, whole) != NULL) {
        return;
    }
    *map_place(&import->names, whole) = import;
    for (size_t i = 0; i < kind->item_count; i++) {
        const struct item *item = kind->items[i];
        struct slice *slug = arena_new(import->arena, struct slice, 1);
        *slug = item->slug;
        *map_place(&import->names, name_key(import, kind->name, item->title)) = slug;
    }
}

/* Whether an item of the kind needs nothing but a title. */
static bool needs_title_only(const struct kind *kind) {
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct field *field = &kind->fields[i];
        if (field->required && i != kind->title && field->fallback.type == VALUE_UNDEFINED) {
            return false;
        }
    }
    return true;
}

/* The slug of the item of that name, which is made if it was not there; empty after telling why
 * not. */
static struct slice item_named(struct import *import, const struct import_page *page,
                               const struct kind *kind, struct slice name) {
    struct arena *arena = import->arena;
    learn_names(import, kind);
    struct slice key = name_key(import, kind->name, name);
    struct slice slug = import_slug(arena, name);
    /* A name without a letter has no slug; its key is that of the kind. */
    const struct slice *known = slug.length > 0 ? map_get(&import->names, key) : NULL;
    if (known != NULL) {
        return *known;
    }
    if (slug.length == 0 || !needs_title_only(kind) ||
        map_get(&import->options.site->identities, key) != NULL) {
        struct diagnostic *diagnostic = import_report(import, page, NULL, MESSAGE_IMPORT_NAME);
        diagnostic_argument(diagnostic, name);
        diagnostic_argument(diagnostic, kind->name);
        return SLICE("");
    }
    struct slice *made = arena_new(arena, struct slice, 1);
    *made = slug;
    *map_place(&import->names, key) = made;
    struct buffer out;
    buffer_init(&out, arena);
    buffer_append(&out, kind->fields[kind->title].name);
    buffer_append_text(&out, ": ");
    yaml_write_text(&out, name);
    buffer_append_byte(&out, '\n');
    import_file_add(import,
                    arena_format(arena, "content/%.*s/%.*s.yaml", slice_width(kind->folder),
                                 kind->folder.data, slice_width(slug), slug.data),
                    buffer_slice(&out));
    return slug;
}

/* --- Fields --- */

static const struct field *field_called(const struct kind *kind, const char *names) {
    struct slice rest = slice_from(names), name;
    while (slice_cut(&rest, ' ', &name)) {
        const struct field *field = kind_field(kind, name);
        if (field != NULL) {
            return field;
        }
    }
    return NULL;
}

static bool is_given(const struct import *import, struct slice name) {
    for (size_t i = 0; i < import->options.given_count; i++) {
        if (slice_equals(import->options.given[i][0], name)) {
            return true;
        }
    }
    return false;
}

static void append_key(struct buffer *out, struct slice name) {
    buffer_append(out, name);
    buffer_append_text(out, ": ");
}

static void append_field(const struct import *import, const struct field *field, struct slice value,
                         struct buffer *out) {
    if (field != NULL && field->name.length > 0 && value.length > 0 &&
        !is_given(import, field->name)) {
        append_key(out, field->name);
        yaml_write_text(out, value);
        buffer_append_byte(out, '\n');
    }
}

/* Names as a field of texts or references, a list or one. */
static void append_names(struct import *import, const struct import_page *page,
                         const struct field *field, const struct import_names *names,
                         struct buffer *out) {
    if (field == NULL || is_given(import, field->name)) {
        return;
    }
    bool is_list = field->type == FIELD_LIST;
    const struct field *one = is_list ? field->of : field;
    const struct kind *kind = one != NULL && one->type == FIELD_REFERENCE && one->to_count == 1
                                  ? site_kind(import->options.site, one->to[0])
                                  : NULL;
    if (one == NULL || (kind == NULL && one->type != FIELD_TEXT)) {
        return;
    }
    size_t written = 0;
    struct map seen;
    map_init(&seen, import->arena);
    for (size_t i = 0; i < names->count && (is_list || written == 0); i++) {
        struct slice value =
            kind == NULL ? names->list[i] : item_named(import, page, kind, names->list[i]);
        if (value.length == 0 || map_get(&seen, value) != NULL) {
            continue;
        }
        *map_place(&seen, value) = import;
        if (written++ == 0) {
            append_key(out, field->name);
            buffer_append_text(out, is_list ? "[" : "");
        } else {
            buffer_append_text(out, ", ");
        }
        yaml_write_text(out, value);
    }
    buffer_append_text(out, written == 0 ? "" : is_list ? "]\n" : "\n");
}

/* Small letters, digits and a few signs, in parts that any computer can hold. */
static bool is_plain_path(struct slice path) {
    enum { LONGEST = 160, LONGEST_PART = 80 };
    if (path.length > LONGEST) {
        return false;
    }
    struct slice rest = path, part;
    while (slice_cut(&rest, '/', &part)) {
        for (size_t i = 0; i < part.length; i++) {
            char byte = part.data[i];
            if (!((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
                  strchr("-_.", byte) != NULL) ||
                byte == '\0') {
                return false;
            }
        }
        if (part.length == 0 || part.length > LONGEST_PART || part.data[0] == '.' ||
            !path_part_is_portable(part)) {
            return false;
        }
    }
    return true;
}

/* The address on its old site as one of ours, which then leads on; empty when it cannot be one. */
static struct slice old_address(const struct import *import, const struct import_page *page) {
    size_t scheme = slice_search(page->address, SLICE("://"));
    struct slice rest =
        scheme == SLICE_NOT_FOUND ? SLICE("") : slice_skip(page->address, scheme + 3);
    size_t slash = slice_find(rest, '/');
    struct slice path = slash == SLICE_NOT_FOUND ? SLICE("") : slice_skip(rest, slash + 1);
    if (!is_plain_path(path)) {
        return SLICE("");
    }
    if (path.length == 0 || slice_ends_with(path, SLICE(".html"))) {
        return path;
    }
    if (path_extension(path).length > 0) {
        return SLICE("");
    }
    bool is_folder = slice_ends_with(path, SLICE("/"));
    return arena_format(import->arena, "%.*s%sindex.html", slice_width(path), path.data,
                        is_folder ? "" : "/");
}

/* In one line, and no longer than a field is to be read. */
static struct slice one_line(struct slice text, struct arena *arena) {
    enum { LONGEST = 500 };
    size_t end = text.length < LONGEST ? text.length : LONGEST;
    while (end > 0 && end < text.length && ((unsigned char)text.data[end] & 0xC0) == 0x80) {
        end--; /* within a character */
    }
    text = slice_take(text, end);
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < text.length; i++) {
        bool space = (unsigned char)text.data[i] <= ' ';
        if (!space || (out.length > 0 && out.data[out.length - 1] != ' ')) {
            buffer_append_byte(&out, space ? ' ' : text.data[i]);
        }
    }
    return slice_trim(buffer_slice(&out));
}

static void append_date(struct import *import, struct import_page *page, struct buffer *out) {
    const struct kind *kind = import->options.kind;
    const struct field *date = &kind->fields[COMMON_DATE];
    if (page->date.length == 0 && kind->is_dated && !is_given(import, date->name)) {
        import_report(import, page, NULL, MESSAGE_IMPORT_DATE);
        struct buffer today;
        buffer_init(&today, import->arena);
        date_append_iso(&today, import->options.today);
        page->date = buffer_slice(&today);
    }
    append_field(import, date, page->date, out);
    if (slice_compare(page->updated, page->date) > 0) {
        append_field(import, &kind->fields[COMMON_UPDATED], page->updated, out);
    }
}

/* One page at most has it, and none that could be where a page of this site is. */
static void append_alias(struct import *import, const struct import_page *page,
                         struct buffer *out) {
    struct slice alias = old_address(import, page);
    if (alias.length == 0 || slice_equals(alias, SLICE("index.html"))) {
        return;
    }
    const struct site *site = import->options.site;
    for (size_t i = 0; i < site->kind_count; i++) {
        struct slice folder = site->kinds[i].folder;
        if (slice_starts_with(alias, folder) && alias.length > folder.length &&
            alias.data[folder.length] == '/') {
            return;
        }
    }
    void **taken = map_place(&import->paths, alias);
    if (*taken == NULL) {
        *taken = import;
        buffer_append_text(out, "aliases: [");
        yaml_write_text(out, alias);
        buffer_append_text(out, "]\n");
    }
}

static void append_front_matter(struct import *import, struct import_page *page,
                                struct buffer *out) {
    struct arena *arena = import->arena;
    const struct kind *kind = import->options.kind;
    buffer_append_text(out, "---\n");
    struct slice title = one_line(page->title, arena);
    append_field(import, &kind->fields[kind->title],
                 title.length > 0 ? title : path_name(page->slug), out);
    if (slice_find(page->description, '<') == SLICE_NOT_FOUND) {
        append_field(import, &kind->fields[COMMON_DESCRIPTION], one_line(page->description, arena),
                     out);
    }
    append_date(import, page, out);
    /* What fields of names are called, whatever a site has them refer to. */
    append_names(import, page, field_called(kind, "authors author"), &page->authors, out);
    append_names(import, page, field_called(kind, "subjects topics tags categories"),
                 &page->subjects, out);
    for (size_t i = 0; i < import->options.given_count; i++) {
        append_key(out, import->options.given[i][0]);
        buffer_append(out, import->options.given[i][1]);
        buffer_append_byte(out, '\n');
    }
    append_alias(import, page, out);
    buffer_append_text(out, page->is_draft ? "draft: true\n" : "");
    buffer_append_text(out, "---\n\n");
}

void item_write(struct import *import, struct import_page *page) {
    struct slice markdown = markdown_of(import, page);
    struct buffer out;
    buffer_init(&out, import->arena);
    append_front_matter(import, page, &out);
    buffer_append(&out, markdown);
    struct slice folder = import->options.kind->folder;
    import_file_add(import,
                    arena_format(import->arena, "content/%.*s/%.*s.md", slice_width(folder),
                                 folder.data, slice_width(page->slug), page->slug.data),
                    buffer_slice(&out));
}

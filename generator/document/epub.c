#include "document/epub.h"

#include "base/escape.h"
#include "base/module.h"
#include "document/content.h"
#include "document/look.h"
#include "document/pictures.h"
#include "formats/archive.h"
#include "formats/xml.h"

struct epub {
    const struct document *document;
    struct arena *arena;
    const struct archive_module *module;
    struct archive *archive;
    struct date modified;
    struct pictures pictures;
    struct prose_style style;
};

static void add_file(struct epub *epub, const char *name, struct slice bytes) {
    struct slice path = arena_format(epub->arena, "EPUB/%s", name);
    epub->module->add(epub->archive, path, bytes, false);
}

static struct slice chapter_address(void *context, const struct chapter *chapter, struct slice id) {
    const struct epub *epub = context;
    struct slice parts[] = {chapter->name, SLICE(".xhtml"), SLICE("#"), id};
    return arena_join(epub->arena, parts, id.length > 0 ? 4 : 2);
}

/* Its path in the book: "images/1.png" */
static struct slice picture_name(const struct epub *epub, const struct picture *picture) {
    struct slice ending = path_extension(picture->asset->path);
    return arena_format(epub->arena, "images/%zu.%.*s", (size_t)(picture - epub->pictures.list) + 1,
                        slice_width(ending), ending.data);
}

static struct slice file_address(void *context, const struct asset *asset) {
    const struct epub *epub = context;
    const struct picture *picture = document_pictures_find(&epub->pictures, asset);
    return picture == NULL ? slice_of("", 0) : picture_name(epub, picture);
}

/* A page of the book: `body` is what stands in its <body>. */
static void add_page(struct epub *epub, const char *name, struct slice title, struct slice body) {
    struct buffer out;
    buffer_init(&out, epub->arena);
    buffer_append_text(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
                             "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
                             "xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"");
    escape_html(&out, epub->document->language);
    buffer_append_text(&out, "\" xml:lang=\"");
    escape_html(&out, epub->document->language);
    buffer_append_text(&out, "\">\n<head>\n<meta charset=\"utf-8\"/>\n<title>");
    escape_html(&out, title);
    buffer_append_text(&out, "</title>\n"
                             "<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n"
                             "</head>\n<body>\n");
    buffer_append(&out, body);
    buffer_append_text(&out, "</body>\n</html>\n");
    add_file(epub, name, buffer_slice(&out));
}

static void add_chapters(struct epub *epub) {
    const struct document *document = epub->document;
    for (size_t i = 0; i < document->chapter_count; i++) {
        const struct chapter *chapter = &document->chapters[i];
        struct buffer body;
        buffer_init(&body, epub->arena);
        content_append(&epub->style, chapter, &body);
        struct slice name =
            arena_format(epub->arena, "%.*s.xhtml", slice_width(chapter->name), chapter->name.data);
        add_page(epub, name.data, chapter->title, buffer_slice(&body));
    }
}

static void add_cover(struct epub *epub) {
    const struct document *document = epub->document;
    struct buffer body;
    buffer_init(&body, epub->arena);
    add_file(epub, "cover.svg", look_cover(document, epub->arena));
    buffer_append_text(&body, "<section class=\"cover\" epub:type=\"cover\" "
                              "aria-label=\"");
    escape_html(&body, content_word(document, "Cover", "Omslag"));
    buffer_append_text(&body, "\">\n<img src=\"cover.svg\" alt=\"");
    escape_html(&body, document->title);
    buffer_append_text(&body, "\"/>\n</section>\n");
    add_page(epub, "cover.xhtml", document->title, buffer_slice(&body));
}

static void add_front(struct epub *epub) {
    const struct document *document = epub->document;
    struct buffer body;
    buffer_init(&body, epub->arena);
    buffer_append_text(&body, "<section class=\"title-page\" epub:type=\"titlepage\">\n<h1>");
    escape_html(&body, document->title);
    buffer_append_text(&body, "</h1>\n");
    look_append_byline(document, &body);
    content_append_front(&epub->style, &body);
    buffer_append_text(&body, "</section>\n");
    add_page(epub, "front.xhtml", document->title, buffer_slice(&body));
}

static void append_entry(const struct chapter *chapter, struct buffer *out) {
    buffer_append_text(out, "<li><a href=\"");
    buffer_append(out, chapter->name);
    buffer_append_text(out, ".xhtml\">");
    escape_html(out, chapter->title);
    buffer_append_text(out, "</a>");
}

/* EPUB 3.3, 7: the table of contents and the landmarks. */
static void add_navigation(struct epub *epub) {
    const struct document *document = epub->document;
    struct slice contents = content_word(document, "Contents", "Inhoud");
    struct buffer out;
    buffer_init(&out, epub->arena);
    buffer_append_text(&out, "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\">\n<h1>");
    buffer_append(&out, contents);
    buffer_append_text(&out, "</h1>\n<ol>\n");
    for (size_t i = 0; i < document->chapter_count; i++) {
        append_entry(&document->chapters[i], &out);
        uint32_t depth = document->chapters[i].depth;
        uint32_t next = i + 1 < document->chapter_count ? document->chapters[i + 1].depth : 0;
        buffer_append_text(&out, next > depth ? "\n<ol>\n" : "</li>\n");
        buffer_append_text(&out, next < depth ? "</ol>\n</li>\n" : "");
    }
    buffer_append_text(&out,
                       "</ol>\n</nav>\n<nav epub:type=\"landmarks\" hidden=\"hidden\">\n<h2>");
    buffer_append(&out, content_word(document, "Places", "Plaatsen"));
    buffer_append_text(&out, "</h2>\n<ol>\n<li><a epub:type=\"cover\" href=\"cover.xhtml\">");
    buffer_append(&out, content_word(document, "Cover", "Omslag"));
    buffer_append_text(&out, "</a></li>\n<li><a epub:type=\"toc\" href=\"nav.xhtml#toc\">");
    buffer_append(&out, contents);
    buffer_append_text(&out, "</a></li>\n<li><a epub:type=\"bodymatter\" href=\"");
    buffer_append(&out, document->chapter_count > 0 ? document->chapters[0].name : SLICE("front"));
    buffer_append_text(&out, ".xhtml\">");
    buffer_append(&out, content_word(document, "Beginning", "Begin"));
    buffer_append_text(&out, "</a></li>\n</ol>\n</nav>\n");
    add_page(epub, "nav.xhtml", contents, buffer_slice(&out));
}

static void write_property(struct xml *xml, const char *property, struct slice text) {
    xml_open(xml, "meta");
    xml_attribute(xml, "property", slice_from(property));
    xml_text(xml, text);
    xml_close(xml);
}

/* What the reader must be able to do to read it: EPUB Accessibility 1.1. */
static void write_accessibility(const struct epub *epub, struct xml *xml) {
    static const char *const features[] = {"structuralNavigation", "tableOfContents",
                                           "readingOrder", "alternativeText"};
    write_property(xml, "schema:accessMode", SLICE("textual"));
    if (epub->pictures.count > 0) {
        write_property(xml, "schema:accessMode", SLICE("visual"));
    }
    write_property(xml, "schema:accessModeSufficient", SLICE("textual"));
    for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
        write_property(xml, "schema:accessibilityFeature", slice_from(features[i]));
    }
    write_property(xml, "schema:accessibilityHazard", SLICE("none"));
    write_property(xml, "schema:accessibilitySummary",
                   content_word(epub->document,
                                "All content is text in reading order, with headings and a table "
                                "of contents; pictures have a text in their place.",
                                "Alles is tekst in leesvolgorde, met koppen en een inhoudsopgave; "
                                "bij beelden staat een tekst die ze vervangt."));
}

static struct slice identifier(const struct epub *epub) {
    const struct document *document = epub->document;
    const struct settings *settings = &document->site->settings;
    struct buffer out;
    buffer_init(&out, epub->arena);
    buffer_append_text(&out, "urn:knoop:");
    escape_percent(&out,
                   settings->base_url.length > 0
                       ? settings->base_url
                       : localized_in(settings->title, settings->language, settings->language),
                   "");
    buffer_append_byte(&out, ':');
    escape_percent(&out, document->title, "");
    return buffer_slice(&out);
}

static void write_metadata(const struct epub *epub, struct xml *xml) {
    const struct document *document = epub->document;
    struct buffer moment;
    buffer_init(&moment, epub->arena);
    date_append_iso(&moment, (struct date){epub->modified.year,
                                           epub->modified.month > 0 ? epub->modified.month : 1,
                                           epub->modified.day > 0 ? epub->modified.day : 1});
    buffer_append_text(&moment, "T00:00:00Z");
    xml_open(xml, "metadata");
    xml_attribute(xml, "xmlns:dc", SLICE("http://purl.org/dc/elements/1.1/"));
    xml_open(xml, "dc:identifier");
    xml_attribute(xml, "id", SLICE("identifier"));
    xml_text(xml, identifier(epub));
    xml_close(xml);
    xml_element(xml, "dc:title", document->title);
    xml_element(xml, "dc:language", document->language);
    if (document->author.length > 0) {
        xml_element(xml, "dc:creator", document->author);
    }
    if (document->description.length > 0) {
        xml_element(xml, "dc:description", document->description);
    }
    if (document->date.year > 0) {
        struct buffer date;
        buffer_init(&date, epub->arena);
        date_append_iso(&date, document->date);
        xml_element(xml, "dc:date", buffer_slice(&date));
    }
    write_property(xml, "dcterms:modified", buffer_slice(&moment));
    write_accessibility(epub, xml);
    xml_close(xml);
}

static void write_item(struct xml *xml, struct slice id, struct slice address, const char *type,
                       const char *properties) {
    xml_open(xml, "item");
    xml_attribute(xml, "id", id);
    xml_attribute(xml, "href", address);
    xml_attribute(xml, "media-type", slice_from(type));
    if (properties != NULL) {
        xml_attribute(xml, "properties", slice_from(properties));
    }
    xml_close(xml);
}

static void write_place(struct xml *xml, struct slice id) {
    xml_open(xml, "itemref");
    xml_attribute(xml, "idref", id);
    xml_close(xml);
}

/* Ids of chapters begin with "c-": a chapter may be called "nav". */
static struct slice chapter_id(const struct epub *epub, const struct chapter *chapter) {
    return arena_join(epub->arena, (struct slice[]){SLICE("c-"), chapter->name}, 2);
}

static void write_manifest(const struct epub *epub, struct xml *xml) {
    static const char xhtml[] = "application/xhtml+xml";
    const struct document *document = epub->document;
    xml_open(xml, "manifest");
    write_item(xml, SLICE("nav"), SLICE("nav.xhtml"), xhtml, "nav");
    write_item(xml, SLICE("cover"), SLICE("cover.xhtml"), xhtml, NULL);
    write_item(xml, SLICE("cover-image"), SLICE("cover.svg"), "image/svg+xml", "cover-image");
    write_item(xml, SLICE("front"), SLICE("front.xhtml"), xhtml, NULL);
    write_item(xml, SLICE("style"), SLICE("style.css"), "text/css", NULL);
    for (size_t i = 0; i < document->chapter_count; i++) {
        write_item(xml, chapter_id(epub, &document->chapters[i]),
                   chapter_address((void *)(uintptr_t)epub, &document->chapters[i], SLICE("")),
                   xhtml, NULL);
    }
    for (size_t i = 0; i < epub->pictures.count; i++) {
        write_item(xml, arena_format(epub->arena, "picture-%zu", i + 1),
                   picture_name(epub, &epub->pictures.list[i]), epub->pictures.list[i].type, NULL);
    }
    xml_close(xml);
}

static void add_package(struct epub *epub) {
    const struct document *document = epub->document;
    struct buffer out;
    buffer_init(&out, epub->arena);
    struct xml *xml = xml_begin(&out);
    xml_open(xml, "package");
    xml_attribute(xml, "xmlns", SLICE("http://www.idpf.org/2007/opf"));
    xml_attribute(xml, "version", SLICE("3.0"));
    xml_attribute(xml, "unique-identifier", SLICE("identifier"));
    xml_attribute(xml, "xml:lang", document->language);
    write_metadata(epub, xml);
    write_manifest(epub, xml);
    xml_open(xml, "spine");
    write_place(xml, SLICE("cover"));
    write_place(xml, SLICE("front"));
    write_place(xml, SLICE("nav"));
    for (size_t i = 0; i < document->chapter_count; i++) {
        write_place(xml, chapter_id(epub, &document->chapters[i]));
    }
    xml_close(xml);
    xml_close(xml);
    xml_finish(xml);
    add_file(epub, "package.opf", buffer_slice(&out));
}

static void add_container(struct epub *epub) {
    static const char text[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\">\n"
        "<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" "
        "media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";
    epub->module->add(epub->archive, SLICE("mimetype"), SLICE("application/epub+zip"), true);
    epub->module->add(epub->archive, SLICE("META-INF/container.xml"), slice_from(text), false);
}

struct slice epub_make(const struct document *document, int root, struct date modified,
                       struct arena *arena, struct diagnostics *diagnostics) {
    struct epub epub = {.document = document,
                        .arena = arena,
                        .module = module_load("archive"),
                        .modified = modified};
    epub.archive = epub.module->begin_memory(modified, arena);
    epub.style = (struct prose_style){.document = document,
                                      .arena = arena,
                                      .chapter = chapter_address,
                                      .file = file_address,
                                      .context = &epub,
                                      .diagnostics = diagnostics,
                                      .epub = true};
    document_pictures_read(&epub.pictures, document, root, arena, diagnostics);
    add_container(&epub);
    add_package(&epub);
    add_navigation(&epub);
    add_file(&epub, "style.css", look_styles());
    add_cover(&epub);
    add_front(&epub);
    add_chapters(&epub);
    for (size_t i = 0; i < epub.pictures.count; i++) {
        const struct picture *picture = &epub.pictures.list[i];
        add_file(&epub, picture_name(&epub, picture).data, picture->bytes);
    }
    return epub.module->take(epub.archive);
}

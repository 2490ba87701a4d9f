#include "document/single.h"

#include "base/escape.h"
#include "document/content.h"
#include "document/look.h"
#include "document/pictures.h"
#include "outputs/search_sections.h"

struct single {
    const struct document *document;
    struct arena *arena;
    struct pictures pictures;
    struct prose_style style;
    struct buffer out;
};

static struct slice chapter_address(void *context, const struct chapter *chapter, struct slice id) {
    const struct single *single = context;
    struct slice parts[] = {SLICE("#"), chapter->name, SLICE("--"), id};
    return arena_join(single->arena, parts, id.length > 0 ? 4 : 2);
}

/* RFC 4648, 4. */
static void append_base64(struct buffer *out, struct slice bytes) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t at = 0; at < bytes.length; at += 3) {
        size_t count = bytes.length - at < 3 ? bytes.length - at : 3;
        uint32_t group = 0;
        for (size_t i = 0; i < 3; i++) {
            group = group << 8 | (i < count ? (unsigned char)bytes.data[at + i] : 0);
        }
        for (size_t i = 0; i < 4; i++) {
            buffer_append_byte(out, i > count ? '=' : digits[group >> (18 - 6 * i) & 63]);
        }
    }
}

/* A picture stands in the page where it is shown. */
static struct slice file_address(void *context, const struct asset *asset) {
    const struct single *single = context;
    const struct picture *picture = document_pictures_find(&single->pictures, asset);
    if (picture == NULL) {
        return slice_of("", 0);
    }
    struct buffer out;
    buffer_init(&out, single->arena);
    buffer_reserve(&out, picture->bytes.length * 4 / 3 + 64);
    buffer_format(&out, "data:%s;base64,", picture->type);
    append_base64(&out, picture->bytes);
    return buffer_slice(&out);
}

/* The page's own title is the one of the first level: a chapter's headings are deeper here. Text
 * has no "<" of its own. */
static void append_chapter(struct single *single, const struct chapter *chapter) {
    struct buffer chapter_html, *out = &single->out;
    buffer_init(&chapter_html, single->arena);
    content_append(&single->style, chapter, &chapter_html);
    struct slice html = buffer_slice(&chapter_html);
    for (size_t at = 0; at < html.length;) {
        size_t tag = slice_find(slice_skip(html, at), '<');
        size_t end = tag == SLICE_NOT_FOUND ? html.length : at + tag + 1;
        end += end < html.length && html.data[end] == '/';
        buffer_append(out, slice_between(html, at, end));
        at = end;
        if (html.length - at > 1 && html.data[at] == 'h' && html.data[at + 1] >= '1' &&
            html.data[at + 1] <= '6') {
            uint32_t level = (uint32_t)(html.data[at + 1] - '0') + 1 + chapter->depth;
            buffer_append_byte(out, 'h');
            buffer_append_byte(out, (char)('0' + (level > 6 ? 6 : level)));
            at += 2;
        }
    }
}

static void append_contents(struct single *single) {
    const struct document *document = single->document;
    struct buffer *out = &single->out;
    buffer_append_text(out, "<nav class=\"contents\" aria-label=\"");
    escape_html(out, content_word(document, "Contents", "Inhoud"));
    buffer_append_text(out, "\">\n<ol>\n");
    for (size_t i = 0; i < document->chapter_count; i++) {
        const struct chapter *chapter = &document->chapters[i];
        uint32_t next = i + 1 < document->chapter_count ? chapter[1].depth : 0;
        buffer_append_text(out, "<li><a href=\"#");
        buffer_append(out, chapter->name);
        buffer_append_text(out, "\">");
        escape_html(out, chapter->title);
        buffer_append_text(out, next > chapter->depth ? "</a>\n<ol>\n" : "</a></li>\n");
        buffer_append_text(out, next < chapter->depth ? "</ol>\n</li>\n" : "");
    }
    buffer_append_text(out, "</ol>\n</nav>\n");
}

/* What the search says, in the order of SAID in search.js. */
static void append_search_box(struct single *single) {
    const struct document *document = single->document;
    struct buffer *out = &single->out;
    static const char english[] =
        "Search results|1 result for “{q}”.|{n} results for “{q}”.|Nothing found for “{q}”. Try "
        "another or a shorter word.|“{q}” is not here; this is about “{w}”.|Arrow down goes to the "
        "results.|More results|Kind|The search index cannot be read.|All results";
    static const char dutch[] =
        "Zoekresultaten|1 resultaat voor “{q}”.|{n} resultaten voor “{q}”.|Niets gevonden voor "
        "“{q}”. Probeer een ander of korter woord.|“{q}” staat er niet; dit is er over "
        "“{w}”.|Pijl omlaag gaat naar de resultaten.|Meer resultaten|Soort|De zoekindex is niet te "
        "lezen.|Alle resultaten";
    buffer_append_text(out, "<form class=\"search\" role=\"search\" data-alone=\"yes\" "
                            "data-texts=\"");
    escape_html(out, content_word(document, english, dutch));
    buffer_append_text(out, "\">\n<label for=\"search\">");
    escape_html(out, content_word(document, "Search in this document", "Zoek in dit document"));
    buffer_append_text(out, "</label>\n<input type=\"search\" id=\"search\" name=\"q\" "
                            "autocomplete=\"off\" spellcheck=\"false\">\n</form>\n");
}

/* A script in the page may not hold what ends it; in its texts "<\/" is the same as "</". */
static void append_script(struct buffer *out, struct slice script) {
    for (size_t i = 0; i < script.length; i++) {
        buffer_append_byte(out, script.data[i]);
        bool opens = script.data[i] == '<' && i + 1 < script.length &&
                     (script.data[i + 1] == '/' || script.data[i + 1] == '!');
        if (opens) {
            buffer_append_byte(out, '\\');
        }
    }
}

struct indexing {
    struct single *single;
    const struct chapter **chapters; /* kind by kind */
    size_t count;
    struct search_kind *kinds;
    size_t kind_count;
};

static void gather_chapters(struct indexing *indexing) {
    const struct document *document = indexing->single->document;
    const struct site *site = document->site;
    struct arena *arena = indexing->single->arena;
    indexing->chapters = arena_new(arena, const struct chapter *, document->chapter_count);
    indexing->kinds = arena_new(arena, struct search_kind, site->kind_count);
    for (size_t i = 0; i < site->kind_count; i++) {
        const struct kind *kind = site->kinds_by_weight[i];
        size_t first = indexing->count;
        for (size_t j = 0; j < document->chapter_count; j++) {
            const struct item *item = document->chapters[j].item;
            if (item != NULL && item->kind == kind) {
                indexing->chapters[indexing->count++] = &document->chapters[j];
            }
        }
        if (indexing->count > first) {
            indexing->kinds[indexing->kind_count++] = (struct search_kind){
                kind_label(kind, document->language), kind_plural(kind, document->language), first};
        }
    }
}

/* A page of the index is a chapter; where a section has no place of its own, its chapter has. */
static void index_chapter(const struct indexing *indexing, struct search *search, size_t number) {
    const struct chapter *chapter = indexing->chapters[number];
    struct arena arena;
    arena_init(&arena);
    size_t count = 0;
    const struct search_section *given = search_sections(chapter->item, &arena, &count);
    struct search_section *sections = arena_new(&arena, struct search_section, count);
    for (size_t i = 0; i < count; i++) {
        sections[i] = given[i];
        sections[i].anchor = given[i].anchor.length == 0
                                 ? chapter->name
                                 : prose_id(&indexing->single->style, chapter, given[i].anchor);
    }
    const struct search_page page = {.address = slice_of("", 0),
                                     .title = chapter->title,
                                     .sections = sections,
                                     .section_count = count};
    search_add(search, number, &page, 0);
    arena_release(&arena);
}

static void append_piece(void *context, struct slice name, struct slice bytes) {
    (void)name;
    append_script(context, bytes);
    buffer_append_byte(context, '\n');
}

/* The index of the document, on one thread, so that its pieces come in one order. */
static void append_index(struct single *single) {
    struct indexing indexing = {.single = single};
    struct arena arena;
    arena_init(&arena);
    gather_chapters(&indexing);
    const struct search_options options = {.language = single->document->language,
                                           .page_count = indexing.count,
                                           .jobs = 1,
                                           .kinds = indexing.kinds,
                                           .kind_count = indexing.kind_count};
    struct search *search = search_begin(&options, &arena);
    for (size_t i = 0; i < indexing.count; i++) {
        index_chapter(&indexing, search, i);
    }
    buffer_append_text(&single->out, "<script>\nvar knoopPieces = {};\n"
                                     "function knoopSearch(language, name, data) {\n"
                                     "  knoopPieces[language + \"/\" + name] = data;\n}\n");
    search_finish(search, append_piece, &single->out);
    buffer_append_text(&single->out, "</script>\n<script>\n");
    append_script(&single->out, look_search_scripts());
    buffer_append_text(&single->out, "</script>\n");
    arena_release(&arena);
}

static void append_head(struct single *single) {
    const struct document *document = single->document;
    struct buffer *out = &single->out;
    buffer_append_text(out, "<!doctype html>\n<html lang=\"");
    escape_html(out, document->language);
    /* The page needs nothing from elsewhere, and may ask for nothing. */
    buffer_append_text(
        out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src "
             "data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; "
             "form-action 'none'\">\n<title>");
    escape_html(out, document->title);
    buffer_append_text(out, "</title>\n");
    if (document->description.length > 0) {
        buffer_append_text(out, "<meta name=\"description\" content=\"");
        escape_html(out, document->description);
        buffer_append_text(out, "\">\n");
    }
    buffer_append_text(out, "<meta name=\"color-scheme\" content=\"light dark\">\n<style>\n");
    buffer_append(out, look_styles());
    buffer_append(out, look_single_styles());
    buffer_append_text(out, "</style>\n</head>\n<body class=\"alone\" id=\"top\">\n");
}

struct slice single_make(const struct document *document, int root, struct arena *arena,
                         struct diagnostics *diagnostics) {
    struct single single = {.document = document, .arena = arena};
    struct buffer *out = &single.out;
    single.style = (struct prose_style){.document = document,
                                        .arena = arena,
                                        .chapter = chapter_address,
                                        .file = file_address,
                                        .context = &single,
                                        .diagnostics = diagnostics,
                                        .one_page = true};
    buffer_init(out, arena);
    document_pictures_read(&single.pictures, document, root, arena, diagnostics);
    append_head(&single);
    buffer_append_text(out, "<header class=\"title-page\">\n<h1>");
    escape_html(out, document->title);
    buffer_append_text(out, "</h1>\n");
    look_append_byline(document, out);
    append_search_box(&single);
    buffer_append_text(out, "</header>\n");
    append_contents(&single);
    buffer_append_text(out, "<main>\n");
    content_append_front(&single.style, out);
    for (size_t i = 0; i < document->chapter_count; i++) {
        append_chapter(&single, &document->chapters[i]);
    }
    buffer_append_text(out, "</main>\n<footer><p><a href=\"#top\">");
    escape_html(out, content_word(document, "Back to the top", "Terug naar boven"));
    buffer_append_text(out, "</a></p></footer>\n");
    append_index(&single);
    buffer_append_text(out, "</body>\n</html>\n");
    return buffer_slice(out);
}

#include "search/search.h"

#include "search/code.h"
#include "search/dictionary.h"
#include "search/stop.h"

/* A passage is at most this many tokens: some 8 000 characters, as much as a reader may have to
 * load for one excerpt. */
enum { PASSAGE_TOKENS = 1400 };

struct search *search_begin(const struct search_options *options, struct arena *arena) {
    struct search *search = arena_new(arena, struct search, 1);
    search->options = options;
    search->arena = arena;
    search->pages = arena_new(arena, struct indexed_page, options->page_count);
    search->tables = arena_new(arena, struct token_table, options->jobs);
    for (size_t i = 0; i < options->jobs; i++) {
        token_table_init(&search->tables[i]);
    }
    return search;
}

/* Sections on their way into passages. */
struct cutting {
    struct arena *arena;
    struct indexed_page *page;
    uint32_t number;
    struct section *sections; /* of all passages, one behind the other */
    size_t section_count;
    uint32_t filled; /* tokens in the passage at hand */
};

static struct passage *begin_passage(struct cutting *cutting) {
    struct passage *passage = &cutting->page->passages[cutting->page->passage_count++];
    *passage = (struct passage){.page = cutting->number,
                                .sections = cutting->sections + cutting->section_count};
    passage->words[INDEX_TITLE] = cutting->page->title.words;
    cutting->filled = 0;
    return passage;
}

/* Puts a section where there is room for it; one that is too long is cut. */
static void place_section(struct cutting *cutting, struct section section) {
    uint32_t at = 0;
    do {
        struct passage *passage = &cutting->page->passages[cutting->page->passage_count - 1];
        uint32_t left = section.text.count - at;
        if (cutting->filled > 0 && cutting->filled + left > PASSAGE_TOKENS) {
            passage = begin_passage(cutting);
        }
        uint32_t taken = left > PASSAGE_TOKENS ? PASSAGE_TOKENS : left;
        struct section part = section;
        part.text = (struct tokens){section.text.at + at, taken, taken};
        cutting->sections[cutting->section_count++] = part;
        passage->section_count++;
        passage->words[INDEX_HEADINGS] += section.heading.words;
        passage->words[INDEX_TEXT] += taken;
        cutting->filled += taken + section.heading.count;
        at += taken;
    } while (at < section.text.count);
}

/* In rising order, which whoever adds a page need not know. */
static void copy_filters(struct indexed_page *page, const struct search_page *given,
                         struct arena *arena) {
    uint32_t *filters = arena_new(arena, uint32_t, given->filter_count);
    for (size_t i = 0; i < given->filter_count; i++) {
        size_t at = i;
        for (; at > 0 && filters[at - 1] > given->filters[i]; at--) {
            filters[at] = filters[at - 1];
        }
        filters[at] = given->filters[i];
    }
    page->filters = filters;
    page->filter_count = (uint32_t)given->filter_count;
}

void search_add(struct search *search, size_t number, const struct search_page *given,
                size_t worker) {
    struct token_table *table = &search->tables[worker];
    struct arena *arena = &table->arena;
    struct indexed_page *page = &search->pages[number];
    page->table = (uint32_t)worker;
    page->address = arena_copy(arena, given->address);
    page->title = token_table_read(table, given->title);
    copy_filters(page, given, arena);
    struct section *sections = arena_new(arena, struct section, given->section_count);
    size_t parts = 0;
    for (size_t i = 0; i < given->section_count; i++) {
        sections[i] =
            (struct section){.anchor = arena_copy(arena, given->sections[i].anchor),
                             .heading = token_table_read(table, given->sections[i].heading),
                             .text = token_table_read(table, given->sections[i].text)};
        parts += sections[i].text.count / PASSAGE_TOKENS + 1;
    }
    page->passages = arena_new(arena, struct passage, parts + 1);
    struct cutting cutting = {.arena = arena,
                              .page = page,
                              .number = (uint32_t)number,
                              .sections = arena_new(arena, struct section, parts)};
    begin_passage(&cutting);
    for (size_t i = 0; i < given->section_count; i++) {
        place_section(&cutting, sections[i]);
    }
}

static void list_passages(struct search *search) {
    size_t count = 0;
    for (size_t i = 0; i < search->options->page_count; i++) {
        count += search->pages[i].passage_count;
    }
    search->passages = arena_new(search->arena, struct passage *, count);
    for (size_t i = 0; i < search->options->page_count; i++) {
        for (uint32_t j = 0; j < search->pages[i].passage_count; j++) {
            search->passages[search->passage_count++] = &search->pages[i].passages[j];
        }
    }
}

/* By passage: 0 for one of the same page as the last, 1 for one without filters; else its filters,
 * each as twice what it is more than the one before (the first: than -1), and 1 more for the last.
 */
static void append_passages(struct buffer *out, const struct search *search) {
    struct buffer text;
    buffer_init(&text, search->arena);
    for (uint32_t i = 0; i < search->passage_count; i++) {
        const struct passage *passage = search->passages[i];
        const struct indexed_page *page = &search->pages[passage->page];
        if (passage != page->passages) {
            code_append_number(&text, 0);
            continue;
        }
        if (page->filter_count == 0) {
            code_append_number(&text, 1);
        }
        for (uint32_t j = 0, next = 0; j < page->filter_count; next = page->filters[j++] + 1) {
            uint32_t more = page->filters[j] + 1 - next;
            code_append_number(&text, 2 * more + (j + 1 == page->filter_count));
        }
    }
    code_append_string(out, buffer_slice(&text));
}

/* Front-coded, with "|" behind each: no word has one. */
static void append_keys(struct buffer *out, const struct pieces *pieces, struct arena *arena) {
    struct buffer text;
    buffer_init(&text, arena);
    for (size_t i = 0; i < pieces->count; i++) {
        code_append_front(&text, i == 0 ? slice_of("", 0) : pieces->keys[i - 1], pieces->keys[i]);
        buffer_append_byte(&text, '|');
    }
    code_append_string(out, buffer_slice(&text));
}

/* Two counts below 8 as one number below 64; another as 64 and itself. */
static void append_counts(struct buffer *out, const struct pieces *pieces, struct arena *arena) {
    struct buffer text;
    buffer_init(&text, arena);
    for (size_t i = 0; i < pieces->count; i++) {
        uint32_t count = pieces->counts[i];
        if (i + 1 < pieces->count && count < 8 && pieces->counts[i + 1] < 8) {
            code_append_number(&text, count * 8 + pieces->counts[++i]);
        } else {
            code_append_number(&text, 64 + count);
        }
    }
    code_append_string(out, buffer_slice(&text));
}

/* The number of the first passage of page `page`, or of the one that would come behind the last. */
static uint32_t first_passage(const struct search *search, size_t page) {
    uint32_t count = 0;
    for (size_t i = 0; i < page; i++) {
        count += search->pages[i].passage_count;
    }
    return count;
}

static void append_kinds(struct buffer *out, const struct search *search) {
    const struct search_options *options = search->options;
    for (size_t i = 0; i < options->kind_count; i++) {
        buffer_append_text(out, i == 0 ? "[[" : ",[");
        code_append_string(out, options->kinds[i].label);
        buffer_append_byte(out, ',');
        code_append_string(out, options->kinds[i].plural);
        buffer_format(out, ",%u]", first_passage(search, options->kinds[i].first));
    }
    buffer_append_text(out, options->kind_count == 0 ? "[]" : "]");
}

static void append_filters(struct buffer *out, const struct search_options *options) {
    for (size_t i = 0; i < options->filter_count; i++) {
        buffer_append_text(out, i == 0 ? "[[" : ",[");
        code_append_string(out, options->filters[i].group);
        buffer_append_byte(out, ',');
        code_append_string(out, options->filters[i].label);
        buffer_append_byte(out, ']');
    }
    buffer_append_text(out, options->filter_count == 0 ? "[]" : "]");
}

/* A list of the dictionary as a member of the object. */
static void append_list(struct buffer *out, const char *name,
                        void (*append)(struct buffer *, const struct dictionary *),
                        const struct dictionary *dictionary) {
    struct buffer list;
    buffer_init(&list, out->arena);
    append(&list, dictionary);
    buffer_append_text(out, name);
    code_append_string(out, buffer_slice(&list));
}

/* What differs whenever a piece does: a browser that kept an old one must not use it. */
static uint64_t version_of(const struct pieces *sorts, size_t count) {
    uint64_t version = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < sorts[i].count; j++) {
            version = version * 0x100000001B3u + sorts[i].hashes[j];
        }
    }
    return version;
}

/* The pieces by sort: words, postings, ends, texts. */
enum { WORDS, POSTINGS, ENDS, TEXTS, SORTS };

static void write_index(struct search *search, const struct pieces sorts[SORTS],
                        const struct dictionary *dictionary) {
    const struct search_options *options = search->options;
    struct buffer out;
    buffer_init(&out, search->arena);
    code_begin_file(&out, options->language, SLICE("index"));
    buffer_format(&out, "{version:\"%08x\",kinds:", (unsigned)(version_of(sorts, SORTS) >> 32));
    append_kinds(&out, search);
    buffer_append_text(&out, ",\nfilters:");
    append_filters(&out, options);
    buffer_append_text(&out, ",\nstop:");
    code_append_string(&out, stop_words(options->language));
    buffer_append_text(&out, ",\npassages:");
    append_passages(&out, search);
    buffer_append_text(&out, ",\nwords:");
    append_keys(&out, &sorts[WORDS], search->arena);
    buffer_append_text(&out, ",\nends:");
    append_keys(&out, &sorts[ENDS], search->arena);
    buffer_append_text(&out, ",\ntexts:");
    append_counts(&out, &sorts[TEXTS], search->arena);
    append_list(&out, ",\npieces:", dictionary_append_pieces, dictionary);
    append_list(&out, ",\nshorts:", dictionary_append_shorts, dictionary);
    append_list(&out, ",\nothers:", dictionary_append_others, dictionary);
    buffer_append_byte(&out, '}');
    code_end_file(&out);
    search->write(search->context, SLICE("index.js"), buffer_slice(&out));
}

void search_finish(struct search *search, search_write *write, void *context) {
    search->write = write;
    search->context = context;
    size_t jobs = search->options->jobs;
    lexicon_make(&search->lexicon, search->options->language, search->tables, jobs, search->arena);
    list_passages(search);
    index_make_postings(search);
    struct dictionary *dictionary = dictionary_make(&search->lexicon, search->arena);
    struct pieces sorts[SORTS];
    index_write_words(search, &sorts[WORDS], &sorts[POSTINGS]);
    sorts[ENDS] = index_write_ends(search);
    sorts[TEXTS] = index_write_texts(search, dictionary);
    write_index(search, sorts, dictionary);
    for (size_t i = 0; i < jobs; i++) {
        token_table_release(&search->tables[i]);
    }
}

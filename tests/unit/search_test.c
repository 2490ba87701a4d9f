/* search/: folding, stems, tokens, the codes of the index, and whole indexes */
#include "testing.h"

#include "base/buffer.h"
#include "search/code.h"
#include "search/fold.h"
#include "search/lexicon.h"
#include "search/search.h"
#include "search/stem.h"
#include "search/stop.h"
#include "search/tokens.h"

#include <pthread.h>
#include <string.h>

static struct arena arena;
static struct arena kept; /* what was written: the index's own arena is in use meanwhile */

static int begin(void **state) {
    (void)state;
    arena_reset(&arena);
    return 0;
}

static void test_folding(void **state) {
    (void)state;
    static const struct {
        const char *word, *folded;
    } rows[] = {
        {"Netwerk", "netwerk"}, {"ÉÉN", "een"},      {"ideeën", "ideeen"},
        {"Ĳsland", "ijsland"},  {"œuvre", "oeuvre"}, {"straße", "strasse"},
        {"ﬁets", "fiets"},      {"Łódź", "lodz"},    {"smørrebrød", "smorrebrod"},
        {"ΣΟΦΌΣ", "σοφοσ"},     {"b2b", "b2b"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_text(fold_word(&arena, slice_from(rows[i].word)), rows[i].folded);
    }
}

static void test_stems(void **state) {
    (void)state;
    static const struct {
        const char *language, *word, *root;
    } rows[] = {
        {"nl", "netwerken", "netwerk"},
        {"nl", "samenwerking", "samenwerk"},
        {"nl", "mogelijkheden", "mogelijk"},
        {"nl", "beginnen", "begin"},
        {"nl", "begin", "begin"},
        {"nl", "bomen", "bom"},
        {"nl", "ij", "ij"},
        {"en", "networks", "network"},
        {"en", "collaborations", "collabor"},
        {"en", "pass", "pass"},
        {"fr", "réseaux", "réseaux"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct stemmer *stemmer = stemmer_open(slice_from(rows[i].language), &arena);
        assert_text(stemmer_root(stemmer, slice_from(rows[i].word)), rows[i].root);
        stemmer_close(stemmer);
    }
}

/* Stop words are folded and sorted, so that a reader of the list sees what is missing. */
static void test_stop_words(void **state) {
    (void)state;
    static const char *const languages[] = {"nl", "en"};
    for (size_t i = 0; i < 2; i++) {
        struct slice rest = stop_words(slice_from(languages[i])), word, last = SLICE("");
        size_t count = 0;
        while (slice_cut(&rest, ' ', &word)) {
            assert_true(slice_compare(last, word) < 0);
            assert_true(slice_equals(fold_word(&arena, word), word));
            last = word;
            count++;
        }
        assert_true(count > 80);
    }
    assert_text(stop_words(SLICE("de")), "");
}

static void test_numbers(void **state) {
    (void)state;
    static const struct {
        uint32_t number;
        const char *code;
    } rows[] = {
        {0, " "},        {1, "!"},         {2, "#"},          {69, "g"},
        {70, "h "},      {1743, "y~"},     {1744, "z  "},     {27690, "|~~"},
        {27691, "}   "}, {832047, "}~~~"}, {832048, "~    "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer out;
        buffer_init(&out, &arena);
        code_append_number(&out, rows[i].number);
        assert_text(buffer_slice(&out), rows[i].code);
    }
}

static void test_strings(void **state) {
    (void)state;
    struct buffer out;
    buffer_init(&out, &arena);
    code_append_string(&out, SLICE("a\"b\\c\nd\xE2\x82\xAC"));
    assert_text(buffer_slice(&out), "\"a\\\"b\\\\c d\xE2\x82\xAC\"");
    assert_size(code_length(SLICE("a\xE2\x82\xAC\xF0\x9F\x98\x80")), 4);
    buffer_truncate(&out, 0);
    code_append_front(&out, SLICE("netwerk"), SLICE("netten"));
    assert_text(buffer_slice(&out), "$ten");
}

static void test_tokens(void **state) {
    (void)state;
    struct token_table table;
    token_table_init(&table);
    struct tokens tokens = token_table_read(&table, SLICE("Het netwerk, het GGZ. iets Anders"));
    assert_size(tokens.count, 8); /* a single space is none */
    assert_size(tokens.words, 6);
    assert_int_equal(tokens.at[0], tokens.at[3]); /* "Het" begins a sentence: it is "het" */
    assert_text(table.seen[tokens.at[2]].text, ", ");
    assert_text(table.seen[tokens.at[4]].text, "GGZ");
    assert_int_equal(tokens.at[6] & TOKEN_AS_IT_IS, TOKEN_AS_IT_IS); /* "iets" does without */
    assert_text(table.seen[tokens.at[7]].text, "Anders");
    assert_int_equal(token_table_read(&table, SLICE("")).count, 0);
    token_table_release(&table);
}

static void test_compounds(void **state) {
    (void)state;
    struct token_table table;
    token_table_init(&table);
    token_table_read(&table, SLICE("zorg netwerk zorgnetwerken netwerken samenwerking partner "
                                   "samenwerkingspartner overleg onderzoek"));
    struct lexicon lexicon;
    lexicon_make(&lexicon, SLICE("nl"), &table, 1, &arena);
    const struct word *word = &lexicon.words[lexicon_word(&lexicon, SLICE("zorgnetwerken"))];
    assert_size(word->part_count, 2);
    assert_text(lexicon.words[word->parts[0]].text, "netwerken");
    assert_text(lexicon.words[word->parts[1]].text, "zorg");
    word = &lexicon.words[lexicon_word(&lexicon, SLICE("samenwerkingspartner"))];
    assert_size(word->part_count, 2);
    word = &lexicon.words[lexicon_word(&lexicon, SLICE("onderzoek"))]; /* "onder" is a stop word */
    assert_size(word->part_count, 0);
    assert_int_equal(lexicon_word(&lexicon, SLICE("afwezig")), LEXICON_NONE);
    token_table_release(&table);
}

/* The files of an index, by name. */
struct written {
    pthread_mutex_t mutex;
    struct map files;
    size_t count;
    size_t largest[128]; /* by the first letter of the name */
};

static void keep(void *context, struct slice name, struct slice bytes) {
    struct written *written = context;
    pthread_mutex_lock(&written->mutex);
    struct slice *copy = arena_new(&kept, struct slice, 1);
    *copy = arena_copy(&kept, bytes);
    *map_place(&written->files, arena_copy(&kept, name)) = copy;
    written->count++;
    size_t *largest = &written->largest[(size_t)name.data[0]];
    *largest = bytes.length > *largest ? bytes.length : *largest;
    pthread_mutex_unlock(&written->mutex);
}

enum { PAGES = 3000, WORDS = 400 };

/* A word of a made-up language; the same for the same number. */
static void append_word(struct buffer *out, uint32_t number) {
    static const char *const syllables[] = {"net", "werk", "zorg", "re", "gie", "lo", "pen", "ma"};
    do {
        buffer_append_text(out, syllables[number % 8]);
        number /= 8;
    } while (number > 0);
    buffer_append_byte(out, ' ');
}

static void add_page(struct search *search, size_t number, size_t worker) {
    struct arena scratch;
    arena_init(&scratch);
    struct buffer text;
    buffer_init(&text, &scratch);
    uint32_t seed = (uint32_t)number * 2654435761u;
    for (size_t i = 0; i < WORDS; i++) {
        seed = seed * 1664525u + 1013904223u;
        append_word(&text, (seed >> 16) % (1u << (seed >> 29) * 2u));
    }
    const struct search_section sections[] = {
        {SLICE(""), SLICE(""), SLICE("Een inleiding.")},
        {SLICE("kop"), SLICE("Een kop"), slice_trim(buffer_slice(&text))},
    };
    const uint32_t filters[] = {(uint32_t)number % 2};
    const struct search_page page = {arena_format(&scratch, "notes/n%zu.html", number),
                                     arena_format(&scratch, "Titel %zu", number),
                                     sections,
                                     2,
                                     filters,
                                     1};
    search_add(search, number, &page, worker);
    arena_release(&scratch);
}

static struct written *index_pages(size_t pages, size_t jobs) {
    static const struct search_kind kinds[] = {{SLICE_INIT("Notitie"), SLICE_INIT("Notities"), 0}};
    static const struct search_filter filters[] = {{SLICE_INIT("Over"), SLICE_INIT("a")},
                                                   {SLICE_INIT("Over"), SLICE_INIT("b")}};
    const struct search_options options = {.language = SLICE("nl"),
                                           .page_count = pages,
                                           .jobs = jobs,
                                           .kinds = kinds,
                                           .kind_count = 1,
                                           .filters = filters,
                                           .filter_count = 2};
    struct written *written = arena_new(&arena, struct written, 1);
    pthread_mutex_init(&written->mutex, NULL);
    map_init(&written->files, &kept);
    struct search *search = search_begin(&options, &arena);
    for (size_t i = 0; i < pages; i++) {
        size_t number = (i * 1009) % pages; /* any order, by any thread */
        add_page(search, number, number % jobs);
    }
    search_finish(search, keep, written);
    return written;
}

static void test_pieces_are_bounded(void **state) {
    (void)state;
    const struct written *written = index_pages(PAGES, 2);
    assert_true(written->count > 100);
    assert_in_range(written->largest['w'], 1, 5 << 10);
    assert_in_range(written->largest['p'], 4 << 10, 10 << 10);
    assert_in_range(written->largest['e'], 1, 5 << 10);
    assert_in_range(written->largest['t'], 1 << 10, 6 << 10);
}

static void test_threads_do_not_show(void **state) {
    (void)state;
    enum { FEW = 211 };
    const struct written *one = index_pages(FEW, 1), *four = index_pages(FEW, 4);
    assert_int_equal(one->count, four->count);
    static const char *const names[] = {"index.js", "w0.js", "p0.js", "e0.js", "t0.js", "t5.js"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct slice *first = map_get(&one->files, slice_from(names[i]));
        const struct slice *second = map_get(&four->files, slice_from(names[i]));
        assert_non_null(first);
        assert_non_null(second);
        assert_true(slice_equals(*first, *second));
    }
}

static void test_empty(void **state) {
    (void)state;
    const struct written *written = index_pages(0, 2);
    assert_size(written->count, 1);
    const struct slice *index = map_get(&written->files, SLICE("index.js"));
    assert_true(slice_starts_with(*index, SLICE("knoopSearch(\"nl\",\"index\",{version:")));
    assert_true(slice_ends_with(*index, SLICE("});\n")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_folding, begin),
        cmocka_unit_test_setup(test_stems, begin),
        cmocka_unit_test_setup(test_stop_words, begin),
        cmocka_unit_test_setup(test_numbers, begin),
        cmocka_unit_test_setup(test_strings, begin),
        cmocka_unit_test_setup(test_tokens, begin),
        cmocka_unit_test_setup(test_compounds, begin),
        cmocka_unit_test_setup(test_pieces_are_bounded, begin),
        cmocka_unit_test_setup(test_threads_do_not_show, begin),
        cmocka_unit_test_setup(test_empty, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "search/lexicon.h"

#include "search/fold.h"
#include "search/stem.h"
#include "search/stop.h"

#include <stdlib.h>

/* A text that a table has seen, on its way to being an entry. */
struct sighting {
    struct slice text;
    uint32_t table;
    uint32_t index;
};

static int by_sighting(const void *a, const void *b) {
    return slice_compare(((const struct sighting *)a)->text, ((const struct sighting *)b)->text);
}

static struct sighting *gather(const struct token_table *tables, size_t table_count, size_t total) {
    struct sighting *sightings = memory_allocate((total + 1) * sizeof *sightings);
    size_t count = 0;
    for (size_t i = 0; i < table_count; i++) {
        for (uint32_t j = 0; j < tables[i].seen_count; j++) {
            sightings[count++] = (struct sighting){tables[i].seen[j].text, (uint32_t)i, j};
        }
    }
    qsort(sightings, count, sizeof *sightings, by_sighting);
    return sightings;
}

static void make_entries(struct lexicon *lexicon, const struct token_table *tables,
                         size_t table_count) {
    size_t total = 0;
    lexicon->entry_of = arena_new(lexicon->arena, uint32_t *, table_count);
    for (size_t i = 0; i < table_count; i++) {
        total += tables[i].seen_count;
        lexicon->entry_of[i] = arena_new(lexicon->arena, uint32_t, tables[i].seen_count);
    }
    struct sighting *sightings = gather(tables, table_count, total);
    lexicon->entries = arena_new(lexicon->arena, struct entry, total);
    for (size_t i = 0; i < total; i++) {
        const struct sighting *sighting = &sightings[i];
        const struct seen *seen = &tables[sighting->table].seen[sighting->index];
        if (i == 0 || !slice_equals(sighting->text, sightings[i - 1].text)) {
            lexicon->entries[lexicon->entry_count++] =
                (struct entry){seen->text, 0, LEXICON_NONE, seen->is_word};
        }
        lexicon->entries[lexicon->entry_count - 1].count += seen->count;
        lexicon->entry_of[sighting->table][sighting->index] = lexicon->entry_count - 1;
    }
    free(sightings);
}

uint32_t lexicon_word(const struct lexicon *lexicon, struct slice text) {
    uintptr_t known = (uintptr_t)map_get(&lexicon->word_map, text);
    return known == 0 ? LEXICON_NONE : (uint32_t)known - 1;
}

/* Single letters tell nothing; single digits may. */
static bool is_worth_indexing(struct slice folded) {
    return folded.length > 1 ||
           (folded.length == 1 && folded.data[0] >= '0' && folded.data[0] <= '9');
}

static void make_words(struct lexicon *lexicon) {
    map_init(&lexicon->word_map, lexicon->arena);
    lexicon->words = arena_new(lexicon->arena, struct word, lexicon->entry_count);
    for (uint32_t i = 0; i < lexicon->entry_count; i++) {
        struct entry *entry = &lexicon->entries[i];
        if (!entry->is_word) {
            continue;
        }
        struct slice folded = fold_word(lexicon->arena, entry->text);
        if (!is_worth_indexing(folded)) {
            continue;
        }
        entry->word = lexicon_word(lexicon, folded);
        if (entry->word == LEXICON_NONE) {
            entry->word = lexicon->word_count++;
            lexicon->words[entry->word] = (struct word){.text = folded, .term = LEXICON_NONE};
            *map_place(&lexicon->word_map, folded) =
                (void *)(uintptr_t)(entry->word + 1); // NOLINT(performance-no-int-to-ptr)
        }
    }
}

/* A word with its stem, to be put in the order of stems. */
struct stemmed {
    struct slice stem;
    uint32_t word;
};

static int by_stem(const void *a, const void *b) {
    const struct stemmed *first = a, *second = b;
    int order = slice_compare(first->stem, second->stem);
    return order != 0 ? order : first->word < second->word ? -1 : 1;
}

static bool is_stop_word(const struct map *stop, struct slice word) {
    return map_get(stop, word) != NULL;
}

static size_t stem_words(struct lexicon *lexicon, struct stemmed *stemmed) {
    struct map stop;
    map_init(&stop, lexicon->arena);
    struct slice rest = stop_words(lexicon->language), word;
    while (slice_cut(&rest, ' ', &word)) {
        *map_place(&stop, word) = lexicon;
    }
    struct stemmer *stemmer = stemmer_open(lexicon->language, lexicon->arena);
    size_t count = 0;
    for (uint32_t i = 0; i < lexicon->word_count; i++) {
        if (!is_stop_word(&stop, lexicon->words[i].text)) {
            struct slice stem = stemmer_root(stemmer, lexicon->words[i].text);
            stemmed[count++] = (struct stemmed){arena_copy(lexicon->arena, stem), i};
        }
    }
    stemmer_close(stemmer);
    qsort(stemmed, count, sizeof *stemmed, by_stem);
    return count;
}

static void make_terms(struct lexicon *lexicon) {
    struct stemmed *stemmed = memory_allocate((lexicon->word_count + 1) * sizeof *stemmed);
    size_t count = stem_words(lexicon, stemmed);
    uint32_t *words = arena_new(lexicon->arena, uint32_t, count);
    lexicon->terms = arena_new(lexicon->arena, struct term, count);
    for (size_t i = 0; i < count; i++) {
        words[i] = stemmed[i].word;
        if (i == 0 || !slice_equals(stemmed[i].stem, stemmed[i - 1].stem)) {
            lexicon->terms[lexicon->term_count++] = (struct term){stemmed[i].stem, &words[i], 0};
        }
        lexicon->terms[lexicon->term_count - 1].word_count++;
        lexicon->words[words[i]].term = lexicon->term_count - 1;
    }
    free(stemmed);
}

void lexicon_make(struct lexicon *lexicon, struct slice language, const struct token_table *tables,
                  size_t table_count, struct arena *arena) {
    *lexicon = (struct lexicon){.language = language, .arena = arena};
    make_entries(lexicon, tables, table_count);
    make_words(lexicon);
    make_terms(lexicon);
    lexicon_split_compounds(lexicon);
}

/* How much each word says about each passage: BM25F without the part that is the same for all
 * passages (the rarity of the word), as a level that fits one digit. */
#include "base/pool.h"
#include "search/index.h"

#include <string.h>

/* What a word weighs in a field, and how much a longer field makes it less telling. */
static const struct {
    float weight;
    float length; /* BM25's b */
} FIELDS[INDEX_FIELDS] = {{8.0F, 0.5F}, {3.0F, 0.4F}, {1.0F, 0.6F}};

static const float SATURATION = 1.4F;   /* BM25's k1 */
static const float PART_WEIGHT = 0.25F; /* a part of a compound, beside the word itself */

/* A term in a passage. */
struct mention {
    uint32_t term;
    uint32_t level;
};

struct mentions {
    struct mention *list;
    uint32_t count;
};

struct weighing {
    struct search *search;
    float averages[INDEX_FIELDS]; /* words of a field in a passage that has any */
    float **weights;              /* by worker, by term: 0 but for the passage at hand */
    uint32_t **touched;           /* by worker: the terms of the passage at hand */
    struct mentions *mentions;    /* by passage */
};

struct scoring {
    struct weighing *weighing;
    float *weights;
    uint32_t *touched;
    uint32_t touched_count;
    const uint32_t *entry_of;
};

static void add_weight(struct scoring *scoring, uint32_t term, float weight) {
    if (scoring->weights[term] == 0.0F) {
        scoring->touched[scoring->touched_count++] = term;
    }
    scoring->weights[term] += weight;
}

static void weigh(struct scoring *scoring, struct tokens tokens, float weight) {
    const struct lexicon *lexicon = &scoring->weighing->search->lexicon;
    for (uint32_t i = 0; i < tokens.count; i++) {
        uint32_t entry = scoring->entry_of[tokens.at[i] & ~TOKEN_AS_IT_IS];
        uint32_t number = lexicon->entries[entry].word;
        if (number == LEXICON_NONE || lexicon->words[number].term == LEXICON_NONE) {
            continue;
        }
        const struct word *word = &lexicon->words[number];
        add_weight(scoring, word->term, weight);
        for (uint32_t j = 0; j < word->part_count; j++) {
            add_weight(scoring, lexicon->words[word->parts[j]].term, weight * PART_WEIGHT);
        }
    }
}

static float field_weight(const struct weighing *weighing, const struct passage *passage,
                          enum index_field field) {
    float length = (float)passage->words[field] / weighing->averages[field];
    return FIELDS[field].weight / (1.0F - FIELDS[field].length + FIELDS[field].length * length);
}

static struct mentions take_mentions(struct scoring *scoring, struct arena *arena) {
    struct mentions mentions = {arena_new(arena, struct mention, scoring->touched_count), 0};
    for (uint32_t i = 0; i < scoring->touched_count; i++) {
        uint32_t term = scoring->touched[i];
        float strength = scoring->weights[term] / (scoring->weights[term] + SATURATION);
        uint32_t level = (uint32_t)(strength * (float)POSTING_LEVELS);
        mentions.list[mentions.count++] = (struct mention){term, level};
        scoring->weights[term] = 0.0F;
    }
    return mentions;
}

static void weigh_passage(void *context, size_t index, size_t worker) {
    struct weighing *weighing = context;
    struct search *search = weighing->search;
    const struct passage *passage = search->passages[index];
    const struct indexed_page *page = &search->pages[passage->page];
    struct scoring scoring = {.weighing = weighing,
                              .weights = weighing->weights[worker],
                              .touched = weighing->touched[worker],
                              .entry_of = search->lexicon.entry_of[page->table]};
    weigh(&scoring, page->title, field_weight(weighing, passage, INDEX_TITLE));
    for (uint32_t i = 0; i < passage->section_count; i++) {
        weigh(&scoring, passage->sections[i].heading,
              field_weight(weighing, passage, INDEX_HEADINGS));
        weigh(&scoring, passage->sections[i].text, field_weight(weighing, passage, INDEX_TEXT));
    }
    weighing->mentions[index] = take_mentions(&scoring, &search->tables[worker].arena);
}

static void average_lengths(struct weighing *weighing) {
    const struct search *search = weighing->search;
    for (size_t field = 0; field < INDEX_FIELDS; field++) {
        uint64_t words = 0, passages = 0;
        for (uint32_t i = 0; i < search->passage_count; i++) {
            words += search->passages[i]->words[field];
            passages += search->passages[i]->words[field] > 0;
        }
        weighing->averages[field] = words == 0 ? 1.0F : (float)words / (float)passages;
    }
}

/* Puts the mentions of all passages under their terms, in the order of passages. */
static void turn_round(struct search *search, const struct mentions *mentions) {
    uint32_t term_count = search->lexicon.term_count;
    size_t *starts = arena_new(search->arena, size_t, term_count + 2);
    for (uint32_t i = 0; i < search->passage_count; i++) {
        for (uint32_t j = 0; j < mentions[i].count; j++) {
            starts[mentions[i].list[j].term + 2]++;
        }
    }
    for (uint32_t i = 2; i < term_count + 2; i++) {
        starts[i] += starts[i - 1];
    }
    struct posting *list = arena_new(search->arena, struct posting, starts[term_count + 1]);
    for (uint32_t i = 0; i < search->passage_count; i++) {
        for (uint32_t j = 0; j < mentions[i].count; j++) {
            const struct mention *mention = &mentions[i].list[j];
            list[starts[mention->term + 1]++] = (struct posting){i, mention->level};
        }
    }
    search->postings = (struct postings){starts, list};
}

void index_make_postings(struct search *search) {
    struct weighing weighing = {.search = search};
    size_t jobs = search->options->jobs;
    weighing.mentions = arena_new(search->arena, struct mentions, search->passage_count);
    weighing.weights = arena_new(search->arena, float *, jobs);
    weighing.touched = arena_new(search->arena, uint32_t *, jobs);
    for (size_t i = 0; i < jobs; i++) {
        weighing.weights[i] = arena_new(search->arena, float, search->lexicon.term_count);
        weighing.touched[i] = arena_new(search->arena, uint32_t, search->lexicon.term_count);
    }
    average_lengths(&weighing);
    pool_run(search->passage_count, jobs, weigh_passage, &weighing);
    turn_round(search, weighing.mentions);
}

size_t postings_take(struct posting *list, size_t count) {
    if (count <= POSTINGS_MAXIMUM) {
        return count;
    }
    size_t by_level[POSTING_LEVELS] = {0}, above = 0, kept = 0;
    for (size_t i = 0; i < count; i++) {
        by_level[list[i].level]++;
    }
    uint32_t least = POSTING_LEVELS - 1;
    while (above + by_level[least] <= POSTINGS_MAXIMUM) {
        above += by_level[least--];
    }
    size_t at_least = POSTINGS_MAXIMUM - above;
    for (size_t i = 0; i < count; i++) {
        bool keep = list[i].level > least;
        if (list[i].level == least && at_least > 0) {
            keep = true;
            at_least--;
        }
        if (keep) {
            list[kept++] = list[i];
        }
    }
    return kept;
}

/* Compounds by the site's own words: a split is believed when both sides are words of the site. */
#include "search/lexicon.h"

enum {
    COMPOUND_LENGTH = 8, /* shorter words are hardly ever compounds of words worth searching for */
    PART_LENGTH = 4,
    SPLIT_DEPTH = 2
};

static bool is_letters(struct slice text) {
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < 'a' || text.data[i] > 'z') {
            return false;
        }
    }
    return true;
}

/* The word, if it may be a part: no stop word, and not too short. */
static uint32_t part_named(const struct lexicon *lexicon, struct slice text) {
    if (text.length < PART_LENGTH) {
        return LEXICON_NONE;
    }
    uint32_t word = lexicon_word(lexicon, text);
    return word != LEXICON_NONE && lexicon->words[word].term != LEXICON_NONE ? word : LEXICON_NONE;
}

/* The first part as it stands, or without the s that joins it ("samenwerkingspartner"). */
static uint32_t first_part(const struct lexicon *lexicon, struct slice text) {
    uint32_t word = part_named(lexicon, text);
    if (word == LEXICON_NONE && text.length > 0 && text.data[text.length - 1] == 's') {
        word = part_named(lexicon, slice_take(text, text.length - 1));
    }
    return word;
}

static void add_part(const struct lexicon *lexicon, struct word *compound, uint32_t part) {
    uint32_t term = lexicon->words[part].term;
    bool is_new = term != compound->term;
    for (uint32_t i = 0; i < compound->part_count; i++) {
        is_new = is_new && lexicon->words[compound->parts[i]].term != term;
    }
    if (is_new && compound->part_count < LEXICON_PARTS) {
        compound->parts[compound->part_count++] = part;
    }
}

/* Splits `text` where its last part is longest; the parts may be compounds themselves. */
static void split(const struct lexicon *lexicon, struct slice text, struct word *compound,
                  size_t depth) {
    for (size_t at = PART_LENGTH; depth > 0 && at + PART_LENGTH <= text.length; at++) {
        uint32_t last = part_named(lexicon, slice_skip(text, at));
        uint32_t first = last == LEXICON_NONE ? last : first_part(lexicon, slice_take(text, at));
        if (first != LEXICON_NONE) {
            add_part(lexicon, compound, last);
            add_part(lexicon, compound, first);
            split(lexicon, lexicon->words[last].text, compound, depth - 1);
            split(lexicon, lexicon->words[first].text, compound, depth - 1);
            return;
        }
    }
}

void lexicon_split_compounds(struct lexicon *lexicon) {
    if (!slice_equals(lexicon->language, SLICE("nl"))) {
        return;
    }
    for (uint32_t i = 0; i < lexicon->word_count; i++) {
        struct word *word = &lexicon->words[i];
        if (word->term != LEXICON_NONE && word->text.length >= COMPOUND_LENGTH &&
            is_letters(word->text)) {
            split(lexicon, word->text, word, SPLIT_DEPTH);
        }
    }
}

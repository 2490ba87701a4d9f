#include "search/dictionary.h"

#include "search/code.h"
#include "search/word_pieces.h"

#include <stdlib.h>

enum {
    LONG_COUNT = DICTIONARY_LONG * CODE_DIGITS,
    SIZE_MAXIMUM = DICTIONARY_SHORT + LONG_COUNT,
    /* Pieces are learned from the words that are written most; more teach nothing new. */
    LEARNED_FROM = 20000
};

struct dictionary {
    const struct lexicon *lexicon;
    struct slice *codes; /* by entry: how it stands in texts */
    struct word_pieces pieces;
    uint32_t *shorts; /* entries */
    uint32_t short_count;
    uint32_t *longs; /* entries, in byte order */
    uint32_t long_count;
};

/* An entry that could be in the dictionary, and how many bytes that saves. */
struct candidate {
    uint32_t entry;
    uint64_t saved;
    uint64_t count;
};

static bool is_plain(struct slice text) {
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < 'a' || text.data[i] > 'z') {
            return false;
        }
    }
    return true;
}

static int by_saved(const void *a, const void *b) {
    const struct candidate *first = a, *second = b;
    if (first->saved != second->saved) {
        return first->saved > second->saved ? -1 : 1;
    }
    return first->entry < second->entry ? -1 : 1;
}

static int by_count(const void *a, const void *b) {
    const struct candidate *first = a, *second = b;
    if (first->count != second->count) {
        return first->count > second->count ? -1 : 1;
    }
    return first->entry < second->entry ? -1 : 1;
}

static int by_entry(const void *a, const void *b) {
    uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;
    return first < second ? -1 : first > second;
}

/* What a place in the dictionary saves: two characters instead of the word in pieces (two letters
 * each, more or less) or the text as it is each time, less what its line in the dictionary costs.
 */
static uint64_t saving(const struct entry *entry) {
    size_t length = entry->text.length;
    bool fits = length < CODE_DIGITS && slice_find(entry->text, '|') == SLICE_NOT_FOUND;
    size_t written = 2 + (is_plain(entry->text) && entry->is_word ? (length + 1) / 2 : length);
    uint64_t gain = written > 2 ? entry->count * (written - 2) : 0;
    return fits && gain > length + 2 ? gain - length - 2 : 0;
}

/* The best candidates, at most SIZE_MAXIMUM, the most frequent first. */
static struct candidate *choose(const struct lexicon *lexicon, size_t *count) {
    struct candidate *candidates = memory_allocate((lexicon->entry_count + 1) * sizeof *candidates);
    *count = 0;
    for (uint32_t i = 0; i < lexicon->entry_count; i++) {
        uint64_t saved = saving(&lexicon->entries[i]);
        if (saved > 0) {
            candidates[(*count)++] = (struct candidate){i, saved, lexicon->entries[i].count};
        }
    }
    qsort(candidates, *count, sizeof *candidates, by_saved);
    *count = *count > SIZE_MAXIMUM ? SIZE_MAXIMUM : *count;
    qsort(candidates, *count, sizeof *candidates, by_count);
    return candidates;
}

/* Gives the best candidates their places. */
static void give_places(struct dictionary *dictionary) {
    size_t count = 0;
    struct candidate *candidates = choose(dictionary->lexicon, &count);
    for (size_t i = 0; i < count; i++) {
        if (i < DICTIONARY_SHORT) {
            dictionary->shorts[dictionary->short_count++] = candidates[i].entry;
        } else {
            dictionary->longs[dictionary->long_count++] = candidates[i].entry;
        }
    }
    free(candidates);
    if (dictionary->long_count > 0) {
        qsort(dictionary->longs, dictionary->long_count, sizeof(uint32_t), by_entry);
    }
}

static void code_dictionary(struct dictionary *dictionary, struct buffer *out) {
    for (uint32_t i = 0; i < dictionary->short_count; i++) {
        buffer_truncate(out, 0);
        buffer_append_byte(out, code_digit(DICTIONARY_WORDS + i));
        dictionary->codes[dictionary->shorts[i]] = arena_copy(out->arena, buffer_slice(out));
    }
    for (uint32_t i = 0; i < dictionary->long_count; i++) {
        buffer_truncate(out, 0);
        buffer_append_byte(out, code_digit(DICTIONARY_WORDS + DICTIONARY_SHORT + i / CODE_DIGITS));
        buffer_append_byte(out, code_digit(i % CODE_DIGITS));
        dictionary->codes[dictionary->longs[i]] = arena_copy(out->arena, buffer_slice(out));
    }
}

static int by_weight(const void *a, const void *b) {
    const struct weighted_word *first = a, *second = b;
    if (first->count != second->count) {
        return first->count > second->count ? -1 : 1;
    }
    return slice_compare(first->text, second->text);
}

static bool is_in_pieces(const struct dictionary *dictionary, uint32_t number) {
    const struct entry *entry = &dictionary->lexicon->entries[number];
    return dictionary->codes[number].length == 0 && entry->is_word && is_plain(entry->text);
}

static void learn_pieces(struct dictionary *dictionary) {
    const struct lexicon *lexicon = dictionary->lexicon;
    struct weighted_word *words = memory_allocate((lexicon->entry_count + 1) * sizeof *words);
    size_t count = 0;
    for (uint32_t i = 0; i < lexicon->entry_count; i++) {
        if (is_in_pieces(dictionary, i)) {
            words[count++] =
                (struct weighted_word){lexicon->entries[i].text, lexicon->entries[i].count};
        }
    }
    qsort(words, count, sizeof *words, by_weight);
    struct arena scratch;
    arena_init(&scratch);
    word_pieces_learn(&dictionary->pieces, words, count > LEARNED_FROM ? LEARNED_FROM : count,
                      &scratch);
    arena_release(&scratch);
    free(words);
}

static void append_marked(struct buffer *out, struct slice text) {
    buffer_append_byte(out, '~');
    buffer_append_byte(out, code_digit((uint32_t)code_length(text)));
    buffer_append(out, text);
}

/* A text behind "~"; a long one in parts, with nothing between them. */
static void append_as_it_is(struct buffer *out, struct slice text) {
    while (text.length >= CODE_DIGITS) {
        size_t at = CODE_DIGITS - 1;
        while (((unsigned char)text.data[at] & 0xC0) == 0x80) {
            at--;
        }
        append_marked(out, slice_take(text, at));
        append_marked(out, slice_of("", 0));
        text = slice_skip(text, at);
    }
    append_marked(out, text);
}

static void append_in_pieces(struct buffer *out, const struct word_pieces *pieces,
                             struct slice word, struct buffer *scratch) {
    buffer_truncate(scratch, 0);
    uint32_t count = word_pieces_append(scratch, pieces, word);
    if (count >= CODE_DIGITS) {
        append_as_it_is(out, word);
        return;
    }
    if (count > DICTIONARY_WORDS) {
        buffer_append_byte(out, '}');
    }
    buffer_append_byte(out, code_digit(count > DICTIONARY_WORDS ? count : count - 1));
    buffer_append(out, buffer_slice(scratch));
}

/* How everything else is written. */
static void code_others(struct dictionary *dictionary, struct buffer *out) {
    struct buffer scratch;
    buffer_init(&scratch, out->arena);
    buffer_reserve(&scratch, CODE_DIGITS);
    for (uint32_t i = 0; i < dictionary->lexicon->entry_count; i++) {
        struct slice text = dictionary->lexicon->entries[i].text;
        if (dictionary->codes[i].length > 0) {
            continue;
        }
        buffer_truncate(out, 0);
        if (is_in_pieces(dictionary, i)) {
            append_in_pieces(out, &dictionary->pieces, text, &scratch);
        } else {
            append_as_it_is(out, text);
        }
        dictionary->codes[i] = arena_copy(out->arena, buffer_slice(out));
    }
}

struct dictionary *dictionary_make(const struct lexicon *lexicon, struct arena *arena) {
    struct dictionary *dictionary = arena_new(arena, struct dictionary, 1);
    dictionary->lexicon = lexicon;
    dictionary->codes = arena_new(arena, struct slice, lexicon->entry_count);
    dictionary->shorts = arena_new(arena, uint32_t, DICTIONARY_SHORT);
    dictionary->longs = arena_new(arena, uint32_t, LONG_COUNT);
    struct buffer code;
    buffer_init(&code, arena);
    buffer_reserve(&code, CODE_DIGITS);
    give_places(dictionary);
    code_dictionary(dictionary, &code);
    learn_pieces(dictionary);
    code_others(dictionary, &code);
    return dictionary;
}

void dictionary_append(struct buffer *out, const struct dictionary *dictionary,
                       const uint32_t *entry_of, struct tokens tokens) {
    for (uint32_t i = 0; i < tokens.count; i++) {
        uint32_t number = entry_of[tokens.at[i] & ~TOKEN_AS_IT_IS];
        if ((tokens.at[i] & TOKEN_AS_IT_IS) != 0) {
            append_as_it_is(out, dictionary->lexicon->entries[number].text);
        } else {
            buffer_append(out, dictionary->codes[number]);
        }
    }
    buffer_append_byte(out, '|');
}

void dictionary_append_pieces(struct buffer *out, const struct dictionary *dictionary) {
    for (uint32_t i = 0; i < dictionary->pieces.count; i++) {
        const struct word_piece *piece = &dictionary->pieces.pieces[i];
        buffer_append(out, slice_of(piece->text, piece->length));
        buffer_append_byte(out, '|');
    }
}

void dictionary_append_shorts(struct buffer *out, const struct dictionary *dictionary) {
    for (uint32_t i = 0; i < dictionary->short_count; i++) {
        buffer_append(out, dictionary->lexicon->entries[dictionary->shorts[i]].text);
        buffer_append_byte(out, '|');
    }
}

void dictionary_append_others(struct buffer *out, const struct dictionary *dictionary) {
    struct slice last = slice_of("", 0);
    for (uint32_t i = 0; i < dictionary->long_count; i++) {
        struct slice text = dictionary->lexicon->entries[dictionary->longs[i]].text;
        code_append_front(out, last, text);
        buffer_append_byte(out, '|');
        last = text;
    }
}

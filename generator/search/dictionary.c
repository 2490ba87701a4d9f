#include "search/dictionary.h"

#include "search/code.h"

#include <stdlib.h>
#include <string.h>

/* The characters that codes begin with: printable ASCII but `"`, `\`, a-z, space, "|" and "~". */
static const char LEADS[] = "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`{}";
enum {
    LEAD_COUNT = sizeof LEADS - 1,
    LONG_COUNT = (LEAD_COUNT - DICTIONARY_SHORT) * CODE_DIGITS,
    SIZE_MAXIMUM = DICTIONARY_SHORT + LONG_COUNT
};

struct dictionary {
    const struct lexicon *lexicon;
    char (*codes)[2]; /* by entry: one or two characters; zero: not in the dictionary */
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

/* What a place in the dictionary saves: two characters instead of the text (and what marks it) each
 * time, less what its line in the dictionary costs. */
static uint64_t saving(const struct entry *entry) {
    size_t length = entry->text.length;
    bool fits = length < CODE_DIGITS && slice_find(entry->text, '|') == SLICE_NOT_FOUND;
    size_t written = is_plain(entry->text) && entry->is_word ? length : length + 2;
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

struct dictionary *dictionary_make(const struct lexicon *lexicon, struct arena *arena) {
    struct dictionary *dictionary = arena_new(arena, struct dictionary, 1);
    dictionary->lexicon = lexicon;
    dictionary->codes = arena_allocate_array(arena, lexicon->entry_count, 2);
    dictionary->shorts = arena_new(arena, uint32_t, DICTIONARY_SHORT);
    dictionary->longs = arena_new(arena, uint32_t, LONG_COUNT);
    size_t count = 0;
    struct candidate *candidates = choose(lexicon, &count);
    for (size_t i = 0; i < count; i++) {
        if (i < DICTIONARY_SHORT) {
            dictionary->codes[candidates[i].entry][0] = LEADS[i];
            dictionary->shorts[dictionary->short_count++] = candidates[i].entry;
        } else {
            dictionary->longs[dictionary->long_count++] = candidates[i].entry;
        }
    }
    free(candidates);
    if (dictionary->long_count > 0) {
        qsort(dictionary->longs, dictionary->long_count, sizeof(uint32_t), by_entry);
    }
    for (uint32_t i = 0; i < dictionary->long_count; i++) {
        char *code = dictionary->codes[dictionary->longs[i]];
        code[0] = LEADS[DICTIONARY_SHORT + i / CODE_DIGITS];
        code[1] = code_digit(i % CODE_DIGITS);
    }
    return dictionary;
}

/* A text behind "~"; a long one in parts, with nothing between them. */
static void append_as_it_is(struct buffer *out, struct slice text) {
    while (text.length >= CODE_DIGITS) {
        size_t at = CODE_DIGITS - 1;
        while (((unsigned char)text.data[at] & 0xC0) == 0x80) {
            at--;
        }
        append_as_it_is(out, slice_take(text, at));
        buffer_append_byte(out, '~');
        buffer_append_byte(out, code_digit(0));
        text = slice_skip(text, at);
    }
    buffer_append_byte(out, '~');
    buffer_append_byte(out, code_digit((uint32_t)code_length(text)));
    buffer_append(out, text);
}

void dictionary_append(struct buffer *out, const struct dictionary *dictionary,
                       const uint32_t *entry_of, struct tokens tokens) {
    bool behind_plain = false; /* a word that stands as it is */
    for (uint32_t i = 0; i < tokens.count; i++) {
        uint32_t number = entry_of[tokens.at[i] & ~TOKEN_AS_IT_IS];
        const struct entry *entry = &dictionary->lexicon->entries[number];
        const char *code = dictionary->codes[number];
        bool as_it_is = (tokens.at[i] & TOKEN_AS_IT_IS) != 0;
        bool plain = false;
        if (code[0] != '\0' && !as_it_is) {
            buffer_append(out, slice_of(code, code[1] == '\0' ? 1 : 2));
        } else if (entry->is_word && !as_it_is && is_plain(entry->text)) {
            plain = true;
            if (behind_plain) {
                buffer_append_byte(out, ' ');
            }
            buffer_append(out, entry->text);
        } else {
            append_as_it_is(out, entry->text);
        }
        behind_plain = plain;
    }
    buffer_append_byte(out, '|');
}

void dictionary_append_lists(struct buffer *shorts, struct buffer *others,
                             const struct dictionary *dictionary) {
    for (uint32_t i = 0; i < dictionary->short_count; i++) {
        buffer_append(shorts, dictionary->lexicon->entries[dictionary->shorts[i]].text);
        buffer_append_byte(shorts, '|');
    }
    struct slice last = slice_of("", 0);
    for (uint32_t i = 0; i < dictionary->long_count; i++) {
        struct slice text = dictionary->lexicon->entries[dictionary->longs[i]].text;
        code_append_front(others, last, text);
        buffer_append_byte(others, '|');
        last = text;
    }
}

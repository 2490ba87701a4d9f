#include "search/tokens.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { SHORT_WORD = 64 };

void token_table_init(struct token_table *table) {
    *table = (struct token_table){.seen = NULL};
    arena_init(&table->arena);
    map_init(&table->map, &table->arena);
}

void token_table_release(struct token_table *table) {
    free(table->scratch);
    arena_release(&table->arena);
}

static bool is_ascii_word(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

/* Whether a word goes on at `at`; `*after` is behind that character. */
static bool word_at(struct slice text, size_t at, size_t *after) {
    *after = at + 1;
    if ((unsigned char)text.data[at] < 0x80) {
        return is_ascii_word(text.data[at]);
    }
    *after = at;
    return utf8_is_word(utf8_next(text, after));
}

/* The end of the run of word characters, or of others, that begins at `at`. */
static size_t run_end(struct slice text, size_t at, bool is_word) {
    size_t after = 0;
    while (at < text.length && word_at(text, at, &after) == is_word) {
        at = after;
    }
    return at;
}

static uint32_t number_of(struct token_table *table, struct slice text, bool is_word) {
    uintptr_t known = (uintptr_t)map_get(&table->map, text);
    if (known != 0) {
        return (uint32_t)known - 1;
    }
    if (table->seen_count == table->seen_capacity) {
        size_t capacity = table->seen_capacity == 0 ? 1024 : table->seen_capacity * 2;
        table->seen =
            arena_grow(&table->arena, table->seen, table->seen_capacity * sizeof(struct seen),
                       capacity * sizeof(struct seen));
        table->seen_capacity = capacity;
    }
    uint32_t number = table->seen_count++;
    struct slice copy = arena_copy(&table->arena, text);
    table->seen[number] = (struct seen){copy, 0, is_word};
    *map_place(&table->map, copy) =
        (void *)(uintptr_t)(number + 1); // NOLINT(performance-no-int-to-ptr)
    return number;
}

/* A capital, and then only small letters: one that the start of a sentence may have asked for. */
static bool is_capitalized(struct slice word) {
    if (word.data[0] < 'A' || word.data[0] > 'Z' || word.length > SHORT_WORD) {
        return false;
    }
    for (size_t i = 1; i < word.length; i++) {
        if (word.data[i] < 'a' || word.data[i] > 'z') {
            return false;
        }
    }
    return true;
}

static uint32_t word_token(struct token_table *table, struct slice word, bool begins_sentence) {
    char small[SHORT_WORD];
    if (begins_sentence && is_capitalized(word)) {
        memcpy(small, word.data, word.length);
        small[0] = (char)(small[0] - 'A' + 'a');
        word = slice_of(small, word.length);
    } else if (begins_sentence && word.data[0] >= 'a' && word.data[0] <= 'z') {
        return number_of(table, word, true) | TOKEN_AS_IT_IS;
    }
    uint32_t number = number_of(table, word, true);
    table->seen[number].count++;
    return number;
}

static bool ends_sentence(struct slice between) {
    for (size_t i = 0; i < between.length; i++) {
        char byte = between.data[i];
        if (byte == '.' || byte == '!' || byte == '?') {
            return true;
        }
    }
    return false;
}

static void reserve(struct token_table *table, size_t count) {
    if (count > table->scratch_capacity) {
        size_t capacity = table->scratch_capacity * 2 > count ? table->scratch_capacity * 2 : count;
        table->scratch = memory_resize(table->scratch, capacity * sizeof(uint32_t));
        table->scratch_capacity = capacity;
    }
}

struct tokens token_table_read(struct token_table *table, struct slice text) {
    struct tokens tokens = {NULL, 0, 0};
    bool begins_sentence = true;
    reserve(table, text.length);
    for (size_t at = 0, end = 0, after = 0; at < text.length; at = end) {
        bool is_word = word_at(text, at, &after);
        end = run_end(text, after, is_word);
        struct slice part = slice_between(text, at, end);
        if (is_word) {
            table->scratch[tokens.count++] = word_token(table, part, begins_sentence);
            tokens.words++;
            begins_sentence = false;
        } else if (at == 0 || end == text.length || part.length > 1 || part.data[0] != ' ') {
            uint32_t number = number_of(table, part, false);
            table->seen[number].count++;
            table->scratch[tokens.count++] = number;
            begins_sentence = ends_sentence(part) || (begins_sentence && at == 0);
        }
    }
    uint32_t *copy = (uint32_t *)arena_allocate(&table->arena, tokens.count * sizeof(uint32_t));
    if (tokens.count > 0) {
        memcpy(copy, table->scratch, tokens.count * sizeof(uint32_t));
    }
    tokens.at = copy;
    return tokens;
}

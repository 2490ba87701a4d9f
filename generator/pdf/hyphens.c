#include "pdf/hyphens.h"

#include "base/buffer.h"
#include "base/utf8.h"

#include <hyphen.h>
#include <stdlib.h>
#include <unistd.h>

/* A word shorter than this reads better whole. */
enum { SHORTEST = 5, LEFT = 2, RIGHT = 3, LONGEST = 240 };

struct dictionary {
    HyphenDict *rules; /* NULL: there are none */
    struct dictionary *next;
};

/* The languages, chained behind an entry of their own, so that they can be let go. */
static const struct slice FIRST = SLICE_INIT("");

static struct dictionary *load(struct hyphens *hyphens, struct slice language) {
    struct dictionary *dictionary = arena_new(hyphens->arena, struct dictionary, 1);
    for (size_t i = 0; i < language.length; i++) {
        char byte = language.data[i];
        if (!((byte | 32) >= 'a' && (byte | 32) <= 'z')) {
            language = slice_take(language, i); /* "nl-BE": the rules of "nl" */
        }
    }
    struct slice path = arena_format(hyphens->arena, "/usr/share/hyphen/hyph_%.*s.dic",
                                     slice_width(language), language.data);
    if (language.length > 0 && access(path.data, R_OK) == 0) {
        dictionary->rules = hnj_hyphen_load(path.data);
    }
    return dictionary;
}

static struct dictionary *dictionary_of(struct hyphens *hyphens, struct slice language) {
    struct dictionary *dictionary = map_get(&hyphens->languages, language);
    if (dictionary == NULL) {
        dictionary = load(hyphens, language);
        dictionary->next = map_get(&hyphens->languages, FIRST);
        *map_place(&hyphens->languages, FIRST) = dictionary;
        *map_place(&hyphens->languages, arena_copy(hyphens->arena, language)) = dictionary;
    }
    return dictionary;
}

/* The word in the encoding of the rules, one entry of `widths` a character: the bytes it has in
 * `word`. False when the rules cannot know it. */
static bool encode(const HyphenDict *rules, struct slice word, char *out, size_t *length,
                   uint8_t *widths, size_t *count) {
    struct buffer lower = {.data = out, .capacity = 4 * LONGEST};
    size_t at = 0;
    *count = 0;
    *length = 0;
    while (at < word.length) {
        size_t from = at;
        uint32_t character = utf8_to_lower(utf8_next(word, &at));
        if (*count == LONGEST || (!rules->utf8 && character > 0xFF)) {
            return false;
        }
        widths[(*count)++] = (uint8_t)(at - from);
        if (rules->utf8) {
            buffer_append_code_point(&lower, character);
        } else {
            buffer_append_byte(&lower, (char)(unsigned char)character);
        }
    }
    *length = lower.length;
    out[lower.length] = '\0';
    return true;
}

static struct slice break_word(struct hyphens *hyphens, const HyphenDict *rules,
                               struct slice word) {
    char text[4 * LONGEST + 1];
    char marks[4 * LONGEST + 6] = "";
    uint8_t widths[LONGEST];
    size_t length = 0;
    size_t count = 0;
    if (!encode(rules, word, text, &length, widths, &count) || count < SHORTEST) {
        return SLICE("");
    }
    char **replacements = NULL;
    int *positions = NULL;
    int *cuts = NULL;
    int failed = hnj_hyphen_hyphenate3((HyphenDict *)rules, text, (int)length, marks, NULL,
                                       &replacements, &positions, &cuts, LEFT, RIGHT, 0, 0);
    char *places = arena_bytes(hyphens->arena, word.length);
    memset(places, '0', word.length);
    bool any = false;
    size_t at = 0;
    for (size_t i = 0; i < count && failed == 0; i++) {
        at += widths[i];
        /* A break that spells the word otherwise (Dutch: "cafeetje" has none of its own kind) is
         * passed over: the text must stay as it is. */
        bool respelt = replacements != NULL && replacements[i] != NULL;
        if ((marks[i] & 1) != 0 && !respelt && i + 1 >= LEFT && i + 1 + RIGHT <= count) {
            places[at - 1] = '1';
            any = true;
        }
    }
    for (size_t i = 0; replacements != NULL && i < length; i++) {
        free(replacements[i]);
    }
    free(replacements);
    free(positions);
    free(cuts);
    return any ? slice_of(places, word.length) : SLICE("");
}

void hyphens_begin(struct hyphens *hyphens, struct arena *arena) {
    hyphens->arena = arena;
    map_init(&hyphens->languages, arena);
    map_init(&hyphens->words, arena);
}

void hyphens_end(struct hyphens *hyphens) {
    for (struct dictionary *d = map_get(&hyphens->languages, FIRST); d != NULL; d = d->next) {
        if (d->rules != NULL) {
            hnj_hyphen_free(d->rules);
        }
    }
}

bool hyphens_has(struct hyphens *hyphens, struct slice language) {
    return dictionary_of(hyphens, language)->rules != NULL;
}

struct slice hyphens_of(struct hyphens *hyphens, struct slice language, struct slice word) {
    const HyphenDict *rules = dictionary_of(hyphens, language)->rules;
    if (rules == NULL || word.length < SHORTEST) {
        return SLICE("");
    }
    char space[8 * LONGEST];
    if (language.length + 1 + word.length > sizeof space) {
        return SLICE("");
    }
    memcpy(space, language.data, language.length);
    space[language.length] = ':';
    memcpy(space + language.length + 1, word.data, word.length);
    struct slice key = slice_of(space, language.length + 1 + word.length);
    const struct slice *known = map_get(&hyphens->words, key);
    if (known == NULL) {
        struct slice *made = arena_new(hyphens->arena, struct slice, 1);
        *made = break_word(hyphens, rules, word);
        *map_place(&hyphens->words, arena_copy(hyphens->arena, key)) = made;
        known = made;
    }
    return *known;
}

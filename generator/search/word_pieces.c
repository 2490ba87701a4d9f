#include "search/word_pieces.h"

#include "search/code.h"

#include <string.h>

/* A word while it is learned from: its pieces so far. */
struct spelling {
    uint8_t *at;
    uint32_t length;
    uint64_t count;
};

static struct spelling *spell(const struct weighted_word *words, size_t count,
                              struct arena *arena) {
    struct spelling *spellings = arena_new(arena, struct spelling, count);
    for (size_t i = 0; i < count; i++) {
        struct slice text = words[i].text;
        uint8_t *at = (uint8_t *)arena_bytes(arena, text.length);
        for (size_t j = 0; j < text.length; j++) {
            at[j] = (uint8_t)(text.data[j] - 'a');
        }
        spellings[i] = (struct spelling){at, (uint32_t)text.length, words[i].count};
    }
    return spellings;
}

/* The most frequent pair of neighbours whose text is not too long; false if none comes twice. */
static bool best_pair(const struct word_pieces *pieces, const struct spelling *spellings,
                      size_t count, uint64_t *sums, uint8_t pair[2]) {
    memset(sums, 0, PIECE_COUNT * PIECE_COUNT * sizeof *sums);
    for (size_t i = 0; i < count; i++) {
        for (uint32_t j = 0; j + 1 < spellings[i].length; j++) {
            sums[spellings[i].at[j] * PIECE_COUNT + spellings[i].at[j + 1]] += spellings[i].count;
        }
    }
    uint64_t best = 1;
    for (uint32_t first = 0; first < pieces->count; first++) {
        for (uint32_t second = 0; second < pieces->count; second++) {
            uint64_t sum = sums[first * PIECE_COUNT + second];
            if (sum > best &&
                pieces->pieces[first].length + pieces->pieces[second].length <= PIECE_LENGTH) {
                best = sum;
                pair[0] = (uint8_t)first;
                pair[1] = (uint8_t)second;
            }
        }
    }
    return best > 1;
}

static void join(struct spelling *spelling, const uint8_t pair[2], uint8_t joined) {
    uint32_t to = 0;
    for (uint32_t i = 0; i < spelling->length; i++) {
        bool is_pair = i + 1 < spelling->length && spelling->at[i] == pair[0] &&
                       spelling->at[i + 1] == pair[1];
        spelling->at[to++] = is_pair ? joined : spelling->at[i];
        i += is_pair;
    }
    spelling->length = to;
}

static void add_piece(struct word_pieces *pieces, const uint8_t pair[2]) {
    struct word_piece *piece = &pieces->pieces[pieces->count++];
    const struct word_piece *first = &pieces->pieces[pair[0]], *second = &pieces->pieces[pair[1]];
    memcpy(piece->text, first->text, first->length);
    memcpy(piece->text + first->length, second->text, second->length);
    piece->length = (uint8_t)(first->length + second->length);
}

static void sort_by_letter(struct word_pieces *pieces) {
    for (size_t length = PIECE_LENGTH; length > 0; length--) {
        for (uint32_t i = 0; i < pieces->count; i++) {
            uint32_t letter = (uint32_t)(pieces->pieces[i].text[0] - 'a');
            if (pieces->pieces[i].length == length) {
                pieces->by_letter[letter][pieces->letter_counts[letter]++] = (uint8_t)i;
            }
        }
    }
}

void word_pieces_learn(struct word_pieces *pieces, const struct weighted_word *words, size_t count,
                       struct arena *scratch) {
    *pieces = (struct word_pieces){.count = PIECE_LETTERS};
    for (uint32_t i = 0; i < PIECE_LETTERS; i++) {
        pieces->pieces[i] = (struct word_piece){{(char)('a' + i)}, 1};
    }
    struct spelling *spellings = spell(words, count, scratch);
    uint64_t *sums = arena_new(scratch, uint64_t, PIECE_COUNT * PIECE_COUNT);
    uint8_t pair[2] = {0, 0};
    while (pieces->count < PIECE_COUNT && best_pair(pieces, spellings, count, sums, pair)) {
        for (size_t i = 0; i < count; i++) {
            join(&spellings[i], pair, (uint8_t)pieces->count);
        }
        add_piece(pieces, pair);
    }
    sort_by_letter(pieces);
}

/* The longest piece that `rest` begins with. */
static uint32_t longest_piece(const struct word_pieces *pieces, struct slice rest) {
    uint32_t letter = (uint32_t)(rest.data[0] - 'a');
    for (uint32_t i = 0; i + 1 < pieces->letter_counts[letter]; i++) {
        uint32_t number = pieces->by_letter[letter][i];
        const struct word_piece *piece = &pieces->pieces[number];
        if (slice_starts_with(rest, slice_of(piece->text, piece->length))) {
            return number;
        }
    }
    return letter;
}

uint32_t word_pieces_append(struct buffer *out, const struct word_pieces *pieces,
                            struct slice word) {
    uint32_t count = 0;
    while (word.length > 0) {
        uint32_t number = longest_piece(pieces, word);
        buffer_append_byte(out, code_digit(number));
        word = slice_skip(word, pieces->pieces[number].length);
        count++;
    }
    return count;
}

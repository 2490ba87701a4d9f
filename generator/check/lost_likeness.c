/* How much two names are alike. */
#include "base/nearest.h"
#include "check/lost.h"

static size_t words(struct slice text) {
    size_t count = 0;
    struct slice word;
    while (slice_cut(&text, '-', &word)) {
        count += word.length > 0;
    }
    return count;
}

static bool has_word(struct slice text, struct slice wanted) {
    struct slice word;
    while (slice_cut(&text, '-', &word)) {
        if (slice_equals(word, wanted)) {
            return true;
        }
    }
    return false;
}

/* By their letters, or by the words that they share; a name that another holds whole is much like
 * it. */
size_t lost_likeness(struct slice a, struct slice b) {
    enum { LONGEST = 128, WITHIN = 75 }; /* edit_distance looks at no more */
    a = slice_take(a, LONGEST);
    b = slice_take(b, LONGEST);
    size_t longest = a.length > b.length ? a.length : b.length, shared = 0;
    size_t first = words(a), second = words(b);
    struct slice rest = a, word;
    while (slice_cut(&rest, '-', &word)) {
        shared += word.length > 0 && has_word(b, word);
    }
    size_t by_letters = 100 - 100 * edit_distance(a, b, longest) / (longest + 1);
    size_t fewest = first < second ? first : second;
    shared = shared < fewest ? shared : fewest;
    size_t both = first + second;
    size_t by_words = both == 0 ? 0 : 200 * shared / both;
    if (shared > 0 && shared == fewest && by_words < WITHIN) {
        by_words = WITHIN;
    }
    return by_letters > by_words ? by_letters : by_words;
}

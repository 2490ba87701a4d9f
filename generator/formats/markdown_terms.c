/* Words of running text that may be terms of the glossary. Every word that begins behind white
 * space, with perhaps a bracket or quote before it, is looked at, so a filter by its first letters
 * sorts out nearly all of them; what passes is folded and looked up by its first word, and the
 * longest form that the text goes on with wins. */
#include "formats/markdown_state.h"

#include "base/utf8.h"

#include <string.h>

enum { FILTER_BITS = 1 << 16, LONGEST_WORD = 128, PIECE = 512 };

/* A form, folded, its words parted by single spaces. Forms with the same first word make a list,
 * longest first. */
struct form {
    struct slice text;
    uint32_t candidate;
    size_t words;
    struct form *next;
};

struct markdown_terms {
    struct map by_first_word;         /* of struct form */
    uint64_t start[FILTER_BITS / 64]; /* by the first two letters of words, or a sign before them */
    uint64_t filter[FILTER_BITS / 64]; /* by the first four */
    uint64_t brief[FILTER_BITS / 64];  /* by the first two, for words shorter than four */
};

/* Letters, digits and the hyphen: "regie" is not to be found in "regie-overleg". Of what is not
 * ASCII the punctuation in the blocks of Latin-1 and General Punctuation is no part of words. */
static const bool word_bytes[256] = {
    ['-'] = true, ['0'] = true, ['1'] = true, ['2'] = true, ['3'] = true, ['4'] = true,
    ['5'] = true, ['6'] = true, ['7'] = true, ['8'] = true, ['9'] = true, ['A'] = true,
    ['B'] = true, ['C'] = true, ['D'] = true, ['E'] = true, ['F'] = true, ['G'] = true,
    ['H'] = true, ['I'] = true, ['J'] = true, ['K'] = true, ['L'] = true, ['M'] = true,
    ['N'] = true, ['O'] = true, ['P'] = true, ['Q'] = true, ['R'] = true, ['S'] = true,
    ['T'] = true, ['U'] = true, ['V'] = true, ['W'] = true, ['X'] = true, ['Y'] = true,
    ['Z'] = true, ['a'] = true, ['b'] = true, ['c'] = true, ['d'] = true, ['e'] = true,
    ['f'] = true, ['g'] = true, ['h'] = true, ['i'] = true, ['j'] = true, ['k'] = true,
    ['l'] = true, ['m'] = true, ['n'] = true, ['o'] = true, ['p'] = true, ['q'] = true,
    ['r'] = true, ['s'] = true, ['t'] = true, ['u'] = true, ['v'] = true, ['w'] = true,
    ['x'] = true, ['y'] = true, ['z'] = true,
};

/* The length of the letter at `at` that is not ASCII, or 0 when it is no part of a word. */
static size_t other_letter(struct slice text, size_t at) {
    unsigned char byte = (unsigned char)text.data[at];
    unsigned char next = at + 1 < text.length ? (unsigned char)text.data[at + 1] : 0;
    if (byte < 0xC3 || (byte == 0xE2 && next == 0x80)) {
        return 0;
    }
    size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    return length <= text.length - at ? length : text.length - at;
}

/* The end of the word at `at`; `*ascii` becomes false if it has other letters. */
static size_t word_end(struct slice text, size_t at, bool *ascii) {
    for (;;) {
        while (at < text.length && word_bytes[(unsigned char)text.data[at]]) {
            at++;
        }
        size_t other =
            at < text.length && (unsigned char)text.data[at] >= 0x80 ? other_letter(text, at) : 0;
        if (other == 0) {
            return at;
        }
        *ascii = false;
        at += other;
    }
}

/* The bits of a word in the two filters: from its first letters, without the bit that tells case.
 */
static uint32_t filter_bit(const char *letters) {
    uint32_t start = 0;
    memcpy(&start, letters, 4);
    return ((start | 0x20202020) * 2654435761u) >> 16;
}

static uint32_t brief_bit(const char *letters) {
    uint16_t start = 0;
    memcpy(&start, letters, 2);
    return start | 0x2020u;
}

static void set_bit(uint64_t *filter, uint32_t bit) {
    filter[bit / 64] |= (uint64_t)1 << (bit % 64);
}

static bool has_bit(const uint64_t *filter, uint32_t bit) {
    return (filter[bit / 64] >> (bit % 64) & 1) != 0;
}

static bool passes(const struct markdown_terms *terms, struct slice text, size_t at) {
    char letters[4] = "    ";
    const char *start = text.data + at;
    if (at + 4 > text.length) {
        memcpy(letters, start, text.length - at);
        start = letters;
    }
    return has_bit(terms->filter, filter_bit(start)) || has_bit(terms->brief, brief_bit(start));
}

/* Case-folded, with white space made single spaces. */
static struct slice folded_form(struct arena *arena, struct slice form) {
    struct slice folded = utf8_fold(arena, slice_trim(form));
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < folded.length; i++) {
        bool white = markdown_is_white(folded.data[i]);
        if (!white || !markdown_is_white(folded.data[i - 1])) {
            buffer_append_byte(&out, white ? ' ' : folded.data[i]);
        }
    }
    return buffer_slice(&out);
}

static void add_bit(struct markdown_terms *terms, struct slice form) {
    bool ascii = true;
    size_t end = word_end(form, 0, &ascii);
    char letters[4] = "    ";
    memcpy(letters, form.data, end < 4 ? end : 4);
    if (end >= 4) {
        set_bit(terms->filter, filter_bit(letters));
    } else {
        set_bit(terms->brief, brief_bit(letters));
    }
    set_bit(terms->start, brief_bit(letters));
}

static void add_form(struct markdown_terms *terms, struct slice written, uint32_t candidate,
                     struct arena *arena) {
    struct slice text = folded_form(arena, written);
    bool ascii = true;
    size_t end = word_end(text, 0, &ascii);
    if (end == 0) {
        return;
    }
    struct form *form = arena_new(arena, struct form, 1);
    *form = (struct form){.text = text, .candidate = candidate, .words = 1};
    for (size_t i = 0; i < text.length; i++) {
        form->words += text.data[i] == ' ';
    }
    /* Folding may change the first letters of other scripts: both ways of writing pass. */
    add_bit(terms, text);
    add_bit(terms, slice_trim(written));
    struct form **place = (struct form **)map_place(&terms->by_first_word, slice_take(text, end));
    while (*place != NULL && (*place)->text.length >= text.length) {
        if (slice_equals((*place)->text, text)) {
            return;
        }
        place = &(*place)->next;
    }
    form->next = *place;
    *place = form;
}

struct markdown_terms *markdown_terms_build(const struct slice *forms, size_t count,
                                            struct arena *arena) {
    if (count == 0) {
        return NULL;
    }
    struct markdown_terms *terms = arena_new(arena, struct markdown_terms, 1);
    map_init(&terms->by_first_word, arena);
    /* Behind a bracket or quote a word may begin too: whatever its second letter, a sign passes. */
    for (uint32_t bit = 0; bit < FILTER_BITS; bit++) {
        char first = (char)(bit & 0xFF);
        if (!word_bytes[(unsigned char)first] && !word_bytes[(unsigned char)first & 0xDF] &&
            (unsigned char)first < 0xC3) {
            set_bit(terms->start, bit | 0x2020);
        }
        if ((unsigned char)first == 0xE2) {
            set_bit(terms->start, bit | 0x2020); /* also the quotes of General Punctuation */
        }
    }
    for (size_t i = 0; i < count; i++) {
        add_form(terms, forms[i], (uint32_t)i, arena);
    }
    return terms;
}

/* The end of `form` in the text from `at` on, or 0. */
static size_t match_form(struct markdown *m, const struct form *form, struct slice text,
                         size_t at) {
    size_t end = at;
    for (size_t words = form->words; words > 0; words--) {
        while (end < text.length && text.data[end] != ' ') {
            end++;
        }
        if (words > 1) {
            if (end == text.length) {
                return 0;
            }
            end++;
        }
    }
    /* Behind the last word there may be punctuation, which the form may have too ("d.w.z."). */
    struct arena_mark mark = arena_mark(m->scratch);
    struct slice folded = utf8_fold(m->scratch, slice_between(text, at, end));
    bool same = slice_starts_with(folded, form->text);
    size_t rest = same ? folded.length - form->text.length : 0;
    arena_restore(m->scratch, mark);
    if (!same || rest > end - at) {
        return 0;
    }
    end -= rest;
    bool ascii = true;
    return end > at && word_end(text, end, &ascii) == end ? end : 0;
}

/* A word case-folded: in `letters` if it is ASCII. */
static struct slice folded_word(struct markdown *m, struct slice word, bool ascii,
                                char letters[LONGEST_WORD]) {
    if (!ascii) {
        return utf8_fold(m->scratch, word);
    }
    for (size_t i = 0; i < word.length; i++) {
        char byte = word.data[i];
        letters[i] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
    }
    return slice_of(letters, word.length);
}

/* The end of the longest form at the word from `at` to `word`, or 0. */
static size_t match(struct markdown *m, struct slice text, size_t at, size_t word, bool ascii,
                    uint32_t *candidate) {
    const struct markdown_terms *terms = m->options->terms;
    if (word - at > LONGEST_WORD) {
        return 0;
    }
    char letters[LONGEST_WORD];
    struct arena_mark mark = arena_mark(m->scratch);
    struct slice first = folded_word(m, slice_between(text, at, word), ascii, letters);
    const struct form *form = map_get(&terms->by_first_word, first);
    size_t first_length = first.length;
    arena_restore(m->scratch, mark);
    for (; form != NULL; form = form->next) {
        bool whole = form->text.length == first_length; /* one word, which is this one */
        size_t end = whole ? word : match_form(m, form, text, at);
        if (end > 0) {
            *candidate = form->candidate;
            return end;
        }
    }
    return 0;
}

static size_t match_at(struct markdown *m, struct slice text, size_t at, uint32_t *candidate) {
    bool ascii = true;
    size_t word = word_end(text, at, &ascii);
    return match(m, text, at, word, ascii, candidate);
}

static void write_hole(struct markdown *m, uint32_t candidate, bool closing) {
    struct markup_term *term = markdown_array_add(m->scratch, &m->terms, sizeof *term);
    *term = (struct markup_term){candidate, closing};
    markdown_hole(m, MARKUP_HOLE_TERM, m->terms.count - 1);
}

/* A walk over the words of a text. */
struct walk {
    struct markdown *m;
    struct slice text;
    size_t done; /* written up to here */
};

/* The first letter behind the brackets and quotes at `at`. */
static size_t skip_punctuation(struct slice text, size_t at) {
    while (at < text.length && !word_bytes[(unsigned char)text.data[at]]) {
        unsigned char byte = (unsigned char)text.data[at];
        if (byte == ' ' || (byte >= 0x80 && other_letter(text, at) > 0)) {
            break;
        }
        at++;
    }
    return at;
}

/* Writes the term that begins at `at`, if one does. */
static void look_at(struct walk *walk, size_t at) {
    struct slice text = walk->text;
    if (at < walk->done) {
        return;
    }
    uint32_t candidate = 0;
    size_t end = match_at(walk->m, text, at, &candidate);
    if (end > 0) {
        markdown_typography_counted(walk->m, slice_between(text, walk->done, at));
        write_hole(walk->m, candidate, false);
        markdown_typography_counted(walk->m, slice_between(text, at, end));
        write_hole(walk->m, candidate, true);
        walk->done = end;
    }
}

/* Puts where the first of `starts` is at the end of `out`, to stay there only if the word passes
 * the first filter. */
static inline size_t take_start(const uint64_t *filter, const char *bytes, uint32_t offset,
                                uint64_t starts, uint32_t *out) {
    const uint64_t none = (uint64_t)1 << 63;
    uint32_t at = (uint32_t)__builtin_ctzll(starts | none) / 8;
    uint32_t bit = brief_bit(bytes + at);
    *out = offset + at;
    return (size_t)(filter[bit / 64] >> (bit % 64)) & (starts != 0);
}

/* Where words begin that pass the first filter, in `text` from `from` on; how many. All words are
 * counted. Nearly without branches: how long words are nobody can guess, a processor neither, and
 * eight bytes have seldom more than two. */
static size_t collect_starts(struct markdown *m, struct slice text, size_t from, uint64_t *inside,
                             uint32_t *out) {
    const uint64_t *filter = m->options->terms->start;
    const uint64_t ones = 0x0101010101010101u;
    size_t count = 0;
    uint32_t words = 0;
    char piece[16];
    for (size_t i = from; i < text.length; i += 8) {
        const char *bytes = text.data + i;
        /* A word may begin with the last of eight, and its second letter counts too. */
        if (i + 9 > text.length) {
            memset(piece, 0, sizeof piece);
            memcpy(piece, bytes, text.length - i);
            bytes = piece;
        }
        uint64_t starts = markdown_word_starts(text, i, inside);
        words += (uint32_t)((starts * ones) >> 56);
        count += take_start(filter, bytes, (uint32_t)i, starts, out + count);
        starts &= starts - (starts != 0);
        count += take_start(filter, bytes, (uint32_t)i, starts, out + count);
        for (starts &= starts - (starts != 0); starts != 0; starts &= starts - 1) {
            count += take_start(filter, bytes, (uint32_t)i, starts, out + count);
        }
    }
    m->word_count += words;
    return count;
}

void markdown_term_text(struct markdown *m, struct slice text) {
    if (m->options->terms == NULL || m->in_link || m->in_heading) {
        markdown_typography(m, text);
        return;
    }
    const struct markdown_terms *terms = m->options->terms;
    struct walk walk = {m, text, 0};
    uint64_t inside = m->in_word ? 1 : 0;
    for (size_t from = 0; from < text.length; from += PIECE) {
        size_t to = from + PIECE < text.length ? from + PIECE : text.length;
        uint32_t starts[PIECE / 2 + 4];
        size_t count = collect_starts(m, slice_take(text, to), from, &inside, starts);
        for (size_t i = 0; i < count; i++) {
            size_t at = starts[i];
            if (!word_bytes[(unsigned char)text.data[at]]) {
                at = skip_punctuation(text, at);
            }
            if (at < text.length && passes(terms, text, at)) {
                look_at(&walk, at);
            }
        }
    }
    m->in_word = inside != 0;
    markdown_typography_counted(m, slice_skip(text, walk.done));
}

#include "formats/markdown_state.h"

#include "base/escape.h"

#include <string.h>

/* The quotes of a language, and words after whose full stop no line may break, or before which an
 * apostrophe stands for letters left out. Words are in lower case. */
struct markdown_language {
    struct slice code;
    const char *double_open;
    const char *double_close;
    const char *single_open;
    const char *single_close;
    const char *const *elided;
    const char *const *abbreviations;
};

static const char *const dutch_elided[] = {"s", "t", "n", "m", "r", "k", "ie", "em", "ns", NULL};
static const char *const english_elided[] = {"tis", "twas",  "em",   "n",
                                             "til", "cause", "bout", NULL};
static const char *const no_words[] = {NULL};
static const char *const dutch_abbreviations[] = {
    "dr",  "drs", "ir",  "ing", "mr",  "prof", "ds",  "dhr", "mw",    "mevr", "st",  "nr",
    "nrs", "blz", "pag", "p",   "art", "jl",   "fig", "tab", "hfdst", "par",  "vgl", "bijv",
    "bv",  "ca",  "d",   "o",   "m",   "t",    "i",   "tel", "ong",   NULL};
static const char *const english_abbreviations[] = {"dr",  "mr", "mrs", "ms",  "prof", "st", "no",
                                                    "nos", "p",  "pp",  "fig", "vol",  "ch", "sec",
                                                    "art", "e",  "i",   "cf",  "vs",   "ca", NULL};

/* Units that stay with the number before them. */
static const char *const units[] = {"km",  "m",  "cm",  "mm",  "kg",  "g",   "mg",  "l",    "ml",
                                    "ha",  "kB", "MB",  "GB",  "TB",  "uur", "%",   "°C",   "m²",
                                    "km²", "m³", "pct", "min", "sec", "mln", "mld", "euro", NULL};

static const struct markdown_language languages[] = {
    {SLICE_INIT("nl"), "“", "”", "‘", "’", dutch_elided, dutch_abbreviations},
    {SLICE_INIT("en"), "“", "”", "‘", "’", english_elided, english_abbreviations},
    {SLICE_INIT("de"), "„", "“", "‚", "‘", no_words, no_words},
    {SLICE_INIT("fr"), "«\u00a0", "\u00a0»", "‘", "’", no_words, no_words},
};

const struct markdown_language *markdown_language(struct slice code) {
    for (size_t i = 1; i < sizeof languages / sizeof languages[0]; i++) {
        if (slice_equals(slice_take(code, 2), languages[i].code)) {
            return &languages[i];
        }
    }
    return &languages[0];
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (unsigned char)byte >= 0x80;
}

/* The length of the one of the words that `text` has at `at`, in any case and with no letter behind
 * it, or 0. */
static size_t word_at(struct slice text, size_t at, const char *const *words) {
    if (at >= text.length) {
        return 0;
    }
    char first =
        (char)(text.data[at] >= 'A' && text.data[at] <= 'Z' ? text.data[at] | 32 : text.data[at]);
    for (; *words != NULL; words++) {
        if (((*words)[0] | 32) != (first | 32)) {
            continue;
        }
        struct slice word = slice_from(*words);
        size_t end = at + word.length;
        if (slice_equals_folded(slice_between(text, at, end), word) &&
            (end >= text.length || (!is_letter(text.data[end]) && !is_digit(text.data[end])))) {
            return word.length;
        }
    }
    return 0;
}

/* What the last letter of `text` means for the quote after it. */
static enum markdown_before before_after(struct slice text) {
    char last = text.length == 0 ? ' ' : text.data[text.length - 1];
    if (markdown_is_white(last)) {
        return BEFORE_SPACE;
    }
    if ((unsigned char)last < 0x80) {
        bool opening = last == '(' || last == '[' || last == '{' || last == '/' || last == '-' ||
                       last == '=' || last == '<';
        return opening ? BEFORE_OPENING : BEFORE_TEXT;
    }
    static const char *const openers[] = {"“", "‘",      "„", "‚", "«", "–",
                                          "—", "\u00a0", "¿", "¡", NULL};
    for (size_t i = 0; openers[i] != NULL; i++) {
        if (slice_ends_with(text, slice_from(openers[i]))) {
            return BEFORE_OPENING;
        }
    }
    return BEFORE_TEXT;
}

void markdown_count_words(struct markdown *m, struct slice text) {
    const uint64_t ones = 0x0101010101010101u;
    uint64_t inside = m->in_word ? 1 : 0;
    uint32_t count = 0;
    for (size_t at = 0; at < text.length; at += 8) {
        /* Each byte is 0 or 1, and the product adds them up in the highest one. */
        count += (uint32_t)((markdown_word_starts(text, at, &inside) * ones) >> 56);
    }
    m->in_word = inside != 0;
    m->word_count += count;
}

void markdown_literal(struct markdown *m, struct slice text) {
    markdown_count_words(m, text);
    escape_html(&m->html, text);
    if (text.length > 0) {
        m->before = before_after(text);
    }
}

/* Letters where running text may need more than copying. */
enum { PLAIN, HTML, QUOTE, DASH, DOT, DIGIT };
static const uint8_t kinds[256] = {
    ['&'] = HTML,  ['<'] = HTML,  ['>'] = HTML,  ['"'] = QUOTE, ['\''] = QUOTE, ['-'] = DASH,
    ['.'] = DOT,   ['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT,  ['4'] = DIGIT,
    ['5'] = DIGIT, ['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT,
};

struct writer {
    struct markdown *m;
    struct slice text;
    size_t copied; /* up to here it is written */
};

static void copy_to(struct writer *writer, size_t at) {
    markdown_put(writer->m, writer->text.data + writer->copied, at - writer->copied);
    writer->copied = at;
}

/* Writes `instead` for the bytes `from` to `to`. */
static size_t replace(struct writer *writer, size_t from, size_t to, const char *instead) {
    copy_to(writer, from);
    markdown_write(writer->m, instead);
    writer->copied = to;
    return to;
}

static bool opens_quote(const struct writer *writer, size_t at) {
    enum markdown_before before =
        at == 0 ? writer->m->before : before_after(slice_take(writer->text, at));
    bool space_after = at + 1 < writer->text.length && writer->text.data[at + 1] == ' ';
    return before != BEFORE_TEXT && !space_after;
}

/* An apostrophe at the start of a word: 's avonds, 't, '98. */
static bool is_apostrophe(const struct writer *writer, size_t at,
                          const struct markdown_language *language) {
    struct slice text = writer->text;
    size_t length = word_at(text, at + 1, language->elided);
    if (length > 0) {
        size_t end = at + 1 + length;
        /* 's' is a letter in quotes, but rock 'n' roll is not. */
        bool quoted = end < text.length && (text.data[end] == '\'' || text.data[end] == '"');
        return !quoted || (text.data[at + 1] | 32) == 'n';
    }
    return at + 2 < text.length && is_digit(text.data[at + 1]) && is_digit(text.data[at + 2]) &&
           (at + 3 == text.length || !is_digit(text.data[at + 3]));
}

static size_t write_quote(struct writer *writer, size_t at) {
    const struct markdown_language *language = writer->m->language;
    bool opens = opens_quote(writer, at);
    if (writer->text.data[at] == '"') {
        return replace(writer, at, at + 1, opens ? language->double_open : language->double_close);
    }
    if (opens && !is_apostrophe(writer, at, language)) {
        return replace(writer, at, at + 1, language->single_open);
    }
    /* An apostrophe within or at the edge of a word is ’ in every language. */
    bool within = at + 1 < writer->text.length && is_letter(writer->text.data[at + 1]);
    return replace(writer, at, at + 1, opens || within ? "’" : language->single_close);
}

static size_t write_dash(struct writer *writer, size_t at) {
    size_t end = at;
    while (end < writer->text.length && writer->text.data[end] == '-') {
        end++;
    }
    if (end - at == 2 || end - at == 3) {
        return replace(writer, at, end, end - at == 2 ? "–" : "—");
    }
    return end;
}

static size_t write_dot(struct writer *writer, size_t at) {
    struct slice text = writer->text;
    if (at + 2 < text.length && text.data[at + 1] == '.' && text.data[at + 2] == '.') {
        return replace(writer, at, at + 3, "…");
    }
    if (at + 2 >= text.length || text.data[at + 1] != ' ' || at == 0) {
        return at + 1;
    }
    size_t word = at;
    while (word > 0 && at - word < 6 && is_letter(text.data[word - 1])) {
        word--;
    }
    bool starts = word == 0 || !is_letter(text.data[word - 1]);
    bool follows = is_letter(text.data[at + 2]) || is_digit(text.data[at + 2]);
    if (starts && follows && word < at &&
        word_at(slice_take(text, at), word, writer->m->language->abbreviations) == at - word) {
        return replace(writer, at + 1, at + 2, "\u00a0");
    }
    return at + 1;
}

static size_t write_number(struct writer *writer, size_t at) {
    struct slice text = writer->text;
    while (at < text.length && (is_digit(text.data[at]) || text.data[at] == ',')) {
        at++;
    }
    if (at + 1 < text.length && text.data[at] == ' ' && word_at(text, at + 1, units) > 0) {
        return replace(writer, at, at + 1, "\u00a0");
    }
    return at;
}

void markdown_typography_counted(struct markdown *m, struct slice text) {
    if (text.length == 0) {
        return;
    }
    struct writer writer = {m, text, 0};
    const unsigned char *bytes = (const unsigned char *)text.data;
    for (size_t at = 0; at < text.length;) {
        switch (kinds[bytes[at]]) {
        case PLAIN:
            at++;
            while (at + 4 <= text.length && (kinds[bytes[at]] | kinds[bytes[at + 1]] |
                                             kinds[bytes[at + 2]] | kinds[bytes[at + 3]]) == 0) {
                at += 4;
            }
            break;
        case HTML:
            copy_to(&writer, at);
            escape_html(&m->html, slice_between(text, at, at + 1));
            writer.copied = ++at;
            break;
        case QUOTE:
            at = write_quote(&writer, at);
            break;
        case DASH:
            at = write_dash(&writer, at);
            break;
        case DOT:
            at = write_dot(&writer, at);
            break;
        default:
            at = write_number(&writer, at);
            break;
        }
    }
    copy_to(&writer, text.length);
    m->before = before_after(text);
}

void markdown_typography(struct markdown *m, struct slice text) {
    if (m->options->commonmark) {
        escape_html(&m->html, text);
        return;
    }
    if (text.length > 0) {
        markdown_count_words(m, text);
        markdown_typography_counted(m, text);
    }
}

/* The pieces w<N>.js: terms in byte order, each with the words it is the stem of and the passages
 * that have it. A record is
 *
 *     front-coded term | form , form … | count  postings
 *
 * A form is a digit, how many characters to take from the end of the term, and what to add; no
 * forms at all are the term itself. The count is that of passages with the term; the postings of
 * POSTINGS_MAXIMUM of them at most follow, each a number: the passage, less the one before, times
 * POSTING_LEVELS, plus the level. More than POSTINGS_INSIDE of them stand elsewhere, so that words
 * can be looked up without reading what they find: two numbers follow then, that of a piece p<N>.js
 * and where they begin in it, in characters.
 *
 * The pieces e<N>.js: terms by their endings, each written backwards and front-coded, with "|"
 * behind it: what a typing error in the first half of a word leaves whole. */
#include "search/code.h"
#include "search/index.h"

#include <stdlib.h>

enum { WORDS_BYTES = 4 << 10, ENDS_BYTES = 4 << 10, POSTINGS_BYTES = 4 << 10 };

/* The shortest beginning of `key` that comes behind `before`. */
static struct slice shortest_key(struct slice before, struct slice key) {
    size_t length = 0;
    while (length < before.length && length < key.length &&
           before.data[length] == key.data[length]) {
        length++;
    }
    do {
        length++;
    } while (length < key.length && ((unsigned char)key.data[length] & 0xC0) == 0x80);
    return slice_take(key, length);
}

/* How a word is made of its stem. */
static void append_form(struct buffer *out, struct slice stem, struct slice word) {
    size_t shared = 0;
    while (shared < stem.length && shared < word.length && stem.data[shared] == word.data[shared] &&
           (unsigned char)stem.data[shared] < 0x80) {
        shared++;
    }
    size_t away = code_length(slice_skip(stem, shared));
    if (away <= 10) { /* 11 is a comma; and no stem is that far from its word */
        buffer_append_byte(out, code_digit((uint32_t)away));
        buffer_append(out, slice_skip(word, shared));
    }
}

static void append_forms(struct buffer *out, const struct search *search, const struct term *term) {
    bool is_plain = term->word_count == 1 &&
                    slice_equals(term->text, search->lexicon.words[term->words[0]].text);
    for (uint32_t i = 0; i < term->word_count && !is_plain; i++) {
        if (i > 0) {
            buffer_append_byte(out, ',');
        }
        append_form(out, term->text, search->lexicon.words[term->words[i]].text);
    }
}

static void append_postings(struct buffer *out, const struct posting *list, size_t count) {
    uint32_t last = 0;
    for (size_t i = 0; i < count; i++) {
        code_append_number(out, (list[i].passage - last) * POSTING_LEVELS + list[i].level);
        last = list[i].passage;
    }
}

/* A piece that is being filled. */
struct filling {
    struct search *search;
    struct pieces pieces;
    char sort;
    struct buffer content;
    struct buffer record;
    struct slice last; /* the last key in it */
};

static void begin(struct filling *filling, struct search *search, char sort) {
    *filling = (struct filling){.search = search, .sort = sort};
    buffer_init(&filling->content, search->arena);
    buffer_init(&filling->record, search->arena);
}

static void end_piece(struct filling *filling) {
    if (filling->content.length > 0) {
        struct buffer string;
        struct arena_mark mark = arena_mark(filling->search->arena);
        buffer_init(&string, filling->search->arena);
        code_append_string(&string, buffer_slice(&filling->content));
        index_write_piece(filling->search, &filling->pieces, filling->sort,
                          filling->pieces.count - 1, buffer_slice(&string));
        arena_restore(filling->search->arena, mark);
    }
    buffer_truncate(&filling->content, 0);
}

/* Makes sure that `more` bytes fit, in a new piece if this one would become too large; whether it
 * is a new one. */
static bool make_room(struct filling *filling, size_t more, size_t bytes) {
    if (filling->content.length > 0 && filling->content.length + more <= bytes) {
        return false;
    }
    end_piece(filling);
    index_add_piece(filling->search, &filling->pieces);
    return true;
}

/* Adds a key and the record behind it, to a new piece if this one would become too large. */
static void add_record(struct filling *filling, struct slice key, size_t bytes) {
    struct slice before = filling->last;
    size_t more = filling->record.length + key.length + 1;
    if (make_room(filling, more, bytes)) {
        filling->pieces.keys[filling->pieces.count - 1] = shortest_key(before, key);
        before = slice_of("", 0);
    }
    code_append_front(&filling->content, before, key);
    buffer_append(&filling->content, buffer_slice(&filling->record));
    buffer_truncate(&filling->record, 0);
    filling->last = key;
}

/* Adds the postings in `filling->record`; tells their place in `out`. */
static void add_postings(struct filling *filling, struct buffer *out) {
    make_room(filling, filling->record.length, POSTINGS_BYTES);
    code_append_number(out, (uint32_t)(filling->pieces.count - 1));
    code_append_number(out, (uint32_t)filling->content.length);
    buffer_append(&filling->content, buffer_slice(&filling->record));
    buffer_truncate(&filling->record, 0);
}

/* What stands behind the term in its record. */
static void append_record(struct buffer *out, struct filling *postings, uint32_t index) {
    const struct search *search = postings->search;
    const struct term *term = &search->lexicon.terms[index];
    size_t from = search->postings.starts[index], count = search->postings.starts[index + 1] - from;
    struct posting *list = search->postings.list + from;
    buffer_append_byte(out, '|');
    append_forms(out, search, term);
    buffer_append_byte(out, '|');
    code_append_number(out, (uint32_t)count);
    count = postings_take(list, count);
    if (count <= POSTINGS_INSIDE) {
        append_postings(out, list, count);
    } else {
        append_postings(&postings->record, list, count);
        add_postings(postings, out);
    }
}

void index_write_words(struct search *search, struct pieces *words, struct pieces *postings) {
    struct filling filling, elsewhere;
    begin(&filling, search, 'w');
    begin(&elsewhere, search, 'p');
    for (uint32_t i = 0; i < search->lexicon.term_count; i++) {
        append_record(&filling.record, &elsewhere, i);
        add_record(&filling, search->lexicon.terms[i].text, WORDS_BYTES);
    }
    end_piece(&filling);
    end_piece(&elsewhere);
    *words = filling.pieces;
    *postings = elsewhere.pieces;
}

static int by_text(const void *a, const void *b) {
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* The words that a typing error can be found in: letters only, and not too short. */
static struct slice backwards(struct arena *arena, struct slice text) {
    char *bytes = arena_bytes(arena, text.length);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[text.length - 1 - i];
        if (byte < 'a' || byte > 'z') {
            return slice_of("", 0);
        }
        bytes[i] = byte;
    }
    return slice_of(bytes, text.length < 4 ? 0 : text.length);
}

struct pieces index_write_ends(struct search *search) {
    struct slice *ends = arena_new(search->arena, struct slice, search->lexicon.term_count);
    size_t count = 0;
    /* Of a large site, what stands in one passage only is seldom what was meant. */
    size_t least = search->passage_count > 2000 ? 2 : 1;
    for (uint32_t i = 0; i < search->lexicon.term_count; i++) {
        size_t passages = search->postings.starts[i + 1] - search->postings.starts[i];
        if (passages >= least) {
            ends[count] = backwards(search->arena, search->lexicon.terms[i].text);
            count += ends[count].length > 0;
        }
    }
    if (count > 0) {
        qsort(ends, count, sizeof *ends, by_text);
    }
    struct filling filling;
    begin(&filling, search, 'e');
    for (size_t i = 0; i < count; i++) {
        buffer_append_byte(&filling.record, '|');
        add_record(&filling, ends[i], ENDS_BYTES);
    }
    end_piece(&filling);
    return filling.pieces;
}

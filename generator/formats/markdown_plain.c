#include "formats/markdown_state.h"

#include <string.h>

enum { SENTENCE_BYTES = 300, SHORT_BYTES = 100 };

/* The entities that the generator writes, and what they mean. */
static const struct {
    struct slice entity;
    char byte;
} entities[] = {{SLICE_INIT("&amp;"), '&'},  {SLICE_INIT("&lt;"), '<'},
                {SLICE_INIT("&gt;"), '>'},   {SLICE_INIT("&#34;"), '"'},
                {SLICE_INIT("&#39;"), '\''}, {SLICE_INIT("&quot;"), '"'}};

static size_t append_entity(struct buffer *out, struct slice html, size_t at) {
    struct slice rest = slice_skip(html, at);
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
        if (slice_starts_with(rest, entities[i].entity)) {
            buffer_append_byte(out, entities[i].byte);
            return at + entities[i].entity.length;
        }
    }
    buffer_append_byte(out, '&');
    return at + 1;
}

/* Whether one of eight bytes is `byte` (Mycroft's test). */
static uint64_t has_byte(uint64_t bytes, unsigned char byte) {
    const uint64_t ones = 0x0101010101010101u;
    uint64_t differs = bytes ^ (ones * byte);
    return (differs - ones) & ~differs & (ones * 0x80);
}

static bool is_special(char byte) {
    return byte == '<' || byte == '&' || byte == '\n';
}

/* Behind the text that begins at `at` and is copied as it is: before a tag, an entity or a line
 * end. Eight bytes at a time, for a loop that stops at every word spends its time on wrong guesses.
 */
static size_t text_end(struct slice html, size_t at) {
    for (; at + 8 <= html.length; at += 8) {
        uint64_t bytes;
        memcpy(&bytes, html.data + at, 8);
        if ((has_byte(bytes, '<') | has_byte(bytes, '&') | has_byte(bytes, '\n')) != 0) {
            break;
        }
    }
    while (at < html.length && !is_special(html.data[at])) {
        at++;
    }
    return at;
}

void markdown_plain_append(struct buffer *out, struct slice html) {
    for (size_t at = 0; at < html.length;) {
        char byte = html.data[at];
        if (byte == '<') {
            size_t end = slice_find(slice_skip(html, at), '>');
            at = end == SLICE_NOT_FOUND ? html.length : at + end + 1;
        } else if (byte == '&') {
            at = append_entity(out, html, at);
        } else if (byte == '\n') {
            buffer_append_byte(out, ' ');
            at++;
        } else {
            size_t end = text_end(html, at);
            buffer_append(out, slice_between(html, at, end));
            at = end;
        }
    }
}

/* The name that stands for a target whose title is not known yet. */
struct slice markdown_target_name(struct slice destination) {
    size_t end = slice_find(destination, '#');
    struct slice name =
        end == 0 || end == SLICE_NOT_FOUND ? destination : slice_take(destination, end);
    for (size_t i = name.length; i > 0; i--) {
        if (name.data[i - 1] == ':' || name.data[i - 1] == '/') {
            return slice_skip(name, i);
        }
    }
    return name;
}

/* The range in plain text, in scratch memory. */
static struct slice plain_range(const struct markdown *m, size_t from, size_t to) {
    const struct markdown_link_text *texts = m->link_texts.data;
    const struct markup_link *links = m->links.data;
    struct slice html = slice_take(buffer_slice(&m->html), to);
    struct buffer plain;
    buffer_init(&plain, m->scratch);
    buffer_reserve(&plain, to - from + 1);
    uint32_t link = m->links.count;
    while (link > 0 && texts[link - 1].from >= from) {
        link--;
    }
    /* Links with the title of their target for a text have none in the HTML. */
    for (; link < m->links.count && texts[link].from <= to; link++) {
        if (!links[link].has_text && links[link].type != MARKUP_IMAGE) {
            markdown_plain_append(&plain, slice_between(html, from, texts[link].from));
            buffer_append(&plain, markdown_target_name(links[link].destination));
            from = texts[link].from;
        }
    }
    markdown_plain_append(&plain, slice_skip(html, from));
    return slice_trim(buffer_slice(&plain));
}

struct slice markdown_plain(struct markdown *m, size_t from, size_t to) {
    struct arena_mark mark = arena_mark(m->scratch);
    struct slice result = arena_copy(m->arena, plain_range(m, from, to));
    arena_restore(m->scratch, mark);
    return result;
}

static bool is_upper_or_other(struct slice text, size_t at) {
    return at >= text.length || text.data[at] < 'a' || text.data[at] > 'z';
}

/* Whether a sentence may end behind the byte: . ! ? and the last byte of … */
static bool may_end(char byte) {
    return byte == '.' || byte == '!' || byte == '?' || byte == (char)0xA6;
}

/* Whether a sentence ends behind the byte at `at`: at . ! ? or …, with quotes and brackets behind
 * it, before a space and what is no lower-case letter. `*end` is where the next one begins. */
static bool sentence_ends(struct slice text, size_t at, size_t *end) {
    char byte = text.data[at];
    if (byte == (char)0xA6 && (at < 2 || memcmp(text.data + at - 2, "…", 3) != 0)) {
        return false;
    }
    if (byte == '.' && at >= 2 && text.data[at - 2] == '.') {
        return false; /* d.w.z. and e.g. */
    }
    if (byte == '.' && (at < 2 || text.data[at - 2] == ' ')) {
        return false; /* J. Jansen */
    }
    size_t next = at + 1;
    while (next < text.length && text.data[next] != ' ') {
        size_t left = text.length - next;
        if (text.data[next] == ')' || text.data[next] == '"' || text.data[next] == '\'') {
            next++;
        } else if (left >= 3 && (memcmp(text.data + next, "”", 3) == 0 ||
                                 memcmp(text.data + next, "’", 3) == 0)) {
            next += 3;
        } else {
            return false;
        }
    }
    *end = next < text.length ? next + 1 : next;
    return is_upper_or_other(text, *end);
}

static bool is_continuation(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Back from `at` to the start of a word, or at least of a character. */
static size_t word_start(struct slice text, size_t at, size_t lowest) {
    for (size_t i = at; i > lowest; i--) {
        if (text.data[i - 1] == ' ') {
            return i;
        }
    }
    while (at < text.length && is_continuation(text.data[at])) {
        at++;
    }
    return at;
}

/* Forward to the end of a word, or at least of a character, but not beyond `highest`. */
static size_t word_end(struct slice text, size_t at, size_t lowest) {
    if (at >= text.length || text.data[at] == ' ') {
        return at;
    }
    for (size_t i = at; i > lowest; i--) {
        if (text.data[i - 1] == ' ') {
            return i - 1;
        }
    }
    while (at > lowest && is_continuation(text.data[at])) {
        at--;
    }
    return at;
}

/* The bytes `start` to `end`, with … where they were cut within a sentence. */
static struct slice cut(struct arena *arena, struct slice text, size_t start, size_t end,
                        bool before, bool after) {
    struct slice piece = slice_trim(slice_between(text, start, end));
    if (!before && !after) {
        return arena_copy(arena, piece);
    }
    return arena_join(
        arena,
        (struct slice[]){slice_from(before ? "… " : ""), piece, slice_from(after ? " …" : "")}, 3);
}

struct slice markdown_sentence(struct arena *arena, struct slice text, size_t from, size_t to) {
    size_t lowest = from > SENTENCE_BYTES ? from - SENTENCE_BYTES : 0;
    size_t start = lowest;
    for (size_t at = from; at > lowest; at--) {
        size_t next = 0;
        if (may_end(text.data[at - 1]) && sentence_ends(text, at - 1, &next) && next <= from) {
            start = next;
            break;
        }
    }
    size_t highest = start + SENTENCE_BYTES < text.length ? start + SENTENCE_BYTES : text.length;
    size_t end = highest;
    for (size_t at = to > from ? to - 1 : to; at < highest; at++) {
        size_t next = 0;
        if (may_end(text.data[at]) && sentence_ends(text, at, &next)) {
            end = next < highest ? next : highest;
            break;
        }
    }
    bool before = start == lowest && start > 0;
    bool after = false;
    if (to > end || (before && from - start > SENTENCE_BYTES / 2)) {
        /* The link stands far into a long sentence: what is shown is around it. */
        start = from > SENTENCE_BYTES / 3 ? from - SENTENCE_BYTES / 3 : 0;
        before = start > 0;
        highest = start + SENTENCE_BYTES < text.length ? start + SENTENCE_BYTES : text.length;
        end = end > start && end < highest && end >= to ? end : highest;
    }
    if (before) {
        start = word_start(text, start, start > 30 ? start - 30 : 0);
    }
    if (end == highest && end < text.length) {
        end = word_end(text, end, start);
        after = true;
    }
    return cut(arena, text, start, end, before, after);
}

static struct slice first_sentences(struct arena *arena, struct slice text) {
    size_t highest = text.length < SENTENCE_BYTES ? text.length : SENTENCE_BYTES;
    size_t end = 0;
    for (size_t at = 0; at < highest; at++) {
        size_t next = 0;
        if (!may_end(text.data[at]) || !sentence_ends(text, at, &next)) {
            continue;
        }
        bool first = end == 0;
        if (next <= SENTENCE_BYTES) {
            end = next;
        }
        if (!first || next > SHORT_BYTES) {
            break;
        }
    }
    if (end == 0 && text.length > highest) {
        return cut(arena, text, 0, word_end(text, highest, 0), false, true);
    }
    return cut(arena, text, 0, end == 0 ? highest : end, false, false);
}

struct slice markdown_first_sentences(struct markdown *m, size_t from, size_t to) {
    struct arena_mark mark = arena_mark(m->scratch);
    struct slice result = first_sentences(m->arena, plain_range(m, from, to));
    arena_restore(m->scratch, mark);
    return result;
}

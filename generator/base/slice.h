/* A piece of text: a pointer and a length, without a terminating NUL. A slice owns nothing; it
 * points into a source text or an arena and lives as long as that does. It is passed by value. The
 * small functions are inline: they are in every inner loop. */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
    const char *data;
    size_t length;
};

/* A slice of a string literal, usable in initialisers. */
#define SLICE(literal)                                                                             \
    (struct slice) {                                                                               \
        "" literal, sizeof(literal) - 1                                                            \
    }
/* The same without the compound literal, for static tables. */
#define SLICE_INIT(literal)                                                                        \
    { "" literal, sizeof(literal) - 1 }

/* The slice of `length` bytes at `data`. */
static inline struct slice slice_of(const char *data, size_t length) {
    return (struct slice){data, length};
}
/* The slice of a NUL-terminated string; the empty slice for NULL. */
static inline struct slice slice_from(const char *text) {
    return text == NULL ? (struct slice){"", 0} : (struct slice){text, strlen(text)};
}
/* The bytes from `from` up to `to`; both are cut to the length of `text`. */
static inline struct slice slice_between(struct slice text, size_t from, size_t to) {
    if (to > text.length) {
        to = text.length;
    }
    if (from > to) {
        from = to;
    }
    if (text.data == NULL) {
        return text; /* nothing may be added to NULL, not even 0 */
    }
    return (struct slice){text.data + from, to - from};
}
/* Everything after the first `count` bytes; empty if there are fewer. */
static inline struct slice slice_skip(struct slice text, size_t count) {
    return slice_between(text, count, text.length);
}
/* The first `count` bytes; all of them if there are fewer. */
static inline struct slice slice_take(struct slice text, size_t count) {
    return slice_between(text, 0, count);
}
/* Without ASCII white space at both ends. */
struct slice slice_trim(struct slice text);

static inline bool slice_equals(struct slice a, struct slice b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}
/* Equal but for ASCII case. */
bool slice_equals_folded(struct slice a, struct slice b);
bool slice_starts_with(struct slice text, struct slice prefix);
bool slice_ends_with(struct slice text, struct slice suffix);
/* Byte order, as memcmp, the shorter first: negative, zero or positive. */
int slice_compare(struct slice a, struct slice b);

#define SLICE_NOT_FOUND ((size_t)-1)
/* The offset of the first (last) `byte`, or SLICE_NOT_FOUND. */
size_t slice_find(struct slice text, char byte);
size_t slice_find_last(struct slice text, char byte);
/* The offset of the first `needle`, or SLICE_NOT_FOUND. */
size_t slice_search(struct slice text, struct slice needle);

/* Takes the part before the first `byte` off the front of `*rest` and puts it in `*head`; without
 * such a byte
 * `*head` is all of it and `*rest` becomes empty. False when `*rest` was empty already. */
bool slice_cut(struct slice *rest, char byte, struct slice *head);
/* The same for lines; a line end is LF or CRLF and is not part of `*line`. */
bool slice_cut_line(struct slice *rest, struct slice *line);

/* Reads all of `text` as a decimal integer with an optional sign. False, and `*number` untouched,
 * when it is something else or does not fit. */
bool slice_to_integer(struct slice text, int64_t *number);

/* The length as printf's "%.*s" wants it. */
int slice_width(struct slice text);

#endif

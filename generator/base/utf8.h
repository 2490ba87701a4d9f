/* UTF-8: reading it, measuring it, folding it, and making slugs. Case folding and normal forms come
 * from utf8proc. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/arena.h"
#include "base/slice.h"

/* Whether all of `text` is well-formed UTF-8; if not, `*offset` is where the first bad byte stands.
 */
bool utf8_valid(struct slice text, size_t *offset);
/* Reads the code point at `*offset` of `text` and moves `*offset` behind it. A malformed byte reads
 * as U+FFFD and one byte. `*offset` must be less than the length. */
uint32_t utf8_next(struct slice text, size_t *offset);
/* The offset of the code point before `offset`; `offset` must be more than 0. */
size_t utf8_previous(struct slice text, size_t offset);
/* The number of code points. */
size_t utf8_length(struct slice text);
/* How many columns a terminal needs for it (wide characters take two, combining ones none). */
size_t utf8_width(struct slice text);
/* Letters and digits of any script, and combining marks. */
bool utf8_is_word(uint32_t code_point);
bool utf8_is_space(uint32_t code_point);
bool utf8_is_punctuation(uint32_t code_point);
/* Letters and digits of any script, without marks. */
bool utf8_is_alphanumeric(uint32_t code_point);
/* Whether it shows as something: no control, no separator but the space, not unassigned. */
bool utf8_is_printable(uint32_t code_point);
bool utf8_is_upper(uint32_t code_point);
bool utf8_is_lower(uint32_t code_point);
/* The single code point that is its upper, lower or title case; itself if there is none. */
uint32_t utf8_to_upper(uint32_t code_point);
uint32_t utf8_to_lower(uint32_t code_point);
uint32_t utf8_to_title(uint32_t code_point);

/* The text in normal form C; `text` itself when it is ASCII. */
struct slice utf8_normalize(struct arena *arena, struct slice text);
/* Case-folded and in normal form C, to compare names that differ in case or normal form only. */
struct slice utf8_fold(struct arena *arena, struct slice text);
/* Lower case, keeping accents. */
struct slice utf8_lower(struct arena *arena, struct slice text);

/* Case-folded, compatibility forms resolved (ﬁ → fi, ĳ → ij), accents dropped: to find a word
 * however it is written. */
struct slice utf8_plain(struct arena *arena, struct slice text);

/* The anchor of a heading by GitHub's rule: lower case, letters, digits, marks, "-" and "_" kept, a
 * space becomes
 * "-", everything else dropped. It may come out empty. */
struct slice utf8_anchor(struct arena *arena, struct slice text);
/* A slug for a file name: as an anchor, but accents dropped (é → e), runs of "-" made one, none at
 * the ends. */
struct slice utf8_slug(struct arena *arena, struct slice text);

#endif

/* What Python's str does and templates count on: white space, cases, code points, repr. */
#ifndef TEMPLATE_TEXT_H
#define TEMPLATE_TEXT_H

#include "base/buffer.h"
#include "base/slice.h"

/* White space as str.isspace and the \s of regular expressions know it. */
bool text_is_space(uint32_t code_point);
/* The offset of the first code point at or after `offset` that is no white space. */
size_t text_skip_space(struct slice text, size_t offset);
/* The offset of the first white space from `offset` on, or the length of the text. */
size_t text_find_space(struct slice text, size_t offset);
/* Appends the text with every run of white space made one space. */
void text_append_single_spaced(struct buffer *out, struct slice text);
/* Without white space at the end, or at both ends. */
struct slice text_trim_end(struct slice text);
struct slice text_trim(struct slice text);
/* Takes the next line off `*rest`, at the line ends that str.splitlines knows. False when `*rest`
 * was empty. */
bool text_cut_line(struct slice *rest, struct slice *line);

bool text_is_ascii(struct slice text);
/* The number of code points. */
size_t text_length(struct slice text);
/* The byte offset of the code point number `index`; the length of the text if there are fewer. */
size_t text_offset(struct slice text, size_t index);

/* Upper and lower case as str.upper and str.lower make them, also where one letter becomes two. */
struct slice text_upper(struct arena *arena, struct slice text);
struct slice text_lower(struct arena *arena, struct slice text);
/* The first letter in upper case, all others in lower case. */
struct slice text_capitalize(struct arena *arena, struct slice text);
/* Whether it has letters with a case, all of them upper (lower) case. */
bool text_is_upper(struct slice text);
bool text_is_lower(struct slice text);

/* The text in quotes, as repr writes it. */
void text_append_quoted(struct buffer *out, struct slice text);
/* A number as repr writes it: the shortest digits that read back as the same number. */
void text_append_number(struct buffer *out, double number);
/* Decodes the characters that HTML writes as &amp;, &#38;, &eacute;: numbers, and the names of
 * HTML 4. */
void text_append_unescaped(struct buffer *out, struct slice html);

#endif

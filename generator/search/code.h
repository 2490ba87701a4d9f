/* Numbers and strings as the index has them.
 *
 * The digits are the 93 printable ASCII characters but `"` and `\`, so that everything can stand in
 * a JavaScript string as it is; space is 0. A number below 70 is one digit. A first digit d of 70
 * to 87 means (d-70)·93 + the next + 70; of 88 to 90, (d-88)·93² + the next two + 1744; of 91, the
 * next three + 27691; of 92, the next four + 832048. */
#ifndef SEARCH_CODE_H
#define SEARCH_CODE_H

#include "base/buffer.h"

enum { CODE_DIGITS = 93, CODE_ONE = 70, CODE_TWO = 1744, CODE_THREE = 27691, CODE_FOUR = 832048 };

/* The character of a digit below CODE_DIGITS. */
char code_digit(uint32_t digit);
/* Appends a number below 93⁴. */
void code_append_number(struct buffer *out, uint32_t number);
/* Appends a JavaScript string with its quotes. */
void code_append_string(struct buffer *out, struct slice text);
/* The length of text in UTF-16 units, as the browser counts. */
size_t code_length(struct slice text);
/* Appends a word without what it shares with the one before it in its list: a digit, how much it
 * shares (ASCII only), then the rest. */
void code_append_front(struct buffer *out, struct slice before, struct slice word);

/* Begins the file of that name: `knoopSearch("nl","t12",`, and ends it: `);`. */
void code_begin_file(struct buffer *out, struct slice language, struct slice name);
void code_end_file(struct buffer *out);

#endif

/* How the places of HTML are read, for the files of the tokenizer. Inside the room. */
#ifndef TEMPLATE_HTML_READING_H
#define TEMPLATE_HTML_READING_H

#include "template/html_state.h"

#include <string.h>

static inline bool html_is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

static inline bool html_is_letter(char byte) {
    return (byte | 32) >= 'a' && (byte | 32) <= 'z';
}

static inline char html_lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
}

/* Adds a character to a name that is only wanted as far as there is room. */
static inline void html_add(char *name, uint8_t *length, char byte) {
    if (*length < HTML_NAME_ROOM) {
        name[(*length)++] = html_lower(byte);
    }
}

static inline bool html_named(const char *name, uint8_t length, const char *wanted) {
    return slice_equals(slice_of(name, length), slice_from(wanted));
}

static inline bool html_is_listed(const char *name, uint8_t length, const char *list) {
    for (const char *at = list; *at != '\0';) {
        const char *end = strchrnul(at, ' ');
        if ((size_t)(end - at) == length && memcmp(at, name, length) == 0) {
            return true;
        }
        at = *end == ' ' ? end + 1 : end;
    }
    return false;
}

/* Addresses: reads one byte of one, or of <meta content="0; url=…">. False if a ":" would make a
 * scheme of a value. */
bool html_read_address(struct html_state *state, char byte);
bool html_read_content(struct html_state *state, char byte);
/* A value stands in an address: how it is escaped, or why it cannot. */
enum html_refusal html_address_value(struct html_state *state, uint8_t *escaping);

/* The same for scripts and styles, in an element or in an attribute. */
void html_read_code(struct html_state *state, char byte, bool script);
enum html_refusal html_code_value(struct html_state *state, bool script, bool attribute,
                                  uint8_t *escaping);

#endif

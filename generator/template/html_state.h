/* Where in HTML a template's text is: what a browser's tokenizer would be in the middle of. It
 * follows the rules of the HTML standard (13.2.5, Tokenization) as far as they decide how a value
 * must be escaped. Inside the room. */
#ifndef TEMPLATE_HTML_STATE_H
#define TEMPLATE_HTML_STATE_H

#include "base/buffer.h"
#include "base/slice.h"

enum html_place {
    HTML_TEXT,
    HTML_TAG_OPEN, /* behind "<" or "</" */
    HTML_TAG_NAME,
    HTML_TAG,       /* between attributes */
    HTML_TAG_MIXED, /* somewhere in a tag that differs between branches: white space or ">" must
                       come first */
    HTML_ATTRIBUTE_NAME,
    HTML_AFTER_NAME,   /* white space behind the name */
    HTML_BEFORE_VALUE, /* behind "=" */
    HTML_VALUE,
    HTML_AFTER_VALUE, /* behind the closing quote */
    HTML_COMMENT,
    HTML_DECLARATION, /* <!… and <?… */
    HTML_RAW          /* the text of <script>, <style>, <title>, <textarea> and the like */
};

enum html_element { ELEMENT_OTHER, ELEMENT_SCRIPT, ELEMENT_STYLE, ELEMENT_PLAIN, ELEMENT_RAW };

enum html_attribute {
    ATTRIBUTE_PLAIN,
    ATTRIBUTE_ADDRESS,
    ATTRIBUTE_IMAGES,
    ATTRIBUTE_STYLE,
    ATTRIBUTE_SCRIPT,
    ATTRIBUTE_CONTENT, /* of <meta>, in which an address may follow "url=" */
    ATTRIBUTE_DOCUMENT /* srcdoc, HTML in an attribute */
};

enum html_address {
    ADDRESS_BEGINS,
    ADDRESS_NAMED,     /* letters that may yet turn out to be a scheme */
    ADDRESS_SETTLED,   /* its scheme is known, or that it has none */
    ADDRESS_UNSETTLED, /* a value decides that */
    ADDRESS_HARMFUL    /* its scheme runs what follows */
};

/* Scripts and styles share these. */
enum html_code {
    CODE_PLAIN,
    CODE_SINGLE, /* in '…' */
    CODE_DOUBLE,
    CODE_TEMPLATE, /* in `…` */
    CODE_LINE_COMMENT,
    CODE_COMMENT,
    CODE_PATTERN,       /* in /…/ */
    CODE_PATTERN_CLASS, /* in […] in that */
    CODE_URL            /* in url(…) without quotes */
};

enum { HTML_NAME_ROOM = 16 };

struct html_state {
    uint8_t place;     /* enum html_place */
    uint8_t element;   /* enum html_element, of HTML_RAW and of the tag that is being read */
    uint8_t attribute; /* enum html_attribute */
    uint8_t address;   /* enum html_address */
    uint8_t code;      /* enum html_code */
    char quote;        /* of a value: " or ', or 0 for none */
    bool closing;      /* the tag is </…> */
    bool operand;      /* in a script: a / that follows divides */
    bool escaped;      /* in code: behind a backslash */
    char previous;     /* the character before, where two make a meaning */
    uint8_t dashes;    /* in a comment: how many - stand directly before */
    uint8_t matched;   /* in raw text: how much of </name was read */
    uint8_t tag_length;
    uint8_t name_length;
    uint8_t word_length;
    char tag[HTML_NAME_ROOM];  /* the tag's name, in lower case; cut when it is longer */
    char name[HTML_NAME_ROOM]; /* the attribute's */
    char word[HTML_NAME_ROOM]; /* of an address: what may be its scheme; of code: the last word */
};

/* Why a value cannot stand somewhere. */
enum html_refusal {
    REFUSAL_NONE,
    REFUSAL_TAG_NAME,
    REFUSAL_IN_TAG,
    REFUSAL_UNQUOTED,
    REFUSAL_HARMFUL_ADDRESS,
    REFUSAL_CODE_TEXT, /* in a text or comment of a script */
    REFUSAL_STYLE_TEXT,
    REFUSAL_RAW,
    REFUSAL_DECLARATION
};

/* Reads text. False if a ":" in it would make a scheme of a value, the offset of which is put in
 * `*offset`. */
bool html_read(struct html_state *state, struct slice text, size_t *offset);
/* What a value meets here: an enum escaping in `*escaping`, or a refusal. The state goes on behind
 * the value. */
enum html_refusal html_value(struct html_state *state, uint8_t *escaping);
/* The state that goes for both; false if there is none. */
bool html_join(const struct html_state *a, const struct html_state *b, struct html_state *joined);
/* What holds behind a block or an included template that stands at `begins`, whatever is in it, as
 * long as it ends in the same tag, attribute or text: so the escaping of what follows does not
 * depend on who fills in the block. */
struct html_state html_behind(const struct html_state *begins);
bool html_states_equal(const struct html_state *a, const struct html_state *b);
/* Where it is, as HTML: <a href="… */
void html_describe(const struct html_state *state, struct buffer *out);

#endif

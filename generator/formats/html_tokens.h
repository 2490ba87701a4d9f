/* HTML cut into texts and tags, by the rules that browsers follow (WHATWG HTML, "Tokenization"). It
 * builds no tree and takes time in proportion to the text. */
#ifndef FORMATS_HTML_TOKENS_H
#define FORMATS_HTML_TOKENS_H

#include "base/buffer.h"
#include "base/slice.h"

enum html_token_type { HTML_TOKEN_TEXT, HTML_TOKEN_START, HTML_TOKEN_END };

struct html_token {
    enum html_token_type type;
    struct slice text; /* the text as written, or the name of the element */
    struct slice tag;  /* of a start tag: what stands behind the name, up to the ">" */
};

struct html_tokens {
    struct slice html;
    size_t at;
};

/* The next text or tag; false at the end. Comments and declarations are passed over, and so is a
 * tag that never ends. */
bool html_next_token(struct html_tokens *tokens, struct html_token *token);
/* Goes to the end tag `name`, or to the end: what stands before it is no markup. */
void html_skip_raw_text(struct html_tokens *tokens, struct slice name);

/* Takes the next attribute off the front of a start tag's `*tag`. The value is as written, without
 * its quotes. */
bool html_next_attribute(struct slice *tag, struct slice *name, struct slice *value);

/* Appends `text` with its character references decoded: numeric ones, and the names that HTML 4
 * knows. Others stay as they are. NUL is left out. */
void html_decode(struct buffer *out, struct slice text);

#endif

/* Escaping text for where it lands. Every writer of HTML, XML, addresses and JSON uses these and no
 * other. */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include "base/buffer.h"

/* Element text and double-quoted or single-quoted attribute values, HTML and XML: & < > " ' become
 * &amp; &lt; &gt;
 * &#34; &#39; (the bytes Jinja's escape makes). */
void escape_html(struct buffer *out, struct slice text);
/* An address for an href or src attribute: what is not allowed in one is percent-encoded (existing
 * %XX stays), then escaped as HTML. */
void escape_address(struct buffer *out, struct slice address);
/* Percent-encodes everything but unreserved characters and those in `keep` (for example "/"). */
void escape_percent(struct buffer *out, struct slice text, const char *keep);
/* The inside of a JSON string, without the quotes; also safe inside <script>: < > & ' and U+2028/9
 * are \u escapes. */
void escape_json(struct buffer *out, struct slice text);
/* Text as it may be shown on a terminal: control characters become \xNN, malformed bytes too. */
void escape_terminal(struct buffer *out, struct slice text);

/* Whether an address written by an author is harmless: relative, or with the scheme http, https,
 * mailto or tel, judged after dropping controls and white space as browsers do. */
bool address_is_allowed(struct slice address);
/* The scheme before the first ":" ("https"), or the empty slice when the address is relative. */
struct slice address_scheme(struct slice address);

#endif

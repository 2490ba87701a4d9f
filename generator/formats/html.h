/* HTML, read with libxml2: cleaning what authors paste, and reading published pages back. */
#ifndef FORMATS_HTML_H
#define FORMATS_HTML_H

#include "base/buffer.h"
#include "base/slice.h"

/* An attribute of an element of a page that was read back. */
struct html_attribute {
    struct slice name;
    struct slice value; /* entities decoded */
};

/* Called for every element in document order. `line` is where it stands in the page. */
typedef void html_element_visit(void *context, struct slice element,
                                const struct html_attribute *attributes, size_t count, size_t line);

/* Reads an HTML page and shows its elements to `visit`. Texts are valid during the call only. False
 * if libxml2 could make nothing of it. Nothing outside the text is read. */
bool html_visit(struct slice page, html_element_visit *visit, void *context);

/* What cleaning took away, for a warning. */
typedef void html_dropped(void *context, struct slice what);

/* Cleans a piece of HTML by the allow-list in formats/html_allowed.c: parses it with libxml2's HTML
 * parser, keeps the elements, attributes and address schemes that the list has (content of unknown
 * elements stays, content of script, style and their like goes), and writes balanced HTML to `out`.
 * `dropped` (may be NULL) hears of everything taken away ("<script>", "onclick", "javascript:"). */
void html_clean(struct slice html, struct arena *scratch, struct buffer *out, html_dropped *dropped,
                void *context);

/* Whether an address of another scheme than the usual ones may stay. */
typedef bool html_address_allowed(void *context, struct slice address);

/* The same for a site with schemes of its own (its kinds): what `address_allowed` (may be NULL)
 * says yes to stays too. */
void html_clean_with(struct slice html, struct arena *scratch, struct buffer *out,
                     html_address_allowed *address_allowed, html_dropped *dropped, void *context);

/* Whether the element, or the attribute on it, is on the allow-list. Names in lower case. */
bool html_element_allowed(struct slice element);
bool html_attribute_allowed(struct slice element, struct slice attribute);

/* The text of a piece of HTML that the generator made itself: tags dropped, entities decoded, white
 * space made one space. */
void html_text(struct slice html, struct buffer *out);

#endif

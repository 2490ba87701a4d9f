/* The description that stands above a text that does not say it itself. */
#include "render/page.h"
#include "template/strip.h"

enum { BEGINNING = 2048 }; /* bytes of a text's HTML, beside room for the sentence with its tags */

/* The longest run of ASCII letters: what is looked for first. */
static struct slice longest_word(struct slice text) {
    struct slice longest = slice_take(text, 0);
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        while (at < text.length && ((text.data[at] | 32) >= 'a' && (text.data[at] | 32) <= 'z')) {
            at++;
        }
        if (at - start > longest.length) {
            longest = slice_between(text, start, at);
        }
        at += at == start;
    }
    return longest;
}

/* Whether a text begins with the sentence: its first paragraphs do. Most do not, and then they lack
 * its longest word too. To look for that takes 1 µs a page; to take the tags out of every page took
 * 20, a sixth of all. */
static bool says(struct view *view, const struct prose *prose, struct slice sentence) {
    if (prose->markup == NULL) {
        return false;
    }
    struct slice html = slice_between(prose->markup->html, prose->from, prose->to);
    html = slice_take(html, BEGINNING + 4 * sentence.length);
    return slice_search(html, longest_word(sentence)) != SLICE_NOT_FOUND &&
           slice_search(strip_tags(view->arena, html), sentence) != SLICE_NOT_FOUND;
}

struct value view_lead(struct view *view, const struct item *item) {
    if (item->values[COMMON_DESCRIPTION].type != VALUE_TEXT) {
        return value_undefined(); /* it was made of the text's first sentence */
    }
    struct slice description = item->description;
    bool is_said =
        description.length == 0 || (item->body != NULL && says(view, item->body, description));
    for (const struct prose *text = item->texts; text != NULL && !is_said; text = text->next) {
        is_said = says(view, text, description);
    }
    return is_said ? value_undefined() : value_text(description);
}

#include "formats/html_allowed.h"

#include "formats/html.h"

/* What stands on any element. style and on… never do; a script could read ids and classes, but
 * there is no script of the author's. */
static const char GLOBAL[] = "class dir id lang role title";

static const char ADDRESSES[] = "cite href poster src";

enum { NAME_LONGEST = 10 };

/* One row an element, in the order of their names. */
static const struct html_element ELEMENTS[] = {
    {"a", HTML_KEEP_INLINE, "href hreflang rel"},
    {"abbr", HTML_KEEP_INLINE, ""},
    {"address", HTML_KEEP_BLOCK, ""},
    {"applet", HTML_DROP, ""},
    {"article", HTML_KEEP_BLOCK, ""},
    {"aside", HTML_KEEP_BLOCK, ""},
    {"audio", HTML_KEEP_INLINE, "controls loop muted preload src"},
    {"b", HTML_KEEP_INLINE, ""},
    {"bdi", HTML_KEEP_INLINE, ""},
    {"bdo", HTML_KEEP_INLINE, ""},
    {"blockquote", HTML_KEEP_BLOCK, "cite"},
    {"br", HTML_KEEP_VOID, ""},
    {"button", HTML_DROP, ""},
    {"caption", HTML_KEEP_BLOCK, ""},
    {"cite", HTML_KEEP_INLINE, ""},
    {"code", HTML_KEEP_INLINE, ""},
    {"col", HTML_KEEP_VOID, "span"},
    {"colgroup", HTML_KEEP_BLOCK, "span"},
    {"data", HTML_KEEP_INLINE, "value"},
    {"datalist", HTML_DROP, ""},
    {"dd", HTML_KEEP_BLOCK, ""},
    {"del", HTML_KEEP_INLINE, "cite datetime"},
    {"details", HTML_KEEP_BLOCK, "open"},
    {"dfn", HTML_KEEP_INLINE, ""},
    {"div", HTML_KEEP_BLOCK, ""},
    {"dl", HTML_KEEP_BLOCK, ""},
    {"dt", HTML_KEEP_BLOCK, ""},
    {"em", HTML_KEEP_INLINE, ""},
    {"figcaption", HTML_KEEP_BLOCK, ""},
    {"figure", HTML_KEEP_BLOCK, ""},
    {"footer", HTML_KEEP_BLOCK, ""},
    {"frameset", HTML_DROP, ""},
    {"h1", HTML_KEEP_BLOCK, ""},
    {"h2", HTML_KEEP_BLOCK, ""},
    {"h3", HTML_KEEP_BLOCK, ""},
    {"h4", HTML_KEEP_BLOCK, ""},
    {"h5", HTML_KEEP_BLOCK, ""},
    {"h6", HTML_KEEP_BLOCK, ""},
    {"header", HTML_KEEP_BLOCK, ""},
    {"hgroup", HTML_KEEP_BLOCK, ""},
    {"hr", HTML_KEEP_VOID, ""},
    {"i", HTML_KEEP_INLINE, ""},
    {"iframe", HTML_DROP_RAW, ""},
    {"img", HTML_KEEP_VOID, "alt height loading src width"},
    {"ins", HTML_KEEP_INLINE, "cite datetime"},
    {"kbd", HTML_KEEP_INLINE, ""},
    {"li", HTML_KEEP_BLOCK, "value"},
    {"mark", HTML_KEEP_INLINE, ""},
    {"math", HTML_DROP, ""},
    {"meter", HTML_DROP, ""},
    {"nav", HTML_KEEP_BLOCK, ""},
    {"noembed", HTML_DROP_RAW, ""},
    {"noframes", HTML_DROP_RAW, ""},
    {"noscript", HTML_DROP_RAW, ""},
    {"object", HTML_DROP, ""},
    {"ol", HTML_KEEP_BLOCK, "reversed start type"},
    {"output", HTML_DROP, ""},
    {"p", HTML_KEEP_BLOCK, ""},
    {"picture", HTML_KEEP_INLINE, ""},
    {"plaintext", HTML_DROP_RAW, ""},
    {"pre", HTML_KEEP_BLOCK, ""},
    {"progress", HTML_DROP, ""},
    {"q", HTML_KEEP_INLINE, "cite"},
    {"rp", HTML_KEEP_INLINE, ""},
    {"rt", HTML_KEEP_INLINE, ""},
    {"ruby", HTML_KEEP_INLINE, ""},
    {"s", HTML_KEEP_INLINE, ""},
    {"samp", HTML_KEEP_INLINE, ""},
    {"script", HTML_DROP_RAW, ""},
    {"section", HTML_KEEP_BLOCK, ""},
    {"select", HTML_DROP, ""},
    {"small", HTML_KEEP_INLINE, ""},
    {"source", HTML_KEEP_VOID, "height media src type width"},
    {"span", HTML_KEEP_INLINE, ""},
    {"strong", HTML_KEEP_INLINE, ""},
    {"style", HTML_DROP_RAW, ""},
    {"sub", HTML_KEEP_INLINE, ""},
    {"summary", HTML_KEEP_BLOCK, ""},
    {"sup", HTML_KEEP_INLINE, ""},
    {"svg", HTML_DROP, ""},
    {"table", HTML_KEEP_BLOCK, ""},
    {"tbody", HTML_KEEP_BLOCK, ""},
    {"td", HTML_KEEP_BLOCK, "colspan headers rowspan"},
    {"template", HTML_DROP, ""},
    {"textarea", HTML_DROP_RAW, ""},
    {"tfoot", HTML_KEEP_BLOCK, ""},
    {"th", HTML_KEEP_BLOCK, "abbr colspan headers rowspan scope"},
    {"thead", HTML_KEEP_BLOCK, ""},
    {"time", HTML_KEEP_INLINE, "datetime"},
    {"title", HTML_DROP_RAW, ""},
    {"tr", HTML_KEEP_BLOCK, ""},
    {"track", HTML_KEEP_VOID, "default kind label src srclang"},
    {"u", HTML_KEEP_INLINE, ""},
    {"ul", HTML_KEEP_BLOCK, ""},
    {"var", HTML_KEEP_INLINE, ""},
    {"video", HTML_KEEP_INLINE, "controls height loop muted playsinline poster preload src width"},
    {"wbr", HTML_KEEP_VOID, ""},
    {"xmp", HTML_DROP_RAW, ""},
};

static bool has_word(const char *words, struct slice word) {
    struct slice rest = slice_from(words);
    struct slice candidate;
    while (slice_cut(&rest, ' ', &candidate)) {
        if (slice_equals_folded(candidate, word)) {
            return true;
        }
    }
    return false;
}

/* aria- and lower-case or upper-case letters. */
static bool is_aria(struct slice attribute) {
    struct slice prefix = SLICE("aria-");
    if (!slice_equals_folded(slice_take(attribute, prefix.length), prefix)) {
        return false;
    }
    struct slice rest = slice_skip(attribute, prefix.length);
    for (size_t i = 0; i < rest.length; i++) {
        if ((rest.data[i] | 32) < 'a' || (rest.data[i] | 32) > 'z') {
            return false;
        }
    }
    return rest.length > 0 && rest.length < 30;
}

const struct html_element *html_element_find(struct slice name) {
    char lower[NAME_LONGEST];
    if (name.length > sizeof lower) {
        return NULL;
    }
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.data[i];
        lower[i] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
    }
    size_t from = 0;
    size_t to = sizeof ELEMENTS / sizeof *ELEMENTS;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = slice_compare(slice_of(lower, name.length), slice_from(ELEMENTS[middle].name));
        if (order == 0) {
            return &ELEMENTS[middle];
        }
        from = order > 0 ? middle + 1 : from;
        to = order > 0 ? to : middle;
    }
    return NULL;
}

bool html_element_takes(const struct html_element *element, struct slice attribute) {
    return has_word(GLOBAL, attribute) || has_word(element->attributes, attribute) ||
           is_aria(attribute);
}

bool html_attribute_is_address(struct slice attribute) {
    return has_word(ADDRESSES, attribute);
}

static bool is_lower(struct slice name) {
    for (size_t i = 0; i < name.length; i++) {
        if (name.data[i] >= 'A' && name.data[i] <= 'Z') {
            return false;
        }
    }
    return true;
}

bool html_element_allowed(struct slice element) {
    const struct html_element *row = html_element_find(element);
    return row != NULL && is_lower(element) && row->treatment <= HTML_KEEP_VOID;
}

bool html_attribute_allowed(struct slice element, struct slice attribute) {
    return html_element_allowed(element) && is_lower(attribute) &&
           html_element_takes(html_element_find(element), attribute);
}

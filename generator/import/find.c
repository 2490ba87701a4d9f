#include "import/page.h"

#include <string.h>

/* Parts of a page that are about the page, by words in their class or id. */
static const char *const AROUND[] = {"comment",    "sidebar",
                                     "footer",     "masthead",
                                     "breadcrumb", "navigation",
                                     "cookie",     "related",
                                     "share",      "sharing",
                                     "social",     "promo",
                                     "sponsor",    "advert",
                                     "banner",     "pagination",
                                     "newsletter", "subscribe",
                                     "popup",      "modal",
                                     "skip-link",  "screen-reader-text",
                                     "widget",     "toolbar",
                                     "author-box", "post-meta",
                                     "entry-meta", "byline"};

static bool speaks_of(const xmlNode *node, const char *attribute) {
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)attribute);
    bool found = false;
    for (size_t i = 0; value != NULL && !found && i < sizeof AROUND / sizeof *AROUND; i++) {
        found = xmlStrcasestr(value, (const xmlChar *)AROUND[i]) != NULL;
    }
    xmlFree(value);
    return found;
}

bool content_is_around(const xmlNode *node) {
    return dom_is(node, "nav script style noscript template button dialog") ||
           (!dom_is(node, "article main body html section") &&
            (speaks_of(node, "class") || speaks_of(node, "id"))) ||
           dom_has_word(node, "role", "navigation") || dom_has_word(node, "role", "banner") ||
           dom_has_word(node, "role", "contentinfo") ||
           dom_has_word(node, "role", "complementary") || dom_has_word(node, "role", "search") ||
           dom_has_word(node, "aria-hidden", "true");
}

/* How long its text is, and how much of that is links. */
static void measure(xmlNode *top, struct arena *arena, size_t *all, size_t *linked) {
    *all = *linked = 0;
    for (xmlNode *node = top; node != NULL;) {
        bool around = node != top && content_is_around(node);
        if (dom_is(node, "a")) {
            struct arena_mark mark = arena_mark(arena);
            *linked += dom_text(node, arena).length;
            arena_restore(arena, mark);
        } else if (node->type == XML_TEXT_NODE && !xmlIsBlankNode(node)) {
            *all += strlen((const char *)node->content);
        }
        node = dom_next(node, top, around);
    }
}

/* The first that has some text, of what the page itself names as its content. */
static xmlNode *named_content(xmlNode *body, struct arena *arena) {
    static const struct {
        const char *names;
        const char *attribute;
        const char *word;
    } MARKS[] = {{"div section article", "itemprop", "articleBody"},
                 {"div section", "class", "entry-content"},
                 {"div section", "class", "post-content"},
                 {"article", NULL, NULL},
                 {"main", NULL, NULL},
                 {"div section", "role", "main"},
                 {"div section", "id", "content"}};
    enum { SOME = 140 };
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
        for (xmlNode *node = body; node != NULL; node = dom_next(node, body, false)) {
            size_t all, linked;
            if (!dom_is(node, MARKS[i].names) ||
                (MARKS[i].attribute != NULL &&
                 !dom_has_word(node, MARKS[i].attribute, MARKS[i].word))) {
                continue;
            }
            measure(node, arena, &all, &linked);
            if (all >= SOME) {
                return node;
            }
        }
    }
    return NULL;
}

struct scored {
    xmlNode *node;
    double score;
    struct scored *next;
};

static void add_score(struct scored **list, xmlNode *node, double score, struct arena *arena) {
    if (node == NULL || node->type != XML_ELEMENT_NODE) {
        return;
    }
    if (node->_private == NULL) {
        struct scored *scored = arena_new(arena, struct scored, 1);
        *scored = (struct scored){node, 0, *list};
        *list = node->_private = scored;
    }
    ((struct scored *)node->_private)->score += score;
}

xmlNode *content_find(xmlNode *body, struct arena *arena) {
    xmlNode *named = named_content(body, arena);
    if (named != NULL) {
        return named;
    }
    struct scored *list = NULL;
    for (xmlNode *node = body; node != NULL;) {
        bool around = node != body && content_is_around(node);
        size_t all, linked;
        if (!around && dom_is(node, "p pre blockquote")) {
            measure(node, arena, &all, &linked);
            double weight = all < 25 ? 0 : 1 + (all > 300 ? 3.0 : (double)all / 100);
            weight *= all == 0 || linked > all ? 0 : 1 - (double)linked / (double)all;
            add_score(&list, node->parent, weight, arena);
            add_score(&list, node->parent->parent, weight / 2, arena);
        }
        node = dom_next(node, body, around);
    }
    const struct scored *best = NULL;
    for (const struct scored *at = list; at != NULL; at = at->next) {
        /* The list is in reverse order: of two that are as good, the first in the page. */
        if (best == NULL || at->score >= best->score) {
            best = at;
        }
    }
    return best == NULL || best->node->parent == NULL || dom_is(best->node, "html") ? body
                                                                                    : best->node;
}

#include "import/page.h"

#include <string.h>

struct cleaning {
    struct import *import;
    struct import_page *page;
    struct arena *arena;
    /* The levels of the headings above the one that is read now, as the page has them. */
    unsigned above[6];
    unsigned depth;
};

static void report_lost(const struct cleaning *cleaning, const xmlNode *node) {
    diagnostic_argument(import_report(cleaning->import, cleaning->page, node, MESSAGE_IMPORT_LOST),
                        arena_format(cleaning->arena, "<%s>", (const char *)node->name));
}

static void rename_to(xmlNode *node, const char *name) {
    xmlNodeSetName(node, (const xmlChar *)name);
}

static xmlNode *add_child(xmlNode *parent, const char *name, struct slice text) {
    xmlNode *node = xmlNewChild(parent, NULL, (const xmlChar *)name, NULL);
    if (text.length > 0) {
        xmlNodeAddContentLen(node, (const xmlChar *)text.data, slice_width(text));
    }
    return node;
}

/* What plays or shows something from elsewhere becomes a link to it, if it has an address. */
static void replace_player(const struct cleaning *cleaning, xmlNode *node) {
    report_lost(cleaning, node);
    struct slice address = dom_attribute(node, "src", cleaning->arena);
    xmlNode *source = dom_find(node, "source");
    if (address.length == 0 && source != NULL) {
        address = dom_attribute(source, "src", cleaning->arena);
    }
    if (address.length == 0 || slice_starts_with(address, SLICE("about:"))) {
        dom_remove(node);
        return;
    }
    struct slice title = dom_attribute(node, "title", cleaning->arena);
    xmlNode *paragraph = xmlNewNode(NULL, (const xmlChar *)"p");
    xmlNode *link = add_child(paragraph, "a", title.length > 0 ? title : address);
    dom_set_attribute(link, "href", address);
    xmlReplaceNode(node, paragraph);
    xmlFreeNode(node);
}

static void clean_text(const struct cleaning *cleaning, xmlNode *node) {
    struct slice text = slice_from((const char *)node->content);
    struct slice plain = dom_visible(text, cleaning->arena);
    if (!slice_equals(text, plain)) {
        xmlChar *copy = xmlStrndup((const xmlChar *)plain.data, slice_width(plain));
        xmlFree(node->content);
        node->content = copy;
    }
}

static bool is_empty(const xmlNode *node, struct arena *arena) {
    return dom_text(node, arena).length == 0 &&
           dom_find((xmlNode *)(uintptr_t)node, "img input hr code a") == NULL;
}

/* The sign behind a heading that leads to itself. */
static bool is_permalink(const xmlNode *link, struct arena *arena) {
    static const char *const SIGNS[] = {"\xC2\xB6", "#", "\xC2\xA7", "\xF0\x9F\x94\x97"};
    struct slice text = dom_text(link, arena);
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        if (slice_equals(text, slice_from(SIGNS[i]))) {
            return true;
        }
    }
    return dom_has_word(link, "class", "headerlink");
}

/* Headings begin below the title and do not skip a level. */
static void set_level(struct cleaning *cleaning, xmlNode *node) {
    unsigned level = (unsigned)(node->name[1] - '0');
    while (cleaning->depth > 0 && cleaning->above[cleaning->depth - 1] >= level) {
        cleaning->depth--;
    }
    cleaning->above[cleaning->depth++] = level;
    level = cleaning->depth + 1 < 6 ? cleaning->depth + 1 : 6;
    char name[3] = {'h', (char)('0' + level), '\0'};
    rename_to(node, name);
    for (xmlNode *child = dom_next(node, node, false), *next; child != NULL; child = next) {
        next = dom_next(child, node, dom_is(child, "a"));
        if (dom_is(child, "a") && is_permalink(child, cleaning->arena)) {
            dom_remove(child);
        }
    }
    xmlNode *bold;
    while ((bold = dom_find(node, "b strong font span")) != NULL) {
        dom_unwrap(bold);
    }
}

static bool is_title(const struct cleaning *cleaning, const xmlNode *node) {
    return dom_is(node, "h1 h2") &&
           slice_equals_folded(dom_text(node, cleaning->arena), cleaning->page->title);
}

/* <div class="wp-caption"> and the like. */
static void set_figure(xmlNode *node) {
    rename_to(node, "figure");
    for (xmlNode *child = dom_next(node, node, false); child != NULL;
         child = dom_next(child, node, false)) {
        if (dom_is(child, "p div") && (dom_has_word(child, "class", "wp-caption-text") ||
                                       dom_has_word(child, "class", "caption"))) {
            rename_to(child, "figcaption");
        }
    }
}

/* A table that shows nothing in rows and columns: the text of its only column. */
static bool is_layout_table(xmlNode *table) {
    if (dom_has_word(table, "role", "presentation")) {
        return true;
    }
    if (dom_find(table, "th") != NULL) {
        return false;
    }
    for (xmlNode *row = table; row != NULL; row = dom_next(row, table, false)) {
        size_t cells = 0;
        for (xmlNode *cell = row->children; dom_is(row, "tr") && cell != NULL; cell = cell->next) {
            cells += dom_is(cell, "td");
        }
        if (cells > 1) {
            return false;
        }
    }
    return true;
}

/* Lists and quotes in each other, deeper than anybody reads. */
static bool is_too_deep(const xmlNode *node) {
    enum { DEEPEST = 20 };
    size_t depth = 0;
    for (const xmlNode *at = node; at != NULL; at = at->parent) {
        depth += dom_is(at, "ul ol blockquote");
    }
    return depth > DEEPEST;
}

/* Whether it stands where Markdown has a line and no blocks. */
static bool is_in_line(const xmlNode *node) {
    for (const xmlNode *at = node->parent; at != NULL; at = at->parent) {
        if (dom_is(at, "td th dt caption figure figcaption summary p a pre h1 h2 h3 h4 h5 h6 em i "
                       "cite strong b del s strike code sup sub kbd mark abbr samp var q")) {
            return true;
        }
    }
    return false;
}

/* What becomes of an element; the node to go on with behind it. */
static xmlNode *clean_element(struct cleaning *cleaning, xmlNode *node) {
    xmlNode *top = cleaning->page->content;
    xmlNode *over = dom_next(node, top, true);
    bool is_box = dom_is(node, "input") && dom_has_word(node, "type", "checkbox") &&
                  dom_is(node->parent, "li p label");
    if (content_is_around(node) || dom_is(node, "footer") || is_title(cleaning, node)) {
        dom_remove(node);
        return over;
    }
    if (dom_is(node, "iframe video audio")) {
        replace_player(cleaning, node);
        return over;
    }
    if (!is_box &&
        dom_is(node, "form input select textarea object embed applet canvas svg math map "
                     "frameset marquee")) {
        report_lost(cleaning, node);
        dom_remove(node);
        return over;
    }
    if (dom_is(node, "h1 h2 h3 h4 h5 h6 p li ol ul") && is_empty(node, cleaning->arena)) {
        dom_remove(node);
        return over;
    }
    if (dom_is(node, "ul ol li blockquote") && is_too_deep(node)) {
        rename_to(node, "div");
    } else if (dom_is(node, "h1 h2 h3 h4 h5 h6") && is_in_line(node)) {
        rename_to(node, "strong");
    } else if (dom_is(node, "h1 h2 h3 h4 h5 h6")) {
        set_level(cleaning, node);
    } else if (dom_is(node, "div") && dom_has_word(node, "class", "wp-caption")) {
        set_figure(node);
    } else if (dom_is(node, "table") && is_layout_table(node)) {
        rename_to(node, "div");
    } else if (dom_is(node, "aside") && !dom_has_word(node, "role", "doc-footnote")) {
        rename_to(node, "div");
    }
    return dom_next(node, top, false);
}

/* --- Footnotes --- */

struct notes {
    struct cleaning *cleaning;
    struct map by_id; /* id → element */
    xmlNode **targets;
    size_t count;
    size_t capacity;
    /* Out of the tree, and freed only when all is done: a note may stand in any of it. */
    xmlNode **removed;
    size_t removed_count;
};

static void take_out(struct notes *notes, xmlNode *node) {
    xmlUnlinkNode(node);
    notes->removed[notes->removed_count++] = node;
}

static void find_ids(struct notes *notes) {
    xmlNode *top = notes->cleaning->page->content;
    struct arena *arena = notes->cleaning->arena;
    map_init(&notes->by_id, arena);
    for (xmlNode *node = dom_next(top, top, false); node != NULL;
         node = dom_next(node, top, false)) {
        struct slice id =
            node->type == XML_ELEMENT_NODE ? dom_attribute(node, "id", arena) : SLICE("");
        if (id.length > 0) {
            *map_place(&notes->by_id, id) = node;
        }
    }
}

static size_t note_number(struct notes *notes, xmlNode *target) {
    if (target->_private != NULL) {
        return (size_t)((xmlNode **)target->_private - notes->targets) + 1;
    }
    if (notes->count == notes->capacity) {
        return 0;
    }
    notes->targets[notes->count] = target;
    target->_private = &notes->targets[notes->count++];
    return notes->count;
}

/* What a mark in the text leads to, when it is a note: a point of a list, or a paragraph. */
static xmlNode *note_of(const struct notes *notes, const xmlNode *link) {
    struct slice address = dom_attribute(link, "href", notes->cleaning->arena);
    bool is_mark = dom_is(link->parent, "sup") || dom_is(link->children, "sup") ||
                   dom_has_word(link, "role", "doc-noteref") ||
                   dom_has_word(link, "class", "footnote-ref") ||
                   dom_has_word(link, "class", "footnote");
    if (!is_mark || address.length < 2 || address.data[0] != '#') {
        return NULL;
    }
    xmlNode *target = map_get(&notes->by_id, slice_skip(address, 1));
    while (target != NULL && dom_is(target, "a span sup")) {
        target = target->parent;
    }
    for (const xmlNode *at = link; at != NULL && target != NULL; at = at->parent) {
        target = at == target ? NULL : target; /* the way back */
    }
    return dom_is(target, "li p div aside dd") ? target : NULL;
}

static void mark_notes(struct notes *notes) {
    xmlNode *top = notes->cleaning->page->content;
    for (xmlNode *node = dom_next(top, top, false), *next; node != NULL; node = next) {
        next = dom_next(node, top, false);
        xmlNode *target = dom_is(node, "a") ? note_of(notes, node) : NULL;
        size_t number = target == NULL ? 0 : note_number(notes, target);
        if (number == 0) {
            continue;
        }
        bool in_mark = node->parent != top && dom_is(node->parent, "sup");
        xmlNode *mark = in_mark ? node->parent : node;
        next = dom_next(mark, top, true);
        xmlNode *made = xmlNewNode(NULL, (const xmlChar *)"a");
        dom_set_attribute(made, "data-note", arena_format(notes->cleaning->arena, "%zu", number));
        xmlReplaceNode(mark, made);
        take_out(notes, mark);
    }
}

/* The note, without the way back to its mark, at the end of the text. */
static void move_note(struct notes *notes, size_t index) {
    struct arena *arena = notes->cleaning->arena;
    xmlNode *target = notes->targets[index];
    for (xmlNode *node = target, *next; node != NULL; node = next) {
        next = dom_next(node, target, false);
        struct slice address = dom_is(node, "a") ? dom_attribute(node, "href", arena) : SLICE("");
        if (address.length > 1 && address.data[0] == '#') {
            next = dom_next(node, target, true);
            take_out(notes, node);
        }
    }
    rename_to(target, "aside");
    dom_set_attribute(target, "role", SLICE("doc-footnote"));
    dom_set_attribute(target, "data-note", arena_format(arena, "%zu", index + 1));
    xmlUnlinkNode(target);
    xmlAddChild(notes->cleaning->page->content, target);
}

static void find_notes(struct cleaning *cleaning) {
    struct notes notes = {.cleaning = cleaning};
    find_ids(&notes);
    for (xmlNode *node = cleaning->page->content; node != NULL;
         node = dom_next(node, cleaning->page->content, false)) {
        notes.capacity += dom_is(node, "a");
        if (node->type == XML_ELEMENT_NODE) {
            node->_private = NULL;
            xmlUnsetProp(node, (const xmlChar *)"data-note"); /* a mark of ours, below */
        }
    }
    notes.targets = arena_new(cleaning->arena, xmlNode *, notes.capacity + 1);
    notes.removed = arena_new(cleaning->arena, xmlNode *, notes.capacity + 1);
    mark_notes(&notes);
    for (size_t i = 0; i < notes.count; i++) {
        move_note(&notes, i);
    }
    for (size_t i = 0; i < notes.removed_count; i++) {
        xmlFreeNode(notes.removed[i]);
    }
}

/* What is left of marks and notes belongs together: a mark without its note goes, and a note
 * without a mark is text. */
static void settle_notes(const struct cleaning *cleaning) {
    xmlNode *top = cleaning->page->content;
    struct map notes, marks;
    map_init(&notes, cleaning->arena);
    map_init(&marks, cleaning->arena);
    for (xmlNode *node = dom_next(top, top, false); node != NULL;
         node = dom_next(node, top, false)) {
        struct slice number =
            dom_is(node, "a aside") ? dom_attribute(node, "data-note", cleaning->arena) : SLICE("");
        if (number.length > 0 &&
            (dom_is(node, "a") || dom_text(node, cleaning->arena).length > 0)) {
            *map_place(dom_is(node, "a") ? &marks : &notes, number) = node;
        }
    }
    for (xmlNode *node = dom_next(top, top, false), *next; node != NULL; node = next) {
        next = dom_next(node, top, false);
        struct slice number =
            dom_is(node, "a aside") ? dom_attribute(node, "data-note", cleaning->arena) : SLICE("");
        if (number.length == 0) {
            continue;
        }
        if (dom_is(node, "a") && map_get(&notes, number) == NULL) {
            next = dom_next(node, top, true);
            dom_remove(node);
        } else if (dom_is(node, "aside") && map_get(&marks, number) == NULL) {
            rename_to(node, "div");
        }
    }
}

/* A browser that saves a page makes its links to itself whole. */
static void shorten_links(const struct cleaning *cleaning) {
    xmlNode *top = cleaning->page->content;
    struct slice own = links_key(cleaning->page->address, cleaning->arena);
    for (xmlNode *node = dom_next(top, top, false); node != NULL && own.length > 0;
         node = dom_next(node, top, false)) {
        struct slice address =
            dom_is(node, "a") ? dom_attribute(node, "href", cleaning->arena) : SLICE("");
        size_t at = slice_find(address, '#');
        if (at != SLICE_NOT_FOUND && at > 0 &&
            slice_equals(links_key(address, cleaning->arena), own)) {
            dom_set_attribute(node, "href", slice_skip(address, at));
        }
    }
}

void content_clean(struct import *import, struct import_page *page) {
    struct cleaning cleaning = {.import = import, .page = page, .arena = import->arena};
    shorten_links(&cleaning);
    find_notes(&cleaning);
    for (xmlNode *node = dom_next(page->content, page->content, false); node != NULL;) {
        if (node->type == XML_ELEMENT_NODE) {
            node = clean_element(&cleaning, node);
            continue;
        }
        xmlNode *next = dom_next(node, page->content, true);
        if (node->type == XML_TEXT_NODE) {
            clean_text(&cleaning, node);
        } else if (node->type != XML_CDATA_SECTION_NODE) {
            dom_remove(node);
        }
        node = next;
    }
    content_settle(page->content, import->arena);
    settle_notes(&cleaning);
}

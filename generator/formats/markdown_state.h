/* What the files of this room's Markdown part share: the state of one call of markdown_parse, and
 * what each file does with it. Nothing outside formats/markdown*.c includes this.
 *
 *   markdown.c             the call: limits, marks, tree, body, footnotes, result
 *   markdown_memory.c      cmark's memory
 *   markdown_source.c      lines and offsets            markdown_limits.c    bounds before parsing
 *   markdown_marks.c       footnotes and definitions become list items for cmark
 *   markdown_content.c, markdown_scan.c, markdown_align.c   where inlines stand in the source
 *   markdown_block.c       blocks → HTML                 markdown_inline.c    inlines → HTML
 *   markdown_text.c        a text inline: wiki links, footnote marks, autolinks, terms, typography
 *   markdown_link.c        links and images              markdown_html.c      raw HTML
 *   markdown_table.c, markdown_callout.c, markdown_task.c, markdown_footnote.c,
 * markdown_definition.c markdown_anchor.c      headings, ids, sections       markdown_plain.c plain
 * text, sentences
 */
#ifndef FORMATS_MARKDOWN_STATE_H
#define FORMATS_MARKDOWN_STATE_H

#include "formats/markdown_align.h"

#include "base/buffer.h"
#include "base/map.h"

#include <string.h>

/* Things of one size that are added one by one; `data` is an array of them. */
struct markdown_array {
    void *data;
    uint32_t count;
    uint32_t capacity;
};

/* Adds a zeroed thing of `size` bytes. */
void *markdown_array_add(struct arena *arena, struct markdown_array *array, size_t size);

/* What the last letter written was, as far as quotes care. */
enum markdown_before { BEFORE_SPACE, BEFORE_OPENING, BEFORE_TEXT };

/* Where the text of a link stands in the HTML, and the link in the file. */
struct markdown_link_text {
    uint32_t from;
    uint32_t to;
    uint32_t at;
};

struct markdown_section {
    uint32_t anchor;
    uint8_t level;
    uint32_t depth;
};

struct markdown_tables;
struct markdown_marks;
struct markdown_notes;
struct markdown_spans;
struct markdown_references;
struct markdown_language;

struct markdown {
    const struct markdown_options *options;
    struct slice path;
    struct arena *arena;   /* of the result */
    struct arena *scratch; /* of everything else */
    struct diagnostics *diagnostics;
    const struct markdown_source *body; /* the text itself */
    const struct markdown_source
        *source; /* the text whose tree is walked: the body, or cells of tables */

    struct buffer html;
    struct markdown_array holes;
    struct markdown_array links;
    struct markdown_array link_texts; /* struct markdown_link_text, one a link */
    struct markdown_array anchors;
    struct markdown_array callouts;
    struct markdown_array points;
    struct markdown_array footnotes;
    struct markdown_array terms;
    struct markdown_array sections; /* struct markdown_section: headings whose section goes on */
    struct markdown_array raw;      /* raw HTML elements that are open */

    const struct markdown_marks *marks;
    struct markdown_notes *notes;
    struct markdown_tables *tables;
    struct markdown_references *references;

    /* The block whose inlines are walked. */
    cmark_node *block;
    struct markdown_alignment alignment;
    bool aligned;
    bool has_strikes;
    uint32_t bits;  /* of its lines, when it is aligned */
    uint32_t place; /* the place of the next inline */
    struct markdown_spans *spans;
    bool in_link;
    uint32_t link; /* the link that is open */
    bool in_autolink;
    cmark_node *wiki_parent; /* where a wiki link is open whose text has other inlines */
    bool in_heading;
    bool in_table;
    enum markdown_before before;

    const struct markdown_language *language;
    bool in_word;
    uint32_t word_count;
    bool has_summary;
    struct slice summary;
    uint32_t heading; /* the last heading, or MARKUP_NONE */
    uint32_t depth;   /* containers around */
    uint32_t point_depth;
    bool in_point;
};

/* Writes bytes as they are. */
static inline void markdown_put(struct markdown *m, const char *html, size_t length) {
    if (m->html.capacity - m->html.length < length) {
        buffer_reserve(&m->html, length);
    }
    memcpy(m->html.data + m->html.length, html, length);
    m->html.length += length;
}

/* Writes HTML that is known here. Inline, so that the length of a literal is a constant. */
static inline void markdown_write(struct markdown *m, const char *html) {
    markdown_put(m, html, strlen(html));
}

/* --- markdown.c */
/* A line end, unless there is one. */
void markdown_fresh_line(struct markdown *m);
/* A hole here. */
void markdown_hole(struct markdown *m, enum markup_hole_type type, uint32_t index);
/* The place in the file of offsets in the source. */
struct place markdown_place(const struct markdown *m, struct markdown_range range);
/* The range of a block in the source. */
struct markdown_range markdown_block_range(const struct markdown *m, cmark_node *node);
/* The range of its first line. */
struct markdown_range markdown_first_line(const struct markdown *m, cmark_node *node);

/* --- markdown_block.c */
/* Writes the children of `parent` from `first` on. */
void markdown_blocks(struct markdown *m, cmark_node *first, cmark_node *parent);
/* Writes a paragraph, `bare` without <p>. */
void markdown_paragraph(struct markdown *m, cmark_node *node, bool bare);
/* Plain text of the first sentences in a range of the HTML. */
struct slice markdown_summary(struct markdown *m, size_t from, size_t to);
/* Containers with their sections: everything opened inside is closed at the end. */
void markdown_enter_container(struct markdown *m);
void markdown_leave_container(struct markdown *m);

/* --- markdown_inline.c */
/* Makes ready for the inlines of `block`. */
void markdown_inlines_begin(struct markdown *m, cmark_node *block);
/* Writes the inline `first` and its siblings up to `end` (NULL: all). Inlines of a block are
 * written in order. */
void markdown_inlines_range(struct markdown *m, cmark_node *first, cmark_node *end);
/* Passes over the places of the next inline and of what is in it. */
void markdown_inlines_skip(struct markdown *m);
/* All inlines of `block`. */
void markdown_inlines(struct markdown *m, cmark_node *block);
/* The place of the inline that is written next, or NULL when the block could not be aligned. */
const struct markdown_place *markdown_next_place(const struct markdown *m);

/* --- markdown_text.c */
/* Writes text that stands in the source as it is. */
void markdown_run(struct markdown *m, struct slice text, uint32_t source);
/* Writes the bytes `from` to `to` of a text inline. */
void markdown_text(struct markdown *m, cmark_node *node, size_t from, size_t to);

/* --- markdown_typography.c */
/* Writes text that stands for itself: escaped, counted, and nothing else. */
void markdown_literal(struct markdown *m, struct slice text);
/* Writes running text: escaped, counted, with the quotes, dashes and spaces of the language. */
void markdown_typography(struct markdown *m, struct slice text);
void markdown_count_words(struct markdown *m, struct slice text);
/* The same for text whose words were counted. */
void markdown_typography_counted(struct markdown *m, struct slice text);
/* Which of the eight bytes of `text` from `at` on begin a word: a 1 in their byte of the result,
 * the first lowest.
 * `*inside` is 1 while the byte before is part of one. */
static inline uint64_t markdown_word_starts(struct slice text, size_t at, uint64_t *inside) {
    const uint64_t ones = 0x0101010101010101u;
    uint64_t bytes = 0;
    if (text.length - at >= 8) {
        memcpy(&bytes, text.data + at, 8);
    } else {
        memcpy(&bytes, text.data + at, text.length - at);
    }
    /* The high bit of each byte that is more than a space: text has no other white space. */
    uint64_t word = (((bytes & (ones * 0x7F)) + ones * (0x7F - ' ')) | bytes) & (ones * 0x80);
    word >>= 7;
    uint64_t starts = word & ~((word << 8) | *inside);
    size_t last = text.length - at < 8 ? text.length - at - 1 : 7;
    *inside = (word >> (8 * last)) & 1;
    return starts;
}
/* The rules of a language, by its code; of Dutch when it is not known. */
const struct markdown_language *markdown_language(struct slice code);

/* --- markdown_terms.c */
/* Writes running text with holes around the words that may be terms. */
void markdown_term_text(struct markdown *m, struct slice text);

/* --- markdown_autolink.c */
struct markdown_autolink {
    size_t from;
    size_t to;
    const char *scheme; /* to put before it: "http://", "mailto:" or "" */
};
/* The next places in a text where an address may be. */
struct markdown_autolinks {
    struct slice text;
    size_t scheme;
    size_t www;
    size_t at;
};
void markdown_autolinks_begin(struct markdown_autolinks *search, struct slice text);
/* The next bare address from `from` on. False if there is none. */
bool markdown_autolinks_next(struct markdown_autolinks *search, size_t from,
                             struct markdown_autolink *found);

/* --- markdown_link.c */
/* False if the link's own text is not to be written. */
bool markdown_link_open(struct markdown *m, cmark_node *node);
void markdown_link_close(struct markdown *m);
void markdown_image(struct markdown *m, cmark_node *node, bool alone);
/* A link whose text stands in the source as it is. */
void markdown_link_plain(struct markdown *m, struct slice destination, struct slice text,
                         struct place place);
/* [[destination|text]]; `text_node` gives the text between `from` and `to` of it. */
struct markdown_wiki {
    size_t from; /* of "[[" or "![[" in the literal */
    size_t to;   /* behind "]]" */
    bool embed;
    struct slice destination;
    size_t text_from; /* both 0 without a text of its own */
    size_t text_to;
};
void markdown_wiki_link(struct markdown *m, cmark_node *node, const struct markdown_wiki *wiki,
                        struct place place, bool alone);
/* Begins a wiki link whose text follows; markdown_link_close ends it. */
void markdown_wiki_begin(struct markdown *m, struct slice destination, struct place place);
/* Whether the destination's scheme is a kind. */
bool markdown_is_kind(const struct markdown *m, struct slice destination);
/* Adds a link with its place in the file. */
struct markup_link *markdown_link_add(struct markdown *m, enum markup_link_type type,
                                      struct slice destination, struct place place);
/* Gives the links from `first` on their texts and sentences; the HTML of their block starts at
 * `from`. */
void markdown_link_contexts(struct markdown *m, uint32_t first, size_t from);

/* --- markdown_reference.c */
/* The place of the destination in the definition of a reference's label. */
struct place markdown_reference_place(struct markdown *m, struct markdown_range label);

/* --- markdown_wiki.c */
/* "[[destination|" at the end of the text from `from` on, without its "]]". */
bool markdown_wiki_open(struct slice literal, size_t from, struct markdown_wiki *wiki);
/* The next wiki link in the text from `from` on. */
bool markdown_wiki_next(struct slice literal, size_t from, struct markdown_wiki *wiki);
/* The range in the source of bytes of a text inline. */
struct markdown_range markdown_text_source(const struct markdown *m,
                                           const struct markdown_place *place, size_t from,
                                           size_t to);

/* --- markdown_strike.c */
/* Pairs the tildes of the block. */
void markdown_strikes_find(struct markdown *m, cmark_node *block);
/* The next tildes from source offset `source` on that open or close a <del>, if they are within
 * `length` bytes. */
struct markdown_strike {
    uint32_t source;
    uint8_t length;
    bool closing;
    cmark_node *parent;
};
const struct markdown_strike *markdown_strike_next(struct markdown *m, uint32_t source,
                                                   uint32_t length);

/* --- markdown_html.c */
void markdown_html_block(struct markdown *m, cmark_node *node);
void markdown_html_inline(struct markdown *m, cmark_node *node);
/* <del> and </del>, which nest with raw elements within `parent`. */
void markdown_strike_open(struct markdown *m, cmark_node *parent);
void markdown_strike_close(struct markdown *m, cmark_node *parent);
/* Closes the raw elements that were opened within `parent` and are still open. */
void markdown_html_close(struct markdown *m, cmark_node *parent);

/* --- markdown_marks.c */
enum markdown_mark_type { MARK_NONE, MARK_FOOTNOTE, MARK_DETAIL };
/* What an item stands for that cmark took for a list item. */
enum markdown_mark_type markdown_item_mark(const struct markdown *m, cmark_node *item);
/* The label of the footnote that an item of MARK_FOOTNOTE defines, and where it stands. */
struct markdown_range markdown_item_label(const struct markdown *m, cmark_node *item);

/* --- markdown_footnote.c */
void markdown_notes_collect(struct markdown *m, cmark_node *root);
/* Writes running text with marks for footnotes. */
void markdown_note_text(struct markdown *m, struct slice text, uint32_t source);
/* Writes the footnotes that were used, behind the body. */
void markdown_notes_write(struct markdown *m);

/* --- markdown_definition.c */
/* Whether the paragraph holds the terms of the definition list that follows it. */
bool markdown_is_term(const struct markdown *m, cmark_node *paragraph);
/* Writes the definition list that begins with the terms in `paragraph`; returns its last node. */
cmark_node *markdown_definition_list(struct markdown *m, cmark_node *paragraph);

/* --- markdown_table.c */
/* Finds the tables and has cmark parse their cells. */
void markdown_tables_find(struct markdown *m, cmark_node *root);
/* Writes the paragraph as text and a table, if it holds one; of a callout's first paragraph what
 * follows its title. */
bool markdown_table(struct markdown *m, cmark_node *paragraph);

/* --- markdown_callout.c */
/* Writes the block quote as a callout, if it is one. */
bool markdown_callout(struct markdown *m, cmark_node *quote);

/* --- markdown_task.c */
/* Whether the item is a point of a task list. */
bool markdown_is_task(const struct markdown *m, cmark_node *item);
void markdown_task(struct markdown *m, cmark_node *item);

/* --- markdown_anchor.c */
/* Cuts {#id} off the end of the text, with the blanks before it. The empty slice if there is none.
 */
struct slice markdown_cut_id(struct slice *text);
/* The range of the {#id} that ends in `range`. */
struct markdown_range markdown_id_range(const struct markdown *m, struct markdown_range range,
                                        struct slice id);
/* Whether an id can be one; says so if not. */
bool markdown_check_id(struct markdown *m, struct slice id, struct markdown_range place);
uint32_t markdown_anchor_add(struct markdown *m, enum markup_anchor_type type, struct slice id,
                             struct markdown_range place);
struct markup_anchor *markdown_anchor_at(struct markdown *m, uint32_t index);
void markdown_heading(struct markdown *m, cmark_node *node);
/* Ends the sections of headings deeper than `depth`, or of `level` and lower within it. */
void markdown_sections_end(struct markdown *m, uint32_t depth, uint8_t level);
/* Gives every anchor an id of its own. */
void markdown_anchors_finish(struct markdown *m);

/* --- markdown_plain.c */
/* Appends the text of HTML that was written here: tags dropped, entities decoded, white space made
 * one space. */
void markdown_plain_append(struct buffer *out, struct slice html);
/* The name that stands for a target whose title is not known yet: "x" of "network:x#y". */
struct slice markdown_target_name(struct slice destination);
/* The text of what was written between two offsets, trimmed, in the arena of the result. */
struct slice markdown_plain(struct markdown *m, size_t from, size_t to);
/* The sentence of `text` around the bytes `from` to `to`, cut to a length fit for a list. */
struct slice markdown_sentence(struct arena *arena, struct slice text, size_t from, size_t to);
/* The first sentence of what was written between two offsets, and the second if both are short. */
struct slice markdown_first_sentences(struct markdown *m, size_t from, size_t to);

#endif

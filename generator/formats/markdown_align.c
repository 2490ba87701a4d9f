#include "formats/markdown_align.h"

#include "formats/markdown_memory.h"

#include <string.h>

struct aligner {
    struct markdown_alignment *out;
    bool verbatim; /* the block has no escapes and entities */
    bool autolink; /* within <…>, where a backslash is one */
    struct markdown_content content;
    struct arena *arena;
    size_t at;      /* how far the content is used */
    uint32_t line;  /* of the content, where `at` is */
    uint32_t *open; /* the places of the links and images that are open */
    uint32_t open_count;
    uint32_t open_capacity;
};

static char byte_at(const struct aligner *aligner, size_t at) {
    return at < aligner->content.text.length ? aligner->content.text.data[at] : '\0';
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t';
}

/* Whether there is a NUL here, of which cmark made U+FFFD in `literal`. */
static bool is_nul(const struct aligner *aligner, struct slice literal) {
    return aligner->at < aligner->content.text.length &&
           aligner->content.text.data[aligner->at] == '\0' &&
           slice_starts_with(literal, SLICE("\xEF\xBF\xBD"));
}

static bool at_line_start(const struct aligner *aligner) {
    return aligner->at > 0 && byte_at(aligner, aligner->at - 1) == '\n';
}

/* The source offset of `at`; asked in rising order. */
static uint32_t source_of(struct aligner *aligner, size_t at) {
    const struct markdown_content *content = &aligner->content;
    while (aligner->line + 1 < content->count && content->lines[aligner->line + 1].at <= at) {
        aligner->line++;
    }
    return content->lines[aligner->line].source + (uint32_t)(at - content->lines[aligner->line].at);
}

static struct markdown_place *new_place(struct aligner *aligner) {
    struct markdown_alignment *out = aligner->out;
    if (out->count == out->capacity) {
        uint32_t capacity = out->capacity * 2 + 64;
        out->places = arena_grow(aligner->arena, out->places, out->capacity * sizeof *out->places,
                                 capacity * sizeof *out->places);
        out->capacity = capacity;
    }
    struct markdown_place *place = &out->places[out->count++];
    *place = (struct markdown_place){.first_run = out->run_count, .next = out->count};
    return place;
}

/* Adds `length` bytes that stand in the source at `at`; to the run before them if they go on with
 * it. */
static void add_run(struct aligner *aligner, size_t length, bool escaped) {
    struct markdown_alignment *out = aligner->out;
    uint32_t source = source_of(aligner, aligner->at);
    if (!escaped && out->run_count > out->places[out->count - 1].first_run) {
        struct markdown_run *last = &out->runs[out->run_count - 1];
        if (!last->escaped && last->source + last->length == source) {
            last->length += (uint32_t)length;
            return;
        }
    }
    if (out->run_count == out->run_capacity) {
        uint32_t capacity = out->run_capacity * 2 + 64;
        out->runs = arena_grow(aligner->arena, out->runs, out->run_capacity * sizeof *out->runs,
                               capacity * sizeof *out->runs);
        out->run_capacity = capacity;
    }
    out->runs[out->run_count++] = (struct markdown_run){(uint32_t)length, source, escaped};
}

/* The bytes that cmark makes of the entity at `at`, and how long the entity is; 0 when it is none.
 * There is no list of the 2125 names here: cmark is asked. */
static size_t entity(struct aligner *aligner, size_t at, size_t *width) {
    enum { LONGEST = 34 }; /* &CounterClockwiseContourIntegral; */
    struct slice rest = slice_between(aligner->content.text, at, at + LONGEST);
    size_t end = slice_find(rest, ';');
    if (end == SLICE_NOT_FOUND || end < 2) {
        return 0;
    }
    for (size_t i = 1; i < end; i++) {
        char byte = rest.data[i];
        bool letter = (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'z');
        if (!letter && !(i == 1 && byte == '#')) {
            return 0;
        }
    }
    struct arena_mark mark = arena_mark(aligner->arena);
    cmark_node *root = markdown_tree(aligner->arena, slice_take(rest, end + 1));
    cmark_node *text = cmark_node_first_child(cmark_node_first_child(root));
    const char *literal = text == NULL ? NULL : cmark_node_get_literal(text);
    size_t length = literal == NULL ? 0 : strlen(literal);
    bool same = length == end + 1 && memcmp(literal, rest.data, length) == 0;
    arena_restore(aligner->arena, mark);
    /* An entity for white space leaves a paragraph of nothing. */
    if (same) {
        return 0;
    }
    *width = end + 1;
    return length == 0 ? 1 : length;
}

/* Lays a text beside the content: what is equal, and single characters that are written
 * differently. */
static bool align_text(struct aligner *aligner, struct slice literal) {
    struct slice text = aligner->content.text;
    size_t done = 0;
    if (aligner->verbatim && literal.length <= text.length - aligner->at &&
        memcmp(literal.data, text.data + aligner->at, literal.length) == 0) {
        add_run(aligner, literal.length, false);
        aligner->at += literal.length;
        return true;
    }
    while (done < literal.length) {
        size_t limit = text.length - aligner->at;
        if (literal.length - done < limit) {
            limit = literal.length - done;
        }
        const char *a = literal.data + done;
        const char *b = text.data + aligner->at;
        size_t same = 0;
        while (same < limit && a[same] == b[same] && b[same] != '\\' && b[same] != '&') {
            same++;
        }
        if (same > 0) {
            add_run(aligner, same, false);
            aligner->at += same;
            done += same;
            continue;
        }
        size_t width = 1;
        size_t length = 1;
        bool escaped = false;
        char byte = byte_at(aligner, aligner->at);
        if (byte != literal.data[done] && is_blank(literal.data[done]) && at_line_start(aligner)) {
            width = 0; /* cmark leaves blanks at the start of a lazy line, the content has none */
        } else if (byte == '\\' && !aligner->autolink &&
                   markdown_is_punctuation(byte_at(aligner, aligner->at + 1))) {
            width = 2;
            escaped = true;
        } else if (byte == '&') {
            length = entity(aligner, aligner->at, &width);
            escaped = length > 0;
            length = escaped ? length : 1;
        } else if (is_nul(aligner, slice_skip(literal, done))) {
            length = 3;
            escaped = true;
        } else if (byte != '\\') {
            return false;
        }
        if (length > literal.length - done) {
            return false;
        }
        add_run(aligner, length, escaped);
        aligner->at += width;
        done += length;
    }
    return true;
}

static bool align_break(struct aligner *aligner) {
    size_t at = aligner->at;
    if (byte_at(aligner, at) == '\\') {
        at++;
    }
    while (byte_at(aligner, at) != '\n' && markdown_is_white(byte_at(aligner, at))) {
        at++;
    }
    if (byte_at(aligner, at) != '\n') {
        return false;
    }
    aligner->at = at + 1;
    return true;
}

static size_t ticks_at(const struct aligner *aligner, size_t at) {
    size_t count = 0;
    while (byte_at(aligner, at + count) == '`') {
        count++;
    }
    return count;
}

static bool align_code(struct aligner *aligner) {
    size_t ticks = ticks_at(aligner, aligner->at);
    size_t at = aligner->at + ticks;
    while (ticks > 0 && at < aligner->content.text.length) {
        size_t found = ticks_at(aligner, at);
        if (found == ticks) {
            aligner->at = at + found;
            return true;
        }
        at += found > 0 ? found : 1;
    }
    return false;
}

static bool align_html(struct aligner *aligner, struct slice literal) {
    for (size_t i = 0; i < literal.length; i++) {
        if (literal.data[i] == '\r') {
            continue;
        }
        if (byte_at(aligner, aligner->at) == literal.data[i]) {
            aligner->at++;
        } else if (is_nul(aligner, slice_skip(literal, i))) {
            aligner->at++;
            i += 2;
        } else if (!is_blank(literal.data[i]) || !at_line_start(aligner)) {
            return false;
        }
    }
    return true;
}

static bool align_marks(struct aligner *aligner, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char byte = byte_at(aligner, aligner->at);
        if (byte != '*' && byte != '_') {
            return false;
        }
        aligner->at++;
    }
    return true;
}

static bool enter_link(struct aligner *aligner, bool image, uint32_t index) {
    if (aligner->open_count == aligner->open_capacity) {
        uint32_t capacity = aligner->open_capacity * 2 + 16;
        aligner->open = arena_grow(aligner->arena, aligner->open,
                                   aligner->open_capacity * sizeof *aligner->open,
                                   capacity * sizeof *aligner->open);
        aligner->open_capacity = capacity;
    }
    aligner->open[aligner->open_count++] = index;
    struct markdown_place *place = &aligner->out->places[index];
    if (!image && byte_at(aligner, aligner->at) == '<') {
        place->form = FORM_AUTOLINK;
        aligner->autolink = true;
    } else if (image && byte_at(aligner, aligner->at) == '!') {
        aligner->at++;
    }
    char open = place->form == FORM_AUTOLINK ? '<' : '[';
    if (byte_at(aligner, aligner->at) != open) {
        return false;
    }
    aligner->at++;
    place->destination.from = source_of(aligner, aligner->at);
    return true;
}

static struct markdown_range to_source(const struct aligner *aligner, struct markdown_range range) {
    uint32_t from = markdown_content_source(&aligner->content, range.from);
    return (struct markdown_range){from, from + (range.to - range.from)};
}

static bool leave_link(struct aligner *aligner) {
    struct markdown_place *place = &aligner->out->places[aligner->open[--aligner->open_count]];
    place->next = aligner->out->count;
    aligner->autolink = false;
    place->destination.to = source_of(aligner, aligner->at);
    char close = place->form == FORM_AUTOLINK ? '>' : ']';
    if (byte_at(aligner, aligner->at) != close) {
        return false;
    }
    aligner->at++;
    if (place->form != FORM_AUTOLINK) {
        struct slice text = aligner->content.text;
        struct markdown_range inside = {0, 0};
        size_t end = markdown_scan_inline_tail(text, aligner->at, &inside);
        if (end != 0) {
            place->destination = to_source(aligner, inside);
            aligner->at = end;
        } else {
            place->form = FORM_REFERENCE;
            end = markdown_scan_label(text, aligner->at);
            if (end > aligner->at + 2) {
                place->destination = to_source(
                    aligner, (struct markdown_range){(uint32_t)aligner->at + 1, (uint32_t)end - 1});
            }
            aligner->at = end != 0 ? end : aligner->at;
        }
    }
    place->whole.to = source_of(aligner, aligner->at - 1) + 1;
    return true;
}

static bool enter(struct aligner *aligner, cmark_node *node) {
    struct markdown_place *place = new_place(aligner);
    uint32_t index = aligner->out->count - 1;
    place->whole.from = source_of(aligner, aligner->at);
    bool fits = true;
    cmark_node_type type = cmark_node_get_type(node);
    switch (type) {
    case CMARK_NODE_TEXT: {
        struct slice literal = slice_from(cmark_node_get_literal(node));
        place->length = (uint32_t)literal.length;
        fits = align_text(aligner, literal);
        break;
    }
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        fits = align_break(aligner);
        break;
    case CMARK_NODE_CODE:
        fits = align_code(aligner);
        break;
    case CMARK_NODE_HTML_INLINE:
        fits = align_html(aligner, slice_from(cmark_node_get_literal(node)));
        break;
    case CMARK_NODE_EMPH:
    case CMARK_NODE_STRONG:
        fits = align_marks(aligner, type == CMARK_NODE_EMPH ? 1 : 2);
        break;
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
        return enter_link(aligner, type == CMARK_NODE_IMAGE, index);
    default:
        return false;
    }
    place = &aligner->out->places[index];
    place->run_count = aligner->out->run_count - place->first_run;
    place->whole.to = aligner->at > 0 ? source_of(aligner, aligner->at - 1) + 1 : place->whole.from;
    return fits;
}

static bool leave(struct aligner *aligner, cmark_node *node) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_EMPH:
        return align_marks(aligner, 1);
    case CMARK_NODE_STRONG:
        return align_marks(aligner, 2);
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
        return leave_link(aligner);
    default:
        return true;
    }
}

static bool align_inlines(struct aligner *aligner, cmark_node *block) {
    for (cmark_node *node = cmark_node_first_child(block); node != NULL;) {
        if (!enter(aligner, node)) {
            return false;
        }
        cmark_node *next = cmark_node_first_child(node);
        while (next == NULL) {
            if (!leave(aligner, node)) {
                return false;
            }
            next = cmark_node_next(node);
            if (next == NULL) {
                node = cmark_node_parent(node);
                if (node == block) {
                    return true;
                }
            }
        }
        node = next;
    }
    return true;
}

bool markdown_align(struct markdown_alignment *alignment, const struct markdown_source *source,
                    cmark_node *block, struct arena *arena) {
    uint32_t bits = markdown_source_bits(source, cmark_node_get_start_line(block),
                                         cmark_node_get_end_line(block));
    for (int lazy = 0; lazy < 2; lazy++) {
        struct aligner aligner = {.out = alignment, .arena = arena};
        alignment->count = 0;
        alignment->run_count = 0;
        markdown_content_build(&aligner.content, source, block, lazy != 0, arena);
        if (aligner.content.count == 0) {
            return false;
        }
        aligner.verbatim = (bits & (LINE_ESCAPE | LINE_CONTROL)) == 0;
        if (cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH ||
            cmark_node_get_start_line(block) < cmark_node_get_end_line(block)) {
            aligner.at = markdown_content_definitions(&aligner.content);
        }
        if (align_inlines(&aligner, block)) {
            return true;
        }
    }
    return false;
}

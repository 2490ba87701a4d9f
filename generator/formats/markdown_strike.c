/* ~~struck~~ and ~struck~: runs of one or two tildes are paired within one parent, by the flanking
 * rules of emphasis and, like cmark-gfm does, only with the nearest opener and only when both are
 * equally long. */
#include "formats/markdown_state.h"

#include "base/utf8.h"

struct delimiter {
    cmark_node *parent;
    uint32_t strike; /* index of its strike */
    uint8_t length;
};

struct markdown_spans {
    struct markdown_array
        strikes; /* struct markdown_strike, by rising source; unpaired ones have length 0 */
    struct markdown_array openers; /* struct delimiter */
    uint32_t next;
};

enum side { SIDE_SPACE, SIDE_PUNCTUATION, SIDE_OTHER };

static enum side side_of(uint32_t code_point) {
    if (code_point == '\n' || utf8_is_space(code_point)) {
        return SIDE_SPACE;
    }
    return utf8_is_punctuation(code_point) ? SIDE_PUNCTUATION : SIDE_OTHER;
}

static enum side side_before(struct slice text, size_t at) {
    if (at == 0) {
        return SIDE_SPACE;
    }
    size_t before = utf8_previous(text, at);
    return side_of(utf8_next(text, &before));
}

static enum side side_after(struct slice text, size_t at) {
    return at >= text.length ? SIDE_SPACE : side_of(utf8_next(text, &at));
}

static struct delimiter *top(const struct markdown_spans *spans) {
    return spans->openers.count == 0
               ? NULL
               : (struct delimiter *)spans->openers.data + (spans->openers.count - 1);
}

/* A run of `length` tildes at `source`: closes the nearest opener, or becomes one. */
static void add_run(struct markdown *m, cmark_node *parent, uint32_t source, uint8_t length) {
    struct markdown_spans *spans = m->spans;
    enum side before = side_before(m->source->text, source);
    enum side after = side_after(m->source->text, source + length);
    bool opens = after == SIDE_OTHER || (after == SIDE_PUNCTUATION && before != SIDE_OTHER);
    bool closes = before == SIDE_OTHER || (before == SIDE_PUNCTUATION && after != SIDE_OTHER);
    struct markdown_strike *strike =
        markdown_array_add(m->scratch, &spans->strikes, sizeof *strike);
    *strike = (struct markdown_strike){.source = source, .parent = parent};
    const struct delimiter *opener = top(spans);
    if (closes && opener != NULL && opener->parent == parent && opener->length == length) {
        struct markdown_strike *strikes = spans->strikes.data;
        strikes[opener->strike].length = length;
        strike->length = length;
        strike->closing = true;
        spans->openers.count--;
    } else if (opens) {
        struct delimiter *delimiter =
            markdown_array_add(m->scratch, &spans->openers, sizeof *delimiter);
        *delimiter = (struct delimiter){parent, spans->strikes.count - 1, length};
    }
}

static void find_in_text(struct markdown *m, cmark_node *parent,
                         const struct markdown_place *place) {
    struct slice text = m->source->text;
    for (uint32_t i = 0; i < place->run_count; i++) {
        const struct markdown_run *run = &m->alignment.runs[place->first_run + i];
        size_t end = run->escaped ? run->source : run->source + run->length;
        for (size_t at = run->source; at < end; at++) {
            size_t start = at;
            while (at < end && text.data[at] == '~') {
                at++;
            }
            if (at - start == 1 || at - start == 2) {
                add_run(m, parent, (uint32_t)start, (uint8_t)(at - start));
            }
        }
    }
}

void markdown_strikes_find(struct markdown *m, cmark_node *block) {
    if (m->spans == NULL) {
        m->spans = arena_new(m->scratch, struct markdown_spans, 1);
    }
    m->spans->strikes.count = 0;
    m->spans->openers.count = 0;
    m->spans->next = 0;
    uint32_t index = 0;
    for (cmark_node *node = cmark_node_first_child(block); node != NULL; index++) {
        if (cmark_node_get_type(node) == CMARK_NODE_TEXT) {
            find_in_text(m, cmark_node_parent(node), &m->alignment.places[index]);
        }
        cmark_node *next = cmark_node_first_child(node);
        while (next == NULL && node != block) {
            next = cmark_node_next(node);
            if (next == NULL) {
                /* What its inlines opened stays open for nobody. */
                cmark_node *parent = cmark_node_parent(node);
                while (top(m->spans) != NULL && top(m->spans)->parent == parent) {
                    m->spans->openers.count--;
                }
                node = parent;
            }
        }
        node = next;
    }
}

const struct markdown_strike *markdown_strike_next(struct markdown *m, uint32_t source,
                                                   uint32_t length) {
    struct markdown_spans *spans = m->spans;
    if (!m->has_strikes) {
        return NULL;
    }
    const struct markdown_strike *strikes = spans->strikes.data;
    while (spans->next < spans->strikes.count &&
           (strikes[spans->next].source < source || strikes[spans->next].length == 0)) {
        spans->next++;
    }
    if (spans->next == spans->strikes.count || strikes[spans->next].source >= source + length) {
        return NULL;
    }
    return &strikes[spans->next];
}

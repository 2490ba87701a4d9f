/* Branches that come together: the places of each must be the same, or one that serves for both. */
#include "template/html_reading.h"
#include "template/tree.h"

static bool same_tag(const struct html_state *a, const struct html_state *b) {
    return a->closing == b->closing && a->tag_length == b->tag_length &&
           memcmp(a->tag, b->tag, a->tag_length) == 0;
}

static bool same_name(const struct html_state *a, const struct html_state *b) {
    return a->name_length == b->name_length && memcmp(a->name, b->name, a->name_length) == 0;
}

static bool same_word(const struct html_state *a, const struct html_state *b) {
    return a->word_length == b->word_length && memcmp(a->word, b->word, a->word_length) == 0;
}

/* Whether the content of a value or raw text is at the same point. */
static bool same_content(const struct html_state *a, const struct html_state *b) {
    return a->address == b->address && a->code == b->code && a->operand == b->operand &&
           a->escaped == b->escaped && a->previous == b->previous && a->matched == b->matched &&
           same_word(a, b);
}

bool html_states_equal(const struct html_state *a, const struct html_state *b) {
    if (a->place != b->place) {
        return false;
    }
    switch ((enum html_place)a->place) {
    case HTML_TEXT:
        return true;
    case HTML_TAG_OPEN:
        return a->closing == b->closing;
    case HTML_COMMENT:
    case HTML_DECLARATION:
        return a->dashes == b->dashes && a->previous == b->previous;
    case HTML_RAW:
        return a->element == b->element && same_tag(a, b) && same_content(a, b);
    case HTML_VALUE:
        return same_tag(a, b) && a->quote == b->quote && same_name(a, b) && same_content(a, b);
    case HTML_ATTRIBUTE_NAME:
    case HTML_AFTER_NAME:
    case HTML_BEFORE_VALUE:
        return same_tag(a, b) && same_name(a, b);
    default:
        return same_tag(a, b);
    }
}

static bool is_between(const struct html_state *state) {
    switch ((enum html_place)state->place) {
    case HTML_TAG_NAME:
    case HTML_TAG:
    case HTML_TAG_MIXED:
    case HTML_ATTRIBUTE_NAME:
    case HTML_AFTER_NAME:
    case HTML_AFTER_VALUE:
        return true;
    case HTML_VALUE:
        return state->quote == '\0';
    default:
        return false;
    }
}

/* What differs only in how far an address, a word or the like was read. */
static bool join_content(const struct html_state *a, const struct html_state *b,
                         struct html_state *joined) {
    if (a->code != b->code || a->escaped != b->escaped) {
        return false;
    }
    *joined = *a;
    joined->previous = a->previous == b->previous ? a->previous : '\0';
    joined->matched = a->matched == b->matched ? a->matched : 0;
    joined->operand = a->operand || b->operand;
    joined->word_length = same_word(a, b) ? a->word_length : 0;
    if (a->address != b->address) {
        bool harmful = a->address == ADDRESS_HARMFUL || b->address == ADDRESS_HARMFUL;
        joined->address = harmful ? ADDRESS_HARMFUL : ADDRESS_UNSETTLED;
    }
    return true;
}

bool html_join(const struct html_state *a, const struct html_state *b, struct html_state *joined) {
    *joined = *a;
    if (html_states_equal(a, b)) {
        return true;
    }
    if (is_between(a) && is_between(b) && same_tag(a, b)) {
        joined->place = HTML_TAG_MIXED;
        return true;
    }
    if (a->place != b->place) {
        return false;
    }
    switch ((enum html_place)a->place) {
    case HTML_COMMENT:
        joined->dashes = 0;
        return true;
    case HTML_RAW:
        return a->element == b->element && same_tag(a, b) && join_content(a, b, joined);
    case HTML_VALUE:
        return same_tag(a, b) && a->quote == b->quote && same_name(a, b) &&
               join_content(a, b, joined);
    default:
        return false;
    }
}

struct html_state html_behind(const struct html_state *begins) {
    struct html_state state = *begins;
    if (is_between(begins)) {
        state.place = HTML_TAG_MIXED;
    }
    state.dashes = begins->place == HTML_COMMENT ? 0 : state.dashes;
    state.operand = true;
    state.previous = '\0';
    state.word_length = 0;
    if (state.address != ADDRESS_SETTLED && state.address != ADDRESS_HARMFUL) {
        state.address = ADDRESS_UNSETTLED;
    }
    return state;
}

void html_describe(const struct html_state *state, struct buffer *out) {
    struct slice tag = slice_of(state->tag, state->tag_length);
    struct slice name = slice_of(state->name, state->name_length);
    switch ((enum html_place)state->place) {
    case HTML_TEXT:
        buffer_append_text(out, "…");
        break;
    case HTML_COMMENT:
        buffer_append_text(out, "<!-- …");
        break;
    case HTML_DECLARATION:
        buffer_append_text(out, "<! …");
        break;
    case HTML_RAW:
        buffer_format(out, "<%.*s> …", slice_width(tag), tag.data);
        break;
    case HTML_TAG_OPEN:
        buffer_append_text(out, state->closing ? "</" : "<");
        break;
    case HTML_VALUE:
    case HTML_BEFORE_VALUE:
        buffer_format(out, "<%.*s … %.*s=", slice_width(tag), tag.data, slice_width(name),
                      name.data);
        if (state->place == HTML_VALUE && state->quote != '\0') {
            buffer_append_byte(out, state->quote);
        }
        buffer_append_text(out, "…");
        break;
    default:
        buffer_append_text(out, state->closing ? "</" : "<");
        buffer_append(out, tag);
        buffer_append_text(out, " …");
    }
}

#include "template/html_state.h"

#include "template/tree.h"

#include <string.h>

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

static bool is_letter(char byte) {
    return (byte | 32) >= 'a' && (byte | 32) <= 'z';
}

static char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
}

/* Adds a character to a name that is only wanted as far as there is room. */
static void add(char *name, uint8_t *length, char byte) {
    if (*length < HTML_NAME_ROOM) {
        name[(*length)++] = lower(byte);
    }
}

static bool named(const char *name, uint8_t length, const char *wanted) {
    return slice_equals(slice_of(name, length), slice_from(wanted));
}

static bool is_listed(const char *name, uint8_t length, const char *list) {
    struct slice rest = slice_from(list);
    struct slice entry;
    while (slice_cut(&rest, ' ', &entry)) {
        if (slice_equals(entry, slice_of(name, length))) {
            return true;
        }
    }
    return false;
}

static enum html_element element_of(const struct html_state *state) {
    if (named(state->tag, state->tag_length, "script")) {
        return ELEMENT_SCRIPT;
    }
    if (named(state->tag, state->tag_length, "style")) {
        return ELEMENT_STYLE;
    }
    if (is_listed(state->tag, state->tag_length, "title textarea")) {
        return ELEMENT_PLAIN;
    }
    return is_listed(state->tag, state->tag_length, "xmp iframe noembed noframes plaintext")
               ? ELEMENT_RAW
               : ELEMENT_OTHER;
}

static enum html_attribute attribute_of(const struct html_state *state) {
    static const char addresses[] = "href src action formaction poster cite data background "
                                    "longdesc manifest icon codebase usemap profile ping "
                                    "xlink:href xml:base classid archive";
    if (is_listed(state->name, state->name_length, addresses)) {
        return ATTRIBUTE_ADDRESS;
    }
    if (is_listed(state->name, state->name_length, "srcset imagesrcset")) {
        return ATTRIBUTE_IMAGES;
    }
    if (named(state->name, state->name_length, "style")) {
        return ATTRIBUTE_STYLE;
    }
    if (named(state->name, state->name_length, "srcdoc")) {
        return ATTRIBUTE_DOCUMENT;
    }
    if (named(state->name, state->name_length, "content") &&
        named(state->tag, state->tag_length, "meta")) {
        return ATTRIBUTE_CONTENT;
    }
    bool event = state->name_length > 2 && state->name[0] == 'o' && state->name[1] == 'n';
    return event ? ATTRIBUTE_SCRIPT : ATTRIBUTE_PLAIN;
}

/* The value of an attribute, or the text of a raw element, begins. */
static void begin_content(struct html_state *state) {
    state->address = ADDRESS_BEGINS;
    state->code = CODE_PLAIN;
    state->operand = false;
    state->escaped = false;
    state->previous = '\0';
    state->matched = 0;
    state->word_length = 0;
}

static void begin_value(struct html_state *state, char quote) {
    state->place = HTML_VALUE;
    state->quote = quote;
    state->attribute = (uint8_t)attribute_of(state);
    begin_content(state);
}

static void end_tag(struct html_state *state) {
    state->element = (uint8_t)(state->closing ? ELEMENT_OTHER : element_of(state));
    state->place = state->element == ELEMENT_OTHER ? HTML_TEXT : HTML_RAW;
    begin_content(state);
}

/* --- Addresses --- */

/* A character reference behind a value in an address may be the ":" that makes a scheme of it; only
 * "&amp;" is surely none. */
static bool read_reference(struct html_state *state, char byte) {
    if (byte == '#') {
        return false;
    }
    if (byte != ';') {
        add(state->word, &state->word_length, byte);
        return true;
    }
    bool is_ampersand = is_listed(state->word, state->word_length, "&amp");
    state->word_length = 0;
    return is_ampersand;
}

static bool read_address(struct html_state *state, char byte) {
    bool is_unsettled = state->address == ADDRESS_UNSETTLED;
    if (state->address == ADDRESS_SETTLED || state->address == ADDRESS_HARMFUL ||
        (unsigned char)byte <= ' ') {
        return true;
    }
    if (byte == '&') {
        /* What begins with a character reference may spell anything. */
        state->word_length = 0;
        add(state->word, &state->word_length, byte);
        state->address = is_unsettled ? ADDRESS_UNSETTLED : ADDRESS_HARMFUL;
    } else if (is_unsettled && state->word_length > 0 && state->word[0] == '&') {
        return read_reference(state, byte);
    } else if (byte == '/' || byte == '?' || byte == '#') {
        state->address = ADDRESS_SETTLED;
    } else if (byte != ':') {
        add(state->word, &state->word_length, byte);
        state->address = is_unsettled ? ADDRESS_UNSETTLED : ADDRESS_NAMED;
    } else if (is_unsettled) {
        return false;
    } else {
        bool harmful = is_listed(state->word, state->word_length, "javascript data vbscript");
        state->address = harmful ? ADDRESS_HARMFUL : ADDRESS_SETTLED;
    }
    return true;
}

/* In <meta content="0; url=…">: whether the text so far ends with url=. */
static bool read_content(struct html_state *state, char byte) {
    if (state->address != ADDRESS_BEGINS || state->matched == 4) {
        /* Within the address: a quote may stand before it. */
        if (byte == '\'' || byte == '"') {
            return true;
        }
        state->matched = 4;
        return read_address(state, byte);
    }
    static const char word[] = "url=";
    state->matched = lower(byte) == word[state->matched] ? (uint8_t)(state->matched + 1)
                     : lower(byte) == 'u'                ? 1
                                                         : 0;
    return true;
}

/* --- Scripts and styles --- */

/* Words behind which a / begins a pattern. */
static bool wants_operand(const struct html_state *state) {
    return is_listed(state->word, state->word_length,
                     "return typeof case in of delete void throw new do else instanceof");
}

static bool is_word(char byte) {
    return is_letter(byte) || byte == '_' || byte == '$' || (byte >= '0' && byte <= '9') ||
           (unsigned char)byte >= 0x80;
}

/* The character behind a slash in a script: whether it made a comment or a pattern begin. */
static bool begins_after_slash(struct html_state *state, char byte) {
    if (byte == '/' || byte == '*') {
        state->code = byte == '/' ? CODE_LINE_COMMENT : CODE_COMMENT;
    } else if (!state->operand) {
        state->code = byte == '[' ? CODE_PATTERN_CLASS : CODE_PATTERN;
        state->escaped = byte == '\\';
    } else {
        state->operand = false; /* it divided */
        return false;
    }
    state->previous = '\0';
    state->operand =
        state->code == CODE_LINE_COMMENT || state->code == CODE_COMMENT ? state->operand : true;
    return true;
}

static void read_plain_script(struct html_state *state, char byte) {
    char previous = state->previous;
    if (previous == '/' && begins_after_slash(state, byte)) {
        return;
    }
    state->previous = byte;
    if (is_word(byte)) {
        state->word_length = is_word(previous) ? state->word_length : 0;
        add(state->word, &state->word_length, byte);
        state->operand = true;
    } else if (byte == '/' || is_space(byte)) {
        state->operand = state->operand && !wants_operand(state);
    } else {
        bool text = byte == '\'' || byte == '"' || byte == '`';
        state->code = byte == '\''  ? CODE_SINGLE
                      : byte == '"' ? CODE_DOUBLE
                      : byte == '`' ? CODE_TEMPLATE
                                    : CODE_PLAIN;
        state->operand = text || byte == ')' || byte == ']' || byte == '}';
        state->word_length = 0;
    }
}

/* In a text, comment or pattern. */
static void read_inside_code(struct html_state *state, char byte) {
    bool escaped = state->escaped;
    state->escaped = !escaped && byte == '\\';
    char previous = state->previous;
    state->previous = byte;
    bool ends = false;
    switch ((enum html_code)state->code) {
    case CODE_SINGLE:
        ends = byte == '\'' && !escaped;
        break;
    case CODE_DOUBLE:
        ends = byte == '"' && !escaped;
        break;
    case CODE_TEMPLATE:
        ends = byte == '`' && !escaped;
        break;
    case CODE_LINE_COMMENT:
        ends = byte == '\n' || byte == '\r';
        break;
    case CODE_COMMENT:
        ends = previous == '*' && byte == '/';
        break;
    case CODE_PATTERN:
        if (byte == '[' && !escaped) {
            state->code = CODE_PATTERN_CLASS;
        }
        ends = byte == '/' && !escaped;
        break;
    case CODE_PATTERN_CLASS:
        if (byte == ']' && !escaped) {
            state->code = CODE_PATTERN;
        }
        break;
    case CODE_URL:
        ends = byte == ')' && !escaped;
        break;
    case CODE_PLAIN:
        break;
    }
    if (ends) {
        state->code = CODE_PLAIN;
        state->previous = '\0';
        state->escaped = false;
    }
}

static void read_plain_style(struct html_state *state, char byte) {
    if (state->previous == '/' && byte == '*') {
        state->code = CODE_COMMENT;
        state->previous = '\0';
        return;
    }
    state->previous = byte;
    if (byte == '\'' || byte == '"') {
        state->code = byte == '\'' ? CODE_SINGLE : CODE_DOUBLE;
    } else if (byte == '(' && named(state->word, state->word_length, "url")) {
        state->code = CODE_URL;
    }
    if (is_letter(byte)) {
        add(state->word, &state->word_length, byte);
    } else {
        state->word_length = 0;
    }
}

static void read_code(struct html_state *state, char byte, bool script) {
    if (state->code != CODE_PLAIN) {
        read_inside_code(state, byte);
    } else if (script) {
        read_plain_script(state, byte);
    } else {
        read_plain_style(state, byte);
    }
}

/* --- The tokenizer --- */

/* Raw text, which only its own end tag ends. */
static void read_raw(struct html_state *state, char byte) {
    uint8_t whole = (uint8_t)(state->tag_length + 2);
    if (state->matched == whole && (is_space(byte) || byte == '/' || byte == '>')) {
        state->closing = true;
        state->place = HTML_TAG;
        state->matched = 0;
        if (byte == '>') {
            end_tag(state);
        }
        return;
    }
    char wanted = state->matched == 0      ? '<'
                  : state->matched == 1    ? '/'
                  : state->matched < whole ? state->tag[state->matched - 2]
                                           : '\0';
    state->matched = lower(byte) == wanted ? (uint8_t)(state->matched + 1) : byte == '<' ? 1 : 0;
    if (state->element == ELEMENT_SCRIPT || state->element == ELEMENT_STYLE) {
        read_code(state, byte, state->element == ELEMENT_SCRIPT);
    }
}

static bool read_value(struct html_state *state, char byte) {
    if (state->quote != '\0' ? byte == state->quote : is_space(byte)) {
        state->place = state->quote != '\0' ? HTML_AFTER_VALUE : HTML_TAG;
        return true;
    }
    if (state->quote == '\0' && byte == '>') {
        end_tag(state);
        return true;
    }
    switch ((enum html_attribute)state->attribute) {
    case ATTRIBUTE_ADDRESS:
        return read_address(state, byte);
    case ATTRIBUTE_CONTENT:
        return read_content(state, byte);
    case ATTRIBUTE_SCRIPT:
    case ATTRIBUTE_STYLE:
        read_code(state, byte, state->attribute == ATTRIBUTE_SCRIPT);
        return true;
    default:
        return true;
    }
}

static void begin_attribute(struct html_state *state, char byte) {
    state->place = HTML_ATTRIBUTE_NAME;
    state->name_length = 0;
    add(state->name, &state->name_length, byte);
}

static void read_in_tag(struct html_state *state, char byte) {
    if (byte == '>') {
        end_tag(state);
        return;
    }
    bool separator = is_space(byte) || byte == '/';
    switch ((enum html_place)state->place) {
    case HTML_TAG_NAME:
        if (separator) {
            state->place = HTML_TAG;
        } else {
            add(state->tag, &state->tag_length, byte);
        }
        break;
    case HTML_ATTRIBUTE_NAME:
        if (byte == '=') {
            state->place = HTML_BEFORE_VALUE;
        } else if (separator) {
            state->place = byte == '/' ? HTML_TAG : HTML_AFTER_NAME;
        } else {
            add(state->name, &state->name_length, byte);
        }
        break;
    case HTML_AFTER_NAME:
        if (byte == '=') {
            state->place = HTML_BEFORE_VALUE;
        } else if (byte == '/') {
            state->place = HTML_TAG;
        } else if (!separator) {
            begin_attribute(state, byte);
        }
        break;
    default: /* between attributes */
        if (separator) {
            state->place = HTML_TAG;
        } else {
            begin_attribute(state, byte);
        }
    }
}

static void read_tag_open(struct html_state *state, char byte) {
    if (byte == '/' && !state->closing) {
        state->closing = true;
    } else if (is_letter(byte)) {
        state->place = HTML_TAG_NAME;
        state->tag_length = 0;
        add(state->tag, &state->tag_length, byte);
    } else if ((byte == '!' || byte == '?') && !state->closing) {
        state->place = HTML_DECLARATION;
        state->dashes = 0;
        state->previous = byte;
    } else {
        bool again = byte == '<' && !state->closing;
        bool bogus = state->closing && byte != '>';
        state->place = again ? HTML_TAG_OPEN : bogus ? HTML_DECLARATION : HTML_TEXT;
        state->previous = '\0';
    }
}

static void read_declaration(struct html_state *state, char byte) {
    if (state->previous == '!' && byte == '-') {
        state->dashes++;
        if (state->dashes == 2) {
            state->place = HTML_COMMENT;
        }
        return;
    }
    state->previous = '\0';
    if (byte == '>') {
        state->place = HTML_TEXT;
    }
}

static void read_comment(struct html_state *state, char byte) {
    if (byte == '>' && state->dashes >= 2) {
        state->place = HTML_TEXT;
    } else if (byte == '-') {
        state->dashes = state->dashes < 2 ? (uint8_t)(state->dashes + 1) : 2;
    } else if (byte != '!' || state->dashes < 2) { /* --!> closes too */
        state->dashes = 0;
    }
}

static bool read_byte(struct html_state *state, char byte) {
    switch ((enum html_place)state->place) {
    case HTML_TEXT:
        if (byte == '<') {
            state->place = HTML_TAG_OPEN;
            state->closing = false;
        }
        return true;
    case HTML_TAG_OPEN:
        read_tag_open(state, byte);
        return true;
    case HTML_BEFORE_VALUE:
        if (byte == '"' || byte == '\'') {
            begin_value(state, byte);
        } else if (byte == '>') {
            end_tag(state);
        } else if (!is_space(byte)) {
            begin_value(state, '\0');
            return read_value(state, byte);
        }
        return true;
    case HTML_VALUE:
        return read_value(state, byte);
    case HTML_COMMENT:
        read_comment(state, byte);
        return true;
    case HTML_DECLARATION:
        read_declaration(state, byte);
        return true;
    case HTML_RAW:
        read_raw(state, byte);
        return true;
    default:
        read_in_tag(state, byte);
        return true;
    }
}

bool html_read(struct html_state *state, struct slice text, size_t *offset) {
    for (size_t i = 0; i < text.length; i++) {
        if (state->place == HTML_TEXT) { /* most text is */
            const char *next = memchr(text.data + i, '<', text.length - i);
            if (next == NULL) {
                return true;
            }
            i = (size_t)(next - text.data);
        }
        if (!read_byte(state, text.data[i])) {
            *offset = i;
            return false;
        }
    }
    return true;
}

/* --- Values --- */

static enum html_refusal code_value(struct html_state *state, bool script, bool attribute,
                                    uint8_t *escaping) {
    /* A slash before it could begin a pattern or a comment. */
    if (state->code != CODE_PLAIN || (script && state->previous == '/' && !state->operand)) {
        return script ? REFUSAL_CODE_TEXT : REFUSAL_STYLE_TEXT;
    }
    *escaping = !script ? ESCAPING_STYLE : attribute ? ESCAPING_SCRIPT_ATTRIBUTE : ESCAPING_SCRIPT;
    state->operand = true;
    state->previous = '\0';
    state->word_length = 0;
    return REFUSAL_NONE;
}

static enum html_refusal address_value(struct html_state *state, uint8_t *escaping) {
    switch ((enum html_address)state->address) {
    case ADDRESS_HARMFUL:
        return REFUSAL_HARMFUL_ADDRESS;
    case ADDRESS_SETTLED:
        *escaping = ESCAPING_ADDRESS_PART;
        return REFUSAL_NONE;
    case ADDRESS_BEGINS:
        *escaping = ESCAPING_ADDRESS;
        break;
    default:
        *escaping = ESCAPING_ADDRESS_UNSETTLED;
    }
    state->word_length = 0;
    state->address = ADDRESS_UNSETTLED;
    return REFUSAL_NONE;
}

static enum html_refusal attribute_value(struct html_state *state, uint8_t *escaping) {
    switch ((enum html_attribute)state->attribute) {
    case ATTRIBUTE_ADDRESS:
        return address_value(state, escaping);
    case ATTRIBUTE_CONTENT:
        if (state->address != ADDRESS_BEGINS || state->matched == 4) {
            return address_value(state, escaping);
        }
        *escaping = ESCAPING_ATTRIBUTE;
        state->matched = 0;
        return REFUSAL_NONE;
    case ATTRIBUTE_IMAGES:
        *escaping = ESCAPING_IMAGES;
        return REFUSAL_NONE;
    case ATTRIBUTE_SCRIPT:
    case ATTRIBUTE_STYLE:
        return code_value(state, state->attribute == ATTRIBUTE_SCRIPT, true, escaping);
    case ATTRIBUTE_DOCUMENT:
        return REFUSAL_RAW;
    case ATTRIBUTE_PLAIN:
        break;
    }
    *escaping = ESCAPING_ATTRIBUTE;
    return REFUSAL_NONE;
}

static enum html_refusal raw_value(struct html_state *state, uint8_t *escaping) {
    state->matched = 0;
    switch ((enum html_element)state->element) {
    case ELEMENT_SCRIPT:
    case ELEMENT_STYLE:
        return code_value(state, state->element == ELEMENT_SCRIPT, false, escaping);
    case ELEMENT_PLAIN:
        *escaping = ESCAPING_ATTRIBUTE;
        return REFUSAL_NONE;
    default:
        return REFUSAL_RAW;
    }
}

enum html_refusal html_value(struct html_state *state, uint8_t *escaping) {
    switch ((enum html_place)state->place) {
    case HTML_TEXT:
        *escaping = ESCAPING_TEXT;
        return REFUSAL_NONE;
    case HTML_TAG_OPEN:
    case HTML_TAG_NAME:
        return REFUSAL_TAG_NAME;
    case HTML_BEFORE_VALUE:
        return REFUSAL_UNQUOTED;
    case HTML_VALUE:
        return state->quote == '\0' ? REFUSAL_UNQUOTED : attribute_value(state, escaping);
    case HTML_COMMENT:
        *escaping = ESCAPING_ATTRIBUTE;
        state->dashes = 0;
        return REFUSAL_NONE;
    case HTML_DECLARATION:
        return REFUSAL_DECLARATION;
    case HTML_RAW:
        return raw_value(state, escaping);
    default:
        return REFUSAL_IN_TAG;
    }
}

/* --- Joining branches --- */

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

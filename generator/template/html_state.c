#include "template/html_state.h"

#include "template/html_reading.h"
#include "template/tree.h"

static enum html_element element_of(const struct html_state *state) {
    if (html_named(state->tag, state->tag_length, "script")) {
        return ELEMENT_SCRIPT;
    }
    if (html_named(state->tag, state->tag_length, "style")) {
        return ELEMENT_STYLE;
    }
    if (html_is_listed(state->tag, state->tag_length, "title textarea")) {
        return ELEMENT_PLAIN;
    }
    return html_is_listed(state->tag, state->tag_length, "xmp iframe noembed noframes plaintext")
               ? ELEMENT_RAW
               : ELEMENT_OTHER;
}

static enum html_attribute attribute_of(const struct html_state *state) {
    static const char addresses[] = "href src action formaction poster cite data background "
                                    "longdesc manifest icon codebase usemap profile ping "
                                    "xlink:href xml:base classid archive";
    if (html_is_listed(state->name, state->name_length, addresses)) {
        return ATTRIBUTE_ADDRESS;
    }
    if (html_is_listed(state->name, state->name_length, "srcset imagesrcset")) {
        return ATTRIBUTE_IMAGES;
    }
    if (html_named(state->name, state->name_length, "style")) {
        return ATTRIBUTE_STYLE;
    }
    if (html_named(state->name, state->name_length, "srcdoc")) {
        return ATTRIBUTE_DOCUMENT;
    }
    if (html_named(state->name, state->name_length, "content") &&
        html_named(state->tag, state->tag_length, "meta")) {
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

/* --- The tokenizer --- */

/* Raw text, which only its own end tag ends. */
static void read_raw(struct html_state *state, char byte) {
    uint8_t whole = (uint8_t)(state->tag_length + 2);
    if (state->matched == whole && (html_is_space(byte) || byte == '/' || byte == '>')) {
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
    state->matched = html_lower(byte) == wanted ? (uint8_t)(state->matched + 1)
                     : byte == '<'              ? 1
                                                : 0;
    if (state->element == ELEMENT_SCRIPT || state->element == ELEMENT_STYLE) {
        html_read_code(state, byte, state->element == ELEMENT_SCRIPT);
    }
}

static bool read_value(struct html_state *state, char byte) {
    if (state->quote != '\0' ? byte == state->quote : html_is_space(byte)) {
        state->place = state->quote != '\0' ? HTML_AFTER_VALUE : HTML_TAG;
        return true;
    }
    if (state->quote == '\0' && byte == '>') {
        end_tag(state);
        return true;
    }
    switch ((enum html_attribute)state->attribute) {
    case ATTRIBUTE_ADDRESS:
        return html_read_address(state, byte);
    case ATTRIBUTE_CONTENT:
        return html_read_content(state, byte);
    case ATTRIBUTE_SCRIPT:
    case ATTRIBUTE_STYLE:
        html_read_code(state, byte, state->attribute == ATTRIBUTE_SCRIPT);
        return true;
    default:
        return true;
    }
}

static void begin_attribute(struct html_state *state, char byte) {
    state->place = HTML_ATTRIBUTE_NAME;
    state->name_length = 0;
    html_add(state->name, &state->name_length, byte);
}

static void read_in_tag(struct html_state *state, char byte) {
    if (byte == '>') {
        end_tag(state);
        return;
    }
    bool separator = html_is_space(byte) || byte == '/';
    switch ((enum html_place)state->place) {
    case HTML_TAG_NAME:
        if (separator) {
            state->place = HTML_TAG;
        } else {
            html_add(state->tag, &state->tag_length, byte);
        }
        break;
    case HTML_ATTRIBUTE_NAME:
        if (byte == '=') {
            state->place = HTML_BEFORE_VALUE;
        } else if (separator) {
            state->place = byte == '/' ? HTML_TAG : HTML_AFTER_NAME;
        } else {
            html_add(state->name, &state->name_length, byte);
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
    } else if (html_is_letter(byte)) {
        state->place = HTML_TAG_NAME;
        state->tag_length = 0;
        html_add(state->tag, &state->tag_length, byte);
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
        } else if (!html_is_space(byte)) {
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

static enum html_refusal attribute_value(struct html_state *state, uint8_t *escaping) {
    switch ((enum html_attribute)state->attribute) {
    case ATTRIBUTE_ADDRESS:
        return html_address_value(state, escaping);
    case ATTRIBUTE_CONTENT:
        if (state->address != ADDRESS_BEGINS || state->matched == 4) {
            return html_address_value(state, escaping);
        }
        *escaping = ESCAPING_ATTRIBUTE;
        state->matched = 0;
        return REFUSAL_NONE;
    case ATTRIBUTE_IMAGES:
        *escaping = ESCAPING_IMAGES;
        return REFUSAL_NONE;
    case ATTRIBUTE_SCRIPT:
    case ATTRIBUTE_STYLE:
        return html_code_value(state, state->attribute == ATTRIBUTE_SCRIPT, true, escaping);
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
        return html_code_value(state, state->element == ELEMENT_SCRIPT, false, escaping);
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

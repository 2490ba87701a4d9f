/* Scripts and styles: what a value stands in. */
#include "template/html_reading.h"
#include "template/tree.h"

/* Words behind which a / begins a pattern. */
static bool wants_operand(const struct html_state *state) {
    return html_is_listed(state->word, state->word_length,
                          "return typeof case in of delete void throw new do else instanceof");
}

static bool is_word(char byte) {
    return html_is_letter(byte) || byte == '_' || byte == '$' || (byte >= '0' && byte <= '9') ||
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
        html_add(state->word, &state->word_length, byte);
        state->operand = true;
    } else if (byte == '/' || html_is_space(byte)) {
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
    } else if (byte == '(' && html_named(state->word, state->word_length, "url")) {
        state->code = CODE_URL;
    }
    if (html_is_letter(byte)) {
        html_add(state->word, &state->word_length, byte);
    } else {
        state->word_length = 0;
    }
}

void html_read_code(struct html_state *state, char byte, bool script) {
    if (state->code != CODE_PLAIN) {
        read_inside_code(state, byte);
    } else if (script) {
        read_plain_script(state, byte);
    } else {
        read_plain_style(state, byte);
    }
}

enum html_refusal html_code_value(struct html_state *state, bool script, bool attribute,
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

#include "template/lexer.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "template/text.h"

#include <stdlib.h>
#include <string.h>

struct lexer {
    struct slice text;
    struct slice path;
    size_t at;
    size_t limit; /* one line end at the end of the file is not part of the template */
    const struct template_options *options;
    struct arena *arena;
    struct diagnostics *diagnostics;
    struct tokens tokens;
    size_t capacity;
    char open[LIMIT_TEMPLATE_DEPTH]; /* the brackets that are open in this tag */
    size_t open_count;
};

static char byte_at(const struct lexer *lexer, size_t at) {
    return at < lexer->limit ? lexer->text.data[at] : '\0';
}

static bool is_line_end(char byte) {
    return byte == '\n' || byte == '\r';
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool stands_at(const struct lexer *lexer, size_t at, const char *text) {
    /* Nearly always the first byte tells. */
    return byte_at(lexer, at) == text[0] &&
           slice_starts_with(slice_between(lexer->text, at, lexer->limit), slice_from(text));
}

static struct token *push(struct lexer *lexer, enum token_type type, size_t start, size_t end) {
    struct tokens *tokens = &lexer->tokens;
    if (tokens->count == lexer->capacity) {
        size_t capacity = lexer->capacity == 0 ? 64 : lexer->capacity * 2;
        tokens->list =
            arena_grow(lexer->arena, tokens->list, lexer->capacity * sizeof(struct token),
                       capacity * sizeof(struct token));
        lexer->capacity = capacity;
    }
    struct token *token = &tokens->list[tokens->count++];
    *token = (struct token){.type = type,
                            .start = (uint32_t)start,
                            .end = (uint32_t)end,
                            .text = slice_between(lexer->text, start, end)};
    return token;
}

static struct diagnostic *fail(struct lexer *lexer, enum message message, size_t start,
                               size_t end) {
    lexer->tokens.failed = true;
    lexer->at = lexer->limit;
    return diagnostic_add(lexer->diagnostics, message, place_of(lexer->path, start, end));
}

static void fail_unclosed(struct lexer *lexer, size_t start, size_t end, const char *closing) {
    struct diagnostic *diagnostic = fail(lexer, MESSAGE_TEMPLATE_UNCLOSED, start, end);
    diagnostic_argument(diagnostic, slice_between(lexer->text, start, end));
    diagnostic_argument_text(diagnostic, closing);
}

/* A line end at `at`: its length, or 0. */
static size_t line_end_length(const struct lexer *lexer, size_t at) {
    if (byte_at(lexer, at) == '\r') {
        return byte_at(lexer, at + 1) == '\n' ? 2 : 1;
    }
    return byte_at(lexer, at) == '\n' ? 1 : 0;
}

/* The end of a tag that ends with `sign` before its closing characters, at `at` behind them: "-"
 * takes the white space that follows, "+" nothing, and without a sign trim_blocks takes one line
 * end. */
static size_t behind_tag(const struct lexer *lexer, size_t at, char sign, bool trims) {
    if (sign == '-') {
        size_t end = text_skip_space(slice_take(lexer->text, lexer->limit), at);
        return end;
    }
    return sign != '+' && trims && lexer->options->trim_blocks ? at + line_end_length(lexer, at)
                                                               : at;
}

/* The template's text with every line end made a single \n. */
static struct slice with_plain_line_ends(struct lexer *lexer, struct slice text) {
    if (memchr(text.data, '\r', text.length) == NULL) {
        return text;
    }
    char *copy = arena_bytes(lexer->arena, text.length);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\r' && i + 1 < text.length && text.data[i + 1] == '\n') {
            continue;
        }
        copy[length++] = text.data[i] == '\r' ? '\n' : text.data[i];
    }
    return slice_of(copy, length);
}

/* Data up to a tag at `end` whose sign is `sign`. */
static void push_data(struct lexer *lexer, size_t start, size_t end, char sign, bool is_output) {
    struct slice text = slice_between(lexer->text, start, end);
    if (sign == '-') {
        text = text_trim_end(text);
    } else if (sign != '+' && !is_output && lexer->options->lstrip_blocks) {
        size_t line = text.length;
        while (line > 0 && !is_line_end(text.data[line - 1])) {
            line--;
        }
        bool whole_line = line > 0 || start == 0 || is_line_end(lexer->text.data[start - 1]);
        if (whole_line && text_skip_space(text, line) == text.length) {
            text = slice_take(text, line);
        }
    }
    if (text.length > 0) {
        struct token *token = push(lexer, TOKEN_DATA, start, start + text.length);
        token->text = with_plain_line_ends(lexer, text);
    }
}

/* Where the next tag begins at or after `at`, or the limit. */
static size_t find_tag(const struct lexer *lexer, size_t at) {
    while (at + 1 < lexer->limit) {
        const char *brace = memchr(lexer->text.data + at, '{', lexer->limit - at);
        if (brace == NULL) {
            break;
        }
        at = (size_t)(brace - lexer->text.data);
        char next = byte_at(lexer, at + 1);
        if (next == '{' || next == '%' || next == '#') {
            return at;
        }
        at++;
    }
    return lexer->limit;
}

static char sign_at(const struct lexer *lexer, size_t at) {
    char byte = byte_at(lexer, at);
    return byte == '-' || byte == '+' ? byte : '\0';
}

static void read_comment(struct lexer *lexer, size_t start, size_t inside) {
    for (size_t at = inside; at < lexer->limit; at++) {
        if (stands_at(lexer, at, "#}")) {
            char sign = at > inside ? sign_at(lexer, at - 1) : '\0';
            lexer->at = behind_tag(lexer, at + 2, sign, true);
            return;
        }
    }
    fail_unclosed(lexer, start, start + 2, "#}");
}

/* Whether `{% word %}` stands at `at`, with its end put in `*end` and the sign before its %} in
 * `*sign`. */
static bool word_tag_at(const struct lexer *lexer, size_t at, const char *word, size_t *end,
                        char *sign) {
    if (!stands_at(lexer, at, "{%")) {
        return false;
    }
    struct slice text = slice_take(lexer->text, lexer->limit);
    at += sign_at(lexer, at + 2) != '\0' ? 3 : 2;
    at = text_skip_space(text, at);
    if (!stands_at(lexer, at, word)) {
        return false;
    }
    at = text_skip_space(text, at + strlen(word));
    *sign = sign_at(lexer, at);
    at += *sign != '\0' ? 1 : 0;
    *end = at + 2;
    return stands_at(lexer, at, "%}");
}

static void read_raw(struct lexer *lexer, size_t start, size_t inside) {
    for (size_t at = inside; (at = find_tag(lexer, at)) < lexer->limit; at++) {
        size_t end = 0;
        char sign = '\0';
        if (word_tag_at(lexer, at, "endraw", &end, &sign)) {
            push_data(lexer, inside, at, sign_at(lexer, at + 2), false);
            lexer->at = behind_tag(lexer, end, sign, true);
            return;
        }
    }
    struct diagnostic *diagnostic = fail(lexer, MESSAGE_TEMPLATE_UNCLOSED, start, inside);
    diagnostic_argument_text(diagnostic, "{% raw %}");
    diagnostic_argument_text(diagnostic, "{% endraw %}");
}

/* Digits with single underscores between them: the offset behind them, or `at` if there are none.
 */
static size_t digits_end(const struct lexer *lexer, size_t at) {
    if (!is_digit(byte_at(lexer, at))) {
        return at;
    }
    while (is_digit(byte_at(lexer, at)) ||
           (byte_at(lexer, at) == '_' && is_digit(byte_at(lexer, at + 1)))) {
        at++;
    }
    return at;
}

/* The digits of a number without underscores, with a NUL behind them. */
static const char *plain_digits(struct lexer *lexer, size_t start, size_t end) {
    char *digits = arena_bytes(lexer->arena, end - start + 1);
    size_t length = 0;
    for (size_t i = start; i < end; i++) {
        if (lexer->text.data[i] != '_') {
            digits[length++] = lexer->text.data[i];
        }
    }
    digits[length] = '\0';
    return digits;
}

static size_t fraction_end(const struct lexer *lexer, size_t at) {
    size_t start = at;
    if (byte_at(lexer, at) == '.' && is_digit(byte_at(lexer, at + 1))) {
        at = digits_end(lexer, at + 1);
    }
    size_t exponent = at;
    if (byte_at(lexer, at) == 'e' || byte_at(lexer, at) == 'E') {
        size_t digits = at + 1;
        digits += byte_at(lexer, digits) == '+' || byte_at(lexer, digits) == '-' ? 1 : 0;
        exponent = digits_end(lexer, digits);
        exponent = exponent == digits ? at : exponent;
    }
    return exponent > start ? exponent : start;
}

static int radix_at(const struct lexer *lexer, size_t at) {
    char letter = (char)(byte_at(lexer, at + 1) | 32);
    if (byte_at(lexer, at) != '0') {
        return 10;
    }
    return letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
}

static bool is_digit_of(char byte, int radix) {
    char lower = (char)(byte | 32);
    int digit = is_digit(byte) ? byte - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
    return digit < radix;
}

static void push_integer(struct lexer *lexer, size_t start, size_t digits, size_t end, int radix) {
    int64_t integer = 0;
    for (size_t at = digits; at < end; at++) {
        char byte = lexer->text.data[at];
        if (byte == '_') {
            continue;
        }
        int digit = is_digit(byte) ? byte - '0' : (byte | 32) - 'a' + 10;
        if (__builtin_mul_overflow(integer, radix, &integer) ||
            __builtin_add_overflow(integer, digit, &integer)) {
            diagnostic_argument(fail(lexer, MESSAGE_TEMPLATE_NUMBER, start, end),
                                slice_between(lexer->text, start, end));
            return;
        }
    }
    push(lexer, TOKEN_INTEGER, start, end)->as.integer = integer;
    lexer->at = end;
}

static void read_number(struct lexer *lexer) {
    size_t start = lexer->at;
    bool after_dot = start > 0 && lexer->text.data[start - 1] == '.';
    size_t digits = digits_end(lexer, start);
    size_t fraction = after_dot ? digits : fraction_end(lexer, digits);
    if (fraction > digits) {
        double number = strtod(plain_digits(lexer, start, fraction), NULL);
        push(lexer, TOKEN_NUMBER, start, fraction)->as.number = number;
        lexer->at = fraction;
        return;
    }
    int radix = radix_at(lexer, start);
    if (radix != 10) {
        size_t first = start + 2;
        size_t end = first;
        while (is_digit_of(byte_at(lexer, end), radix) ||
               (byte_at(lexer, end) == '_' && is_digit_of(byte_at(lexer, end + 1), radix))) {
            end++;
        }
        if (end > first) {
            push_integer(lexer, start, first, end, radix);
            return;
        }
    }
    if (byte_at(lexer, start) == '0') { /* 0 and 00 are numbers, 07 is two of them */
        digits = start;
        while (byte_at(lexer, digits) == '0' ||
               (byte_at(lexer, digits) == '_' && byte_at(lexer, digits + 1) == '0')) {
            digits++;
        }
    }
    push_integer(lexer, start, start, digits, 10);
}

static size_t name_end(const struct lexer *lexer, size_t at) {
    struct slice text = slice_take(lexer->text, lexer->limit);
    while (at < lexer->limit) {
        size_t next = at;
        uint32_t code_point = utf8_next(text, &next);
        bool word = code_point < 0x80
                        ? code_point == '_' || (code_point >= '0' && code_point <= '9') ||
                              ((code_point | 32) >= 'a' && (code_point | 32) <= 'z')
                        : utf8_is_word(code_point);
        if (!word) {
            break;
        }
        at = next;
    }
    return at;
}

/* The value of `count` digits in base 16 at `at`, or -1. */
static int64_t hexadecimal(struct slice text, size_t at, size_t count) {
    int64_t result = 0;
    for (size_t i = at; i < at + count; i++) {
        if (i >= text.length || !is_digit_of(text.data[i], 16)) {
            return -1;
        }
        char byte = text.data[i];
        result = result * 16 + (is_digit(byte) ? byte - '0' : (byte | 32) - 'a' + 10);
    }
    return result;
}

/* Appends what the escape after the backslash at `at` stands for; returns the offset behind it, or
 * 0 if it is none that Python knows. */
static size_t decode_escape(struct buffer *out, struct slice text, size_t at) {
    static const char letters[] = "ntrabfv0\\'\"";
    static const char meanings[] = "\n\t\r\a\b\f\v\0\\'\"";
    char letter = at + 1 < text.length ? text.data[at + 1] : '\0';
    size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    if (digits > 0) {
        int64_t code_point = hexadecimal(text, at + 2, digits);
        if (code_point < 0 || code_point > 0x10FFFF) {
            return 0;
        }
        buffer_append_code_point(out, (uint32_t)code_point);
        return at + 2 + digits;
    }
    if (letter == 'N') {
        return 0;
    }
    if (letter >= '0' && letter <= '7') {
        uint32_t code_point = 0;
        size_t end = at + 1;
        for (; end < at + 4 && end < text.length && text.data[end] >= '0' && text.data[end] <= '7';
             end++) {
            code_point = code_point * 8 + (uint32_t)(text.data[end] - '0');
        }
        buffer_append_code_point(out, code_point);
        return end;
    }
    if (is_line_end(letter)) {
        bool both = letter == '\r' && at + 2 < text.length && text.data[at + 2] == '\n';
        return at + (both ? 3 : 2);
    }
    const char *known = letter == '\0' ? NULL : strchr(letters, letter);
    if (known == NULL) {
        buffer_append_byte(out, '\\'); /* an unknown escape stands for itself */
        return at + 1;
    }
    buffer_append_byte(out, meanings[known - letters]);
    return at + 2;
}

static void read_text(struct lexer *lexer) {
    size_t start = lexer->at;
    char quote = lexer->text.data[start];
    size_t end = start + 1;
    while (end < lexer->limit && lexer->text.data[end] != quote) {
        end += lexer->text.data[end] == '\\' ? 2 : 1;
    }
    if (end >= lexer->limit) {
        fail_unclosed(lexer, start, start + 1, quote == '"' ? "\"" : "'");
        return;
    }
    struct slice inside = with_plain_line_ends(lexer, slice_between(lexer->text, start + 1, end));
    struct token *token = push(lexer, TOKEN_TEXT, start, end + 1);
    lexer->at = end + 1;
    token->text = inside;
    if (memchr(inside.data, '\\', inside.length) == NULL) {
        return;
    }
    struct buffer out;
    buffer_init(&out, lexer->arena);
    for (size_t at = 0; at < inside.length;) {
        if (inside.data[at] != '\\') {
            buffer_append_byte(&out, inside.data[at++]);
            continue;
        }
        size_t next = decode_escape(&out, inside, at);
        if (next == 0) {
            struct diagnostic *diagnostic =
                fail(lexer, MESSAGE_TEMPLATE_ESCAPE, start + 1 + at, start + 1 + at + 2);
            diagnostic_argument(diagnostic, slice_between(inside, at, at + 2));
            return;
        }
        at = next;
    }
    token->text = buffer_slice(&out);
}

struct operator_row {
    char text[3];
    enum token_type type;
};

/* The longer ones first. */
static const struct operator_row OPERATORS[] = {
    {"//", TOKEN_SLASH_SLASH}, {"**", TOKEN_STAR_STAR},     {"==", TOKEN_EQUAL_EQUAL},
    {"!=", TOKEN_NOT_EQUAL},   {">=", TOKEN_GREATER_EQUAL}, {"<=", TOKEN_LESS_EQUAL},
    {"+", TOKEN_PLUS},         {"-", TOKEN_MINUS},          {"/", TOKEN_SLASH},
    {"*", TOKEN_STAR},         {"%", TOKEN_PERCENT},        {"~", TOKEN_TILDE},
    {"[", TOKEN_OPEN_SQUARE},  {"]", TOKEN_CLOSE_SQUARE},   {"(", TOKEN_OPEN_ROUND},
    {")", TOKEN_CLOSE_ROUND},  {"{", TOKEN_OPEN_CURLY},     {"}", TOKEN_CLOSE_CURLY},
    {">", TOKEN_GREATER},      {"<", TOKEN_LESS},           {"=", TOKEN_EQUAL},
    {".", TOKEN_DOT},          {":", TOKEN_COLON},          {"|", TOKEN_BAR},
    {",", TOKEN_COMMA},        {";", TOKEN_SEMICOLON},
};

/* Keeps count of the brackets, so that the }} of {{ {'a': {}} }} closes mappings and not the tag.
 */
static void balance(struct lexer *lexer, char byte, size_t at) {
    if (byte == '(' || byte == '[' || byte == '{') {
        if (lexer->open_count == LIMIT_TEMPLATE_DEPTH) {
            diagnostic_argument_integer(fail(lexer, MESSAGE_TEMPLATE_DEPTH, at, at + 1),
                                        LIMIT_TEMPLATE_DEPTH);
            return;
        }
        lexer->open[lexer->open_count++] = byte == '(' ? ')' : byte == '[' ? ']' : '}';
    } else if (byte == ')' || byte == ']' || byte == '}') {
        if (lexer->open_count == 0) {
            diagnostic_argument(fail(lexer, MESSAGE_TEMPLATE_UNEXPECTED, at, at + 1),
                                slice_of(&byte, 1));
        } else if (lexer->open[--lexer->open_count] != byte) {
            struct diagnostic *diagnostic = fail(lexer, MESSAGE_TEMPLATE_EXPECTED, at, at + 1);
            diagnostic_argument(diagnostic, slice_of(&lexer->open[lexer->open_count], 1));
            diagnostic_argument(diagnostic, slice_of(&byte, 1));
        }
    }
}

static void read_operator(struct lexer *lexer) {
    size_t at = lexer->at;
    for (size_t i = 0; i < sizeof OPERATORS / sizeof *OPERATORS; i++) {
        if (stands_at(lexer, at, OPERATORS[i].text)) {
            size_t end = at + strlen(OPERATORS[i].text);
            push(lexer, OPERATORS[i].type, at, end);
            lexer->at = end;
            balance(lexer, lexer->text.data[at], at);
            return;
        }
    }
    size_t end = at;
    utf8_next(slice_take(lexer->text, lexer->limit), &end);
    diagnostic_argument(fail(lexer, MESSAGE_TEMPLATE_UNEXPECTED, at, end),
                        slice_between(lexer->text, at, end));
}

/* The end of the tag if it stands here: its sign and offset behind the closing characters. */
static bool tag_end_at(const struct lexer *lexer, const char *closing, char *sign, size_t *end) {
    if (lexer->open_count > 0) {
        return false;
    }
    bool is_output = closing[0] == '}';
    *sign = sign_at(lexer, lexer->at);
    size_t at = lexer->at + (*sign != '\0' ? 1 : 0);
    *end = at + 2;
    return !(is_output && *sign == '+') && stands_at(lexer, at, closing);
}

static void read_tag(struct lexer *lexer, size_t start, size_t inside, bool is_output) {
    const char *closing = is_output ? "}}" : "%}";
    push(lexer, is_output ? TOKEN_OUTPUT_BEGIN : TOKEN_STATEMENT_BEGIN, start, inside);
    lexer->at = inside;
    lexer->open_count = 0;
    while (!lexer->tokens.failed) {
        lexer->at = text_skip_space(slice_take(lexer->text, lexer->limit), lexer->at);
        if (lexer->at >= lexer->limit) {
            fail_unclosed(lexer, start, start + 2, closing);
            return;
        }
        char sign = '\0';
        size_t end = 0;
        if (tag_end_at(lexer, closing, &sign, &end)) {
            push(lexer, is_output ? TOKEN_OUTPUT_END : TOKEN_STATEMENT_END, lexer->at, end);
            lexer->at = behind_tag(lexer, end, sign, !is_output);
            return;
        }
        char byte = byte_at(lexer, lexer->at);
        size_t name = name_end(lexer, lexer->at);
        if (is_digit(byte)) {
            read_number(lexer);
        } else if (name > lexer->at) {
            push(lexer, TOKEN_NAME, lexer->at, name);
            lexer->at = name;
        } else if (byte == '"' || byte == '\'') {
            read_text(lexer);
        } else {
            read_operator(lexer);
        }
    }
}

static void read_next(struct lexer *lexer) {
    size_t start = lexer->at;
    size_t tag = find_tag(lexer, start);
    if (tag >= lexer->limit) {
        push_data(lexer, start, lexer->limit, '+', true);
        lexer->at = lexer->limit;
        return;
    }
    char kind = lexer->text.data[tag + 1];
    char sign = sign_at(lexer, tag + 2);
    size_t inside = tag + (sign != '\0' ? 3 : 2);
    push_data(lexer, start, tag, sign, kind == '{');
    size_t raw = 0;
    char raw_sign = '\0';
    if (kind == '#') {
        read_comment(lexer, tag, inside);
    } else if (word_tag_at(lexer, tag, "raw", &raw, &raw_sign) && raw_sign != '+') {
        read_raw(lexer, tag, behind_tag(lexer, raw, raw_sign, false));
    } else {
        read_tag(lexer, tag, inside, kind == '{');
    }
}

struct tokens lexer_read(struct slice text, struct slice path,
                         const struct template_options *options, struct arena *arena,
                         struct diagnostics *diagnostics) {
    struct lexer lexer = {.text = text,
                          .path = path,
                          .limit = text.length,
                          .options = options,
                          .arena = arena,
                          .diagnostics = diagnostics};
    if (slice_ends_with(text, SLICE("\r\n"))) {
        lexer.limit -= 2;
    } else if (text.length > 0 && is_line_end(text.data[text.length - 1])) {
        lexer.limit -= 1;
    }
    while (lexer.at < lexer.limit && !lexer.tokens.failed) {
        read_next(&lexer);
    }
    push(&lexer, TOKEN_END, lexer.limit, lexer.limit);
    return lexer.tokens;
}

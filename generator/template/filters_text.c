/* Filters that make text. */
#include "base/escape.h"
#include "base/utf8.h"
#include "template/filter_rows.h"
#include "template/operators.h"
#include "template/strip.h"
#include "template/text.h"

static bool is_safe(struct value value) {
    return value.type == VALUE_TEXT && (value.flags & VALUE_SAFE) != 0;
}

/* The input as text, and whether it is HTML. */
static struct slice input_text(struct rendering *render, const struct filter_call *call) {
    return value_to_text(render, call->at, call->input);
}

static struct value result(struct rendering *render, const struct filter_call *call,
                           struct slice text) {
    return value_made_text(render, text, is_safe(call->input));
}

struct value filter_escape(struct rendering *render, const struct filter_call *call) {
    if (is_safe(call->input)) {
        return call->input;
    }
    return value_html(value_to_html(render, call->at, call->input));
}

struct value filter_upper(struct rendering *render, const struct filter_call *call) {
    return result(render, call, text_upper(render->arena, input_text(render, call)));
}

struct value filter_lower(struct rendering *render, const struct filter_call *call) {
    return result(render, call, text_lower(render->arena, input_text(render, call)));
}

struct value filter_capitalize(struct rendering *render, const struct filter_call *call) {
    return result(render, call, text_capitalize(render->arena, input_text(render, call)));
}

static bool separates_words(uint32_t code_point) {
    return text_is_space(code_point) || code_point == '-' || code_point == '(' ||
           code_point == '{' || code_point == '[' || code_point == '<';
}

/* The first letter of every word in upper case, the others in lower case. */
struct value filter_title(struct rendering *render, const struct filter_call *call) {
    struct slice text = input_text(render, call);
    struct buffer out;
    buffer_init(&out, render->arena);
    for (size_t at = 0; at < text.length;) {
        size_t end = at;
        bool separator = separates_words(utf8_next(text, &end));
        size_t first = end;
        while (end < text.length) {
            size_t next = end;
            if (separates_words(utf8_next(text, &next)) != separator) {
                break;
            }
            end = next;
        }
        if (separator) {
            buffer_append(&out, slice_between(text, at, end));
        } else {
            buffer_append(&out, text_upper(render->arena, slice_between(text, at, first)));
            buffer_append(&out, text_lower(render->arena, slice_between(text, first, end)));
        }
        at = end;
    }
    return value_made_text(render, buffer_slice(&out), false); /* not HTML any more, as in Jinja */
}

static bool is_one_of(uint32_t code_point, struct slice characters) {
    for (size_t at = 0; at < characters.length;) {
        if (utf8_next(characters, &at) == code_point) {
            return true;
        }
    }
    return false;
}

struct value filter_trim(struct rendering *render, const struct filter_call *call) {
    struct slice text = input_text(render, call);
    struct value given = call->given[0];
    if (given.type == VALUE_UNDEFINED || given.type == VALUE_NULL) {
        return result(render, call, text_trim(text));
    }
    struct slice characters = value_to_text(render, call->at, given);
    size_t start = 0;
    while (start < text.length) {
        size_t next = start;
        if (!is_one_of(utf8_next(text, &next), characters)) {
            break;
        }
        start = next;
    }
    size_t end = text.length;
    while (end > start) {
        size_t previous = utf8_previous(text, end);
        size_t at = previous;
        if (!is_one_of(utf8_next(text, &at), characters)) {
            break;
        }
        end = previous;
    }
    return result(render, call, slice_between(text, start, end));
}

/* Appends `text` with the first `count` of `old` replaced. An empty `old` stands before every
 * character and at the end, as in Python. */
static void append_replaced(struct rendering *render, struct buffer *out, struct slice text,
                            struct slice old, struct slice new, int64_t count) {
    size_t at = 0;
    while (count != 0) {
        size_t found = old.length == 0 ? 0 : slice_search(slice_skip(text, at), old);
        if (found == SLICE_NOT_FOUND) {
            break;
        }
        rendering_count_bytes(render, found + new.length);
        buffer_append(out, slice_between(text, at, at + found));
        buffer_append(out, new);
        at += found + old.length;
        count--;
        if (old.length == 0) {
            if (at >= text.length) {
                break;
            }
            size_t next = at;
            utf8_next(text, &next);
            buffer_append(out, slice_between(text, at, next));
            at = next;
        }
    }
    buffer_append(out, slice_skip(text, at));
}

struct value filter_replace(struct rendering *render, const struct filter_call *call) {
    bool html = is_safe(call->input) || is_safe(call->given[0]) || is_safe(call->given[1]);
    struct slice parts[3];
    const struct value values[3] = {call->input, call->given[0], call->given[1]};
    for (int i = 0; i < 3; i++) {
        rendering_require(render, call->at, values[i]);
        parts[i] = html ? value_to_html(render, call->at, values[i])
                        : value_to_text(render, call->at, values[i]);
    }
    int64_t count = filter_integer(render, call, 2, -1);
    struct buffer out;
    buffer_init(&out, render->arena);
    append_replaced(render, &out, parts[0], parts[1], parts[2], count);
    return value_made_text(render, buffer_slice(&out), html);
}

/* The input, which must be text: these filters ask for its length. */
static struct slice required_text(struct rendering *render, const struct filter_call *call) {
    if (call->input.type != VALUE_TEXT) {
        rendering_fail_type(render, call->at, MESSAGE_TEMPLATE_RUN_INPUT,
                            call->application->filter->row.name, call->input);
    }
    return value_slice(call->input);
}

struct value filter_truncate(struct rendering *render, const struct filter_call *call) {
    int64_t length = filter_integer(render, call, 0, 255);
    bool killwords = filter_boolean(call, 1, false);
    struct slice end = filter_text(render, call, 2, SLICE("..."));
    int64_t leeway = filter_integer(render, call, 3, 5);
    bool html = is_safe(call->input);
    int64_t end_length = (int64_t)text_length(end);
    if (length < end_length || leeway < 0) {
        rendering_fail(render, call->at, MESSAGE_TEMPLATE_RUN_ARGUMENT_VALUE, SLICE("truncate"),
                       rendering_source(render, call->at));
    }
    bool has_entries = call->input.type == VALUE_LIST || call->input.type == VALUE_MAP;
    if (has_entries && call->input.length <= length + leeway) {
        return call->input;
    }
    struct slice text = required_text(render, call);
    if ((int64_t)text_length(text) <= length + leeway) {
        return call->input;
    }
    struct slice kept = slice_take(text, text_offset(text, (size_t)(length - end_length)));
    size_t space = killwords ? SLICE_NOT_FOUND : slice_find_last(kept, ' ');
    struct buffer out;
    buffer_init(&out, render->arena);
    buffer_append(&out, space == SLICE_NOT_FOUND ? kept : slice_take(kept, space));
    if (html && !is_safe(call->given[2])) {
        escape_html(&out, end);
    } else {
        buffer_append(&out, end);
    }
    return value_made_text(render, buffer_slice(&out), html);
}

struct value filter_indent(struct rendering *render, const struct filter_call *call) {
    struct slice text = required_text(render, call);
    bool first = filter_boolean(call, 1, false);
    bool blank = filter_boolean(call, 2, false);
    struct buffer indention;
    buffer_init(&indention, render->arena);
    if (call->given[0].type == VALUE_TEXT) {
        /* In front of lines of HTML, text is escaped as anywhere. */
        buffer_append(&indention, is_safe(call->input)
                                      ? value_to_html(render, call->at, call->given[0])
                                      : value_slice(call->given[0]));
    } else {
        int64_t width = filter_integer(render, call, 0, 4);
        rendering_count_bytes(render, width < 0 ? 0 : (uint64_t)width);
        for (int64_t i = 0; i < width; i++) {
            buffer_append_byte(&indention, ' ');
        }
    }
    struct slice space = buffer_slice(&indention);
    struct buffer out;
    buffer_init(&out, render->arena);
    bool more = true; /* behind a last line end there is one more line, an empty one */
    for (size_t number = 0; more; number++) {
        struct slice before = text;
        struct slice line = text;
        text_cut_line(&text, &line);
        more = line.length < before.length;
        rendering_count_bytes(render, line.length + space.length);
        if (number > 0) {
            buffer_append_byte(&out, '\n');
        }
        if (number == 0 ? first : blank || line.length > 0) {
            buffer_append(&out, space);
        }
        buffer_append(&out, line);
    }
    return value_made_text(render, buffer_slice(&out), is_safe(call->input));
}

struct value filter_striptags(struct rendering *render, const struct filter_call *call) {
    struct slice text = strip_tags(render->arena, input_text(render, call));
    return value_made_text(render, text, false);
}

static bool is_word(uint32_t code_point) {
    return code_point == '_' || utf8_is_alphanumeric(code_point);
}

struct value filter_wordcount(struct rendering *render, const struct filter_call *call) {
    struct slice text = input_text(render, call);
    int64_t count = 0;
    bool inside = false;
    for (size_t at = 0; at < text.length;) {
        bool word = is_word(utf8_next(text, &at));
        count += word && !inside ? 1 : 0;
        inside = word;
    }
    return value_integer(count);
}

/* One side of name=value in a query: everything encoded, a space as +. */
static void append_query(struct rendering *render, const struct filter_call *call,
                         struct buffer *out, struct value value) {
    struct slice text = value_to_text(render, call->at, value);
    for (size_t at = 0; at < text.length;) {
        size_t space = slice_find(slice_skip(text, at), ' ');
        size_t end = space == SLICE_NOT_FOUND ? text.length : at + space;
        escape_percent(out, slice_between(text, at, end), "");
        if (end < text.length) {
            buffer_append_byte(out, '+');
        }
        at = end + 1;
    }
}

struct value filter_urlencode(struct rendering *render, const struct filter_call *call) {
    struct buffer out;
    buffer_init(&out, render->arena);
    if (call->input.type != VALUE_MAP && call->input.type != VALUE_LIST) {
        escape_percent(&out, input_text(render, call), "/");
        return value_made_text(render, buffer_slice(&out), false);
    }
    for (uint32_t i = 0; i < call->input.length; i++) {
        struct value key;
        struct value value;
        if (call->input.type == VALUE_MAP) {
            key = value_text(call->input.as.map[i].key);
            value = call->input.as.map[i].value;
        } else {
            struct value pair = rendering_list(render, call->at, call->input.as.list[i]);
            if (pair.length != 2) {
                rendering_fail_type(render, call->at, MESSAGE_TEMPLATE_RUN_INPUT, "urlencode",
                                    pair);
            }
            key = pair.as.list[0];
            value = pair.as.list[1];
        }
        buffer_append_text(&out, i == 0 ? "" : "&");
        append_query(render, call, &out, key);
        buffer_append_byte(&out, '=');
        append_query(render, call, &out, value);
    }
    return value_made_text(render, buffer_slice(&out), false);
}

struct value filter_string(struct rendering *render, const struct filter_call *call) {
    return result(render, call, input_text(render, call));
}

/* A date in words, or in the format given. Text that is a date will do too. */
struct value filter_date(struct rendering *render, const struct filter_call *call) {
    struct date date = call->input.as.date;
    if (call->input.type != VALUE_DATE &&
        !(call->input.type == VALUE_TEXT && date_parse(value_slice(call->input), &date))) {
        rendering_fail_type(render, call->at, MESSAGE_TEMPLATE_RUN_INPUT, "date", call->input);
    }
    struct buffer out;
    buffer_init(&out, render->arena);
    struct slice language = filter_text(render, call, 1, rendering_language(render));
    if (call->given[0].type == VALUE_UNDEFINED || call->given[0].type == VALUE_NULL) {
        date_append_long(&out, date, language);
    } else {
        date_append_format(&out, date, filter_text(render, call, 0, SLICE("")), language);
    }
    return value_made_text(render, buffer_slice(&out), false);
}

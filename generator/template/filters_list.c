/* Filters over lists. Where Python's give a generator, these give a list. */
#include "base/map.h"
#include "template/filter_rows.h"
#include "template/operators.h"
#include "template/text.h"

#include <string.h>

static struct value input_list(struct rendering *render, const struct filter_call *call) {
    return rendering_list(render, call->at, call->input);
}

/* Room for `count` values. */
static struct value *room_for(struct rendering *render, size_t count) {
    rendering_count_steps(render, count);
    rendering_count_bytes(render, count * sizeof(struct value));
    return arena_new(render->arena, struct value, count);
}

static struct value lower_case(struct rendering *render, struct value value) {
    if (value.type != VALUE_TEXT) {
        return value;
    }
    struct value lower = value_text(text_lower(render->arena, value_slice(value)));
    rendering_count_bytes(render, lower.length);
    return lower;
}

struct value filter_length(struct rendering *render, const struct filter_call *call) {
    struct value input = call->input;
    switch ((enum value_type)input.type) {
    case VALUE_TEXT:
        return value_integer((int64_t)text_length(value_slice(input)));
    case VALUE_LIST:
    case VALUE_MAP:
        return value_integer(input.length);
    case VALUE_UNDEFINED: /* the one that may be printed */
        return value_integer(0);
    case VALUE_OBJECT:
        if (input.as.object->type->length != NULL) {
            return value_integer((int64_t)input.as.object->type->length(input.as.object));
        }
        break;
    default:
        break;
    }
    rendering_fail_type(render, call->at, MESSAGE_TEMPLATE_RUN_INPUT, "length", input);
}

struct value filter_list(struct rendering *render, const struct filter_call *call) {
    struct value list = input_list(render, call);
    list.flags = 0;
    return list;
}

struct value filter_first(struct rendering *render, const struct filter_call *call) {
    if (call->input.type == VALUE_TEXT) {
        return rendering_subscript(render, call->at, value_text(value_slice(call->input)),
                                   value_integer(0));
    }
    if (call->input.type == VALUE_OBJECT) {
        return rendering_subscript(render, call->at, call->input, value_integer(0));
    }
    struct value list = input_list(render, call);
    return list.length == 0 ? value_undefined() : list.as.list[0];
}

struct value filter_last(struct rendering *render, const struct filter_call *call) {
    if (call->input.type == VALUE_TEXT) {
        return rendering_subscript(render, call->at, value_text(value_slice(call->input)),
                                   value_integer(-1));
    }
    if (call->input.type == VALUE_OBJECT) {
        return rendering_subscript(render, call->at, call->input, value_integer(-1));
    }
    struct value list = input_list(render, call);
    return list.length == 0 ? value_undefined() : list.as.list[list.length - 1];
}

struct value filter_reverse(struct rendering *render, const struct filter_call *call) {
    if (call->input.type == VALUE_TEXT) {
        return value_slice_of(render, call->at, call->input, value_null(), value_null(),
                              value_integer(-1));
    }
    struct value list = input_list(render, call);
    struct value *entries = room_for(render, list.length);
    for (uint32_t i = 0; i < list.length; i++) {
        entries[i] = list.as.list[list.length - 1 - i];
    }
    return value_list(entries, list.length);
}

struct value filter_join(struct rendering *render, const struct filter_call *call) {
    struct value list = input_list(render, call);
    struct value separator = call->given[0];
    if (!filter_has(call, 0)) {
        separator = value_text(SLICE(""));
    }
    rendering_require(render, call->at, separator);
    size_t count = list.length == 0 ? 0 : 2 * (size_t)list.length - 1;
    struct value *parts = room_for(render, count);
    /* The separator alone does not make the result HTML in Jinja unless it is HTML itself;
     * concatenation does that. */
    for (uint32_t i = 0; i < list.length; i++) {
        struct value part = list.as.list[i];
        if (filter_has(call, 1)) {
            part = rendering_path(render, call->at, part, call->given[1], value_undefined());
        }
        rendering_require(render, call->at, part);
        parts[2 * i] = part;
        if (i > 0) {
            parts[2 * i - 1] = separator;
        }
    }
    if (count == 0) {
        struct value empty = value_text(SLICE(""));
        empty.flags = separator.type == VALUE_TEXT ? separator.flags & VALUE_SAFE : 0;
        return empty;
    }
    struct value result = value_concatenate(render, call->at, parts, count);
    if (count == 1 && separator.type == VALUE_TEXT && (separator.flags & VALUE_SAFE) != 0) {
        return value_html(value_to_html(render, call->at, result));
    }
    return result;
}

/* --- Sorting --- */

struct sort_entry {
    struct value value;
    struct value key;
};

struct sorting {
    struct rendering *render;
    const struct expression *at;
    bool reverse;
    bool equals_first; /* as Python compares the lists of keys that sort makes: equal ones need no
                          order */
};

static bool goes_first(const struct sorting *sorting, const struct sort_entry *right,
                       const struct sort_entry *left) {
    if (sorting->equals_first &&
        value_equals(sorting->render, sorting->at, right->key, left->key)) {
        return false;
    }
    int order = value_compare(sorting->render, sorting->at, right->key, left->key);
    return sorting->reverse ? order == 1 : order == -1;
}

/* A merge sort from small runs to large ones: stable, and never quadratic. */
static struct sort_entry *merge_sort(const struct sorting *sorting, struct sort_entry *entries,
                                     size_t count) {
    struct sort_entry *other = arena_new(sorting->render->arena, struct sort_entry, count);
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width) {
            size_t middle = start + width < count ? start + width : count;
            size_t end = middle + width < count ? middle + width : count;
            size_t left = start;
            size_t right = middle;
            for (size_t to = start; to < end; to++) {
                bool take_right =
                    right < end &&
                    (left == middle || goes_first(sorting, &entries[right], &entries[left]));
                other[to] = take_right ? entries[right++] : entries[left++];
            }
        }
        struct sort_entry *sorted = other;
        other = entries;
        entries = sorted;
    }
    return entries;
}

/* One key, or for "a,b" a list of them. */
static struct value sort_key(struct rendering *render, const struct expression *at,
                             struct value entry, struct value attribute, bool case_sensitive) {
    if (attribute.type != VALUE_TEXT) {
        struct value key = attribute.type == VALUE_UNDEFINED || attribute.type == VALUE_NULL
                               ? entry
                               : rendering_path(render, at, entry, attribute, value_undefined());
        rendering_require(render, at, key);
        return case_sensitive ? key : lower_case(render, key);
    }
    struct slice rest = value_slice(attribute);
    size_t count = 1;
    for (size_t i = 0; i < rest.length; i++) {
        count += rest.data[i] == ',' ? 1 : 0;
    }
    struct value *keys = room_for(render, count);
    for (size_t i = 0; i < count; i++) {
        struct slice part = SLICE("");
        slice_cut(&rest, ',', &part);
        struct value key = rendering_path(render, at, entry, value_text(part), value_undefined());
        rendering_require(render, at, key);
        keys[i] = case_sensitive ? key : lower_case(render, key);
    }
    return count == 1 ? keys[0] : value_list(keys, count);
}

static struct sort_entry *sorted_by(struct rendering *render, const struct filter_call *call,
                                    struct value list, struct value attribute, bool case_sensitive,
                                    bool reverse) {
    rendering_count_bytes(render, 2 * (uint64_t)list.length * sizeof(struct sort_entry));
    struct sort_entry *entries = arena_new(render->arena, struct sort_entry, list.length);
    for (uint32_t i = 0; i < list.length; i++) {
        entries[i].value = list.as.list[i];
        entries[i].key = sort_key(render, call->at, list.as.list[i], attribute, case_sensitive);
    }
    struct sorting sorting = {.render = render,
                              .at = call->at,
                              .reverse = reverse,
                              .equals_first = call->input.type != VALUE_MAP};
    return merge_sort(&sorting, entries, list.length);
}

struct value filter_sort(struct rendering *render, const struct filter_call *call) {
    struct value list = input_list(render, call);
    struct sort_entry *entries =
        sorted_by(render, call, list, call->given[2], filter_boolean(call, 1, false),
                  filter_boolean(call, 0, false));
    struct value *sorted = room_for(render, list.length);
    for (uint32_t i = 0; i < list.length; i++) {
        sorted[i] = entries[i].value;
    }
    return value_list(sorted, list.length);
}

struct value filter_dictsort(struct rendering *render, const struct filter_call *call) {
    if (call->input.type != VALUE_MAP) {
        rendering_fail_type(render, call->at, MESSAGE_TEMPLATE_RUN_INPUT, "dictsort", call->input);
    }
    struct slice by = filter_text(render, call, 1, SLICE("key"));
    bool by_value = slice_equals(by, SLICE("value"));
    if (!by_value && !slice_equals(by, SLICE("key"))) {
        rendering_fail(render, call->at, MESSAGE_TEMPLATE_RUN_ARGUMENT_VALUE, SLICE("dictsort"),
                       by);
    }
    uint32_t count = call->input.length;
    struct value *pairs = room_for(render, 2 * (size_t)count);
    struct value *entries = room_for(render, count);
    for (uint32_t i = 0; i < count; i++) {
        pairs[2 * i] = value_text(call->input.as.map[i].key);
        pairs[2 * i + 1] = call->input.as.map[i].value;
        entries[i] = value_list(&pairs[2 * i], 2);
        entries[i].flags = LIST_IS_TUPLE;
    }
    struct sort_entry *sorted =
        sorted_by(render, call, value_list(entries, count), value_integer(by_value ? 1 : 0),
                  filter_boolean(call, 0, false), filter_boolean(call, 2, false));
    for (uint32_t i = 0; i < count; i++) {
        entries[i] = sorted[i].value;
    }
    return value_list(entries, count);
}

struct value filter_groupby(struct rendering *render, const struct filter_call *call) {
    struct value list = input_list(render, call);
    bool case_sensitive = filter_boolean(call, 2, false);
    struct value fallback = filter_has(call, 1) && call->given[1].type != VALUE_NULL
                                ? call->given[1]
                                : value_undefined();
    rendering_count_bytes(render, 2 * (uint64_t)list.length * sizeof(struct sort_entry));
    struct sort_entry *entries = arena_new(render->arena, struct sort_entry, list.length);
    for (uint32_t i = 0; i < list.length; i++) {
        struct value key =
            rendering_path(render, call->at, list.as.list[i], call->given[0], fallback);
        rendering_require(render, call->at, key);
        entries[i].value = list.as.list[i];
        entries[i].key = case_sensitive ? key : lower_case(render, key);
    }
    struct sorting sorting = {.render = render, .at = call->at};
    entries = merge_sort(&sorting, entries, list.length);
    struct value *members = room_for(render, list.length);
    struct value *groups = room_for(render, list.length);
    struct value *halves = room_for(render, 2 * (size_t)list.length);
    size_t count = 0;
    for (uint32_t start = 0; start < list.length; count++) {
        uint32_t end = start;
        while (end < list.length &&
               value_equals(render, call->at, entries[end].key, entries[start].key)) {
            members[end] = entries[end].value;
            end++;
        }
        halves[2 * count] =
            rendering_path(render, call->at, entries[start].value, call->given[0], fallback);
        halves[2 * count + 1] = value_list(&members[start], end - start);
        groups[count] = value_list(&halves[2 * count], 2);
        groups[count].flags = LIST_IS_TUPLE | LIST_IS_GROUP;
        start = end;
    }
    return value_list(groups, count);
}

/* --- Unique: what a value is, as a text that equal values share. --- */

static void append_key(struct rendering *render, const struct filter_call *call, struct buffer *out,
                       struct value value, uint32_t depth) {
    rendering_require(render, call->at, value);
    rendering_count_steps(render, 1);
    double number = value_to_number(value);
    switch ((enum value_type)value.type) {
    case VALUE_NUMBER:
    case VALUE_BOOLEAN:
    case VALUE_INTEGER:
        buffer_append_byte(out, 'n');
        if (value.type == VALUE_INTEGER ||
            (number >= -9e15 && number <= 9e15 && number == (double)(int64_t)number)) {
            buffer_append_integer(out,
                                  value.type == VALUE_INTEGER ? value.as.integer : (int64_t)number);
        } else {
            text_append_number(out, number);
        }
        return;
    case VALUE_TEXT:
        buffer_format(out, "t%u:", (unsigned)value.length);
        buffer_append(out, value_slice(value));
        return;
    case VALUE_DATE:
        buffer_append_byte(out, 'd');
        date_append_iso(out, value.as.date);
        return;
    case VALUE_OBJECT: {
        const struct value_object *object = value.as.object;
        const void *identity =
            object->type->identity != NULL ? object->type->identity(object) : object;
        buffer_append_byte(out, 'o');
        buffer_append(out, slice_of((const char *)&identity, sizeof identity));
        return;
    }
    case VALUE_LIST:
        if ((value.flags & LIST_IS_TUPLE) != 0 && depth < 8) {
            buffer_format(out, "l%u:", (unsigned)value.length);
            for (uint32_t i = 0; i < value.length; i++) {
                append_key(render, call, out, value.as.list[i], depth + 1);
            }
            return;
        }
        break;
    case VALUE_NULL:
        buffer_append_byte(out, '0');
        return;
    default:
        break;
    }
    rendering_fail_type(render, call->at, MESSAGE_TEMPLATE_RUN_INPUT, "unique", value);
}

struct value filter_unique(struct rendering *render, const struct filter_call *call) {
    struct value list = input_list(render, call);
    bool case_sensitive = filter_boolean(call, 0, false);
    struct value *kept = room_for(render, list.length);
    size_t count = 0;
    struct map seen;
    map_init(&seen, render->arena);
    for (uint32_t i = 0; i < list.length; i++) {
        struct value key = list.as.list[i];
        if (filter_has(call, 1)) {
            key = rendering_path(render, call->at, key, call->given[1], value_undefined());
        }
        struct buffer text;
        buffer_init(&text, render->arena);
        append_key(render, call, &text, case_sensitive ? key : lower_case(render, key), 0);
        rendering_count_bytes(render, text.length);
        void **place = map_place(&seen, buffer_slice(&text));
        if (*place == NULL) {
            *place = &kept[count];
            kept[count++] = list.as.list[i];
        }
    }
    return value_list(kept, count);
}

/* --- Lists of lists --- */

static int64_t positive(struct rendering *render, const struct filter_call *call) {
    int64_t count = filter_integer(render, call, 0, 0);
    if (count < 1) {
        rendering_fail(render, call->at, MESSAGE_TEMPLATE_RUN_ARGUMENT_VALUE,
                       slice_from(call->application->filter->row.name),
                       arena_format(render->arena, "%lld", (long long)count));
    }
    return count;
}

static bool has_filling(const struct filter_call *call) {
    return filter_has(call, 1) && call->given[1].type != VALUE_NULL;
}

struct value filter_batch(struct rendering *render, const struct filter_call *call) {
    struct value list = input_list(render, call);
    uint64_t size = (uint64_t)positive(render, call);
    size_t count = (size_t)((list.length + size - 1) / size);
    struct value *batches = room_for(render, count);
    for (size_t i = 0; i < count; i++) {
        size_t start = i * size;
        size_t length = list.length - start < size ? list.length - start : (size_t)size;
        batches[i] = value_list(list.as.list + start, length);
        if (length < size && has_filling(call)) {
            struct value *filled = room_for(render, (size_t)size);
            memcpy(filled, list.as.list + start, length * sizeof *filled);
            for (size_t j = length; j < size; j++) {
                filled[j] = call->given[1];
            }
            batches[i] = value_list(filled, (size_t)size);
        }
    }
    return value_list(batches, count);
}

struct value filter_slice(struct rendering *render, const struct filter_call *call) {
    struct value list = input_list(render, call);
    size_t slices = (size_t)positive(render, call);
    size_t each = list.length / slices;
    size_t larger = list.length % slices;
    struct value *columns = room_for(render, slices);
    size_t start = 0;
    for (size_t i = 0; i < slices; i++) {
        size_t length = each + (i < larger ? 1 : 0);
        columns[i] = value_list(length == 0 ? NULL : list.as.list + start, length);
        if (i >= larger && has_filling(call)) {
            struct value *filled = room_for(render, length + 1);
            for (size_t j = 0; j < length; j++) {
                filled[j] = list.as.list[start + j];
            }
            filled[length] = call->given[1];
            columns[i] = value_list(filled, length + 1);
        }
        start += length;
    }
    return value_list(columns, slices);
}

/* --- Applying something to every entry --- */

struct value filter_map(struct rendering *render, const struct filter_call *call) {
    if (call->input.type != VALUE_OBJECT && !value_truth(call->input)) {
        rendering_require(render, call->at, call->input);
        return value_list(NULL, 0);
    }
    struct value list = input_list(render, call);
    struct value *results = room_for(render, list.length);
    const struct application *inner = call->application->inner;
    struct filter_call each;
    if (inner != NULL) {
        rendering_arguments(render, call->at, inner, &each);
    }
    struct value fallback = filter_has(call, 1) && call->given[1].type != VALUE_NULL
                                ? call->given[1]
                                : value_undefined();
    for (uint32_t i = 0; i < list.length; i++) {
        results[i] = inner != NULL ? rendering_apply(render, &each, list.as.list[i])
                                   : rendering_path(render, call->at, list.as.list[i],
                                                    call->given[0], fallback);
    }
    return value_list(results, list.length);
}

static struct value chosen(struct rendering *render, const struct filter_call *call, bool wanted,
                           bool by_attribute) {
    if (call->input.type != VALUE_OBJECT && !value_truth(call->input)) {
        rendering_require(render, call->at, call->input);
        return value_list(NULL, 0);
    }
    struct value list = input_list(render, call);
    struct value *kept = room_for(render, list.length);
    size_t count = 0;
    const struct application *inner = call->application->inner;
    struct filter_call each;
    if (inner != NULL) {
        rendering_arguments(render, call->at, inner, &each);
    }
    for (uint32_t i = 0; i < list.length; i++) {
        struct value asked = list.as.list[i];
        if (by_attribute) {
            asked = rendering_path(render, call->at, asked, call->given[0], value_undefined());
        }
        bool yes = inner != NULL ? rendering_ask(render, &each, asked) : value_truth(asked);
        if (yes == wanted) {
            kept[count++] = list.as.list[i];
        }
    }
    return value_list(kept, count);
}

struct value filter_select(struct rendering *render, const struct filter_call *call) {
    return chosen(render, call, true, false);
}

struct value filter_reject(struct rendering *render, const struct filter_call *call) {
    return chosen(render, call, false, false);
}

struct value filter_selectattr(struct rendering *render, const struct filter_call *call) {
    return chosen(render, call, true, true);
}

struct value filter_rejectattr(struct rendering *render, const struct filter_call *call) {
    return chosen(render, call, false, true);
}

static struct value extreme(struct rendering *render, const struct filter_call *call, int wanted) {
    struct value list = input_list(render, call);
    bool case_sensitive = filter_boolean(call, 0, false);
    struct value best = value_undefined();
    struct value best_key = value_undefined();
    for (uint32_t i = 0; i < list.length; i++) {
        struct value key = list.as.list[i];
        if (filter_has(call, 1)) {
            key = rendering_path(render, call->at, key, call->given[1], value_undefined());
        }
        key = case_sensitive ? key : lower_case(render, key);
        if (i == 0 || value_compare(render, call->at, key, best_key) == wanted) {
            best = list.as.list[i];
            best_key = key;
        }
    }
    return best;
}

struct value filter_min(struct rendering *render, const struct filter_call *call) {
    return extreme(render, call, -1);
}

struct value filter_max(struct rendering *render, const struct filter_call *call) {
    return extreme(render, call, 1);
}

struct value filter_sum(struct rendering *render, const struct filter_call *call) {
    struct value list = input_list(render, call);
    struct value total = filter_has(call, 1) ? call->given[1] : value_integer(0);
    if (total.type == VALUE_TEXT) {
        rendering_fail_type(render, call->at, MESSAGE_TEMPLATE_RUN_INPUT, "sum", total);
    }
    for (uint32_t i = 0; i < list.length; i++) {
        struct value entry = list.as.list[i];
        if (filter_has(call, 0) && call->given[0].type != VALUE_NULL) {
            entry = rendering_path(render, call->at, entry, call->given[0], value_undefined());
        }
        rendering_require(render, call->at, entry);
        rendering_require(render, call->at, total);
        total = value_calculate(render, call->at, EXPRESSION_ADD, total, entry);
    }
    return total;
}

struct value filter_items(struct rendering *render, const struct filter_call *call) {
    if (call->input.type == VALUE_UNDEFINED) {
        return value_list(NULL, 0);
    }
    if (call->input.type != VALUE_MAP) {
        rendering_fail_type(render, call->at, MESSAGE_TEMPLATE_RUN_INPUT, "items", call->input);
    }
    uint32_t count = call->input.length;
    struct value *pairs = room_for(render, 2 * (size_t)count);
    struct value *entries = room_for(render, count);
    for (uint32_t i = 0; i < count; i++) {
        pairs[2 * i] = value_text(call->input.as.map[i].key);
        pairs[2 * i + 1] = call->input.as.map[i].value;
        entries[i] = value_list(&pairs[2 * i], 2);
        entries[i].flags = LIST_IS_TUPLE;
    }
    return value_list(entries, count);
}

#include "formats/yaml.h"

#include "base/limits.h"
#include "base/map.h"
#include "formats/yaml_error.h"
#include "formats/yaml_source.h"

/* A list or map that is being read. Its entries are pairs on the reader's stack from `first` on. */
struct frame {
    bool is_map;
    bool bracketed; /* written between brackets */
    bool has_key;   /* the key was read, its value comes next … */
    bool drop;      /* … and is not kept, because the key was refused */
    uint32_t start; /* in bytes of the source */
    size_t first;
    struct value_pair pair; /* the key so far */
};

/* Builds values from events. All places in it are bytes of the source; values and pairs get them
 * with the source's offset in the file. */
struct reader {
    struct yaml_source source;
    struct arena *arena;   /* for the values */
    struct arena *scratch; /* for everything that is gone at the end */
    struct diagnostics *diagnostics;
    struct frame frames[LIMIT_YAML_DEPTH];
    size_t depth;
    struct value_pair *pairs;
    size_t pair_count;
    size_t pair_capacity;
    struct value root;
    struct yaml_last last;
    bool done; /* what is open still is closed, and nothing more is told */
    bool failed;
};

static struct diagnostic *tell(struct reader *reader, enum message message, size_t start,
                               size_t end) {
    return diagnostic_add(reader->diagnostics, message,
                          yaml_source_place(&reader->source, start, end));
}

static void tell_text(struct reader *reader, enum message message, size_t start, size_t end) {
    struct slice text = slice_between(reader->source.text, start, end);
    diagnostic_argument(tell(reader, message, start, end), text);
}

static uint32_t in_file(const struct reader *reader, size_t at) {
    return (uint32_t)(reader->source.offset + at);
}

static struct frame *top(struct reader *reader) {
    return reader->depth == 0 ? NULL : &reader->frames[reader->depth - 1];
}

static bool expects_key(struct reader *reader) {
    const struct frame *frame = top(reader);
    return frame != NULL && frame->is_map && !frame->has_key;
}

static void push_pair(struct reader *reader, struct value_pair pair) {
    if (reader->pair_count == reader->pair_capacity) {
        size_t capacity = reader->pair_capacity == 0 ? 64 : reader->pair_capacity * 2;
        reader->pairs = arena_grow(reader->scratch, reader->pairs,
                                   reader->pair_capacity * sizeof *reader->pairs,
                                   capacity * sizeof *reader->pairs);
        reader->pair_capacity = capacity;
    }
    reader->pairs[reader->pair_count++] = pair;
}

/* A key was read: `key` is its text, or it was refused. */
static void add_key(struct reader *reader, struct slice key, size_t start, size_t end,
                    bool refused) {
    struct frame *frame = top(reader);
    frame->pair = (struct value_pair){
        .key = key, .key_start = in_file(reader, start), .key_end = in_file(reader, end)};
    frame->has_key = true;
    frame->drop = refused;
}

/* A value is complete. Where a key was expected, it is one that is no text. */
static void add_value(struct reader *reader, struct value value) {
    struct frame *frame = top(reader);
    if (frame == NULL) {
        reader->root = value;
    } else if (expects_key(reader)) {
        size_t start = value.start - reader->source.offset;
        size_t end = value.end - reader->source.offset;
        if (!reader->done) {
            tell(reader, MESSAGE_YAML_KEY_NOT_TEXT, start, end);
        }
        add_key(reader, slice_of("", 0), start, end, true);
    } else {
        if (!frame->drop) {
            frame->pair.value = value;
            push_pair(reader, frame->pair);
        }
        frame->has_key = frame->drop = false;
    }
}

/* The pairs from `first` on without those whose key stood there before; each of these is told. */
static size_t drop_duplicates(struct reader *reader, size_t first) {
    struct arena_mark mark = arena_mark(reader->scratch);
    struct map seen;
    map_init(&seen, reader->scratch);
    size_t kept = first;
    for (size_t i = first; i < reader->pair_count; i++) {
        struct value_pair pair = reader->pairs[i];
        void **place = map_place(&seen, pair.key);
        if (*place == NULL) {
            reader->pairs[kept] = pair;
            *place = &reader->pairs[kept++];
            continue;
        }
        const struct value_pair *original = *place;
        struct slice path = reader->source.path;
        struct diagnostic *diagnostic =
            diagnostic_add(reader->diagnostics, MESSAGE_YAML_DUPLICATE_KEY,
                           place_of(path, pair.key_start, pair.key_end));
        diagnostic_argument(diagnostic, pair.key);
        diagnostic_second(diagnostic, place_of(path, original->key_start, original->key_end));
    }
    arena_restore(reader->scratch, mark);
    return kept - first;
}

static struct value close_map(struct reader *reader, const struct frame *frame) {
    size_t count = drop_duplicates(reader, frame->first);
    struct value_pair *pairs = arena_new(reader->arena, struct value_pair, count);
    for (size_t i = 0; i < count; i++) {
        pairs[i] = reader->pairs[frame->first + i];
    }
    return value_map(pairs, count);
}

static struct value close_list(struct reader *reader, const struct frame *frame) {
    size_t count = reader->pair_count - frame->first;
    struct value *values = arena_new(reader->arena, struct value, count);
    for (size_t i = 0; i < count; i++) {
        values[i] = reader->pairs[frame->first + i].value;
    }
    return value_list(values, count);
}

static void open_frame(struct reader *reader, size_t start, bool is_map, bool bracketed) {
    if (reader->depth == LIMIT_YAML_DEPTH) {
        diagnostic_argument_integer(tell(reader, MESSAGE_YAML_TOO_DEEP, start, start + 1),
                                    LIMIT_YAML_DEPTH);
        reader->done = true;
        return;
    }
    reader->frames[reader->depth++] = (struct frame){.is_map = is_map,
                                                     .bracketed = bracketed,
                                                     .start = (uint32_t)start,
                                                     .first = reader->pair_count};
}

/* Closes the innermost list or map. One without brackets ends where its last entry does: libyaml
 * has it end where the next thing begins. */
static void close_frame(struct reader *reader, size_t end) {
    struct frame frame = *top(reader);
    uint32_t value_end = in_file(reader, frame.bracketed ? end : frame.start);
    if (!frame.bracketed && reader->pair_count > frame.first) {
        value_end = reader->pairs[reader->pair_count - 1].value.end;
    }
    struct value value = frame.is_map ? close_map(reader, &frame) : close_list(reader, &frame);
    value.start = in_file(reader, frame.start);
    value.end = value_end;
    value.flags = reader->done ? VALUE_PARTIAL : 0;
    reader->pair_count = frame.first;
    reader->depth--;
    add_value(reader, value);
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* The bytes of the line end at `at`, of those that YAML 1.1 knows; 0 if there is none. */
static size_t line_end(struct slice text, size_t at) {
    static const struct slice ends[] = {SLICE_INIT("\n"), SLICE_INIT("\r"), SLICE_INIT("\xC2\x85"),
                                        SLICE_INIT("\xE2\x80\xA8"), SLICE_INIT("\xE2\x80\xA9")};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (slice_starts_with(slice_skip(text, at), ends[i])) {
            return ends[i].length;
        }
    }
    return 0;
}

/* The end of the word that begins at `at`. */
static size_t word_end(struct slice text, size_t at) {
    while (at < text.length && !is_blank(text.data[at]) && line_end(text, at) == 0) {
        at++;
    }
    return at;
}

/* The end of the anchor's name that begins at `at`, as libyaml reads it. */
static size_t anchor_end(struct slice text, size_t at) {
    while (at < text.length) {
        char byte = text.data[at];
        bool name = (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'z') ||
                    byte == '_' || byte == '-';
        if (!name) {
            break;
        }
        at++;
    }
    return at;
}

/* Skips the blanks, line ends and comments from `at` on. */
static size_t skip_blanks(struct slice text, size_t at) {
    bool comment = false;
    while (at < text.length) {
        size_t end = line_end(text, at);
        comment = (comment || text.data[at] == '#') && end == 0;
        if (!comment && end == 0 && !is_blank(text.data[at])) {
            break;
        }
        at += end > 0 ? end : 1;
    }
    return at;
}

/* Tells of the anchor and tag before a value, and returns where the value itself begins: libyaml
 * has it begin at the first of them, and keeps no place of the second. */
static size_t refuse_properties(struct reader *reader, size_t start, size_t end) {
    struct slice text = slice_take(reader->source.text, end);
    size_t at = start;
    while (at < text.length && (text.data[at] == '&' || text.data[at] == '!')) {
        bool anchor = text.data[at] == '&';
        size_t word = anchor ? anchor_end(text, at + 1) : word_end(text, at);
        if (anchor) {
            diagnostic_argument(tell(reader, MESSAGE_YAML_ANCHOR, at, word),
                                slice_between(text, at + 1, word));
        } else {
            tell_text(reader, MESSAGE_YAML_TAG, at, word);
        }
        at = skip_blanks(text, word);
    }
    return at;
}

static bool is_null(struct slice text) {
    return text.length == 0 || slice_equals(text, SLICE("~")) || slice_equals(text, SLICE("null"));
}

/* A control character can only come from an escape: the reader of libyaml takes none. */
static void refuse_controls(struct reader *reader, struct slice text, size_t start, size_t end) {
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F) {
            struct slice name = arena_format(reader->scratch, "U+%04X", byte);
            diagnostic_argument(tell(reader, MESSAGE_YAML_CONTROL, start, end), name);
            return;
        }
    }
}

static struct value scalar_value(struct reader *reader, const yaml_event_t *event,
                                 struct slice text) {
    switch (event->data.scalar.style) {
    case YAML_LITERAL_SCALAR_STYLE:
    case YAML_FOLDED_SCALAR_STYLE: {
        struct value value = value_text(arena_copy(reader->arena, text));
        value.flags = VALUE_BLOCK;
        return value;
    }
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: {
        struct value value = value_text(arena_copy(reader->arena, text));
        value.flags = VALUE_QUOTED;
        return value;
    }
    case YAML_ANY_SCALAR_STYLE:
    case YAML_PLAIN_SCALAR_STYLE:
    default: {
        struct value value =
            is_null(text) ? value_null() : value_text(arena_copy(reader->arena, text));
        value.flags = VALUE_PLAIN;
        return value;
    }
    }
}

/* A block scalar's end is told without the line ends behind it. */
static size_t trimmed_end(const struct reader *reader, size_t start, size_t end) {
    struct slice text = slice_between(reader->source.text, start, end);
    while (text.length > 0 && is_blank(text.data[text.length - 1])) {
        text.length--;
    }
    return start + text.length;
}

static void take_key(struct reader *reader, const struct value *value, struct slice text,
                     size_t start, size_t end) {
    bool plain = (value->flags & VALUE_PLAIN) != 0;
    if (plain && text.length == 0) {
        tell(reader, MESSAGE_YAML_KEY_NOT_TEXT, start, end);
        add_key(reader, text, start, end, true);
    } else if (plain && slice_equals(text, SLICE("<<"))) {
        tell(reader, MESSAGE_YAML_MERGE_KEY, start, end);
        add_key(reader, text, start, end, true);
    } else {
        add_key(reader, arena_copy(reader->arena, text), start, end, false);
    }
}

static void take_scalar(struct reader *reader, const yaml_event_t *event, size_t start,
                        size_t end) {
    struct slice text = slice_of((const char *)event->data.scalar.value, event->data.scalar.length);
    struct value value = scalar_value(reader, event, text);
    if ((value.flags & VALUE_BLOCK) != 0) {
        end = trimmed_end(reader, start, end);
    } else if ((value.flags & VALUE_QUOTED) != 0) {
        refuse_controls(reader, text, start, end);
        reader->last = (struct yaml_last){reader->source.text.data[start], start, end};
    }
    value.start = in_file(reader, start);
    value.end = in_file(reader, end);
    if (expects_key(reader)) {
        take_key(reader, &value, text, start, end);
    } else {
        add_value(reader, value);
    }
}

/* An alias is told of, and counts as the text that stands there. */
static void take_alias(struct reader *reader, size_t start, size_t end) {
    struct slice text = slice_between(reader->source.text, start, end);
    diagnostic_argument(tell(reader, MESSAGE_YAML_ALIAS, start, end), slice_skip(text, 1));
    reader->last = (struct yaml_last){'*', start, end};
    if (expects_key(reader)) {
        add_key(reader, text, start, end, true);
        return;
    }
    struct value value = value_text(arena_copy(reader->arena, text));
    value.flags = VALUE_PLAIN;
    value.start = in_file(reader, start);
    value.end = in_file(reader, end);
    add_value(reader, value);
}

/* The document ended at `end`. libyaml is asked no further when nothing or another document
 * follows: that one could hold directives without number, each compared with all before it. */
static void end_document(struct reader *reader, size_t end) {
    struct slice text = reader->source.text;
    size_t at = skip_blanks(text, end);
    while (slice_starts_with(slice_skip(text, at), SLICE("..."))) {
        at = skip_blanks(text, at + 3);
    }
    if (at == text.length) {
        reader->done = true;
    } else if (slice_starts_with(slice_skip(text, at), SLICE("---")) || text.data[at] == '%') {
        tell(reader, MESSAGE_YAML_SECOND_DOCUMENT, at, word_end(text, at));
        reader->done = true;
    }
}

static void take_event(struct reader *reader, const yaml_event_t *event) {
    size_t start = yaml_source_byte(&reader->source, event->start_mark.index);
    size_t end = yaml_source_byte(&reader->source, event->end_mark.index);
    if (event->type == YAML_SCALAR_EVENT || event->type == YAML_SEQUENCE_START_EVENT ||
        event->type == YAML_MAPPING_START_EVENT) {
        start = refuse_properties(reader, start, end);
    }
    reader->last.closed_by = 0;
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        take_scalar(reader, event, start, end);
        break;
    case YAML_ALIAS_EVENT:
        take_alias(reader, start, end);
        break;
    case YAML_SEQUENCE_START_EVENT:
        open_frame(reader, start, false,
                   event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
        break;
    case YAML_MAPPING_START_EVENT:
        open_frame(reader, start, true, event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        if (top(reader)->bracketed) {
            char bracket = event->type == YAML_SEQUENCE_END_EVENT ? ']' : '}';
            reader->last = (struct yaml_last){bracket, top(reader)->start, end};
        }
        close_frame(reader, end);
        break;
    case YAML_DOCUMENT_END_EVENT:
        end_document(reader, end);
        break;
    case YAML_STREAM_END_EVENT:
        reader->done = true;
        break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    default:
        break;
    }
}

/* Directives before the fields: only %YAML passes. False when there is another one. */
static bool check_directives(struct reader *reader) {
    struct slice text = reader->source.text;
    size_t at = skip_blanks(text, 0);
    while (at < text.length && text.data[at] == '%') {
        if (slice_starts_with(slice_skip(text, at), SLICE("%TAG"))) {
            size_t line_start = 0;
            struct slice line = yaml_source_line(&reader->source, at, &line_start);
            tell_text(reader, MESSAGE_YAML_TAG, at, line_start + line.length);
            return false;
        }
        size_t line = slice_find(slice_skip(text, at), '\n');
        at = skip_blanks(text, line == SLICE_NOT_FOUND ? text.length : at + line);
    }
    return true;
}

/* Closes what an error left open. The last entry between brackets is dropped: where it should have
 * ended nobody knows. */
static void close_all(struct reader *reader) {
    const struct frame *frame = top(reader);
    if (frame != NULL && frame->bracketed && reader->pair_count > frame->first) {
        reader->pair_count--;
    }
    while (reader->depth > 0) {
        close_frame(reader, reader->source.text.length);
    }
}

static void read_events(struct reader *reader) {
    yaml_parser_t parser;
    if (yaml_parser_initialize(&parser) == 0) {
        machine_failed("out of memory");
    }
    struct slice text = reader->source.text;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)(text.length > 0 ? text.data : ""),
                                 text.length);
    while (!reader->done) {
        yaml_event_t event;
        if (yaml_parser_parse(&parser, &event) == 0) {
            if (parser.error == YAML_MEMORY_ERROR) {
                machine_failed("out of memory");
            }
            yaml_explain(&parser, &reader->source, reader->last, reader->diagnostics);
            reader->failed = true;
            break;
        }
        take_event(reader, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    reader->done = true;
    close_all(reader);
}

/* The document as fields. One that is a text, is mostly fields without spaces behind their colons.
 */
static struct value whole_document(struct reader *reader) {
    struct value root = reader->root;
    if (root.type == VALUE_MAP || (root.type == VALUE_UNDEFINED && reader->failed)) {
        return root;
    }
    if (root.type == VALUE_UNDEFINED || root.type == VALUE_NULL) {
        root = value_map(NULL, 0);
        root.start = root.end = in_file(reader, 0);
        return root;
    }
    size_t start = root.start - reader->source.offset;
    size_t end = root.end - reader->source.offset;
    bool plain = root.type == VALUE_TEXT && (root.flags & VALUE_PLAIN) != 0;
    if (reader->failed) {
        return value_undefined();
    }
    if (!plain || !yaml_explain_text(&reader->source, start, end, reader->diagnostics)) {
        size_t line_start = 0;
        struct slice line = yaml_source_line(&reader->source, start, &line_start);
        size_t line_end_at = line_start + line.length;
        tell(reader, MESSAGE_YAML_NOT_FIELDS, start, end < line_end_at ? end : line_end_at);
    }
    return value_undefined();
}

struct value yaml_parse(struct slice text, size_t offset, struct slice path, struct arena *arena,
                        struct diagnostics *diagnostics) {
    if (text.length > LIMIT_YAML_BYTES) {
        struct diagnostic *diagnostic =
            diagnostic_add(diagnostics, MESSAGE_YAML_TOO_LARGE, place_of(path, offset, offset));
        diagnostic_argument_integer(diagnostic, LIMIT_YAML_BYTES);
        return value_undefined();
    }
    struct arena scratch;
    arena_init(&scratch);
    struct reader reader = {.arena = arena, .scratch = &scratch, .diagnostics = diagnostics};
    yaml_source_init(&reader.source, text, offset, path, &scratch);
    reader.failed = !check_directives(&reader);
    if (!reader.failed) {
        read_events(&reader);
    }
    struct value root = whole_document(&reader);
    arena_release(&scratch);
    return root;
}

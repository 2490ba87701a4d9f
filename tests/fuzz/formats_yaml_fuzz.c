/* Reading YAML from any bytes that are UTF-8: every place lies in the text, keys and plain values
 * are what stands there, and the lines of a text are where it is. The first byte is where the text
 * stands in its file. */
#include "base/utf8.h"
#include "formats/yaml.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static void must(bool truth) {
    if (!truth) {
        abort();
    }
}

struct fuzzed {
    struct slice file;
    size_t start; /* of the YAML in it */
    struct arena *arena;
};

static void check_range(const struct fuzzed *fuzzed, size_t from, size_t to) {
    must(fuzzed->start <= from && from <= to && to <= fuzzed->file.length);
}

static void check_text(const struct fuzzed *fuzzed, struct value value) {
    size_t count = 0;
    const uint32_t *lines = yaml_lines(fuzzed->file, value, fuzzed->arena, &count);
    struct slice text = value_slice(value);
    size_t expected = 1;
    for (size_t i = 0; i < text.length; i++) {
        expected += text.data[i] == '\n';
    }
    must(count == expected);
    for (size_t i = 0; i < count; i++) {
        must(lines[i] >= value.start && lines[i] <= value.end);
    }
    struct slice written = slice_between(fuzzed->file, value.start, value.end);
    bool one_line = true; /* YAML 1.1 has five line ends */
    static const char *const ends[] = {"\n", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        one_line = one_line && slice_search(written, slice_from(ends[i])) == SLICE_NOT_FOUND;
    }
    must((value.flags & VALUE_PLAIN) == 0 || !one_line || slice_equals(written, text));
}

/* Recursive: what is read has a limit to its depth. */
static void check_value(const struct fuzzed *fuzzed, struct value value) {
    check_range(fuzzed, value.start, value.end);
    if (value.type == VALUE_TEXT) {
        check_text(fuzzed, value);
    }
    for (uint32_t i = 0; value.type == VALUE_LIST && i < value.length; i++) {
        check_value(fuzzed, value.as.list[i]);
    }
    for (uint32_t i = 0; value.type == VALUE_MAP && i < value.length; i++) {
        const struct value_pair *pair = &value.as.map[i];
        check_range(fuzzed, pair->key_start, pair->key_end);
        must(value_find(value, pair->key) == pair); /* no key twice */
        check_value(fuzzed, pair->value);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct slice file = slice_of((const char *)data, size);
    size_t offset = 0;
    if (size == 0 || !utf8_valid(slice_skip(file, 1), &offset)) {
        return 0;
    }
    struct arena arena = {0};
    struct diagnostics diagnostics;
    diagnostics_init(&diagnostics, &arena);
    struct fuzzed fuzzed = {file, 1, &arena};
    struct value value = yaml_parse(slice_skip(file, 1), 1, SLICE("a.yaml"), &arena, &diagnostics);
    must(value.type != VALUE_UNDEFINED || diagnostics.count > 0);
    if (value.type != VALUE_UNDEFINED) {
        check_value(&fuzzed, value);
        check_range(&fuzzed, value.start, value.end);
        must(yaml_resolve(value, &arena).start == value.start);
    }
    diagnostics_sort(&diagnostics);
    for (size_t i = 0; i < diagnostics.count; i++) {
        const struct diagnostic *diagnostic = diagnostics.entries[i];
        check_range(&fuzzed, diagnostic->place.start, diagnostic->place.end);
        struct buffer text;
        buffer_init(&text, &arena);
        diagnostic_append_message(&text, diagnostic, SLICE("nl"));
        must(text.length > 0 && utf8_valid(buffer_slice(&text), &offset));
    }
    arena_release(&arena);
    return 0;
}

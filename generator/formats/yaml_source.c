#include "formats/yaml_source.h"

enum { STEP = 16 };

static bool is_ascii(struct slice text) {
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.data[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* Behind the character at `at`; the text is valid UTF-8. */
static size_t next_character(struct slice text, size_t at) {
    do {
        at++;
    } while (at < text.length && ((unsigned char)text.data[at] & 0xC0) == 0x80);
    return at;
}

void yaml_source_init(struct yaml_source *source, struct slice text, size_t offset,
                      struct slice path, struct arena *arena) {
    *source = (struct yaml_source){.text = text, .offset = offset, .path = path};
    if (slice_starts_with(text, SLICE("\xEF\xBB\xBF"))) {
        source->text = slice_skip(text, 3);
        source->offset += 3;
    }
    if (is_ascii(source->text)) {
        return;
    }
    source->steps = arena_new(arena, uint32_t, source->text.length / STEP + 1);
    size_t character = 0;
    for (size_t at = 0; at < source->text.length; at = next_character(source->text, at)) {
        if (character % STEP == 0) {
            source->steps[source->step_count++] = (uint32_t)at;
        }
        character++;
    }
}

size_t yaml_source_byte(const struct yaml_source *source, size_t character) {
    size_t length = source->text.length;
    if (source->steps == NULL) {
        return character < length ? character : length;
    }
    if (character / STEP >= source->step_count) {
        return length;
    }
    size_t at = source->steps[character / STEP];
    for (size_t left = character % STEP; left > 0 && at < length; left--) {
        at = next_character(source->text, at);
    }
    return at;
}

struct place yaml_source_place(const struct yaml_source *source, size_t start, size_t end) {
    return place_of(source->path, source->offset + start, source->offset + end);
}

struct slice yaml_source_line(const struct yaml_source *source, size_t offset, size_t *start) {
    size_t before = slice_find_last(slice_take(source->text, offset), '\n');
    *start = before == SLICE_NOT_FOUND ? 0 : before + 1;
    struct slice rest = slice_skip(source->text, *start);
    struct slice line = slice_of(rest.data, 0);
    slice_cut_line(&rest, &line);
    return line;
}

bool yaml_source_line_before(const struct yaml_source *source, size_t start, struct slice *line,
                             size_t *line_start) {
    while (start > 0) {
        *line = yaml_source_line(source, start - 1, &start);
        struct slice content = slice_trim(*line);
        if (content.length > 0 && content.data[0] != '#') {
            *line_start = start;
            return true;
        }
    }
    return false;
}

size_t yaml_indentation(struct slice line) {
    size_t count = 0;
    while (count < line.length && line.data[count] == ' ') {
        count++;
    }
    return count;
}

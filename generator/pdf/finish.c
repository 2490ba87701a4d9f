/* A PDF is a list of numbered objects and a table of where each begins (ISO 32000-1, 7.5). Cairo
 * writes both in their plainest form: all objects on their own, one table. So they are copied one
 * by one, a few of them with something added, and the table is written anew. */
#include "pdf/finish.h"

#include "base/utf8.h"
#include "pdf/artifacts.h"

#include <stdlib.h>
#include <zlib.h>

struct object {
    size_t number;
    size_t offset; /* in what Cairo wrote; 0: there is none */
    size_t end;
    size_t to;         /* in what is written */
    const char *added; /* before the end of its dictionary; NULL: nothing */
    bool is_content;   /* the operators of a page */
    size_t length;     /* it is the length of a stream: the new one; SIZE_MAX if it is not */
};

struct file {
    struct slice bytes;
    struct arena *arena;
    struct object *objects; /* by number */
    size_t count;
    struct slice trailer;
    const struct pdf_document *document;
};

/* The number behind `key` in a dictionary; 0 when it is not there. */
static size_t number_behind(struct slice text, struct slice key) {
    size_t at = slice_search(text, key);
    if (at == SLICE_NOT_FOUND) {
        return 0;
    }
    size_t number = 0;
    for (at += key.length; at < text.length && text.data[at] == ' '; at++) {
    }
    for (; at < text.length && text.data[at] >= '0' && text.data[at] <= '9'; at++) {
        number = number * 10 + (size_t)(text.data[at] - '0');
    }
    return number;
}

static int by_offset(const void *a, const void *b) {
    const struct object *left = *(struct object *const *)a;
    const struct object *right = *(struct object *const *)b;
    return (left->offset > right->offset) - (left->offset < right->offset);
}

/* The objects in the order of the file. */
static struct object **in_order(const struct file *file, size_t *count) {
    struct object **order = arena_new(file->arena, struct object *, file->count);
    *count = 0;
    for (size_t i = 1; i < file->count; i++) {
        if (file->objects[i].offset > 0) {
            order[(*count)++] = &file->objects[i];
        }
    }
    qsort(order, *count, sizeof *order, by_offset);
    return order;
}

/* Reads the table. False when it is in a form that this version of Cairo does not write. */
static bool read_table(struct file *file) {
    struct slice tail =
        slice_skip(file->bytes, file->bytes.length < 64 ? 0 : file->bytes.length - 64);
    size_t table = number_behind(tail, SLICE("startxref\n"));
    struct slice text = slice_skip(file->bytes, table);
    if (!slice_starts_with(text, SLICE("xref\n0 "))) {
        return false;
    }
    file->count = number_behind(text, SLICE("xref\n0 "));
    size_t line = slice_find(slice_skip(text, 5), '\n');
    struct slice entries = slice_skip(text, 5 + line + 1);
    if (line == SLICE_NOT_FOUND || entries.length < file->count * 20) {
        return false;
    }
    file->objects = arena_new(file->arena, struct object, file->count);
    for (size_t i = 0; i < file->count; i++) {
        struct slice entry = slice_between(entries, i * 20, i * 20 + 20);
        bool used = entry.data[17] == 'n';
        file->objects[i] =
            (struct object){.number = i,
                            .offset = used ? (size_t)strtoull(entry.data, NULL, 10) : 0,
                            .length = SIZE_MAX};
    }
    file->trailer = slice_skip(entries, file->count * 20);
    size_t count = 0;
    struct object **order = in_order(file, &count);
    for (size_t i = 0; i < count; i++) {
        order[i]->end = i + 1 < count ? order[i + 1]->offset : table;
    }
    return true;
}

static struct slice object_text(const struct file *file, size_t number) {
    if (number == 0 || number >= file->count) {
        return slice_of("", 0);
    }
    const struct object *object = &file->objects[number];
    return slice_between(file->bytes, object->offset, object->end);
}

/* Text as a string of the file: UTF-16, in hexadecimal. */
static void append_string(struct buffer *out, struct slice text) {
    buffer_append_text(out, "<FEFF");
    for (size_t at = 0; at < text.length;) {
        uint32_t character = utf8_next(text, &at);
        if (character >= 0x10000) {
            buffer_format(out, "%04X%04X", (unsigned)(0xD7C0 + (character >> 10)),
                          (unsigned)(0xDC00 + (character & 0x3FF)));
        } else {
            buffer_format(out, "%04X", (unsigned)character);
        }
    }
    buffer_append_byte(out, '>');
}

static void add(const struct file *file, size_t number, struct slice text) {
    if (number > 0 && number < file->count) {
        struct object *object = &file->objects[number];
        object->added =
            arena_format(file->arena, "%s%.*s", object->added == NULL ? "" : object->added,
                         slice_width(text), text.data)
                .data;
    }
}

/* The children of a node of the structure: `/K [ … ]`, or `/K 5 0 R` when it is only one. */
struct children {
    struct slice rest;
};

static struct children children_of(const struct file *file, size_t number) {
    struct slice text = object_text(file, number);
    size_t from = slice_search(text, SLICE("/K "));
    if (from == SLICE_NOT_FOUND) {
        return (struct children){slice_of("", 0)};
    }
    struct slice inside = slice_skip(text, from + 3);
    bool list = slice_starts_with(inside, SLICE("["));
    return (struct children){slice_take(inside, slice_find(inside, list ? ']' : '\n'))};
}

/* The next child that is a node; what is marked on a page, and annotations, are passed over. */
static size_t next_child(struct children *children) {
    struct slice rest = children->rest;
    while (rest.length > 0) {
        if (slice_starts_with(rest, SLICE("<<"))) {
            size_t end = slice_search(rest, SLICE(">>"));
            rest = slice_skip(rest, end == SLICE_NOT_FOUND ? rest.length : end + 2);
        } else if (rest.data[0] >= '0' && rest.data[0] <= '9') {
            char *end = NULL;
            size_t number = (size_t)strtoull(rest.data, &end, 10);
            struct slice behind = slice_skip(rest, (size_t)(end - rest.data));
            if (slice_starts_with(behind, SLICE(" 0 R"))) {
                children->rest = slice_skip(behind, 4);
                return number;
            }
            rest = behind; /* the number of something marked */
        } else {
            rest = slice_skip(rest, 1);
        }
    }
    return 0;
}

enum { DEPTH_MAXIMUM = TAGS_OPEN + 8 };

/* Walks over the structure in the order in which its nodes were begun, and adds the notes. */
static void add_notes(const struct file *file, size_t root, const struct tag_note *note) {
    struct children open[DEPTH_MAXIMUM];
    size_t depth = 0;
    uint32_t node = 0;
    open[depth++] = children_of(file, root);
    while (depth > 0) {
        size_t child = next_child(&open[depth - 1]);
        if (child == 0) {
            depth--;
            continue;
        }
        struct slice text = object_text(file, child);
        if (slice_search(text, SLICE("/StructElem")) == SLICE_NOT_FOUND) {
            continue;
        }
        for (; note != NULL && note->node == node; note = note->next) {
            add(file, child, note->added);
        }
        node++;
        if (depth < DEPTH_MAXIMUM) {
            open[depth++] = children_of(file, child);
        }
    }
}

struct slice finish_string(struct slice text, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    append_string(&out, text);
    return buffer_slice(&out);
}

static void add_to_catalog(const struct file *file, size_t catalog) {
    struct buffer out;
    buffer_init(&out, file->arena);
    buffer_append_text(&out, "/Lang ");
    append_string(&out, file->document->language);
    buffer_append_text(&out, "\n/ViewerPreferences << /DisplayDocTitle true >>\n");
    add(file, catalog, buffer_slice(&out));
}

/* Finds the pages and marks what holds their operators. */
static void find_pages(const struct file *file) {
    for (size_t i = 1; i < file->count; i++) {
        struct slice text = slice_take(object_text(file, i), 400);
        if (slice_search(text, SLICE("/Type /Page\n")) == SLICE_NOT_FOUND &&
            slice_search(text, SLICE("/Type /Page ")) == SLICE_NOT_FOUND) {
            continue;
        }
        size_t content = number_behind(text, SLICE("/Contents "));
        if (content > 0 && content < file->count) {
            file->objects[content].is_content = true;
            add(file, i, SLICE("/Tabs /S\n"));
        }
    }
}

/* Unpacks a stream; false when it is damaged. */
static bool inflate_all(struct slice packed, struct buffer *out) {
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)packed.data, .avail_in = (uInt)packed.length};
    if (inflateInit(&stream) != Z_OK) {
        return false;
    }
    int status = Z_OK;
    while (status == Z_OK) {
        buffer_reserve(out, 4 * packed.length + 1024);
        stream.next_out = (Bytef *)(out->data + out->length);
        stream.avail_out = (uInt)(out->capacity - out->length);
        uInt before = stream.avail_out;
        status = inflate(&stream, Z_NO_FLUSH);
        out->length += before - stream.avail_out;
    }
    inflateEnd(&stream);
    return status == Z_STREAM_END;
}

static struct slice deflate_all(struct slice text, struct arena *arena) {
    uLongf length = compressBound((uLong)text.length);
    char *packed = arena_bytes(arena, length);
    if (compress2((Bytef *)packed, &length, (const Bytef *)text.data, (uLong)text.length, 6) !=
        Z_OK) {
        return slice_of("", 0);
    }
    return slice_of(packed, length);
}

/* Copies the operators of a page, packed again. False when they are not what was expected. */
static bool copy_content(struct file *file, struct object *object, struct arena *scratch,
                         struct buffer *out) {
    struct slice text = object_text(file, object->number);
    size_t start = slice_search(text, SLICE("stream\n"));
    struct slice head = slice_take(text, start);
    if (start == SLICE_NOT_FOUND || slice_search(head, SLICE("/FlateDecode")) == SLICE_NOT_FOUND) {
        return false;
    }
    size_t length_number = number_behind(head, SLICE("/Length "));
    struct slice length_text = object_text(file, length_number);
    size_t length = number_behind(length_text, SLICE("obj\n"));
    struct slice packed = slice_between(text, start + 7, start + 7 + length);
    struct buffer plain;
    struct buffer marked;
    buffer_init(&plain, scratch);
    buffer_init(&marked, scratch);
    if (length == 0 || !inflate_all(packed, &plain)) {
        return false;
    }
    artifacts_mark(buffer_slice(&plain), &marked);
    struct slice again = deflate_all(buffer_slice(&marked), scratch);
    file->objects[length_number].length = again.length;
    buffer_append(out, head);
    buffer_append_text(out, "stream\n");
    buffer_append(out, again);
    buffer_append_text(out, "\nendstream\nendobj\n");
    return true;
}

static void copy_object(struct file *file, struct object *object, struct arena *scratch,
                        struct buffer *out) {
    struct slice text = object_text(file, object->number);
    object->to = out->length;
    if (object->is_content && copy_content(file, object, scratch, out)) {
        return;
    }
    if (object->length != SIZE_MAX) {
        buffer_format(out, "%zu 0 obj\n   %zu\nendobj\n", object->number, object->length);
        return;
    }
    size_t end = text.length;
    if (object->added != NULL) { /* before the last ">>" */
        while (end > 1 && !(text.data[end - 1] == '>' && text.data[end - 2] == '>')) {
            end--;
        }
        end = end > 1 ? end - 2 : text.length;
    }
    buffer_append(out, slice_take(text, end));
    buffer_append_text(out, object->added == NULL ? "" : object->added);
    buffer_append(out, slice_skip(text, end));
}

static void write_table(const struct file *file, struct buffer *out) {
    size_t table = out->length;
    buffer_format(out, "xref\n0 %zu\n0000000000 65535 f \n", file->count);
    for (size_t i = 1; i < file->count; i++) {
        const struct object *object = &file->objects[i];
        buffer_format(out, "%010zu 00000 %c \n", object->to, object->offset > 0 ? 'n' : 'f');
    }
    size_t end = slice_search(file->trailer, SLICE("startxref"));
    buffer_append(out, slice_take(file->trailer, end));
    buffer_format(out, "startxref\n%zu\n%%%%EOF\n", table);
}

void finish(struct slice drawn, const struct tag_note *notes, const struct pdf_document *document,
            struct arena *arena, struct buffer *out) {
    struct file file = {.bytes = drawn, .arena = arena, .document = document};
    if (!read_table(&file)) {
        buffer_append(out, drawn);
        return;
    }
    size_t catalog = number_behind(file.trailer, SLICE("/Root "));
    add_to_catalog(&file, catalog);
    add_notes(&file, number_behind(object_text(&file, catalog), SLICE("/StructTreeRoot ")), notes);
    find_pages(&file);
    size_t count = 0;
    struct object **order = in_order(&file, &count);
    buffer_append(out, slice_take(drawn, count > 0 ? order[0]->offset : 0));
    struct arena scratch;
    arena_init(&scratch);
    for (size_t i = 0; i < count; i++) {
        copy_object(&file, order[i], &scratch, out);
        arena_reset(&scratch);
    }
    arena_release(&scratch);
    write_table(&file, out);
}

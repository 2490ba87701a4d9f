#include "pdf/artifacts.h"
#include "pdf/deflate.h"
#include "pdf/objects.h"

/* How many objects stand in a packed stream: a reader unpacks all of it for one of them. */
enum { PACK_OBJECTS = 200 };
/* A row of the table: a type, a place of four bytes, an index of two. */
enum { ROW_TYPE = 1, ROW_PLACE = 4, ROW_INDEX = 2, ROW_BYTES = ROW_TYPE + ROW_PLACE + ROW_INDEX };
enum row_type { ROW_FREE, ROW_PLAIN, ROW_PACKED };

struct table_row {
    enum row_type type;
    size_t place; /* of a plain one the offset, of a packed one the number of its stream */
    size_t index; /* in that stream */
};

struct writer {
    struct objects *objects;
    struct arena *scratch; /* for one stream */
    struct buffer *out;
    struct table_row *rows;
    size_t count;
    struct buffer pack_head; /* numbers and offsets of what is to be packed next */
    struct buffer pack;
    size_t packed;
};

static bool is_stream(struct slice text) {
    return slice_ends_with(text, SLICE("endstream"));
}

static struct slice dictionary_of(struct slice stream) {
    return slice_take(stream, slice_search(stream, SLICE("stream\n")));
}

/* The bytes of a stream. Their length stands in its dictionary, or in an object of its own, whose
 * number is then in `*elsewhere` (0: there is none). */
static struct slice bytes_of(const struct objects *objects, struct slice stream,
                             size_t *elsewhere) {
    struct slice dictionary = dictionary_of(stream);
    struct slice key = SLICE("/Length ");
    size_t number = object_number(dictionary, key);
    struct slice value = slice_skip(dictionary, slice_search(dictionary, key) + key.length);
    struct slice rest = slice_skip(value, slice_find(value, ' '));
    *elsewhere = slice_starts_with(rest, SLICE(" 0 R")) ? number : 0;
    if (*elsewhere > 0) {
        number = object_number(objects_text(objects, number), SLICE(""));
    }
    size_t start = dictionary.length + strlen("stream\n");
    return slice_between(stream, start, start + number);
}

static void write_row_begin(struct writer *writer, size_t number) {
    writer->rows[number] = (struct table_row){ROW_PLAIN, writer->out->length, 0};
    buffer_format(writer->out, "%zu 0 obj\n", number);
}

/* The operators of a page, marked; what cannot be unpacked is left as it is. */
static struct slice marked(struct writer *writer, struct slice bytes) {
    struct buffer plain;
    struct buffer out;
    buffer_init(&plain, writer->scratch);
    buffer_init(&out, writer->scratch);
    if (!deflate_unpack(bytes, &plain)) {
        return bytes;
    }
    artifacts_mark(buffer_slice(&plain), &out);
    return deflate_pack(buffer_slice(&out), writer->scratch);
}

static void write_stream(struct writer *writer, size_t number) {
    const struct object *object = &writer->objects->list[number];
    size_t elsewhere;
    struct slice bytes = bytes_of(writer->objects, object->text, &elsewhere);
    struct slice dictionary = slice_trim(dictionary_of(object->text));
    size_t key = slice_search(dictionary, SLICE("/Length "));
    struct slice behind = slice_skip(dictionary, key);
    behind = slice_skip(behind, slice_find(behind, '\n'));
    if (object->is_content) {
        bytes = marked(writer, bytes);
    }
    write_row_begin(writer, number);
    buffer_append(writer->out, slice_take(dictionary, key));
    buffer_format(writer->out, "/Length %zu", bytes.length);
    buffer_append(writer->out, behind);
    buffer_append_text(writer->out, "\nstream\n");
    buffer_append(writer->out, bytes);
    buffer_append_text(writer->out, "\nendstream\nendobj\n");
    arena_reset(writer->scratch);
}

/* Writes the objects that were gathered as one stream. */
static void flush(struct writer *writer) {
    if (writer->packed == 0) {
        return;
    }
    size_t first = writer->pack_head.length;
    buffer_append(&writer->pack_head, buffer_slice(&writer->pack));
    struct slice bytes = deflate_pack(buffer_slice(&writer->pack_head), writer->scratch);
    write_row_begin(writer, writer->count++);
    buffer_format(writer->out,
                  "<< /Type /ObjStm /N %zu /First %zu /Filter /FlateDecode /Length %zu >>\n"
                  "stream\n",
                  writer->packed, first, bytes.length);
    buffer_append(writer->out, bytes);
    buffer_append_text(writer->out, "\nendstream\nendobj\n");
    arena_reset(writer->scratch);
    buffer_truncate(&writer->pack_head, 0);
    buffer_truncate(&writer->pack, 0);
    writer->packed = 0;
}

static void append_object(const struct object *object, struct buffer *out) {
    struct slice text = object->text;
    size_t end = text.length;
    if (object->added.length > 0) { /* before the last ">>" */
        while (end > 1 && !(text.data[end - 1] == '>' && text.data[end - 2] == '>')) {
            end--;
        }
        end = end > 1 ? end - 2 : text.length;
    }
    buffer_append(out, slice_take(text, end));
    buffer_append(out, object->added);
    buffer_append(out, slice_skip(text, end));
    buffer_append_byte(out, '\n');
}

static void gather(struct writer *writer, size_t number) {
    writer->rows[number] = (struct table_row){ROW_PACKED, writer->count, writer->packed++};
    buffer_format(&writer->pack_head, "%zu %zu ", number, writer->pack.length);
    append_object(&writer->objects->list[number], &writer->pack);
    if (writer->packed == PACK_OBJECTS) {
        flush(writer);
    }
}

static void append_number(struct buffer *out, size_t number, int bytes) {
    for (int i = bytes - 1; i >= 0; i--) {
        buffer_append_byte(out, (char)(unsigned char)(number >> (8 * i)));
    }
}

/* The rows of the table, each as its difference from the one before: predictor 12 (7.4.4.4). */
static struct slice table_bytes(const struct writer *writer) {
    struct buffer rows;
    struct buffer out;
    buffer_init(&rows, writer->scratch);
    buffer_init(&out, writer->scratch);
    for (size_t i = 0; i < ROW_BYTES; i++) {
        buffer_append_byte(&rows, 0);
    }
    for (size_t i = 0; i < writer->count; i++) {
        const struct table_row *row = &writer->rows[i];
        append_number(&rows, row->type, ROW_TYPE);
        append_number(&rows, row->place, ROW_PLACE);
        append_number(&rows, row->index, ROW_INDEX);
        buffer_append_byte(&out, 2);
        for (size_t at = rows.length - ROW_BYTES; at < rows.length; at++) {
            buffer_append_byte(&out, (char)(rows.data[at] - rows.data[at - ROW_BYTES]));
        }
    }
    return deflate_pack(buffer_slice(&out), writer->scratch);
}

static void write_table(struct writer *writer) {
    size_t at = writer->out->length;
    struct slice trailer = writer->objects->trailer;
    write_row_begin(writer, writer->count++);
    struct slice bytes = table_bytes(writer);
    buffer_format(writer->out,
                  "<< /Type /XRef /Size %zu /W [ %d %d %d ] /Root %zu 0 R /Info %zu 0 R\n"
                  "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns %d >> /Length %zu "
                  ">>\nstream\n",
                  writer->count, ROW_TYPE, ROW_PLACE, ROW_INDEX,
                  object_number(trailer, SLICE("/Root ")), object_number(trailer, SLICE("/Info ")),
                  ROW_BYTES, bytes.length);
    buffer_append(writer->out, bytes);
    buffer_format(writer->out, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", at);
}

/* The objects that hold nothing but the length of a stream: that stands in the stream itself now.
 */
static bool *find_lengths(const struct objects *objects) {
    bool *found = arena_new(objects->arena, bool, objects->count);
    for (size_t i = 1; i < objects->count; i++) {
        if (is_stream(objects->list[i].text)) {
            size_t number;
            bytes_of(objects, objects->list[i].text, &number);
            found[number] = true;
        }
    }
    return found;
}

void objects_write(struct objects *objects, struct buffer *out) {
    struct arena scratch;
    struct arena gathered;
    arena_init(&scratch);
    arena_init(&gathered);
    struct writer writer = {
        .objects = objects, .scratch = &scratch, .out = out, .count = objects->count};
    buffer_init(&writer.pack_head, &gathered);
    buffer_init(&writer.pack, &gathered);
    /* With a row for each packed stream and for the table. */
    writer.rows = arena_new(objects->arena, struct table_row,
                            2 * objects->count / PACK_OBJECTS + objects->count + 3);
    const bool *is_length = find_lengths(objects);
    buffer_append(out, objects->head);
    for (size_t i = 1; i < objects->count; i++) {
        if (is_stream(objects->list[i].text)) {
            write_stream(&writer, i);
        } else if (objects->list[i].text.length > 0 && !is_length[i]) {
            gather(&writer, i);
        }
    }
    flush(&writer);
    write_table(&writer);
    arena_release(&gathered);
    arena_release(&scratch);
}

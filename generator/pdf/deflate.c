#include "pdf/deflate.h"

#include <zlib.h>

bool deflate_unpack(struct slice packed, struct buffer *out) {
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

struct slice deflate_pack(struct slice text, struct arena *arena) {
    uLongf length = compressBound((uLong)text.length);
    char *packed = arena_bytes(arena, length);
    if (compress2((Bytef *)packed, &length, (const Bytef *)text.data, (uLong)text.length, 6) !=
        Z_OK) {
        machine_failed("packing a stream of a PDF failed: not enough memory");
    }
    return slice_of(packed, length);
}

#include "formats/image.h"

static uint32_t number_at(struct slice bytes, size_t at, bool big_endian) {
    uint32_t number = 0;
    for (size_t i = 0; i < 4; i++) {
        size_t index = big_endian ? at + i : at + 3 - i;
        number = number << 8 | (unsigned char)bytes.data[index];
    }
    return number;
}

/* PNG (ISO/IEC 15948, 5): chunks of a length, a name, bytes and a sum of four bytes; IEND is the
 * last. */
static bool png_is_whole(struct slice bytes) {
    for (size_t at = 8; bytes.length - at >= 12;) {
        size_t length = number_at(bytes, at, true);
        if (length > bytes.length - at - 12) {
            return false;
        }
        if (slice_starts_with(slice_skip(bytes, at + 4), SLICE("IEND"))) {
            return true;
        }
        at += 12 + length;
    }
    return false;
}

/* JPEG (ITU-T T.81, annex B): after the header of the first scan (SOS) there is an end (EOI). What
 * stands before it may hold a smaller picture with an end of its own. */
static bool jpeg_is_whole(struct slice bytes) {
    for (size_t at = 2; bytes.length - at >= 4;) {
        unsigned char marker = (unsigned char)bytes.data[at + 1];
        if (marker == 0xFF) {
            at++; /* filling */
            continue;
        }
        if (marker == 0xDA) {
            return slice_search(slice_skip(bytes, at), SLICE("\xFF\xD9")) != SLICE_NOT_FOUND;
        }
        size_t length = number_at(bytes, at, true) & 0xFFFF;
        if (length < 2 || length > bytes.length - at - 2) {
            return false;
        }
        at += 2 + length;
    }
    return false;
}

/* GIF (89a, 27): a semicolon is the last byte, but for zeros that some programs add. */
static bool gif_is_whole(struct slice bytes) {
    while (bytes.length > 0 && bytes.data[bytes.length - 1] == '\0') {
        bytes.length--;
    }
    return slice_ends_with(bytes, SLICE(";"));
}

/* WebP (RFC 9649, 2.4): RIFF tells how much follows. */
static bool webp_is_whole(struct slice bytes) {
    return bytes.length >= 12 && number_at(bytes, 4, false) <= bytes.length - 8;
}

bool image_is_whole(struct slice bytes) {
    static const struct {
        struct slice head;
        bool (*is_whole)(struct slice);
    } formats[] = {{SLICE_INIT("\x89PNG\r\n\x1A\n"), png_is_whole},
                   {SLICE_INIT("\xFF\xD8"), jpeg_is_whole},
                   {SLICE_INIT("GIF8"), gif_is_whole},
                   {SLICE_INIT("RIFF"), webp_is_whole}};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (slice_starts_with(bytes, formats[i].head)) {
            return formats[i].is_whole(bytes);
        }
    }
    return true;
}

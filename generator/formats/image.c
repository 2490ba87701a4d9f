#include "formats/image.h"

#include "formats/image_svg.h"

/* The bytes of a file, read by offset; every read says whether it was inside. */
static bool read_number(struct slice bytes, size_t at, size_t count, bool big_endian,
                        uint32_t *number) {
    if (at > bytes.length || count > bytes.length - at) {
        return false;
    }
    uint32_t result = 0;
    for (size_t i = 0; i < count; i++) {
        size_t index = big_endian ? at + i : at + count - 1 - i;
        result = result << 8 | (unsigned char)bytes.data[index];
    }
    *number = result;
    return true;
}

static bool has_bytes(struct slice bytes, size_t at, struct slice expected) {
    return at <= bytes.length && slice_starts_with(slice_skip(bytes, at), expected);
}

/* PNG (ISO/IEC 15948): the signature, then the chunk IHDR. */
static bool png_size(struct slice bytes, uint32_t *width, uint32_t *height) {
    return has_bytes(bytes, 0, SLICE("\x89PNG\r\n\x1A\n")) && has_bytes(bytes, 12, SLICE("IHDR")) &&
           read_number(bytes, 16, 4, true, width) && read_number(bytes, 20, 4, true, height);
}

/* GIF87a and GIF89a: the logical screen. */
static bool gif_size(struct slice bytes, uint32_t *width, uint32_t *height) {
    return (has_bytes(bytes, 0, SLICE("GIF87a")) || has_bytes(bytes, 0, SLICE("GIF89a"))) &&
           read_number(bytes, 6, 2, false, width) && read_number(bytes, 8, 2, false, height);
}

/* The orientation in an Exif segment (TIFF 6.0, tag 0x0112 of the first directory): 1 to 8, and 1
 * when there is none. */
static uint32_t exif_orientation(struct slice tiff) {
    bool big_endian = has_bytes(tiff, 0, SLICE("MM"));
    uint32_t directory = 0;
    uint32_t count = 0;
    if ((!big_endian && !has_bytes(tiff, 0, SLICE("II"))) ||
        !read_number(tiff, 4, 4, big_endian, &directory) ||
        !read_number(tiff, directory, 2, big_endian, &count)) {
        return 1;
    }
    for (uint32_t i = 0; i < count; i++) {
        size_t entry = (size_t)directory + 2 + 12 * (size_t)i;
        uint32_t tag = 0;
        uint32_t orientation = 0;
        if (!read_number(tiff, entry, 2, big_endian, &tag)) {
            return 1;
        }
        if (tag == 0x0112) {
            return read_number(tiff, entry + 8, 2, big_endian, &orientation) && orientation >= 1 &&
                           orientation <= 8
                       ? orientation
                       : 1;
        }
    }
    return 1;
}

/* Whether the marker begins a frame (SOF0 to SOF15 without DHT, JPG and DAC). */
static bool is_frame(uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* JPEG (ITU-T T.81): segments up to the frame header. A picture that Exif turns by a quarter is as
 * wide as it was high. */
static bool jpeg_size(struct slice bytes, uint32_t *width, uint32_t *height) {
    if (!has_bytes(bytes, 0, SLICE("\xFF\xD8"))) {
        return false;
    }
    uint32_t orientation = 1;
    uint32_t marker = 0;
    uint32_t length = 0;
    size_t at = 2;
    while (read_number(bytes, at, 2, true, &marker) && marker >> 8 == 0xFF) {
        marker &= 0xFF;
        if (marker == 0xFF) {
            at++; /* filling */
            continue;
        }
        bool alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
        if (alone) {
            at += 2;
            continue;
        }
        if (marker == 0xD9 || marker == 0xDA || !read_number(bytes, at + 2, 2, true, &length) ||
            length < 2) {
            return false;
        }
        struct slice segment = slice_between(bytes, at + 4, at + 2 + length);
        if (marker == 0xE1 && slice_starts_with(segment, SLICE("Exif\0\0"))) {
            orientation = exif_orientation(slice_skip(segment, 6));
        }
        if (is_frame(marker)) {
            bool turned = orientation >= 5;
            return read_number(segment, 1, 2, true, turned ? width : height) &&
                   read_number(segment, 3, 2, true, turned ? height : width);
        }
        at += 2 + (size_t)length;
    }
    return false;
}

/* WebP (RFC 9649): lossy (VP8), lossless (VP8L) or extended (VP8X). */
static bool webp_size(struct slice bytes, uint32_t *width, uint32_t *height) {
    if (!has_bytes(bytes, 0, SLICE("RIFF")) || !has_bytes(bytes, 8, SLICE("WEBP"))) {
        return false;
    }
    if (has_bytes(bytes, 12, SLICE("VP8 ")) && has_bytes(bytes, 23, SLICE("\x9D\x01\x2A"))) {
        bool found =
            read_number(bytes, 26, 2, false, width) && read_number(bytes, 28, 2, false, height);
        *width &= 0x3FFF; /* the two bits above are a scale that is not used */
        *height &= 0x3FFF;
        return found;
    }
    uint32_t bits = 0;
    if (has_bytes(bytes, 12, SLICE("VP8L")) && has_bytes(bytes, 20, SLICE("\x2F")) &&
        read_number(bytes, 21, 4, false, &bits)) {
        *width = (bits & 0x3FFF) + 1;
        *height = (bits >> 14 & 0x3FFF) + 1;
        return true;
    }
    if (has_bytes(bytes, 12, SLICE("VP8X")) && read_number(bytes, 24, 3, false, width) &&
        read_number(bytes, 27, 3, false, height)) {
        *width += 1;
        *height += 1;
        return true;
    }
    return false;
}

bool image_size(struct slice bytes, uint32_t *width, uint32_t *height) {
    static bool (*const formats[])(struct slice, uint32_t *, uint32_t *) = {
        png_size, jpeg_size, gif_size, webp_size, image_svg_size};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        uint32_t w = 0;
        uint32_t h = 0;
        if (formats[i](bytes, &w, &h) && w > 0 && h > 0 && w <= INT32_MAX && h <= INT32_MAX) {
            *width = w;
            *height = h;
            return true;
        }
    }
    return false;
}

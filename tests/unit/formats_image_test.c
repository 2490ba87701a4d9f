/* formats/image.h */
#include "testing.h"

#include "formats/image.h"

#include <string.h>

static void size(struct slice bytes, uint32_t expected_width, uint32_t expected_height) {
    uint32_t width = 0;
    uint32_t height = 0;
    assert_true(image_size(bytes, &width, &height));
    assert_size(width, expected_width);
    assert_size(height, expected_height);
}

static void no_size(struct slice bytes) {
    uint32_t width = 7;
    uint32_t height = 8;
    assert_false(image_size(bytes, &width, &height));
    assert_size(width, 7);
    assert_size(height, 8);
}

/* No beginning of a file may be read beyond its end: each is a copy of its own, so that the tools
 * see it. */
static void cut_everywhere(struct slice bytes, size_t first_good) {
    for (size_t length = 0; length < bytes.length; length++) {
        char *copy = malloc(length + 1);
        assert_non_null(copy);
        memcpy(copy, bytes.data, length);
        char *exact = realloc(copy, length == 0 ? 1 : length);
        assert_non_null(exact);
        uint32_t width = 0;
        uint32_t height = 0;
        assert_int_equal(image_size(slice_of(exact, length), &width, &height),
                         length >= first_good);
        free(exact);
    }
}

static const struct slice PNG =
    SLICE_INIT("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x02\x80\0\0\x01\xE0\x08\x02\0\0\0");
static const struct slice GIF = SLICE_INIT("GIF89a\x10\x00\x20\x01\x80\0\0");
static const struct slice WEBP_LOSSY =
    SLICE_INIT("RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0\x30\x01\0\x9D\x01\x2A\x80\x02\xE0\x41");
static const struct slice WEBP_LOSSLESS =
    SLICE_INIT("RIFF\x1A\0\0\0WEBPVP8L\x0D\0\0\0\x2F\x7F\xC2\x77\x00");
static const struct slice WEBP_EXTENDED =
    SLICE_INIT("RIFF\x1A\0\0\0WEBPVP8X\x0A\0\0\0\x10\0\0\0\x7F\x02\0\xDF\x01\0");
/* SOI, APP0, a comment, filling, DHT, SOF2 */
static const struct slice JPEG =
    SLICE_INIT("\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xFE\0\x04hi\xFF\xFF\xFF"
               "\xC4\0\x03\0\xFF\xC2\0\x0B\x08\x01\xE0\x02\x80\x01\x01\x11\0");
/* The same size behind an Exif segment of which the first directory says orientation 6. */
static const struct slice JPEG_TURNED =
    SLICE_INIT("\xFF\xD8\xFF\xE1\0\x2E"
               "Exif\0\0MM\0\x2A\0\0\0\x08\0\x02\x01\x0F\0\x02\0\0\0\x01\0\0\0"
               "\0\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0\xFF\xC0\0\x0B\x08\x01\xE0\x02\x80\x01"
               "\x01\x11\0");
static const struct slice JPEG_MIRRORED =
    SLICE_INIT("\xFF\xD8\xFF\xE1\0\x22"
               "Exif\0\0II\x2A\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x02\0\0\0\0\0\0\0\xFF\xC0"
               "\0\x0B\x08\x01\xE0\x02\x80\x01\x01\x11\0");

static void test_sizes(void **state) {
    (void)state;
    size(PNG, 640, 480);
    size(GIF, 16, 288);
    size(WEBP_LOSSY, 640, 480);
    size(WEBP_LOSSLESS, 640, 480);
    size(WEBP_EXTENDED, 640, 480);
    size(JPEG, 640, 480);
    size(JPEG_TURNED, 480, 640);
    size(JPEG_MIRRORED, 640, 480);
}

static void test_cut(void **state) {
    (void)state;
    cut_everywhere(PNG, 24);
    cut_everywhere(GIF, 10);
    cut_everywhere(WEBP_LOSSY, 30);
    cut_everywhere(WEBP_LOSSLESS, 25);
    cut_everywhere(WEBP_EXTENDED, 30);
    cut_everywhere(JPEG, JPEG.length - 4);
    cut_everywhere(JPEG_TURNED, JPEG_TURNED.length - 4);
}

/* What an Exif segment may say to lead a reader astray: then it turns nothing. */
static void test_broken_exif(void **state) {
    (void)state;
    static const struct {
        size_t at;
        char byte;
    } faults[] = {{12, 'X'},        /* byte order */
                  {16, (char)0xFF}, /* offset of the directory: far away */
                  {20, (char)0xFF}, /* entries without end */
                  {43, 9},          /* orientation 9 */
                  {43, 0}};         /* orientation 0 */
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        char bytes[128];
        memcpy(bytes, JPEG_TURNED.data, JPEG_TURNED.length);
        bytes[faults[i].at] = faults[i].byte;
        uint32_t width = 0;
        uint32_t height = 0;
        assert_true(image_size(slice_of(bytes, JPEG_TURNED.length), &width, &height));
        if (faults[i].at != 20) {
            assert_size(width, 640);
        }
    }
}

static void test_refused(void **state) {
    (void)state;
    no_size(SLICE(""));
    no_size(SLICE("tekst"));
    no_size(SLICE("%PDF-1.4"));
    no_size(SLICE("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\0\0\0\x01\xE0"));
    no_size(SLICE("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\xFF\xFF\xFF\xFF\0\0\x01\xE0"));
    no_size(SLICE("\x89PNG\r\n\x1A\n\0\0\0\x0DiDAT\0\0\0\1\0\0\x01\xE0"));
    no_size(SLICE("GIF90a\x10\x00\x20\x01\x80"));
    no_size(SLICE("\xFF\xD8\xFF\xDA\0\x0B\x08\x01\xE0\x02\x80"));
    no_size(SLICE("\xFF\xD8\xFF\xE0\0\x01\xFF\xC0\0\x0B\x08\x01\xE0\x02\x80\x01"));
    no_size(SLICE("\xFF\xD8\0\0\xFF\xC0\0\x0B\x08\x01\xE0\x02\x80\x01"));
    no_size(SLICE("\xFF\xD8\xFF\xC0\0\x0B\x08\0\0\x02\x80\x01\x01\x11\0"));
    no_size(SLICE("RIFF\x24\0\0\0WEBPALPH\x18\0\0\0\x30\x01\0\x9D\x01\x2A\x80\x02\xE0\x41"));
}

static void test_svg(void **state) {
    (void)state;
    size(SLICE("<svg width=\"640\" height='480px'/>"), 640, 480);
    size(SLICE("\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<!-- <svg width='1' height='1'> -->\n"
               "<!DOCTYPE svg [ <!ENTITY a 'b'> ]>\n"
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 12\">"),
         24, 12);
    size(SLICE("<svg viewBox='-10,-10 100.4 , 50.6' width='100%' height='auto'>"), 100, 51);
    size(SLICE("<svg width='200' viewBox='0 0 100 50'>"), 200, 100);
    size(SLICE("<svg height='200' viewBox='0 0 100 50'>"), 400, 200);
    size(SLICE("<svg width='210mm' height='2.54cm' viewBox='0 0 1 1'>"), 794, 96);
    size(SLICE("<svg width='1e1' viewBox='0 0 8 4'>"), 8, 4);
    size(SLICE("<svg:svg width='+3.4' height='.5'>"), 3, 1);
    no_size(SLICE("<svg>"));
    no_size(SLICE("<svg width='100'>"));
    no_size(SLICE("<svg width='10em' height='5em'>"));
    no_size(SLICE("<svg width='-1' height='5'>"));
    no_size(SLICE("<svg width='0' height='5'>"));
    no_size(SLICE("<svg width='nan' height='inf'>"));
    no_size(SLICE("<svg width='0x10' height='5'>"));
    no_size(SLICE("<svg viewBox='0 0 0 10'>"));
    no_size(SLICE("<svg viewBox='0 0 10'>"));
    no_size(SLICE("<svg width='9999999' height='1'>"));
    no_size(SLICE("<svg width='1000000000000000000000000000000000000' height='1'>"));
    no_size(SLICE("<html><svg width='1' height='1'></html>"));
    no_size(SLICE("<svg width='1' height='1'"));
    no_size(SLICE("<"));
}

/* Whole as it is, and cut nowhere: every beginning of it is broken off. */
static void whole(struct slice bytes) {
    assert_true(image_is_whole(bytes));
    for (size_t length = 12; length < bytes.length; length++) {
        char *copy = malloc(length);
        assert_non_null(copy);
        memcpy(copy, bytes.data, length);
        assert_false(image_is_whole(slice_of(copy, length)));
        free(copy);
    }
}

static void test_whole(void **state) {
    (void)state;
    whole(SLICE("\x89PNG\r\n\x1A\n\0\0\0\x02tEXtIENDIE\0\0\0\0IEND\xAE\x42\x60\x82"));
    /* A smaller picture in Exif has an end of its own, and so has what follows it. */
    whole(SLICE(
        "\xFF\xD8\xFF\xE1\0\x08\xFF\xD8\xFF\xDA\xFF\xD9\xFF\xDA\0\x03\x01\x55\xFF\0\xFF\xD9"));
    whole(SLICE("GIF89a\1\0\1\0\x80\0\0\0\0\0\xFF\xFF\xFF,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"));
    whole(SLICE("RIFF\x06\0\0\0WEBPVP"));
    assert_true(image_is_whole(SLICE("GIF89a1234;\0\0")));
    assert_true(image_is_whole(SLICE("<svg")));
    assert_true(image_is_whole(SLICE("")));
    assert_false(image_is_whole(SLICE("RIFF")));
    assert_false(image_is_whole(SLICE("\xFF\xD8")));
    assert_false(image_is_whole(SLICE("\x89PNG\r\n\x1A\n")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),       cmocka_unit_test(test_cut),
        cmocka_unit_test(test_broken_exif), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_svg),         cmocka_unit_test(test_whole),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}

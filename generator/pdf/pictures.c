#include "pdf/pictures.h"

#include "base/files.h"
#include "base/limits.h"
#include "formats/image.h"
#include "site/site.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void pictures_begin(struct pictures *pictures, int root, struct arena *arena,
                    struct diagnostics *diagnostics) {
    *pictures = (struct pictures){.root = root, .arena = arena, .diagnostics = diagnostics};
    map_init(&pictures->known, arena);
}

void pictures_end(struct pictures *pictures) {
    for (struct picture *picture = pictures->all; picture != NULL; picture = picture->next) {
        if (picture->surface != NULL) {
            cairo_surface_destroy(picture->surface);
        }
        g_clear_object(&picture->drawing);
    }
}

/* Cairo wants the colours multiplied by how opaque they are. */
static uint32_t pixel_of(const guchar *bytes, bool has_alpha) {
    uint32_t alpha = has_alpha ? bytes[3] : 255;
    uint32_t red = (bytes[0] * alpha + 127) / 255;
    uint32_t green = (bytes[1] * alpha + 127) / 255;
    uint32_t blue = (bytes[2] * alpha + 127) / 255;
    return alpha << 24 | red << 16 | green << 8 | blue;
}

static cairo_surface_t *surface_of(const GdkPixbuf *pixels) {
    int width = gdk_pixbuf_get_width(pixels);
    int height = gdk_pixbuf_get_height(pixels);
    int channels = gdk_pixbuf_get_n_channels(pixels);
    bool has_alpha = gdk_pixbuf_get_has_alpha(pixels);
    cairo_surface_t *surface = cairo_image_surface_create(
        has_alpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, width, height);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(surface);
        return NULL;
    }
    unsigned char *out = cairo_image_surface_get_data(surface);
    for (int y = 0; y < height; y++) {
        const guchar *row = gdk_pixbuf_read_pixels(pixels) + y * gdk_pixbuf_get_rowstride(pixels);
        unsigned char *to = out + y * cairo_image_surface_get_stride(surface);
        for (int x = 0; x < width; x++) {
            uint32_t pixel = pixel_of(row + x * channels, has_alpha);
            memcpy(to + (size_t)x * sizeof pixel, &pixel, sizeof pixel);
        }
    }
    cairo_surface_mark_dirty(surface);
    return surface;
}

/* A JPEG goes into the document as it is. */
static void attach(cairo_surface_t *surface, struct slice bytes) {
    unsigned char *copy = memory_allocate(bytes.length);
    memcpy(copy, bytes.data, bytes.length);
    if (cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, copy, bytes.length, free,
                                    copy) != CAIRO_STATUS_SUCCESS) {
        free(copy);
    }
}

/* The picture as it is, or smaller, when those before it took all the memory that they may. */
static GdkPixbuf *fitting(struct pictures *pictures, GdkPixbuf *pixels) {
    enum { SMALL = 1 << 20 };
    int width = gdk_pixbuf_get_width(pixels), height = gdk_pixbuf_get_height(pixels);
    double count = (double)width * height;
    pictures->pixels += (uint64_t)width * (uint64_t)height;
    if (pictures->pixels <= LIMIT_PICTURES_PIXELS || count <= SMALL) {
        return g_object_ref(pixels);
    }
    double scale = sqrt(SMALL / count);
    return gdk_pixbuf_scale_simple(pixels, (int)fmax(1, width * scale),
                                   (int)fmax(1, height * scale), GDK_INTERP_BILINEAR);
}

static GError *read_pixels(struct pictures *pictures, struct picture *picture, struct slice bytes) {
    GError *error = NULL;
    GdkPixbufLoader *loader = gdk_pixbuf_loader_new();
    bool good = gdk_pixbuf_loader_write(loader, (const guchar *)bytes.data, bytes.length, &error);
    good = gdk_pixbuf_loader_close(loader, good ? &error : NULL) && good;
    GdkPixbuf *pixels = good ? gdk_pixbuf_loader_get_pixbuf(loader) : NULL;
    if (pixels != NULL) {
        const char *turned = gdk_pixbuf_get_option(pixels, "orientation");
        bool upright = turned == NULL || strcmp(turned, "1") == 0;
        GdkPixbuf *right = gdk_pixbuf_apply_embedded_orientation(pixels);
        GdkPixbuf *kept = fitting(pictures, right);
        picture->surface = kept == NULL ? NULL : surface_of(kept);
        bool whole = kept == right;
        g_clear_object(&kept);
        picture->width = gdk_pixbuf_get_width(right);
        picture->height = gdk_pixbuf_get_height(right);
        g_object_unref(right);
        bool jpeg = slice_starts_with(bytes, SLICE("\xFF\xD8\xFF"));
        if (picture->surface != NULL && whole && upright && jpeg) {
            attach(picture->surface, bytes);
        }
    }
    g_object_unref(loader);
    return error;
}

/* Reads a picture of a format that we know; false when it would take too much memory. */
static bool may_unpack(struct pictures *pictures, struct picture *picture, struct slice bytes,
                       GError **error) {
    uint32_t width = 0, height = 0;
    if (!image_size(bytes, &width, &height)) {
        return true;
    }
    if ((uint64_t)width * height > LIMIT_PICTURE_PIXELS) {
        return false;
    }
    *error = read_pixels(pictures, picture, bytes);
    return true;
}

static GError *read_drawing(struct picture *picture, struct slice bytes,
                            const struct asset *asset) {
    GError *error = NULL;
    picture->drawing = rsvg_handle_new_from_data((const guint8 *)bytes.data, bytes.length, &error);
    if (picture->drawing == NULL) {
        return error;
    }
    rsvg_handle_set_dpi(picture->drawing, 96);
    picture->width = asset->width;
    picture->height = asset->height;
    if (picture->width == 0 || picture->height == 0) {
        picture->width = 600; /* it tells no size: as wide as the text */
        picture->height = 400;
    }
    return NULL;
}

const struct picture *picture_find(struct pictures *pictures, const struct asset *asset,
                                   struct place place) {
    struct picture *picture = map_get(&pictures->known, asset->path);
    if (picture == NULL) {
        picture = arena_new(pictures->arena, struct picture, 1);
        *map_place(&pictures->known, asset->path) = picture;
        picture->next = pictures->all;
        pictures->all = picture;
        struct arena scratch;
        arena_init(&scratch);
        struct slice path =
            arena_format(&scratch, "content/%.*s", slice_width(asset->path), asset->path.data);
        struct slice bytes = {0};
        GError *error = NULL;
        bool large = false;
        if (file_read(pictures->root, path, LIMIT_FILE_BYTES, &scratch, &bytes) == FILE_OK) {
            bool drawing = slice_equals_folded(path_extension(asset->path), SLICE("svg"));
            error = drawing ? read_drawing(picture, bytes, asset) : NULL;
            large = !drawing && !may_unpack(pictures, picture, bytes, &error);
        }
        if (large) {
            struct diagnostic *d =
                diagnostic_add(pictures->diagnostics, MESSAGE_DOCUMENT_PICTURE_LARGE, place);
            diagnostic_argument_integer(d, LIMIT_PICTURE_PIXELS);
        } else if (picture->surface == NULL && picture->drawing == NULL) {
            diagnostic_add(pictures->diagnostics, MESSAGE_DOCUMENT_PICTURE, place);
        } else if (!image_is_whole(bytes)) {
            diagnostic_add(pictures->diagnostics, MESSAGE_DOCUMENT_PICTURE_CUT, place);
        }
        g_clear_error(&error);
        arena_release(&scratch);
    }
    return picture->surface == NULL && picture->drawing == NULL ? NULL : picture;
}

void picture_draw(const struct picture *picture, cairo_t *cairo) {
    if (picture->drawing != NULL) {
        RsvgRectangle viewport = {0, 0, picture->width, picture->height};
        rsvg_handle_render_document(picture->drawing, cairo, &viewport, NULL);
    } else {
        /* Without a clip, Cairo 1.16 takes a picture that is the first thing of a page for one that
         * covers it, forgets the tags before it, and then refuses to write. */
        cairo_save(cairo);
        cairo_rectangle(cairo, 0, 0, picture->width, picture->height);
        cairo_clip(cairo);
        cairo_scale(cairo, picture->width / cairo_image_surface_get_width(picture->surface),
                    picture->height / cairo_image_surface_get_height(picture->surface));
        cairo_set_source_surface(cairo, picture->surface, 0, 0);
        cairo_paint(cairo);
        cairo_restore(cairo);
    }
}

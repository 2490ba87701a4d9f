#include "document/pictures.h"

#include "base/limits.h"
#include "document/content.h"
#include "formats/image.h"

/* The media types that every reader of EPUB shows (EPUB 3.3, 3.2: core media types); browsers do
 * too. */
static const char *picture_type(struct slice path) {
    static const struct {
        struct slice ending;
        const char *type;
    } rows[] = {{SLICE_INIT("png"), "image/png"},     {SLICE_INIT("jpg"), "image/jpeg"},
                {SLICE_INIT("jpeg"), "image/jpeg"},   {SLICE_INIT("gif"), "image/gif"},
                {SLICE_INIT("svg"), "image/svg+xml"}, {SLICE_INIT("webp"), "image/webp"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (slice_equals_folded(path_extension(path), rows[i].ending)) {
            return rows[i].type;
        }
    }
    return NULL;
}

void document_pictures_read(struct pictures *pictures, const struct document *document, int root,
                            struct arena *arena, struct diagnostics *diagnostics) {
    size_t count = 0;
    const struct asset **assets = content_pictures(document, arena, &count);
    *pictures = (struct pictures){.list = arena_new(arena, struct picture, count)};
    map_init(&pictures->by_path, arena);
    for (size_t i = 0; i < count; i++) {
        struct picture *picture = &pictures->list[pictures->count];
        struct slice path =
            arena_join(arena, (struct slice[]){SLICE("content/"), assets[i]->path}, 2);
        *picture = (struct picture){.asset = assets[i], .type = picture_type(path)};
        if (picture->type == NULL ||
            file_read(root, path, LIMIT_FILE_BYTES, arena, &picture->bytes) != FILE_OK) {
            diagnostic_add(diagnostics, MESSAGE_DOCUMENT_PICTURE, place_file(path));
            continue;
        }
        if (!image_is_whole(picture->bytes)) {
            diagnostic_add(diagnostics, MESSAGE_DOCUMENT_PICTURE_CUT, place_file(path));
        }
        *map_place(&pictures->by_path, assets[i]->path) = picture;
        pictures->count++;
    }
}

const struct picture *document_pictures_find(const struct pictures *pictures,
                                             const struct asset *asset) {
    return map_get(&pictures->by_path, asset->path);
}

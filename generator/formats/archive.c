#include "formats/archive.h"

#include <zip.h>

enum { MODE = 0100644 }; /* a regular file that its owner may write, and all may read */

struct archive {
    struct arena *arena;
    zip_t *zip;           /* NULL when it could not begin */
    zip_source_t *memory; /* where it goes; NULL for a file */
    struct slice failure; /* the first; empty while there is none */
    uint16_t date;        /* as MS-DOS counts: years from 1980 */
};

static uint16_t dos_date(struct date date) {
    if (date.year < 1980 || date.year > 2107) {
        date = (struct date){1980, 1, 1};
    }
    int month = date.month == 0 ? 1 : date.month, day = date.day == 0 ? 1 : date.day;
    return (uint16_t)((date.year - 1980) << 9 | month << 5 | day);
}

static void fail(struct archive *archive, zip_error_t *error) {
    if (archive->failure.length == 0) {
        archive->failure = arena_copy(archive->arena, slice_from(zip_error_strerror(error)));
    }
}

struct archive *archive_begin(const char *path, struct date date, struct arena *arena) {
    struct archive *archive = arena_new(arena, struct archive, 1);
    int code = 0;
    *archive = (struct archive){.arena = arena, .date = dos_date(date)};
    archive->zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (archive->zip == NULL) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        fail(archive, &error);
        zip_error_fini(&error);
    }
    return archive;
}

struct archive *archive_begin_memory(struct date date, struct arena *arena) {
    struct archive *archive = arena_new(arena, struct archive, 1);
    *archive = (struct archive){.arena = arena, .date = dos_date(date)};
    zip_error_t error;
    zip_error_init(&error);
    archive->memory = zip_source_buffer_create(NULL, 0, 0, &error);
    if (archive->memory != NULL) {
        zip_source_keep(archive->memory); /* zip_close gives up its own hold on it */
        archive->zip = zip_open_from_source(archive->memory, ZIP_TRUNCATE, &error);
    }
    if (archive->zip == NULL) {
        fail(archive, &error);
    }
    zip_error_fini(&error);
    return archive;
}

/* Takes the source over. */
static void add(struct archive *archive, struct slice name, zip_source_t *source, bool stored) {
    const char *text = arena_copy(archive->arena, name).data;
    zip_int64_t index =
        source == NULL ? -1 : zip_file_add(archive->zip, text, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        fail(archive, zip_get_error(archive->zip));
        zip_source_free(source);
        return;
    }
    zip_uint64_t at = (zip_uint64_t)index;
    zip_int32_t method = stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    if (zip_set_file_compression(archive->zip, at, method, 0) != 0 ||
        zip_file_set_dostime(archive->zip, at, 0, archive->date, 0) != 0 ||
        zip_file_set_external_attributes(archive->zip, at, 0, ZIP_OPSYS_UNIX,
                                         (zip_uint32_t)MODE << 16) != 0) {
        fail(archive, zip_get_error(archive->zip));
    }
}

void archive_add(struct archive *archive, struct slice name, struct slice bytes, bool stored) {
    if (archive->zip != NULL) {
        add(archive, name, zip_source_buffer(archive->zip, bytes.data, bytes.length, 0), stored);
    }
}

void archive_add_file(struct archive *archive, struct slice name, const char *path) {
    if (archive->zip != NULL) {
        add(archive, name, zip_source_file(archive->zip, path, 0, -1), false);
    }
}

void archive_abort(struct archive *archive) {
    if (archive->zip != NULL) {
        zip_discard(archive->zip);
        archive->zip = NULL;
    }
}

bool archive_finish(struct archive *archive, struct slice *failure) {
    if (archive->failure.length == 0 && zip_close(archive->zip) == 0) {
        return true;
    }
    if (archive->failure.length == 0) {
        fail(archive, zip_get_error(archive->zip));
    }
    archive_abort(archive);
    *failure = archive->failure;
    return false;
}

/* The bytes of a source that was written whole. */
static struct slice read_memory(struct archive *archive) {
    zip_stat_t status;
    if (zip_source_stat(archive->memory, &status) != 0 || (status.valid & ZIP_STAT_SIZE) == 0 ||
        zip_source_open(archive->memory) != 0) {
        return slice_of("", 0);
    }
    char *bytes = arena_bytes(archive->arena, (size_t)status.size);
    zip_int64_t length = zip_source_read(archive->memory, bytes, status.size);
    zip_source_close(archive->memory);
    return length == (zip_int64_t)status.size ? slice_of(bytes, (size_t)length) : slice_of("", 0);
}

struct slice archive_take(struct archive *archive) {
    struct slice bytes = slice_of("", 0), failure;
    if (archive_finish(archive, &failure)) {
        bytes = read_memory(archive);
    }
    if (archive->memory != NULL) {
        zip_source_free(archive->memory);
    }
    return bytes;
}

const struct archive_module archive_module = {.begin = archive_begin,
                                              .begin_memory = archive_begin_memory,
                                              .take = archive_take,
                                              .add = archive_add,
                                              .add_file = archive_add_file,
                                              .finish = archive_finish,
                                              .abort = archive_abort};

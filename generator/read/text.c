#include "read/text.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <errno.h>
#include <string.h>

void report_file(struct slice path, enum file_status status, size_t limit, int error,
                 struct diagnostics *diagnostics) {
    static const enum message messages[] = {
        [FILE_OK] = MESSAGE_FILE_FAILED,
        [FILE_MISSING] = MESSAGE_FILE_MISSING,
        [FILE_IS_DIRECTORY] = MESSAGE_FILE_IS_DIRECTORY,
        [FILE_IS_LINK] = MESSAGE_FILE_IS_LINK,
        [FILE_IS_SPECIAL] = MESSAGE_FILE_IS_SPECIAL,
        [FILE_NOT_ALLOWED] = MESSAGE_FILE_NOT_ALLOWED,
        [FILE_TOO_LARGE] = MESSAGE_FILE_TOO_LARGE,
        [FILE_FAILED] = MESSAGE_FILE_FAILED,
    };
    struct diagnostic *d = diagnostic_add(diagnostics, messages[status], place_file(path));
    if (status == FILE_MISSING) {
        diagnostic_argument(d, path);
    } else if (status == FILE_TOO_LARGE) {
        diagnostic_argument_integer(d, (int64_t)limit);
    } else if (status == FILE_FAILED) {
        diagnostic_argument_text(d, strerror(error));
    }
}

bool read_text(int root, struct slice path, size_t limit, struct arena *arena,
               struct diagnostics *diagnostics, struct slice *source, size_t *start) {
    enum file_status status = file_read(root, path, limit, arena, source);
    if (status != FILE_OK) {
        report_file(path, status, limit, errno, diagnostics);
        return false;
    }
    *start = slice_starts_with(*source, SLICE("\xEF\xBB\xBF")) ? 3 : 0;
    size_t bad = slice_find(*source, '\0');
    if (bad != SLICE_NOT_FOUND) {
        diagnostic_add(diagnostics, MESSAGE_ENCODING_BINARY, place_of(path, bad, bad + 1));
        return false;
    }
    if (!utf8_valid(*source, &bad)) {
        diagnostic_add(diagnostics, MESSAGE_ENCODING_NOT_UTF8, place_of(path, bad, bad + 1));
        return false;
    }
    return true;
}

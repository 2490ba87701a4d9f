#include "read/text.h"

#include "base/file_diagnostic.h"
#include "base/utf8.h"

#include <errno.h>

bool read_text(int root, struct slice path, size_t limit, struct arena *arena,
               struct diagnostics *diagnostics, struct slice *source, size_t *start) {
    enum file_status status = file_read(root, path, limit, arena, source);
    if (status != FILE_OK) {
        diagnostic_add_file(diagnostics, path, status, limit, errno);
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

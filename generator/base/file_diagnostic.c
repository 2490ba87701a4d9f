#include "base/file_diagnostic.h"

#include <string.h>

void diagnostic_add_file(struct diagnostics *diagnostics, struct slice path,
                         enum file_status status, size_t limit, int error) {
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

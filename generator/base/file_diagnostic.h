/* Files that cannot be read, as diagnostics. */
#ifndef BASE_FILE_DIAGNOSTIC_H
#define BASE_FILE_DIAGNOSTIC_H

#include "base/diagnostic.h"
#include "base/files.h"

/* Reports that the file at `path` could not be opened or read. `limit` is what FILE_TOO_LARGE went
 * beyond; `error` is errno as it was then. */
void diagnostic_add_file(struct diagnostics *diagnostics, struct slice path,
                         enum file_status status, size_t limit, int error);

#endif

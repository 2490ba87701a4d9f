/* Reading a text file of the content: bytes that are UTF-8 without a mark at the start. */
#ifndef READ_TEXT_H
#define READ_TEXT_H

#include "base/diagnostic.h"
#include "base/files.h"

/* Reads the file at `path` below `root` into `arena`; `*source` is all of it, as positions count
 * it, and `*start` where its text begins (behind a byte order mark). False, and a diagnostic, when
 * it cannot be read or is no UTF-8 text. */
bool read_text(int root, struct slice path, size_t limit, struct arena *arena,
               struct diagnostics *diagnostics, struct slice *source, size_t *start);
#endif

/* ZIP archives (PKWARE's APPNOTE; EPUB is one too), written with libzip: ZIP64 where more than 65
 * 535 files or 4 GiB ask for it, names in UTF-8. The same files in the same order give the same
 * bytes: each has the date that is given, and the rights 0644. */
#ifndef FORMATS_ARCHIVE_H
#define FORMATS_ARCHIVE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/slice.h"

struct archive; /* being written */

/* Begins an archive at `path`, whose files are of `date` (1980-01-01 at the earliest, which is also
 * what a year 0 becomes). Never fails: a failure shows when it is finished. Lives in `arena`. */
struct archive *archive_begin(const char *path, struct date date, struct arena *arena);
/* The same in memory: archive_take gives its bytes. */
struct archive *archive_begin_memory(struct date date, struct arena *arena);
/* Adds bytes under a name ("css/site.css"); they must live until archive_finish. `stored`: not
 * compressed, as EPUB wants its `mimetype`. */
void archive_add(struct archive *archive, struct slice name, struct slice bytes, bool stored);
/* Adds the file at `path`, which is read by archive_finish. */
void archive_add_file(struct archive *archive, struct slice name, const char *path);
/* Writes the archive beside its path, and then puts it there: whole or not at all. False when
 * something failed; `*failure` then says what, in the words of libzip and the system, and what
 * stood there still does. Ends the archive. */
bool archive_finish(struct archive *archive, struct slice *failure);
/* Ends an archive in memory: its bytes, which live in its arena, or the empty slice when something
 * failed (memory, that is). */
struct slice archive_take(struct archive *archive);
/* Gives the archive up: nothing was written. */
void archive_abort(struct archive *archive);

/* These functions, as the module "archive" has them (base/module.h): libzip brings OpenSSL. */
struct archive_module {
    struct archive *(*begin)(const char *path, struct date date, struct arena *arena);
    struct archive *(*begin_memory)(struct date date, struct arena *arena);
    void (*add)(struct archive *archive, struct slice name, struct slice bytes, bool stored);
    void (*add_file)(struct archive *archive, struct slice name, const char *path);
    bool (*finish)(struct archive *archive, struct slice *failure);
    struct slice (*take)(struct archive *archive);
    void (*abort)(struct archive *archive);
};
extern const struct archive_module archive_module;

#endif

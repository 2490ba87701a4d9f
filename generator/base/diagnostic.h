/* Diagnostics: what is wrong with the content, as values.
 *
 * A diagnostic is a row of the table of messages (diagnostic_table.h), a place, and the arguments
 * of its text. Its text is made when it is printed, in Dutch or English. Only commands print. Lists
 * are filled by one thread each; they are put together and sorted by path, offset and code, so that
 * no order of work can be seen.
 *
 *     struct diagnostic *d = diagnostic_add(list, MESSAGE_FIELD_UNKNOWN, place);
 *     diagnostic_argument(d, name);        // {1} in the text
 *     diagnostic_argument(d, kind);        // {2}
 *     diagnostic_suggest(d, nearest);      // "did you mean …?", nothing when empty
 */
#ifndef BASE_DIAGNOSTIC_H
#define BASE_DIAGNOSTIC_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic_table.h"
#include "base/slice.h"

/* A range of bytes in a file. The path is relative to the site's folder ("content/articles/a.md").
 * An empty path is the site as a whole. A range of length 0 at 0 with `whole` set points at the
 * file, not at a line. */
struct place {
    struct slice path;
    uint32_t start;
    uint32_t end;
    bool whole;
};

enum { DIAGNOSTIC_ARGUMENTS = 4 };

struct diagnostic {
    enum message message;
    struct place place;
    struct slice arguments[DIAGNOSTIC_ARGUMENTS];
    size_t argument_count;
    struct slice suggestion; /* empty: none */
    bool has_second;
    struct place second; /* "first defined here", with the row's own text for it */
    struct diagnostics *list;
};

struct diagnostics {
    struct arena *arena;
    struct diagnostic **entries;
    size_t count;
    size_t capacity;
};

/* The place of bytes `start` to `end` of the file `path`. */
struct place place_of(struct slice path, size_t start, size_t end);
/* The file itself, without a line. */
struct place place_file(struct slice path);

/* An empty list; diagnostics and the copies of their arguments live in `arena`. */
void diagnostics_init(struct diagnostics *list, struct arena *arena);
/* Adds a diagnostic to the list and returns it, to be given its arguments. */
struct diagnostic *diagnostic_add(struct diagnostics *list, enum message message,
                                  struct place place);
/* The next argument of its text; copied. More than DIAGNOSTIC_ARGUMENTS is our own mistake. */
void diagnostic_argument(struct diagnostic *diagnostic, struct slice argument);
void diagnostic_argument_text(struct diagnostic *diagnostic, const char *argument);
void diagnostic_argument_integer(struct diagnostic *diagnostic, int64_t argument);
/* What the author may have meant; copied. The empty slice is no suggestion. */
void diagnostic_suggest(struct diagnostic *diagnostic, struct slice suggestion);
/* A second place that the reader should see. */
void diagnostic_second(struct diagnostic *diagnostic, struct place second);

/* Puts all of `from` at the end of `into`. The diagnostics themselves are shared, not copied. */
void diagnostics_append(struct diagnostics *into, const struct diagnostics *from);
/* Sorts by path, start, code and arguments, and drops equals. */
void diagnostics_sort(struct diagnostics *list);
/* How many have the severity; `strict` counts warnings as errors. */
size_t diagnostics_errors(const struct diagnostics *list, bool strict);
size_t diagnostics_warnings(const struct diagnostics *list, bool strict);

/* The message in words, without place and code: what is wrong, then the suggestion if there is one.
 * `language` is "nl" or "en". */
void diagnostic_append_message(struct buffer *out, const struct diagnostic *diagnostic,
                               struct slice language);
/* What to do about it; appends nothing if the row has no help text. */
void diagnostic_append_help(struct buffer *out, const struct diagnostic *diagnostic,
                            struct slice language);

#endif

/* The options of all commands: one row each. Parsing, `--help` and the manual use this table. */
#ifndef COMMANDS_OPTION_H
#define COMMANDS_OPTION_H

#include "commands/language.h"

enum option {
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_LANG,
    OPTION_COLOR,
    OPTION_OUTPUT,
    OPTION_ZIP,
    OPTION_BASE_URL,
    OPTION_DRAFTS,
    OPTION_TODAY,
    OPTION_STRICT,
    OPTION_PUBLISHED,
    OPTION_JOBS,
    OPTION_FORMAT,
    OPTION_QUIET,
    OPTION_VERBOSE,
    OPTION_TIMINGS,
    OPTION_SITE,
    OPTION_MAN,
    OPTION_PORT,
    OPTION_OPEN,
    OPTION_FIX,
    OPTION_DRY_RUN,
    OPTION_SET,
    OPTION_EDIT,
    OPTION_FILE,            /* `--output` of a document */
    OPTION_DOCUMENT_FORMAT, /* `--format` of a document */
    OPTION_ABOUT,
    OPTION_TITLE,
    OPTION_PAPER,
    OPTION_MARGIN,
    OPTION_RAGGED,
    OPTION_VSCODE,
    OPTION_STALE,
    OPTION_EXTERNAL,
    OPTION_KIND,
    OPTION_UPLOADS,
    OPTION_FRESH,
    OPTION_COUNT,
    OPTION_END = OPTION_COUNT /* closes a list of options */
};

struct option_row {
    const char *name;                     /* without the dashes */
    char letter;                          /* '\0' if it has no short form */
    const char *argument[LANGUAGE_COUNT]; /* what its value is called, or NULL for a switch */
    const char *help[LANGUAGE_COUNT];     /* one sentence */
    const char *choices; /* its values, separated by spaces; NULL when it is no choice */
    bool (*check)(const char *value);     /* whether a value will do; NULL: any */
    const char *expected[LANGUAGE_COUNT]; /* what a value must be, when there is a `check` */
};

const struct option_row *option_row(enum option option);
/* The options with that name or letter, one after another: that behind `previous` (OPTION_END to
 * begin with), or OPTION_END. What a name means may differ by command. */
enum option option_named(struct slice name, enum option previous);
enum option option_lettered(char letter, enum option previous);
/* Whether the value will do for the option. */
bool option_accepts(enum option option, const char *value);
/* Appends "-o, --output DIR" (without a letter: the name only). */
void option_append_form(struct buffer *out, enum option option, enum language language);

#endif

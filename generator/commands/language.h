/* The language in which the program speaks: English or Dutch. Tables hold their texts in this
 * order. */
#ifndef COMMANDS_LANGUAGE_H
#define COMMANDS_LANGUAGE_H

#include "base/buffer.h"

enum language { LANGUAGE_ENGLISH, LANGUAGE_DUTCH, LANGUAGE_COUNT };

/* How the environment is asked: getenv, or a test's own. */
typedef const char *environment_variable(const char *name);

/* The language of a name such as "nl", "nl_NL.UTF-8" or "en"; English for any other. */
enum language language_named(const char *name);
/* The language of the locale: LC_ALL, else LC_MESSAGES, else LANG. */
enum language language_of_environment(environment_variable *variable);
/* "en" or "nl". */
struct slice language_code(enum language language);
/* The text of the two that is in the language. */
const char *language_text(enum language language, const char *english, const char *dutch)
    __attribute__((format_arg(2))) __attribute__((format_arg(3)));

/* A thing that is counted. */
struct noun {
    const char *one[LANGUAGE_COUNT];
    const char *many[LANGUAGE_COUNT];
};

/* "1 page", "2 pages". */
void language_append_count(struct buffer *out, enum language language, size_t count,
                           const struct noun *noun);
/* A number with `decimals` digits behind a point, or a comma in Dutch. */
void language_append_number(struct buffer *out, enum language language, double number,
                            int decimals);

#endif

/* What `knoop help TOPIC` can tell of beside commands: one row a topic. */
#ifndef COMMANDS_TOPICS_H
#define COMMANDS_TOPICS_H

#include "base/diagnostic_table.h"
#include "commands/command_line.h"

struct topic {
    const char *name;
    const char *summary[LANGUAGE_COUNT];
    void (*print)(const struct command_line *line, FILE *out);
};

/* The table, `*count` rows. */
const struct topic *topics(size_t *count);

/* Explains every message that has the code; false if none has. */
bool topics_explain_code(const struct command_line *line, struct slice code, FILE *out);
/* The codes of all messages, in byte order, each once: `*count` names. */
const char *const *topics_codes(struct arena *arena, size_t *count);
/* A text of the table of messages as people can read it: its arguments as "…". */
struct slice topics_text(struct arena *arena, const char *text);

/* What an exit status means: one row each, in the order of enum exit_status. */
struct exit_row {
    const char *text[LANGUAGE_COUNT];
};
const struct exit_row *exit_rows(size_t *count);
/* A variable of the environment that the program reads. */
struct variable_row {
    const char *name;
    const char *text[LANGUAGE_COUNT];
};
const struct variable_row *variable_rows(size_t *count);

#endif

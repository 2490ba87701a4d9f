/* The stages of a build, for people who wait: what is being done, and how long it took. */
#ifndef COMMANDS_STAGES_H
#define COMMANDS_STAGES_H

#include "commands/command_line.h"
#include "commands/progress.h"

enum stage {
    STAGE_READ,
    STAGE_LINK,
    STAGE_CHECK,
    STAGE_HEALTH,
    STAGE_RENDER,
    STAGE_OUTPUTS,
    STAGE_PUBLISH,
    STAGE_COUNT
};

struct stages {
    const struct command_line *line;
    struct progress *progress; /* NULL if it is not shown */
    enum stage current;        /* STAGE_COUNT between stages */
    double wall_start;         /* of the current stage; milliseconds */
    double cpu_start;
    double begun; /* when the first stage may begin */
    double wall[STAGE_COUNT];
    double cpu[STAGE_COUNT]; /* of all threads */
};

/* Starts the clock, and progress on a terminal, unless the user asked for silence or for other
 * output there. */
void stages_begin(struct stages *stages, const struct command_line *line);
/* Leaves the current stage, if any, and enters `stage`; one may be entered more than once. */
void stages_enter(struct stages *stages, enum stage stage);
/* Says how far the stage is, in place of what it does; `text` must live until the next call. */
void stages_say(const struct stages *stages, const char *text);
/* Leaves the current stage and stops showing progress, before anything is printed. */
void stages_end(struct stages *stages);
/* Milliseconds since stages_begin. */
double stages_elapsed(const struct stages *stages);
/* Prints the table of --timings. */
void stages_print(const struct stages *stages, FILE *out);

#endif

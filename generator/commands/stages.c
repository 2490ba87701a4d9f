#include "commands/stages.h"

#include <sys/resource.h>
#include <time.h>

static const struct stage_row {
    const char *name; /* in the table of timings: the name of its room */
    const char *doing[LANGUAGE_COUNT];
} ROWS[STAGE_COUNT] = {
    [STAGE_READ] = {"read", {"reading", "lezen"}},
    [STAGE_LINK] = {"link", {"linking", "verbinden"}},
    [STAGE_CHECK] = {"check", {"checking", "controleren"}},
    [STAGE_HEALTH] = {"health", {"asking links", "links vragen"}},
    [STAGE_RENDER] = {"render", {"making pages", "pagina's maken"}},
    [STAGE_OUTPUTS] = {"outputs", {"making feeds and indexes", "feeds en indexen maken"}},
    [STAGE_PUBLISH] = {"publish", {"publishing", "publiceren"}},
};

static double milliseconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void stages_begin(struct stages *stages, const struct command_line *line) {
    *stages = (struct stages){.line = line, .current = STAGE_COUNT};
    stages->begun = milliseconds(CLOCK_MONOTONIC);
    bool is_silent = option_given(line, OPTION_QUIET) || option_given(line, OPTION_VERBOSE) ||
                     option_given(line, OPTION_FORMAT);
    if (line->world.error_is_terminal && !is_silent) {
        stages->progress = progress_start(line->world.error);
    }
}

static void leave(struct stages *stages) {
    if (stages->current != STAGE_COUNT) {
        stages->wall[stages->current] += milliseconds(CLOCK_MONOTONIC) - stages->wall_start;
        stages->cpu[stages->current] += milliseconds(CLOCK_PROCESS_CPUTIME_ID) - stages->cpu_start;
        stages->current = STAGE_COUNT;
    }
}

void stages_enter(struct stages *stages, enum stage stage) {
    leave(stages);
    stages->current = stage;
    stages->wall_start = milliseconds(CLOCK_MONOTONIC);
    stages->cpu_start = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
    progress_say(stages->progress, ROWS[stage].doing[stages->line->language]);
}

void stages_say(const struct stages *stages, const char *text) {
    progress_say(stages->progress, text);
}

void stages_end(struct stages *stages) {
    leave(stages);
    progress_stop(stages->progress);
    stages->progress = NULL;
}

double stages_elapsed(const struct stages *stages) {
    return milliseconds(CLOCK_MONOTONIC) - stages->begun;
}

void stages_print(const struct stages *stages, FILE *out) {
    const struct command_line *line = stages->line;
    double wall = 0, cpu = 0;
    fprintf(out, "%-10s %10s %10s\n", say(line, "stage", "stap"), say(line, "wall ms", "tijd ms"),
            "CPU ms");
    for (size_t i = 0; i < STAGE_COUNT; i++) {
        if (i == STAGE_HEALTH && stages->wall[i] == 0) {
            continue; /* only when links are asked */
        }
        fprintf(out, "%-10s %10.1f %10.1f\n", ROWS[i].name, stages->wall[i], stages->cpu[i]);
        wall += stages->wall[i];
        cpu += stages->cpu[i];
    }
    fprintf(out, "%-10s %10.1f %10.1f\n", say(line, "total", "totaal"), wall, cpu);
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) == 0) {
        fprintf(out, "%-10s %10.1f MiB\n", say(line, "memory", "geheugen"),
                (double)usage.ru_maxrss / 1024);
    }
}

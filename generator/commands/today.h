/* Today's date: the only place where the program reads the calendar. */
#ifndef COMMANDS_TODAY_H
#define COMMANDS_TODAY_H

#include "base/date.h"
#include "commands/command_line.h"

/* The date that counts as today: --today, else that of SOURCE_DATE_EPOCH (seconds since 1970; see
 * reproducible-builds.org), else the clock's; the last two in UTC, so that it is the same date in
 * every time zone. Returns EXIT_DONE, or EXIT_USAGE after saying that SOURCE_DATE_EPOCH is no
 * number of seconds. */
int today_find(const struct command_line *line, struct date *today);

/* The same in seconds since 1970: noon (UTC) of --today, else SOURCE_DATE_EPOCH, else the clock. */
int moment_find(const struct command_line *line, int64_t *seconds);

#endif

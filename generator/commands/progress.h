/* What the program is doing, on a terminal: one line that shows when the work takes longer than
 * half a second, and that is erased before anything else is printed. */
#ifndef COMMANDS_PROGRESS_H
#define COMMANDS_PROGRESS_H

#include <stdio.h>

struct progress;

/* Starts to show progress on `out`, a terminal. */
struct progress *progress_start(FILE *out);
/* What is being done now; `text` must live until the next call. Does nothing for NULL. */
void progress_say(struct progress *progress, const char *text);
/* Erases the line and ends. Does nothing for NULL. */
void progress_stop(struct progress *progress);

#endif

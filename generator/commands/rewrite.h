/* Carrying out edits for a command: shown with --dry-run, otherwise written, all or none. */
#ifndef COMMANDS_REWRITE_H
#define COMMANDS_REWRITE_H

#include "commands/build.h"
#include "edit/edit.h"

/* Puts the edits in order and carries them out, and the renamings with them. With --dry-run the
 * diff goes to standard output and nothing is written. Returns EXIT_DONE, or the exit status after
 * saying what is wrong. */
int rewrite(struct build *build, struct edits *edits, const struct renaming *renamings,
            size_t renaming_count);

#endif

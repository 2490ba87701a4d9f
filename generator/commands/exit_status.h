/* What the program's exit status means. The manual prints this table (manual.c). */
#ifndef COMMANDS_EXIT_STATUS_H
#define COMMANDS_EXIT_STATUS_H

enum exit_status {
    EXIT_DONE = 0,    /* all is well */
    EXIT_CONTENT = 1, /* the content has errors; nothing was published */
    EXIT_USAGE = 2,   /* the command line is wrong */
    EXIT_MACHINE = 3  /* the machine failed: disk full, no permission, no memory */
};

#endif

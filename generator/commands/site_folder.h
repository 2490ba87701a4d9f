/* The folder of a site, as named on the command line, and the folder it is published in. */
#ifndef COMMANDS_SITE_FOLDER_H
#define COMMANDS_SITE_FOLDER_H

#include "commands/command_line.h"

struct site_folder {
    const char *path;    /* as the user named it */
    int root;            /* its descriptor */
    struct slice prefix; /* stands before the paths of its files in messages: "../site/", or empty
                            for the current folder */
};

/* Opens the folder at `path`. A folder that lies within a site (its content/, for instance) is
 * refused, and the right one named. Returns EXIT_DONE, or the exit status after saying what is
 * wrong. */
int site_folder_open(const struct command_line *line, const char *path, struct site_folder *folder);
/* Makes the files of another folder the ones that messages are about: those that were published.
 * When it cannot be opened they have no lines. */
void site_folder_change(const struct command_line *line, const char *path,
                        struct site_folder *folder);
/* A source_reader's function; `context` is the struct site_folder. An absolute path is that of a
 * theme's file outside the site. */
bool site_folder_read(void *context, struct slice path, struct arena *arena, struct slice *text);
/* The folder to publish in: --output, else output/ in the site's folder. NULL after saying that it
 * cannot be: it is the site's folder or one above it, or lies in content/ or themes/. */
const char *site_folder_output(const struct command_line *line, const struct site_folder *folder);

#endif

/* Picks the command, nothing else. */
#include "commands/command.h"

int main(int count, char **words) {
    struct arena arena;
    arena_init(&arena);
    struct command_line line;
    int status = EXIT_DONE;
    int skip = count > 0 ? 1 : 0; /* the name of the program */
    if (command_line_read(&line, world_of_process(), count - skip, words + skip, &arena, &status)) {
        status = line.command->run(&line);
    }
    status = command_line_finish(&line, status);
    arena_release(&arena);
    return status;
}

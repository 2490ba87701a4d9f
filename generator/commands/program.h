/* Which program this is: itself and the libraries that it is linked with, as files. */
#ifndef COMMANDS_PROGRAM_H
#define COMMANDS_PROGRAM_H

#include <stdint.h>

/* A number that another program, another version of it, or of a library, does not have. Never 0. */
uint64_t program_identity(void);

#endif

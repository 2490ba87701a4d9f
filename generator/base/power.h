/* Least power: a process that reads what others wrote gives up what it does not need for that.
 *
 *     struct power power;
 *     power_begin(&power);
 *     power_allow(&power, folder, POWER_READ);
 *     power_drop(&power);
 *
 * After power_drop this thread, and every thread it starts, opens only what was allowed, runs no
 * program, makes no socket, and looks into no other process, for as long as the process lasts. It
 * is Linux's Landlock(7) that guards files, from version 2 on (Linux 5.19), and connections of who
 * answers (6.7); the rest is a seccomp(2) filter of a few calls that fail. Where the kernel has
 * none, all this does nothing, and nothing is said. Descriptors that are open stay as they are. */
#ifndef BASE_POWER_H
#define BASE_POWER_H

#include "base/slice.h"

enum power_right {
    POWER_READ = 1,         /* files and folders */
    POWER_MOVE = 2,         /* making and removing folders, removing files */
    POWER_WRITE = 4 | 2 | 1 /* all that can be done to files and folders */
};

struct power {
    int rules; /* -1: the kernel has none, or something went wrong: nothing is given up */
    uint64_t known;
    bool knows_network;
    bool has_sockets; /* it may make sockets */
};

void power_begin(struct power *power);
/* The same for a process that keeps the right to connect. */
void power_begin_connected(struct power *power);
/* Allows it for the folder that is open, or the folder or file at the path, and all below. What is
 * not there is passed over. */
void power_allow(struct power *power, int folder, enum power_right right);
void power_allow_at(struct power *power, const char *path, enum power_right right);
/* Allows it to make sockets, and to wait for connections on that port; 0: on any that the system
 * chooses. */
void power_allow_port(struct power *power, uint16_t port);
/* Gives up everything else. False when the kernel could not make all of it true. */
bool power_drop(struct power *power);

#endif

/* What every unit test uses: cmocka with its headers, and assertions that print text and decimals.
 */
#ifndef TESTS_UNIT_TESTING_H
#define TESTS_UNIT_TESTING_H

#include "base/arena.h"
#include "base/slice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static inline void check_slice(struct slice actual, struct slice expected, const char *file,
                               int line) {
    if (!slice_equals(actual, expected)) {
        print_error("\"%.*s\" is not \"%.*s\"\n", slice_width(actual), actual.data,
                    slice_width(expected), expected.data);
        _fail(file, line);
    }
}

static inline void check_size(size_t actual, size_t expected, const char *file, int line) {
    if (actual != expected) {
        print_error("%zu is not %zu\n", actual, expected);
        _fail(file, line);
    }
}

/* `expected` is a NUL-terminated string. */
#define assert_text(actual, expected)                                                              \
    check_slice((actual), slice_from(expected), __FILE__, __LINE__)
#define assert_slice(actual, expected) check_slice((actual), (expected), __FILE__, __LINE__)
#define assert_size(actual, expected) check_size((actual), (expected), __FILE__, __LINE__)

/* Runs `work` in a child process, which must end by itself as a failing machine does: with status 3
 * and one line on standard error, which is put in `line`. False if it ended otherwise. */
static inline bool machine_fails(void (*work)(void), char *line, size_t room) {
    int pipes[2];
    if (pipe(pipes) != 0) {
        return false;
    }
    pid_t child = fork();
    if (child == 0) {
        dup2(pipes[1], STDERR_FILENO);
        work();
        _exit(0);
    }
    close(pipes[1]);
    size_t length = 0;
    ssize_t count = 0;
    while ((count = read(pipes[0], line + length, room - 1 - length)) > 0) {
        length += (size_t)count;
    }
    line[length] = '\0';
    close(pipes[0]);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 3;
}

#endif

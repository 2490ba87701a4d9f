/* What a process may still do after it gave up the rest: each test does so in a child. */
#include "folder_testing.h"

#include "base/power.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static struct test_folder folder;

static int begin(void **state) {
    (void)state;
    if (!folder_begin(&folder)) {
        return -1;
    }
    folder_put(&folder, "read/file", "text");
    folder_put(&folder, "write/file", "text");
    folder_put(&folder, "move/file", "text");
    folder_put(&folder, "other/file", "text");
    return 0;
}

static int end(void **state) {
    (void)state;
    return folder_end(&folder) ? 0 : -1;
}

static void allow(struct power *power, const char *name, enum power_right right) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder.path, name);
    power_allow_at(power, path, right);
}

/* The error of opening the file, or 0. */
static int open_error(const char *name, int flags) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder.path, name);
    int descriptor = open(path, flags | O_CLOEXEC, 0600);
    int error = descriptor < 0 ? errno : 0;
    if (descriptor >= 0) {
        close(descriptor);
    }
    return error;
}

static int remove_error(const char *name) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder.path, name);
    return unlink(path) == 0 ? 0 : errno;
}

/* Which of the things below went otherwise than they should, as a number; 0 for none. */
static int try_all(void) {
    const struct {
        int got;
        int wanted;
    } trials[] = {
        {open_error("read/file", O_RDONLY), 0},
        {open_error("read/file", O_WRONLY), EACCES},
        {open_error("read/new", O_WRONLY | O_CREAT), EACCES},
        {remove_error("read/file"), EACCES},
        {open_error("write/file", O_RDWR), 0},
        {open_error("write/new", O_WRONLY | O_CREAT), 0},
        {remove_error("write/file"), 0},
        {open_error("move/file", O_RDONLY), EACCES},
        {open_error("move/new", O_WRONLY | O_CREAT), EACCES},
        {remove_error("move/file"), 0},
        {open_error("other/file", O_RDONLY), EACCES},
        {remove_error("other/file"), EACCES},
    };
    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
        if (trials[i].got != trials[i].wanted) {
            return (int)i + 1;
        }
    }
    return 0;
}

enum { NO_LANDLOCK = 77, RAN = 99, WITH_SOCKET = 98 };

static int child_status(void) {
    pid_t child = fork();
    if (child == 0) {
        struct power power;
        power_begin(&power);
        allow(&power, "read", POWER_READ);
        allow(&power, "write", POWER_WRITE);
        allow(&power, "move", POWER_MOVE);
        allow(&power, "missing", POWER_WRITE);
        _exit(power_drop(&power) ? try_all() : NO_LANDLOCK);
    }
    int status = 0;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void test_what_is_left(void **state) {
    (void)state;
    int status = child_status();
    if (status == NO_LANDLOCK) {
        skip();
    }
    assert_int_equal(status, 0);
}

/* What comes of a child that gives up what the kernel can, and then runs a program or makes a
 * socket. */
static int status_without_rules(bool answers) {
    pid_t child = fork();
    if (child == 0) {
        struct power power = {.rules = -1};
        power_allow(&power, 0, POWER_READ);
        if (answers) {
            power_allow_port(&power, 0);
        }
        bool is_all = power_drop(&power);
        if (is_all || open_error("other/file", O_RDONLY) != 0) {
            _exit(1);
        }
        bool has_socket = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0) >= 0 || errno != EACCES;
        execl("/bin/sh", "sh", "-c", "exit 99", (char *)NULL);
        _exit(errno != EACCES ? 2 : has_socket ? WITH_SOCKET : 0);
    }
    int status = 0;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Without rules files stay open to it; programs and sockets do not, where the kernel has filters.
 */
static void test_calls(void **state) {
    (void)state;
    int status = status_without_rules(false);
    assert_true(status == 0 || status == RAN);
    assert_int_equal(status_without_rules(true), status == RAN ? RAN : WITH_SOCKET);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_is_left, begin, end),
        cmocka_unit_test_setup_teardown(test_calls, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

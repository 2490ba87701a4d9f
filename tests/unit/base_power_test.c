/* What a process may still do after it gave up the rest: each test does so in a child. */
#include "folder_testing.h"

#include "base/power.h"

#include <errno.h>
#include <fcntl.h>
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
    execl("/bin/true", "true", (char *)NULL);
    return errno == EACCES ? 0 : 99;
}

enum { NO_LANDLOCK = 77 };

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

/* Without rules nothing is given up. */
static void test_nothing_given_up(void **state) {
    (void)state;
    struct power power = {.rules = -1};
    power_allow(&power, 0, POWER_READ);
    assert_false(power_drop(&power));
    assert_int_equal(open_error("other/file", O_RDONLY), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_is_left, begin, end),
        cmocka_unit_test_setup_teardown(test_nothing_given_up, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

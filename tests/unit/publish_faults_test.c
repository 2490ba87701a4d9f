/* Publishing while the machine fails: every system call that publishing makes fails once, with each
 * reason that it can have, and the process dies before each one. The calls are replaced here by
 * ones that do as they are told; tests/faults/kill_publish.sh has the kernel do the same. */
#undef _FORTIFY_SOURCE /* its inline calls would go past ours */
#include "publish_testing.h"

#include <errno.h>
#include <stdatomic.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

enum call {
    CALL_NONE,
    CALL_OPENAT,
    CALL_MKDIRAT,
    CALL_WRITE,
    CALL_PREAD,
    CALL_CLOSE,
    CALL_LINKAT,
    CALL_RENAMEAT,
    CALL_RENAMEAT2,
    CALL_UNLINKAT,
    CALL_FDATASYNC,
    CALL_SYNCFS,
    CALL_FLOCK,
    CALL_FCHMODAT,
    CALL_COUNT,
    CALL_ANY
};

enum { DIE = -1 };

/* What is to go wrong: the call number `at` (from 1) of a kind, with the error `error`, or death.
 */
static struct {
    enum call call;
    size_t at;
    int error;
    size_t seen;
    bool no_links;    /* this file system has no hard links */
    bool no_exchange; /* nor an exchange */
    bool slow_writes; /* a byte at a time */
} fault;

static bool fails(enum call call) {
    if (call == CALL_LINKAT && fault.no_links) {
        errno = EPERM;
        return true;
    }
    if (call == CALL_RENAMEAT2 && fault.no_exchange) {
        errno = EINVAL;
        return true;
    }
    if (fault.call != CALL_ANY && fault.call != call) {
        return false;
    }
    if (++fault.seen != fault.at) {
        return false;
    }
    if (fault.error == DIE) {
        _exit(99);
    }
    errno = fault.error;
    return true;
}

int openat(int folder, const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return fails(CALL_OPENAT) ? -1 : (int)syscall(SYS_openat, folder, path, flags, mode);
}

int mkdirat(int folder, const char *path, mode_t mode) {
    return fails(CALL_MKDIRAT) ? -1 : (int)syscall(SYS_mkdirat, folder, path, mode);
}

ssize_t write(int descriptor, const void *bytes, size_t size) {
    if (descriptor > 2 && fails(CALL_WRITE)) {
        return -1;
    }
    size_t part = fault.slow_writes && size > 1 ? 1 : size;
    return syscall(SYS_write, descriptor, bytes, part);
}

ssize_t pread(int descriptor, void *bytes, size_t size, off_t offset) {
    if (fails(CALL_PREAD)) {
        return -1;
    }
    size_t part = fault.slow_writes && size > 1 ? 1 : size;
    return syscall(SYS_pread64, descriptor, bytes, part, offset);
}

/* A file is closed all the same when closing tells of an error. */
int close(int descriptor) {
    int result = (int)syscall(SYS_close, descriptor);
    return fails(CALL_CLOSE) ? -1 : result;
}

int linkat(int from, const char *old, int to, const char *new, int flags) {
    return fails(CALL_LINKAT) ? -1 : (int)syscall(SYS_linkat, from, old, to, new, flags);
}

int renameat(int from, const char *old, int to, const char *new) {
    return fails(CALL_RENAMEAT) ? -1 : (int)syscall(SYS_renameat2, from, old, to, new, 0);
}

int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
    return fails(CALL_RENAMEAT2) ? -1 : (int)syscall(SYS_renameat2, from, old, to, new, flags);
}

int unlinkat(int folder, const char *path, int flags) {
    return fails(CALL_UNLINKAT) ? -1 : (int)syscall(SYS_unlinkat, folder, path, flags);
}

/* Nothing is waited for: that takes long, and only a machine that stops would show it. */
int fdatasync(int descriptor) {
    (void)descriptor;
    return fails(CALL_FDATASYNC) ? -1 : 0;
}

int syncfs(int descriptor) {
    (void)descriptor;
    return fails(CALL_SYNCFS) ? -1 : 0;
}

int flock(int descriptor, int operation) {
    return fails(CALL_FLOCK) ? -1 : (int)syscall(SYS_flock, descriptor, operation);
}

int fchmodat(int folder, const char *path, mode_t mode, int flags) {
    (void)flags;
    return fails(CALL_FCHMODAT) ? -1 : (int)syscall(SYS_fchmodat, folder, path, mode);
}

/* Two versions of a site, and what somebody else put in output/. Everything that can happen to a
 * file happens to one of them. */
static struct publish_report publish(int version) {
    bool second = version == 2;
    struct publication *publication = publish_begin("output", &arena);
    static const struct slice same[] = {SLICE_INIT("404.html"), SLICE_INIT("assets/style.css"),
                                        SLICE_INIT("articles/a.html"),
                                        SLICE_INIT("articles/b.html")};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        publish_file(publication, same[i], SLICE("the same"));
    }
    struct slice text = second ? SLICE("the second") : SLICE("the first");
    publish_file(publication, SLICE("index.html"), text);
    publish_file(publication, SLICE("articles/c.html"), text);
    publish_file(publication, second ? SLICE("articles/new.html") : SLICE("articles/old.html"),
                 text);
    publish_file(publication, second ? SLICE("new/folder/x.html") : SLICE("old/folder/x.html"),
                 text);
    publish_file(publication, second ? SLICE("thing/in.html") : SLICE("thing"), text);
    publish_file(publication, second ? SLICE("box") : SLICE("box/in.html"), text);
    publish_file(publication, SLICE("empty.txt"), SLICE(""));
    int original = open("original", O_RDONLY | O_CLOEXEC);
    publish_copy(publication, SLICE("assets/photo.jpg"), original);
    syscall(SYS_close, original);
    return publish_finish(publication);
}

static void reset(void) {
    memset(&fault, 0, sizeof fault);
}

/* The trees of the two versions, as text. */
static struct slice expected[3];

static void publish_first(void) {
    bool no_links = fault.no_links, no_exchange = fault.no_exchange;
    reset();
    remove_all("output");
    remove_all(".output.knoop-stage");
    remove_all(".output.knoop-lock");
    put("output/.git/objects/ab", "object");
    put("output/CNAME", "example.org");
    put("output/articles/notes.txt", "mine");
    if (!exists("output/link")) {
        assert_int_equal(symlink("CNAME", "output/link"), 0);
    }
    chmod("output/.git/objects", 0700);
    assert_false(publish(1).failed);
    fault.no_links = no_links;
    fault.no_exchange = no_exchange;
}

static int start(void **state) {
    reset();
    (void)state;
    /* Thousands of builds: in memory, where there is such a folder. */
    if (enter_folder(access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp") != 0) {
        return 1;
    }
    put("original", "a photo");
    publish_first();
    expected[1] = tree("output");
    assert_false(publish(2).failed);
    expected[2] = tree("output");
    assert_false(slice_equals(expected[1], expected[2]));
    return 0;
}

static void print_difference(struct slice actual) {
    fprintf(stderr, "call %d number %zu error %d\n--- is\n%.*s--- was\n%.*s--- would be\n%.*s",
            (int)fault.call, fault.at, fault.error, slice_width(actual), actual.data,
            slice_width(expected[1]), expected[1].data, slice_width(expected[2]), expected[2].data);
}

/* The next build, without a fault, makes everything right and leaves nothing behind. */
static void assert_repaired(void) {
    bool no_links = fault.no_links, no_exchange = fault.no_exchange;
    reset();
    fault.no_links = no_links;
    fault.no_exchange = no_exchange;
    struct publish_report report = publish(2);
    if (report.failed || !slice_equals(tree("output"), expected[2])) {
        print_difference(report.failed ? report.failure : tree("output"));
        fail();
    }
    assert_text(names_in("."), "original output ");
}

static const int errors[] = {ENOSPC, EIO, EMFILE, EPERM};

/* One run with the fault that is set. True when the fault was not reached. */
static bool run_with_error(bool may_be_halfway, size_t *failures) {
    struct publish_report report = publish(2);
    bool unreached = fault.seen < fault.at;
    struct slice now = tree("output");
    bool is_old = slice_equals(now, expected[1]), is_new = slice_equals(now, expected[2]);
    bool halfway =
        may_be_halfway && report.failed &&
        (slice_search(report.failure, SLICE("the next build goes on here")) != SLICE_NOT_FOUND ||
         slice_search(report.failure, SLICE("the journal")) != SLICE_NOT_FOUND);
    if (report.failed ? !is_old && !halfway : !is_new) {
        print_error("%.*s\n", slice_width(report.failure), report.failure.data);
        print_difference(now);
        fail();
    }
    if (report.failed) {
        (*failures)++;
        /* It names the folder and the reason, on one line. */
        assert_true(slice_starts_with(report.failure, SLICE("output")));
        assert_true(slice_ends_with(report.failure, slice_from(strerror(fault.error))) ||
                    fault.error == EINTR);
        assert_true(slice_find(report.failure, '\n') == SLICE_NOT_FOUND);
    }
    assert_repaired();
    return unreached;
}

static size_t sweep_errors(const int *list, size_t count, bool no_links, bool no_exchange) {
    size_t failures = 0;
    for (int call = CALL_NONE + 1; call < CALL_COUNT; call++) {
        for (size_t e = 0; e < count; e++) {
            bool unreached = false;
            for (size_t at = 1; !unreached; at++) {
                struct arena_mark mark = arena_mark(&arena);
                publish_first();
                fault.no_links = no_links;
                fault.no_exchange = no_exchange;
                fault.call = (enum call)call;
                fault.error = list[e];
                fault.at = at;
                unreached = run_with_error(no_links || no_exchange, &failures);
                arena_restore(&arena, mark);
            }
        }
    }
    return failures;
}

static void test_errors(void **state) {
    (void)state;
    size_t failures = sweep_errors(errors, sizeof errors / sizeof *errors, false, false);
    print_message("%zu failures\n", failures);
    assert_true(failures > 200);
}

static void test_errors_without_exchange(void **state) {
    (void)state;
    static const int some[] = {EIO, EACCES};
    assert_true(sweep_errors(some, 2, true, true) > 50);
    assert_true(sweep_errors(some, 1, false, true) > 50);
}

/* A signal is no failure. */
static void test_interrupted(void **state) {
    (void)state;
    static const int interrupted[] = {EINTR};
    assert_size(sweep_errors(interrupted, 1, false, false), 0);
    assert_size(sweep_errors(interrupted, 1, true, true), 0);
}

static void test_short_writes(void **state) {
    (void)state;
    publish_first();
    fault.slow_writes = true;
    assert_false(publish(2).failed);
    assert_slice(tree("output"), expected[2]);
    assert_repaired();
}

/* Runs the second build in a child that dies before its call number `at`; true when it lived. */
static bool survives(size_t at, bool no_links, bool no_exchange) {
    publish_first();
    pid_t child = fork();
    if (child == 0) {
        fault.no_links = no_links;
        fault.no_exchange = no_exchange;
        fault.call = CALL_ANY;
        fault.error = DIE;
        fault.at = at;
        _exit(publish(2).failed ? 1 : 0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 99));
    return WEXITSTATUS(status) == 0;
}

static void test_killed(void **state) {
    (void)state;
    bool lived = false;
    size_t old = 0, new = 0;
    for (size_t at = 1; !lived; at++) {
        struct arena_mark mark = arena_mark(&arena);
        lived = survives(at, false, false);
        struct slice now = tree("output");
        bool is_old = slice_equals(now, expected[1]), is_new = slice_equals(now, expected[2]);
        fault.at = at;
        if (!is_old && !is_new) {
            print_difference(now);
            fail();
        }
        old += is_old ? 1 : 0;
        new += is_new ? 1 : 0;
        assert_repaired();
        arena_restore(&arena, mark);
    }
    assert_true(lived && old > 50 && new > 20);
}

/* Every line of `tree` is a line of the old tree or of the new one: all files are whole, and what
 * is in both is there. */
static void assert_whole(struct slice now) {
    struct slice rest = now, line;
    while (slice_cut_line(&rest, &line)) {
        struct slice folder = SLICE(" 40755 ");
        if (slice_search(line, folder) == SLICE_NOT_FOUND &&
            slice_search(line, SLICE(".knoop-manifest")) == SLICE_NOT_FOUND &&
            slice_search(expected[1], line) == SLICE_NOT_FOUND &&
            slice_search(expected[2], line) == SLICE_NOT_FOUND) {
            print_difference(now);
            fail();
        }
    }
    rest = expected[1];
    while (slice_cut_line(&rest, &line)) {
        if (slice_search(expected[2], line) != SLICE_NOT_FOUND &&
            slice_search(now, line) == SLICE_NOT_FOUND) {
            print_difference(now);
            fail();
        }
    }
}

static bool has(const char *path, const char *text) {
    return slice_equals(get(path), slice_from(text));
}

/* Whatever a page refers to is there before the page: here the home page, which refers to all. */
static void assert_order(void) {
    if (has("output/index.html", "the second")) {
        assert_true(has("output/articles/new.html", "the second"));
        assert_true(has("output/new/folder/x.html", "the second"));
        assert_true(has("output/articles/c.html", "the second"));
    } else {
        assert_true(has("output/articles/old.html", "the first"));
        assert_true(has("output/old/folder/x.html", "the first"));
    }
}

static void kill_without_exchange(bool no_links) {
    bool lived = false;
    for (size_t at = 1; !lived; at++) {
        struct arena_mark mark = arena_mark(&arena);
        lived = survives(at, no_links, true);
        fault.at = at;
        assert_whole(tree("output"));
        assert_order();
        fault.no_links = no_links;
        fault.no_exchange = true;
        assert_repaired();
        arena_restore(&arena, mark);
    }
}

static void test_killed_without_exchange(void **state) {
    (void)state;
    kill_without_exchange(true);
    kill_without_exchange(false);
}

/* The run that goes on with a journal can be killed too. */
static void test_killed_twice(void **state) {
    (void)state;
    size_t halfway = 0;
    for (size_t first = 60; first < 200; first += 11) {
        bool lived = false;
        for (size_t at = 1; !lived && at < 120; at += 5) {
            struct arena_mark mark = arena_mark(&arena);
            lived = survives(first, true, true);
            halfway += exists(".output.knoop-stage/.knoop-journal") ? 1 : 0;
            pid_t child = fork();
            if (child == 0) {
                fault.no_links = fault.no_exchange = true;
                fault.call = CALL_ANY;
                fault.error = DIE;
                fault.at = at;
                _exit(publish(2).failed ? 1 : 0);
            }
            int status = 0;
            waitpid(child, &status, 0);
            lived = lived || WEXITSTATUS(status) == 0;
            assert_whole(tree("output"));
            fault.no_links = fault.no_exchange = true;
            assert_repaired();
            arena_restore(&arena, mark);
        }
    }
    assert_true(halfway > 20);
}

/* Real ones, without our calls: too large a file, too many open files. */
static void test_limits(void **state) {
    (void)state;
    publish_first();
    struct rlimit old, small = {5, RLIM_INFINITY};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small.rlim_max = old.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    struct publish_report report = publish(2);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_true(report.failed);
    assert_text(report.failure, "output/index.html: cannot be written: File too large");
    assert_slice(tree("output"), expected[1]);
    assert_repaired();
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, start, leave_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_errors),       TEST(test_errors_without_exchange),
        TEST(test_interrupted),  TEST(test_short_writes),
        TEST(test_killed),       TEST(test_killed_without_exchange),
        TEST(test_killed_twice), TEST(test_limits),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed != 0;
}

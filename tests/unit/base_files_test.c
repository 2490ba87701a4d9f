/* base/files.h. Everything is tested twice: with openat2, and without it, as on older kernels. */
#include "testing.h"

#include "base/files.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>

static struct arena arena;
static char folder[] = "/tmp/knoop-files-XXXXXX";
static int root = -1;

static void write_file(const char *path, const char *text, size_t length) {
    int descriptor = openat(root, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    assert_true(descriptor >= 0);
    assert_true(write(descriptor, text, length) == (ssize_t)length);
    close(descriptor);
}

static void write_text(const char *path, const char *text) {
    write_file(path, text, strlen(text));
}

static void make_link(const char *target, const char *path) {
    assert_int_equal(symlinkat(target, root, path), 0);
}

static void change_mode(const char *path, mode_t mode) {
    assert_int_equal(fchmodat(root, path, mode, 0), 0);
}

static void make_socket(void) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/site/socket", folder);
    int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(descriptor, (struct sockaddr *)&address, sizeof address), 0);
    close(descriptor);
}

/* A small site, and a secret beside it. */
static int make_files(void **state) {
    (void)state;
    memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
    assert_non_null(mkdtemp(folder));
    chmod(folder, 0755);
    int outside = folder_open(folder);
    assert_true(outside >= 0);
    mkdirat(outside, "site", 0755);
    root = openat(outside, "site", O_RDONLY | O_DIRECTORY);
    assert_true(root >= 0);
    write_text("../secret.txt", "secret");
    write_text("a.md", "text of a");
    write_text("empty.md", "");
    write_file("nul.bin", "a\0b", 3);
    mkdirat(root, "inner", 0755);
    mkdirat(root, "inner/deeper", 0755);
    write_text("inner/b.md", "b");
    write_text("inner/deeper/c.md", "c");
    make_link("a.md", "link.md");
    make_link("../secret.txt", "out.txt");
    make_link("inner", "inner-link");
    make_link("..", "up");
    make_link("nowhere", "dangling");
    mkfifoat(root, "pipe", 0644);
    make_socket();
    close(outside);
    return 0;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *at) {
    (void)status;
    (void)type;
    (void)at;
    return remove(path);
}

static int remove_files(void **state) {
    (void)state;
    close(root);
    arena_release(&arena);
    return nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static enum file_status read_text(const char *path, size_t limit, struct slice *text) {
    return file_read(root, slice_from(path), limit, &arena, text);
}

static void test_reading(void **state) {
    (void)state;
    struct slice text = SLICE("untouched");
    assert_int_equal(read_text("a.md", 100, &text), FILE_OK);
    assert_text(text, "text of a");
    assert_int_equal(text.data[text.length], '\0');
    assert_int_equal(read_text("inner/deeper/c.md", 100, &text), FILE_OK);
    assert_text(text, "c");
    assert_int_equal(read_text("nul.bin", 100, &text), FILE_OK);
    assert_slice(text, SLICE("a\0b"));
    assert_int_equal(read_text("empty.md", 100, &text), FILE_OK);
    assert_size(text.length, 0);
    assert_int_equal(text.data[0], '\0');
    assert_int_equal(read_text("empty.md", 0, &text), FILE_OK);
}

static const struct {
    const char *path;
    enum file_status status;
} REFUSED[] = {
    {"", FILE_MISSING},
    {".", FILE_MISSING},
    {"..", FILE_MISSING},
    {"/", FILE_MISSING},
    {"nothing.md", FILE_MISSING},
    {"nothing/a.md", FILE_MISSING},
    {"a.md/x", FILE_MISSING},
    {"a.md/", FILE_MISSING},
    {"../secret.txt", FILE_MISSING},
    {"inner/../../secret.txt", FILE_MISSING},
    {"inner/../a.md", FILE_MISSING},
    {"./a.md", FILE_MISSING},
    {"inner//b.md", FILE_MISSING},
    {"/etc/passwd", FILE_MISSING},
    {"inner", FILE_IS_DIRECTORY},
    {"link.md", FILE_IS_LINK},
    {"out.txt", FILE_IS_LINK},
    {"dangling", FILE_IS_LINK},
    {"inner-link/b.md", FILE_IS_LINK},
    {"inner-link/deeper/c.md", FILE_IS_LINK},
    {"up/secret.txt", FILE_IS_LINK},
    {"pipe", FILE_IS_SPECIAL},
    {"socket", FILE_IS_SPECIAL},
};

/* Neither reading, opening nor looking gets beyond what it may, and a FIFO does not make it wait.
 */
static void test_what_is_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        struct slice text = SLICE("untouched");
        int descriptor = -7;
        uint64_t size = 7;
        enum file_status expected = REFUSED[i].status;
        struct slice path = slice_from(REFUSED[i].path);
        if (file_read(root, path, 1000, &arena, &text) != expected ||
            file_open(root, path, &descriptor) != expected ||
            file_stat(root, path, &size, NULL) != expected) {
            fail_msg("\"%s\" is not %d", REFUSED[i].path, (int)expected);
        }
        assert_text(text, "untouched");
        assert_int_equal(descriptor, -7);
        assert_true(size == 7);
    }
    struct slice text;
    assert_int_equal(file_read(root, SLICE("a.md\0x"), 1000, &arena, &text), FILE_MISSING);
}

static void test_names_that_are_too_long(void **state) {
    (void)state;
    static char path[9000];
    struct slice text;
    memset(path, 'a', sizeof path - 1);
    assert_int_equal(read_text(path, 100, &text), FILE_MISSING);
    path[300] = '\0';
    assert_int_equal(read_text(path, 100, &text), FILE_MISSING);
    assert_int_equal(file_stat(root, slice_from(path), NULL, NULL), FILE_MISSING);
    for (size_t i = 1; i < 299; i += 2) {
        path[i] = '/';
    }
    assert_int_equal(read_text(path, 100, &text), FILE_MISSING);
}

static void test_limits(void **state) {
    (void)state;
    struct slice text;
    assert_int_equal(read_text("a.md", 9, &text), FILE_OK);
    assert_size(text.length, 9);
    assert_int_equal(read_text("a.md", 8, &text), FILE_TOO_LARGE);
    assert_int_equal(read_text("a.md", 0, &text), FILE_TOO_LARGE);
}

static void test_a_large_file(void **state) {
    (void)state;
    enum { SIZE = 5 << 20 };
    char *bytes = arena_allocate(&arena, SIZE);
    for (size_t i = 0; i < SIZE; i++) {
        bytes[i] = (char)('a' + i % 23);
    }
    write_file("large.md", bytes, SIZE);
    struct slice text;
    assert_int_equal(read_text("large.md", SIZE, &text), FILE_OK);
    assert_size(text.length, SIZE);
    assert_memory_equal(text.data, bytes, SIZE);
    assert_int_equal(read_text("large.md", SIZE - 1, &text), FILE_TOO_LARGE);
    unlinkat(root, "large.md", 0);
}

/* Files of /proc say that they are 0 bytes long, and are longer. */
static void test_a_file_longer_than_its_size(void **state) {
    (void)state;
    int proc = folder_open("/proc");
    assert_true(proc >= 0);
    struct slice text;
    assert_int_equal(file_read(proc, SLICE("cpuinfo"), 1 << 20, &arena, &text), FILE_OK);
    assert_true(text.length > 10);
    assert_int_equal(file_read(proc, SLICE("cpuinfo"), 10, &arena, &text), FILE_TOO_LARGE);
    close(proc);
}

/* The superuser may read everything, so this is asked as somebody else. */
static void test_no_permission(void **state) {
    (void)state;
    write_text("closed.md", "closed");
    change_mode("closed.md", 0000);
    mkdirat(root, "closed", 0700);
    write_text("closed/a.md", "closed");
    change_mode("closed", 0000);
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && setuid(65534) != 0) {
            _exit(9);
        }
        struct slice text;
        struct file_list list;
        bool right = read_text("closed.md", 100, &text) == FILE_NOT_ALLOWED &&
                     read_text("closed/a.md", 100, &text) == FILE_NOT_ALLOWED &&
                     read_text("a.md", 100, &text) == FILE_OK &&
                     file_walk(root, SLICE("closed"), &arena, &list) == FILE_NOT_ALLOWED &&
                     file_walk(root, SLICE(""), &arena, &list) == FILE_OK && list.count > 3 &&
                     slice_equals(list.entries[1].path, SLICE("closed")) &&
                     list.entries[1].status == FILE_NOT_ALLOWED;
        _exit(right ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    change_mode("closed", 0700);
    unlinkat(root, "closed/a.md", 0);
    unlinkat(root, "closed", AT_REMOVEDIR);
    unlinkat(root, "closed.md", 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_opening_and_looking(void **state) {
    (void)state;
    int descriptor = -1;
    char bytes[10];
    assert_int_equal(file_open(root, SLICE("inner/b.md"), &descriptor), FILE_OK);
    assert_int_equal(read(descriptor, bytes, sizeof bytes), 1);
    assert_true((fcntl(descriptor, F_GETFD) & FD_CLOEXEC) != 0);
    close(descriptor);
    uint64_t size = 0;
    int64_t modified = 0;
    const struct timespec times[2] = {{1000000000, 5}, {1500000000, 7}};
    assert_int_equal(utimensat(root, "a.md", times, 0), 0);
    assert_int_equal(file_stat(root, SLICE("a.md"), &size, &modified), FILE_OK);
    assert_true(size == 9);
    assert_true(modified == 1500000000000000007);
    assert_int_equal(file_stat(root, SLICE("a.md"), NULL, NULL), FILE_OK);
    assert_true(folder_open("/nothing/here") < 0);
    assert_int_equal(errno, ENOENT);
}

static void test_descriptors_are_closed(void **state) {
    (void)state;
    int before = dup(root);
    close(before);
    struct slice text;
    struct file_list list;
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        read_text(REFUSED[i].path, 1000, &text);
        file_stat(root, slice_from(REFUSED[i].path), NULL, NULL);
        file_walk(root, slice_from(REFUSED[i].path), &arena, &list);
    }
    read_text("a.md", 1000, &text);
    read_text("a.md", 1, &text);
    int after = dup(root);
    close(after);
    assert_int_equal(after, before);
}

static void test_walking(void **state) {
    (void)state;
    write_text(".hidden", "x");
    write_text("backup.md~", "x");
    mkdirat(root, "inner.d", 0755);
    write_text("inner.d/z.md", "z");
    static const struct {
        const char *path;
        enum file_status status;
    } expected[] = {
        {"a.md", FILE_OK},
        {"dangling", FILE_IS_LINK},
        {"empty.md", FILE_OK},
        {"inner-link", FILE_IS_LINK},
        {"inner.d/z.md", FILE_OK},
        {"inner/b.md", FILE_OK},
        {"inner/deeper/c.md", FILE_OK},
        {"link.md", FILE_IS_LINK},
        {"nul.bin", FILE_OK},
        {"out.txt", FILE_IS_LINK},
        {"pipe", FILE_IS_SPECIAL},
        {"socket", FILE_IS_SPECIAL},
        {"up", FILE_IS_LINK},
    };
    struct file_list list;
    assert_int_equal(file_walk(root, SLICE(""), &arena, &list), FILE_OK);
    assert_size(list.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < list.count; i++) {
        assert_text(list.entries[i].path, expected[i].path);
        assert_int_equal(list.entries[i].status, expected[i].status);
    }
    assert_true(list.entries[0].size == 9);
    assert_int_equal(file_walk(root, SLICE("inner"), &arena, &list), FILE_OK);
    assert_size(list.count, 2);
    assert_text(list.entries[1].path, "inner/deeper/c.md");
}

static void test_walking_what_is_no_folder(void **state) {
    (void)state;
    struct file_list list;
    assert_int_equal(file_walk(root, SLICE("nothing"), &arena, &list), FILE_MISSING);
    assert_size(list.count, 0);
    assert_int_equal(file_walk(root, SLICE("a.md"), &arena, &list), FILE_MISSING);
    assert_int_equal(file_walk(root, SLICE(".."), &arena, &list), FILE_MISSING);
    assert_int_equal(file_walk(root, SLICE("inner-link"), &arena, &list), FILE_IS_LINK);
    mkdirat(root, "bare", 0755);
    assert_int_equal(file_walk(root, SLICE("bare"), &arena, &list), FILE_OK);
    assert_size(list.count, 0);
}

static void test_folders_that_are_too_deep(void **state) {
    (void)state;
    int at = dup(root);
    for (int depth = 0; depth <= LIMIT_FOLDER_DEPTH; depth++) {
        mkdirat(at, "d", 0755);
        int next = openat(at, "d", O_RDONLY | O_DIRECTORY);
        assert_true(next >= 0);
        close(at);
        at = next;
        close(openat(at, "x", O_WRONLY | O_CREAT, 0644));
    }
    close(at);
    struct file_list list;
    assert_int_equal(file_walk(root, SLICE("d"), &arena, &list), FILE_OK);
    /* A file in each of the folders down to the limit, and the folder that is beyond it. */
    assert_size(list.count, LIMIT_FOLDER_DEPTH + 1);
    size_t directories = 0;
    for (size_t i = 0; i < list.count; i++) {
        directories += list.entries[i].status == FILE_IS_DIRECTORY;
    }
    assert_size(directories, 1);
}

static void test_joining(void **state) {
    (void)state;
    static const char *const table[][3] = {
        {"a/b.md", "../c.png", "c.png"},
        {"a/b.md", "c.png", "a/c.png"},
        {"b.md", "c.png", "c.png"},
        {"a/b/c.md", "../../d/./e.png", "d/e.png"},
        {"a/b.md", "./c.png", "a/c.png"},
        {"a/b.md", "c//d.png", "a/c/d.png"},
        {"a/b.md", "c/../d.png", "a/d.png"},
        {"a/b.md", "c/..", "a"},
        {"a/b.md", "", "a"},
        {"a/b.md", "..", ""},
        {"a/b.md", "...", "a/..."},
        {"a/b.md", "c..d", "a/c..d"},
        {"b.md", "..", NULL},
        {"a/b.md", "../../c.png", NULL},
        {"a/b.md", "../../a/c.png", NULL},
        {"a/b.md", "/etc/passwd", NULL},
        {"a/b.md", "..\\c.png", NULL},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct slice joined = SLICE("untouched");
        bool inside = path_join(&arena, slice_from(table[i][0]), slice_from(table[i][1]), &joined);
        assert_int_equal(inside, table[i][2] != NULL);
        assert_text(joined, inside ? table[i][2] : "untouched");
    }
    struct slice joined;
    assert_false(path_join(&arena, SLICE("a/b.md"), SLICE("a\0b"), &joined));
}

static void test_relative_addresses(void **state) {
    (void)state;
    static const char *const table[][3] = {
        {"a/b.html", "c.html", "../c.html"},
        {"a.html", "b.html", "b.html"},
        {"a.html", "a.html", "a.html"},
        {"index.html", "articles/2017/a.html", "articles/2017/a.html"},
        {"articles/2017/a.html", "articles/2018/b.html", "../2018/b.html"},
        {"articles/a.html", "articles-old/b.html", "../articles-old/b.html"},
        {"a/b/c.html", "a/b.html", "../b.html"},
        {"a/b.html", "a/b/c.html", "b/c.html"},
        {"a.html", "b:c.html", "./b:c.html"},
        {"a/x.html", "a/b:c.html", "./b:c.html"},
        {"a/x.html", "b:c.html", "../b:c.html"},
        {"a.html", "b/c:d.html", "b/c:d.html"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct slice address =
            path_relative(&arena, slice_from(table[i][0]), slice_from(table[i][1]));
        assert_text(address, table[i][2]);
        struct slice back;
        assert_true(path_join(&arena, slice_from(table[i][0]), address, &back));
        assert_text(back, table[i][1]);
    }
}

static void test_parts_of_paths(void **state) {
    (void)state;
    static const char *const table[][4] = {
        {"a/b/c.md", "c.md", "a/b", "md"},
        {"c.md", "c.md", "", "md"},
        {"a/b", "b", "a", ""},
        {"a.d/b", "b", "a.d", ""},
        {"a/.hidden", ".hidden", "a", ""},
        {"a.en.md", "a.en.md", "", "md"},
        {"a/", "", "a", ""},
        {"a.", "a.", "", ""},
        {"", "", "", ""},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct slice path = slice_from(table[i][0]);
        assert_text(path_name(path), table[i][1]);
        assert_text(path_folder(path), table[i][2]);
        assert_text(path_extension(path), table[i][3]);
    }
}

/* From here on the kernel answers openat2 with "no such call". */
static bool take_openat2_away(void) {
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 &&
           syscall(SYS_openat2, -1, "", NULL, 0) == -1 && errno == ENOSYS;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_names_that_are_too_long),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_a_large_file),
        cmocka_unit_test(test_a_file_longer_than_its_size),
        cmocka_unit_test(test_no_permission),
        cmocka_unit_test(test_opening_and_looking),
        cmocka_unit_test(test_descriptors_are_closed),
        cmocka_unit_test(test_walking),
        cmocka_unit_test(test_walking_what_is_no_folder),
        cmocka_unit_test(test_folders_that_are_too_deep),
    };
    const struct CMUnitTest path_tests[] = {
        cmocka_unit_test(test_joining),
        cmocka_unit_test(test_relative_addresses),
        cmocka_unit_test(test_parts_of_paths),
    };
    int failed = cmocka_run_group_tests_name("base/files, paths", path_tests, NULL, NULL);
    failed += cmocka_run_group_tests_name("base/files", tests, make_files, remove_files);
    if (take_openat2_away()) {
        failed += cmocka_run_group_tests_name("base/files without openat2", tests, make_files,
                                              remove_files);
    }
    return failed != 0;
}

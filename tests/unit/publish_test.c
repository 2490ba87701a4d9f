/* publish/publish.h: what it promises about output/. */
#include "publish_testing.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mount.h>

static int start(void **state) {
    (void)state;
    return enter_folder("/tmp");
}

static struct publication *begin(void) {
    return publish_begin("output", &arena);
}

static void file(struct publication *publication, const char *path, const char *text) {
    publish_file(publication, slice_from(path), slice_from(text));
}

/* A site of pairs: path, text, path, text, …, NULL. */
static struct publish_report publish(const char *const *pairs) {
    struct publication *publication = begin();
    for (; *pairs != NULL; pairs += 2) {
        file(publication, pairs[0], pairs[1]);
    }
    return publish_finish(publication);
}

#define SITE(...)                                                                                  \
    (const char *const[]) {                                                                        \
        __VA_ARGS__, NULL                                                                          \
    }

static void assert_published(struct publish_report report) {
    if (report.failed) {
        print_error("%.*s\n", slice_width(report.failure), report.failure.data);
    }
    assert_false(report.failed);
    assert_int_equal(report.failure.length, 0);
}

static void assert_counts(struct publish_report report, size_t written, size_t unchanged,
                          size_t removed) {
    assert_published(report);
    assert_size(report.written, written);
    assert_size(report.unchanged, unchanged);
    assert_size(report.removed, removed);
}

static void assert_failure(struct publish_report report, const char *text) {
    assert_true(report.failed);
    assert_text(report.failure, text);
    assert_size(report.written, 0);
}

static void test_first(void **state) {
    (void)state;
    struct publish_report report =
        publish(SITE("index.html", "home", "a/b/c.html", "deep", "empty.txt", ""));
    assert_counts(report, 3, 0, 0);
    assert_size((size_t)report.bytes, 8);
    assert_size(report.foreign_count, 0);
    assert_text(get("output/index.html"), "home");
    assert_text(get("output/a/b/c.html"), "deep");
    assert_text(get("output/empty.txt"), "");
    assert_text(names_in("."), "output ");
    assert_text(get("output/.knoop-manifest"), "knoop-manifest 1\n"
                                               "7e6596fd7d328f3a 4 a/b/c.html\n"
                                               "ef46db3751d8e999 0 empty.txt\n"
                                               "6f066fbcc7c8a40f 4 index.html\n");
}

static void test_into_empty_folder(void **state) {
    (void)state;
    mkdir("output", 0700);
    assert_counts(publish(SITE("index.html", "home")), 1, 0, 0);
    assert_text(get("output/index.html"), "home");
    assert_text(names_in("."), "output ");
}

static void test_makes_folders_above(void **state) {
    (void)state;
    struct publication *publication = publish_begin("some/where/site/", &arena);
    file(publication, "index.html", "home");
    assert_counts(publish_finish(publication), 1, 0, 0);
    assert_text(get("some/where/site/index.html"), "home");
    assert_text(names_in("some/where"), "site ");
}

static void test_nothing_changed(void **state) {
    (void)state;
    assert_published(publish(SITE("index.html", "home", "a/b.html", "b")));
    ino_t output = inode("output"), manifest = inode("output/.knoop-manifest");
    struct stat before, after;
    assert_int_equal(stat("output", &before), 0);
    assert_counts(publish(SITE("a/b.html", "b", "index.html", "home")), 0, 2, 0);
    assert_int_equal(stat("output", &after), 0);
    assert_true(inode("output") == output && inode("output/.knoop-manifest") == manifest);
    assert_true(before.st_ctim.tv_sec == after.st_ctim.tv_sec &&
                before.st_ctim.tv_nsec == after.st_ctim.tv_nsec);
    assert_text(names_in("."), "output ");
}

static void test_unchanged_keeps_inode_and_time(void **state) {
    (void)state;
    assert_published(publish(SITE("index.html", "home", "a/b.html", "b", "a/c.html", "c")));
    struct stat before, after;
    assert_int_equal(stat("output/a/b.html", &before), 0);
    ino_t changed = inode("output/a/c.html");
    assert_counts(publish(SITE("index.html", "home", "a/b.html", "b", "a/c.html", "C")), 1, 2, 0);
    assert_int_equal(stat("output/a/b.html", &after), 0);
    assert_true(before.st_ino == after.st_ino && after.st_nlink == 1);
    assert_true(before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
                before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
    assert_true(inode("output/a/c.html") != changed);
    assert_text(get("output/a/c.html"), "C");
    assert_text(names_in("."), "output ");
}

/* Bytes are compared, whatever the manifest says. */
static void test_manifest_is_not_believed(void **state) {
    (void)state;
    assert_published(publish(SITE("index.html", "home")));
    put("output/index.html", "HOME");
    assert_counts(publish(SITE("index.html", "home")), 1, 0, 0);
    assert_text(get("output/index.html"), "home");
}

static void test_removed(void **state) {
    (void)state;
    assert_published(publish(SITE("index.html", "home", "old/a.html", "a", "old/b.html", "b")));
    assert_counts(publish(SITE("index.html", "home", "old/b.html", "b")), 0, 2, 1);
    assert_false(exists("output/old/a.html"));
    assert_counts(publish(SITE("index.html", "home")), 0, 1, 1);
    assert_text(names_in("output"), ".knoop-manifest index.html ");
}

static void test_lost_file_comes_back(void **state) {
    (void)state;
    assert_published(publish(SITE("index.html", "home", "a.html", "a")));
    unlink("output/a.html");
    assert_counts(publish(SITE("index.html", "home", "a.html", "a")), 1, 1, 0);
    assert_text(get("output/a.html"), "a");
    unlink("output/a.html");
    assert_counts(publish(SITE("index.html", "home")), 0, 1, 0);
    struct slice manifest = get("output/.knoop-manifest");
    assert_null(memmem(manifest.data, manifest.length, "a.html", strlen("a.html")));
}

static void test_file_becomes_folder_and_back(void **state) {
    (void)state;
    assert_published(publish(SITE("thing", "file", "box/in.html", "in")));
    assert_counts(publish(SITE("thing/in.html", "in", "box", "file")), 2, 0, 2);
    assert_text(get("output/thing/in.html"), "in");
    assert_text(get("output/box"), "file");
}

static void test_foreign_stays(void **state) {
    (void)state;
    assert_published(publish(SITE("index.html", "home", "a/b.html", "b")));
    put("output/CNAME", "example.org");
    put("output/a/notes.txt", "mine");
    put("output/.git/objects/ab", "object");
    mkdir("output/.git/empty", 0700);
    assert_int_equal(chmod("output/.git/objects", 0500), 0);
    assert_int_equal(symlink("/nowhere", "output/link"), 0);
    assert_int_equal(mkfifo("output/fifo", 0600), 0);
    struct slice foreign = tree("output/.git");
    ino_t name = inode("output/CNAME");
    for (int round = 0; round < 2; round++) {
        /* The second time nothing changed, and they are reported all the same. */
        struct publish_report report = publish(SITE("index.html", "new home"));
        assert_counts(report, round == 0 ? 1 : 0, round == 0 ? 0 : 1, round == 0 ? 1 : 0);
        assert_size(report.foreign_count, 5);
        assert_text(report.foreign[0], ".git/objects/ab");
        assert_text(report.foreign[1], "CNAME");
        assert_text(report.foreign[2], "a/notes.txt");
        assert_text(report.foreign[3], "fifo");
        assert_text(report.foreign[4], "link");
        assert_slice(tree("output/.git"), foreign);
        assert_text(get("output/a/notes.txt"), "mine");
        assert_true(inode("output/CNAME") == name);
        assert_text(names_in("."), "output ");
    }
    assert_int_equal(chmod("output/.git/objects", 0700), 0);
}

static void test_all_foreign_without_manifest(void **state) {
    (void)state;
    put("output/holiday.jpg", "photo");
    struct publish_report report = publish(SITE("index.html", "home"));
    assert_counts(report, 1, 0, 0);
    assert_size(report.foreign_count, 1);
    assert_text(report.foreign[0], "holiday.jpg");
    assert_text(get("output/holiday.jpg"), "photo");
}

static void assert_refused(const char *const *pairs, const char *text) {
    struct slice before = tree("output");
    assert_failure(publish(pairs), text);
    assert_slice(tree("output"), before);
    assert_text(names_in("."), "output ");
}

static void test_foreign_in_the_way(void **state) {
    (void)state;
    put("output/index.html", "home");
    assert_refused(SITE("index.html", "home"),
                   "output/index.html: was not made by knoop, and stands where a file of the site "
                   "must come; move it away");
    assert_refused(SITE("index.html/a.html", "a"),
                   "output/index.html: was not made by knoop, and the site needs its place; move "
                   "it away");
    put("output/folder/deep/mine.txt", "mine");
    assert_refused(SITE("folder", "file"),
                   "output/folder/deep/mine.txt: was not made by knoop, and the site needs its "
                   "place; move it away");
    mkdir("output/nothing", 0755);
    assert_refused(SITE("nothing", "file"),
                   "output/nothing: is a folder that was not made by knoop, and the site needs its "
                   "place; move it away");
}

static void test_damaged_manifest(void **state) {
    (void)state;
    static const char *const texts[] = {
        "something else\n",
        "knoop-manifest 2\n",
        "knoop-manifest 1\n0123456789abcdef 4 index.html",
        "knoop-manifest 1\n0123456789abcdef 4 ../index.html\n",
        "knoop-manifest 1\n0123456789abcdef 4 /etc/passwd\n",
        "knoop-manifest 1\n0123456789abcdef -4 index.html\n",
        "knoop-manifest 1\n0123456789abcdef 4 b\n0123456789abcdef 4 a\n",
        "knoop-manifest 1\n0123456789abcdef 4\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        put("output/.knoop-manifest", texts[i]);
        assert_refused(SITE("index.html", "home"),
                       "output/.knoop-manifest: is damaged, so that nobody knows which files here "
                       "are ours; move the folder away and build again");
    }
    unlink("output/.knoop-manifest");
    put("manifest", "knoop-manifest 1\n");
    assert_int_equal(symlink("../manifest", "output/.knoop-manifest"), 0);
    assert_failure(publish(SITE("index.html", "home")),
                   "output/.knoop-manifest: is not a regular file");
}

/* A manifest that nobody finished writing names nothing: all that is there is foreign. */
static void test_empty_manifest(void **state) {
    (void)state;
    put("output/.knoop-manifest", "");
    put("output/a.txt", "mine");
    assert_counts(publish(SITE("index.html", "home")), 1, 0, 0);
    assert_text(get("output/a.txt"), "mine");
}

static void test_output_is_no_folder(void **state) {
    (void)state;
    put("output", "file");
    assert_failure(publish(SITE("index.html", "home")),
                   "output: cannot be opened as a folder: Not a directory");
    assert_text(get("output"), "file");
    assert_text(names_in("."), "output ");
    assert_failure(publish_finish(publish_begin("", &arena)),
                   ": cannot be opened as a folder: Invalid argument");
    assert_failure(publish_finish(publish_begin("/", &arena)),
                   "/: cannot be opened as a folder: Invalid argument");
    assert_failure(publish_finish(publish_begin("no/..", &arena)),
                   "no/..: cannot be opened as a folder: No such file or directory");
}

static void test_output_is_link(void **state) {
    (void)state;
    mkdir("real", 0755);
    mkdir("real/site", 0755);
    assert_int_equal(symlink("real/site", "output"), 0);
    assert_counts(publish(SITE("index.html", "home")), 1, 0, 0);
    assert_counts(publish(SITE("index.html", "new")), 1, 0, 0);
    assert_text(get("real/site/index.html"), "new");
    assert_text(names_in("real"), "site ");
    assert_text(names_in("."), "output real ");
    /* A link to nothing is not made into something. */
    remove_all("real/site");
    assert_failure(publish(SITE("index.html", "home")),
                   "output: cannot be opened as a folder: Not a directory");
}

/* Links inside output/ are never followed: not for comparing, not for writing, not for removing. */
static void test_links_inside(void **state) {
    (void)state;
    assert_published(publish(SITE("index.html", "home", "a/b.html", "b", "c/d.html", "d")));
    put("outside/b.html", "b");
    put("outside/index.html", "home");
    unlink("output/index.html");
    assert_int_equal(symlink("../outside/index.html", "output/index.html"), 0);
    struct publish_report report =
        publish(SITE("index.html", "home", "a/b.html", "b", "c/d.html", "d"));
    assert_counts(report, 1, 2, 0);
    assert_text(get("output/index.html"), "home");

    remove_all("output/a");
    assert_int_equal(symlink("../outside", "output/a"), 0);
    report = publish(SITE("index.html", "home", "a/b.html", "b", "c/d.html", "d"));
    assert_failure(report, "output/a: was not made by knoop, and the site needs its place; move it "
                           "away");
    report = publish(SITE("index.html", "home", "c/d.html", "d"));
    assert_counts(report, 0, 2, 0);
    assert_size(report.foreign_count, 1);
    assert_text(get("outside/b.html"), "b");
    assert_text(get("outside/index.html"), "home");
}

static void test_paths(void **state) {
    (void)state;
    static const struct slice wrong[] = {
        SLICE_INIT(""),          SLICE_INIT("/"),         SLICE_INIT("/abs"),
        SLICE_INIT("../x"),      SLICE_INIT("a/../../x"), SLICE_INIT("a/.."),
        SLICE_INIT("."),         SLICE_INIT("./a"),       SLICE_INIT("a//b"),
        SLICE_INIT("a/"),        SLICE_INIT("a\\b"),      SLICE_INIT("a\0b"),
        SLICE_INIT("a\nb"),      SLICE_INIT("a\x7f"),     SLICE_INIT(".knoop-manifest"),
        SLICE_INIT(".knoop-/a"),
    };
    assert_published(publish(SITE("index.html", "home")));
    struct slice before = tree(".");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct publication *publication = begin();
        publish_file(publication, SLICE("fine.html"), SLICE("fine"));
        publish_file(publication, wrong[i], SLICE("wrong"));
        assert_true(publish_failed(publication));
        struct publish_report report = publish_finish(publication);
        assert_true(report.failed);
        assert_true(slice_ends_with(report.failure, SLICE(": is no path that can be published")));
        assert_slice(tree("."), before);
    }
    char name[300];
    memset(name, 'n', sizeof name);
    struct publication *publication = begin();
    publish_file(publication, slice_of(name, 256), SLICE("too long"));
    assert_true(publish_finish(publication).failed);
    assert_slice(tree("."), before);
    publication = begin();
    publish_file(publication, slice_of(name, 255), SLICE("as long as can be"));
    publish_file(publication, SLICE("a/.hidden/.knoop-manifest"), SLICE("not at the root"));
    publish_file(publication, SLICE("caf\xc3\xa9 ~.html"), SLICE("caf\xc3\xa9"));
    assert_counts(publish_finish(publication), 3, 0, 1);
}

/* The path in a failure cannot fool a terminal. */
static void test_failure_is_one_line(void **state) {
    (void)state;
    struct publication *publication = begin();
    file(publication, "a\n\x1b[31m", "red");
    assert_failure(publish_finish(publication),
                   "output/a\\x0A\\x1B[31m: is no path that can be published");
}

static void test_path_twice(void **state) {
    (void)state;
    assert_failure(publish(SITE("a.html", "a", "a.html", "b")),
                   "output/a.html: cannot be made: File exists");
    assert_text(names_in("."), "");
    assert_failure(publish(SITE("a", "a", "a/b.html", "b")),
                   "output/a/b.html: cannot be made: Not a directory");
    assert_published(publish(SITE("a.html", "a")));
    assert_failure(publish(SITE("a.html", "a", "a.html", "a")),
                   "output/a.html: is published twice");
}

static void test_first_failure_wins(void **state) {
    (void)state;
    struct publication *publication = begin();
    assert_false(publish_failed(publication));
    file(publication, "../first", "");
    file(publication, "/second", "");
    file(publication, "fine.html", "");
    assert_failure(publish_finish(publication),
                   "output/../first: is no path that can be published");
    assert_text(names_in("."), "");
}

static void test_abort(void **state) {
    (void)state;
    assert_published(publish(SITE("index.html", "home")));
    struct slice before = tree(".");
    struct publication *publication = begin();
    file(publication, "index.html", "new");
    assert_text(names_in("."),
                ".output.knoop-lock .output.knoop-pages .output.knoop-stage output ");
    publish_abort(publication);
    assert_slice(tree("."), before);
}

/* Publishes one page, and has the next publication remember `text` (NULL: nothing). */
static struct publish_mark remember(const char *page, const char *text) {
    struct publish_mark mark = {0};
    struct publication *publication = begin();
    assert_true(publish_marked(publication, SLICE("index.html"), slice_from(page), &mark));
    if (text != NULL) {
        publish_remember(publication, slice_from(text));
    }
    assert_published(publish_finish(publication));
    return mark;
}

static struct slice recalled(void) {
    struct publication *publication = begin();
    struct slice text = arena_copy(&arena, publish_recall(publication, &arena));
    publish_abort(publication);
    return text;
}

static void test_remembers(void **state) {
    (void)state;
    (void)remember("home", "a long word");
    assert_text(recalled(), "a long word");
    assert_text(names_in("."), ".output.knoop-pages output ");
    (void)remember("home", "short");
    assert_text(recalled(), "short");
    (void)remember("other", ""); /* what was known holds */
    assert_text(recalled(), "short");
    put("output/folder/mine", "in the way");
    struct publication *publication = begin();
    file(publication, "folder", "a page");
    publish_remember(publication, SLICE("never"));
    assert_true(publish_finish(publication).failed);
    assert_text(recalled(), "short");
    (void)remember("home", NULL);
    assert_text(recalled(), "");
    assert_text(names_in("."), "output ");
}

static void test_memory_that_is_no_file(void **state) {
    (void)state;
    put("elsewhere", "mine");
    assert_int_equal(symlink("elsewhere", ".output.knoop-pages"), 0);
    (void)remember("home", "text");
    assert_text(get("elsewhere"), "mine");
    assert_text(recalled(), "");
    assert_int_equal(unlink(".output.knoop-pages"), 0);
    assert_int_equal(mkfifo(".output.knoop-pages", 0644), 0);
    (void)remember("other", "text"); /* does not wait for anybody */
    assert_text(get("output/index.html"), "other");
}

static bool stands(const struct publish_mark *mark) {
    struct publication *publication = begin();
    bool is_standing = publish_standing(publication, SLICE("index.html"), mark);
    if (!is_standing) {
        publish_abort(publication);
        return false;
    }
    assert_counts(publish_finish(publication), 0, 1, 0);
    return true;
}

static void test_standing(void **state) {
    (void)state;
    const struct publish_mark none = {0}, mark = remember("home", NULL);
    assert_true(mark.size == 4 && mark.hash == 0x6f066fbcc7c8a40f);
    assert_false(stands(&none));
    assert_true(stands(&mark));
    const struct publish_mark same = remember("home", NULL); /* it was not written again */
    assert_memory_equal(&same, &mark, sizeof mark);
    put("output/index.html", "fake");
    assert_false(stands(&mark));
    assert_counts(publish(SITE("index.html", "home")), 1, 0, 0);
    assert_false(stands(&mark)); /* another file, with the same bytes */
    remove_all("output/index.html");
    assert_false(stands(&mark));
    assert_int_equal(symlink("/etc/passwd", "output/index.html"), 0);
    assert_false(stands(&mark));
    remove_all("output");
    assert_false(stands(&mark));
}

static void test_lock(void **state) {
    (void)state;
    assert_published(publish(SITE("index.html", "home")));
    struct publication *first = begin();
    file(first, "index.html", "first");
    struct publish_report report = publish(SITE("index.html", "second"));
    assert_true(report.failed && report.locked);
    assert_text(report.failure, "output: another build is publishing into this folder");
    assert_text(get("output/index.html"), "home");
    /* The second left the first alone. */
    report = publish_finish(first);
    assert_counts(report, 1, 0, 0);
    assert_false(report.locked);
    assert_text(get("output/index.html"), "first");
    assert_text(names_in("."), "output ");
    assert_counts(publish(SITE("index.html", "second")), 1, 0, 0);
}

static void test_another_output_is_not_locked(void **state) {
    (void)state;
    struct publication *first = begin();
    struct publication *other = publish_begin("other", &arena);
    file(first, "index.html", "first");
    file(other, "index.html", "other");
    assert_published(publish_finish(other));
    assert_published(publish_finish(first));
    assert_text(names_in("."), "other output ");
}

/* What a build that was killed leaves: the lock's file without its lock, and a stage. */
static void test_left_behind(void **state) {
    (void)state;
    assert_published(publish(SITE("index.html", "home")));
    put(".output.knoop-lock", "");
    put(".output.knoop-stage/a/b/c.html", "half");
    put(".output.knoop-stage/.knoop-manifest", "half");
    assert_int_equal(chmod(".output.knoop-stage/a/b", 0), 0);
    assert_counts(publish(SITE("index.html", "home")), 0, 1, 0);
    assert_text(names_in("."), "output ");
    /* Something else under that name is not removed. */
    put(".output.knoop-stage", "a file");
    assert_failure(publish(SITE("index.html", "home")),
                   "output: what the last build left cannot be removed: Not a directory");
    assert_text(get(".output.knoop-stage"), "a file");
}

static mode_t mode(const char *path) {
    struct stat status;
    assert_int_equal(lstat(path, &status), 0);
    return status.st_mode & 07777;
}

static void test_modes(void **state) {
    (void)state;
    static const mode_t masks[] = {0, 022, 027, 077, 0277, 0777};
    for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
        umask(masks[i]);
        struct publish_report report = publish(SITE("index.html", "home", "a/b/c.html", "c"));
        umask(022);
        assert_counts(report, 2, 0, 0);
        assert_int_equal(mode("output"), 0755);
        assert_int_equal(mode("output/a/b"), 0755);
        assert_int_equal(mode("output/a/b/c.html"), 0644);
        assert_int_equal(mode("output/.knoop-manifest"), 0644);
        remove_all("output");
    }
}

static void copy(struct publication *publication, const char *path, const char *from) {
    int descriptor = open(from, O_RDONLY | O_CLOEXEC);
    assert_true(descriptor >= 0);
    char first;
    assert_true(read(descriptor, &first, 1) >=
                0); /* where it is read from is not where it stands */
    publish_copy(publication, slice_from(path), descriptor);
    assert_int_equal(close(descriptor), 0);
}

static void test_copy(void **state) {
    (void)state;
    char *large = arena_bytes(&arena, 200001);
    for (size_t i = 0; i < 200000; i++) {
        large[i] = (char)('a' + i % 23);
    }
    large[200000] = '\0';
    put("original", large);
    put("empty", "");
    for (int round = 0; round < 2; round++) {
        struct publication *publication = begin();
        copy(publication, "assets/large.bin", "original");
        copy(publication, "assets/empty.bin", "empty");
        file(publication, "assets/same.bin", large);
        assert_counts(publish_finish(publication), round == 0 ? 3 : 0, round == 0 ? 0 : 3, 0);
        assert_text(get("output/assets/large.bin"), large);
        assert_text(get("output/assets/empty.bin"), "");
    }
    large[150000] = '!';
    put("original", large);
    struct publication *publication = begin();
    copy(publication, "assets/large.bin", "original");
    copy(publication, "assets/empty.bin", "empty");
    file(publication, "assets/same.bin", large);
    assert_counts(publish_finish(publication), 2, 1, 0);
    assert_text(get("output/assets/large.bin"), large);
    /* The same bytes have the same hash, copied or not. */
    struct slice manifest = get("output/.knoop-manifest");
    size_t copied = slice_search(manifest, SLICE("200000 assets/large.bin"));
    size_t written = slice_search(manifest, SLICE("200000 assets/same.bin"));
    assert_true(copied != SLICE_NOT_FOUND && written != SLICE_NOT_FOUND);
    assert_slice(slice_between(manifest, copied - 17, copied),
                 slice_between(manifest, written - 17, written));
}

/* A file that lies in parts, some empty and some longer than a piece of a lane, is the same file.
 */
static void test_parts(void **state) {
    (void)state;
    enum { LENGTH = 300000 };
    char *whole = arena_bytes(&arena, LENGTH + 1);
    for (size_t i = 0; i < LENGTH; i++) {
        whole[i] = (char)('a' + i % 23);
    }
    whole[LENGTH] = '\0';
    struct slice parts[5000] = {{NULL, 0}, {whole, 0}};
    size_t count = 2;
    for (size_t at = 0; at < LENGTH; count++) {
        size_t more = count == 100 ? 150000 : count * 7 % 123;
        more = more < LENGTH - at ? more : LENGTH - at;
        parts[count] = slice_of(whole + at, more);
        at += more;
    }
    for (int round = 0; round < 2; round++) {
        struct publication *publication = begin();
        publish_parts(publication, SLICE("parts.json"), parts, count);
        publish_parts(publication, SLICE("empty.json"), parts, 2);
        file(publication, "whole.json", whole);
        assert_counts(publish_finish(publication), round == 0 ? 3 : 0, round == 0 ? 0 : 3, 0);
        assert_text(get("output/parts.json"), whole);
        assert_text(get("output/empty.json"), "");
    }
    whole[299999] = '!';
    struct publication *publication = begin();
    publish_parts(publication, SLICE("parts.json"), parts, count);
    publish_parts(publication, SLICE("empty.json"), NULL, 0);
    assert_counts(publish_finish(publication), 1, 1, 1);
    assert_text(get("output/parts.json"), whole);
}

enum { THREADS = 8, EACH = 100 };

struct writer {
    struct publication *publication;
    size_t number;
    size_t version;
    pthread_t thread;
};

static void *write_many(void *argument) {
    const struct writer *writer = argument;
    for (size_t i = 0; i < EACH; i++) {
        char path[64], text[64];
        /* Every folder is made by several threads at once. */
        snprintf(path, sizeof path, "kind-%zu/sub-%zu/item-%zu-%zu.html", i % 7, i % 3,
                 writer->number, i);
        snprintf(text, sizeof text, "item %zu of %zu, %zu", i, writer->number,
                 i % 10 == 0 ? writer->version : 0);
        publish_file(writer->publication, slice_from(path), slice_from(text));
    }
    return NULL;
}

static struct publish_report publish_by_threads(size_t threads, size_t version) {
    struct writer writers[THREADS];
    struct publication *publication = begin();
    for (size_t i = 0; i < THREADS; i++) {
        writers[i] = (struct writer){publication, i, version, 0};
        if (i < threads) {
            assert_int_equal(pthread_create(&writers[i].thread, NULL, write_many, &writers[i]), 0);
        } else {
            write_many(&writers[i]);
        }
    }
    for (size_t i = 0; i < threads; i++) {
        pthread_join(writers[i].thread, NULL);
    }
    return publish_finish(publication);
}

static void test_threads(void **state) {
    (void)state;
    assert_counts(publish_by_threads(THREADS, 1), THREADS * EACH, 0, 0);
    struct slice first = tree("output");
    assert_counts(publish_by_threads(THREADS, 1), 0, THREADS * EACH, 0);
    assert_counts(publish_by_threads(THREADS, 2), THREADS * EACH / 10, THREADS * EACH / 10 * 9, 0);
    struct slice second = tree("output");
    assert_counts(publish_by_threads(1, 1), THREADS * EACH / 10, THREADS * EACH / 10 * 9, 0);
    assert_slice(tree("output"), first);
    remove_all("output");
    assert_counts(publish_by_threads(0, 2), THREADS * EACH, 0, 0);
    assert_slice(tree("output"), second);
    assert_text(names_in("."), "output ");
}

/* Publishes two versions where output/ cannot be exchanged, in a child with other rights. */
static void publish_inside(void) {
    put("output/mine.txt", "mine");
    bool good = !publish(SITE("index.html", "home", "a/b.html", "b", "a/c.html", "c")).failed;
    ino_t unchanged = inode("output/a/b.html"), folder = inode("output");
    struct publish_report report = publish(SITE("index.html", "new", "a/b.html", "b", "d", "d"));
    good = good && !report.failed && report.written == 2 && report.unchanged == 1 &&
           report.removed == 1 && report.foreign_count == 1;
    good = good && inode("output") == folder && inode("output/a/b.html") == unchanged &&
           slice_equals(get("output/index.html"), SLICE("new")) &&
           slice_equals(names_in("output"), SLICE(".knoop-manifest a d index.html mine.txt ")) &&
           slice_equals(names_in("output/a"), SLICE("b.html "));
    /* Two at once are seen here too. */
    struct publication *first = begin();
    report = publish(SITE("index.html", "newer"));
    publish_abort(first);
    good = good && report.locked && slice_equals(get("output/index.html"), SLICE("new")) &&
           slice_equals(names_in("output"), SLICE(".knoop-manifest a d index.html mine.txt "));
    _exit(good ? 0 : 1);
}

enum { NOT_POSSIBLE_HERE = 77 };

static void assert_child_is_content(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == NOT_POSSIBLE_HERE) {
        skip();
    }
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* A file system that is mounted at output/: nothing moves into it from beside. */
static void test_mounted_output(void **state) {
    (void)state;
    mkdir("output", 0755);
    pid_t child = fork();
    if (child == 0) {
        if (unshare(CLONE_NEWNS | (geteuid() == 0 ? 0 : CLONE_NEWUSER)) != 0 ||
            mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) != 0 ||
            mount("none", "output", "tmpfs", 0, NULL) != 0) {
            _exit(NOT_POSSIBLE_HERE);
        }
        publish_inside();
    }
    assert_child_is_content(child);
    assert_text(names_in("."), "output ");
}

/* The folder around output/ is somebody else's. */
static void test_folder_around_is_closed(void **state) {
    (void)state;
    enum { NOBODY = 65534 };
    mkdir("output", 0755);
    assert_int_equal(chmod(base, 0555), 0);
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 &&
            (chown("output", NOBODY, NOBODY) != 0 || setgid(NOBODY) != 0 || setuid(NOBODY) != 0)) {
            _exit(NOT_POSSIBLE_HERE);
        }
        publish_inside();
    }
    assert_child_is_content(child);
    assert_int_equal(chmod(base, 0700), 0);
    assert_text(names_in("."), "output ");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, start, leave_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_first),
        TEST(test_into_empty_folder),
        TEST(test_makes_folders_above),
        TEST(test_nothing_changed),
        TEST(test_unchanged_keeps_inode_and_time),
        TEST(test_manifest_is_not_believed),
        TEST(test_removed),
        TEST(test_lost_file_comes_back),
        TEST(test_file_becomes_folder_and_back),
        TEST(test_foreign_stays),
        TEST(test_all_foreign_without_manifest),
        TEST(test_foreign_in_the_way),
        TEST(test_damaged_manifest),
        TEST(test_empty_manifest),
        TEST(test_output_is_no_folder),
        TEST(test_output_is_link),
        TEST(test_links_inside),
        TEST(test_paths),
        TEST(test_failure_is_one_line),
        TEST(test_path_twice),
        TEST(test_first_failure_wins),
        TEST(test_abort),
        TEST(test_remembers),
        TEST(test_memory_that_is_no_file),
        TEST(test_standing),
        TEST(test_lock),
        TEST(test_another_output_is_not_locked),
        TEST(test_left_behind),
        TEST(test_modes),
        TEST(test_copy),
        TEST(test_parts),
        TEST(test_threads),
        TEST(test_mounted_output),
        TEST(test_folder_around_is_closed),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed != 0;
}

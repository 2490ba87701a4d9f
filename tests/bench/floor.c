/* What hardly anybody can do without: reads every file below CONTENT, parses and renders it with
 * cmark, wraps it in a fixed frame of 3.5 KiB and writes one page each below OUTPUT, with as many
 * threads as there are cores (or JOBS). No reference is followed, no field is read, no list is
 * made: what a real generator does more, it does above this.
 *
 *     floor CONTENT OUTPUT [JOBS] */
#include <cmark.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FRAME_HEAD = 2560, FRAME_FOOT = 1024, THREADS_MAXIMUM = 64 };

struct work {
    char **paths; /* of the files, below content */
    size_t count;
    atomic_size_t next;
    int content;
    int output;
    char head[FRAME_HEAD];
    char foot[FRAME_FOOT];
};

static _Noreturn void fail(const char *path) {
    fprintf(stderr, "floor: %s: %s\n", path, strerror(errno));
    _Exit(3);
}

static char *read_file(int folder, const char *path, size_t *length) {
    struct stat status;
    int file = openat(folder, path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) != 0) {
        fail(path);
    }
    char *text = malloc((size_t)status.st_size + 1);
    ssize_t count = text == NULL ? -1 : read(file, text, (size_t)status.st_size);
    if (count < 0) {
        fail(path);
    }
    close(file);
    text[count] = '\0';
    *length = (size_t)count;
    return text;
}

/* The text behind the front matter. */
static const char *body_of(const char *text) {
    const char *end = strncmp(text, "---\n", 4) == 0 ? strstr(text + 4, "\n---\n") : NULL;
    return end == NULL ? text : end + 5;
}

static void write_all(int file, const char *bytes, size_t length, const char *path) {
    for (size_t done = 0; done < length;) {
        ssize_t count = write(file, bytes + done, length - done);
        if (count < 0) {
            fail(path);
        }
        done += (size_t)count;
    }
}

static void write_page(const struct work *work, const char *path, const char *html) {
    char name[4096];
    snprintf(name, sizeof name, "%.*s.html", (int)(strrchr(path, '.') - path), path);
    int file = openat(work->output, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file < 0) {
        fail(name);
    }
    size_t length = strlen(html), total = FRAME_HEAD + length + FRAME_FOOT;
    char *page = malloc(total);
    if (page == NULL) {
        fail(name);
    }
    memcpy(page, work->head, FRAME_HEAD);
    memcpy(page + FRAME_HEAD, html, length);
    memcpy(page + FRAME_HEAD + length, work->foot, FRAME_FOOT);
    write_all(file, page, total, name);
    close(file);
    free(page);
}

static void *run(void *argument) {
    struct work *work = argument;
    for (;;) {
        size_t index = atomic_fetch_add(&work->next, 1), length;
        if (index >= work->count) {
            return NULL;
        }
        char *text = read_file(work->content, work->paths[index], &length);
        const char *body = body_of(text);
        char *html = cmark_markdown_to_html(body, length - (size_t)(body - text), CMARK_OPT_UNSAFE);
        write_page(work, work->paths[index], html);
        free(html);
        free(text);
    }
}

/* Lists the files and makes their folders in the output. */
static void list(struct work *work, char *content) {
    char *roots[] = {content, NULL};
    size_t skip = strlen(content) + 1, room = 0;
    FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR | FTS_NOSTAT, NULL);
    for (FTSENT *entry; tree != NULL && (entry = fts_read(tree)) != NULL;) {
        const char *path = entry->fts_pathlen < skip ? "." : entry->fts_path + skip;
        if (entry->fts_info == FTS_D) {
            if (mkdirat(work->output, path, 0755) != 0 && errno != EEXIST) {
                fail(path);
            }
        } else if (entry->fts_info != FTS_DP && strrchr(path, '.') != NULL) {
            if (work->count == room) {
                room = room == 0 ? 1024 : room * 2;
                work->paths = realloc(work->paths, room * sizeof *work->paths);
            }
            work->paths[work->count++] = strdup(path);
        }
    }
    fts_close(tree);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: floor CONTENT OUTPUT [JOBS]\n");
        return 2;
    }
    static struct work work;
    memset(work.head, 'h', sizeof work.head);
    memset(work.foot, 'f', sizeof work.foot);
    mkdir(argv[2], 0755);
    work.content = open(argv[1], O_RDONLY | O_DIRECTORY);
    work.output = open(argv[2], O_RDONLY | O_DIRECTORY);
    if (work.content < 0 || work.output < 0) {
        fail(argv[2]);
    }
    list(&work, argv[1]);
    long jobs = argc > 3 ? atol(argv[3]) : sysconf(_SC_NPROCESSORS_ONLN);
    pthread_t threads[THREADS_MAXIMUM];
    long started = 1;
    while (started < jobs && started < THREADS_MAXIMUM &&
           pthread_create(&threads[started], NULL, run, &work) == 0) {
        started++;
    }
    run(&work);
    for (long i = 1; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
    return 0;
}

/* shim.so, to be preloaded: lets one system call or allocation of a program fail, or kills the
 * program there; refuses what a file system may not offer; lists folders in another order. The
 * environment tells:
 *
 *     SHIM_CALLS    the names of the calls that are counted ("openat,write"; "memory": allocations)
 *     SHIM_AT       the number of the call at which it happens, from 1; 0: they are counted only
 *     SHIM_DO       what happens: "kill", "stop", "short" (half of the bytes), an error ("EIO"), or
 *                   "probe": the program tries what SHIM_PROBE says, and tells on standard error
 *     SHIM_PROBE    "r/etc/passwd:wcontent/x:x/bin/true:c80": open for reading, for writing, run a
 *                   program, connect to a port of this machine; "u": make a socket for datagrams
 *     SHIM_COUNT    a file of 8 bytes per call name, in the order of CALLS below, for their counts
 *     SHIM_REFUSE   what the file system refuses always: "exchange" (EINVAL), "link" (EPERM)
 *     SHIM_SHUFFLE  a number: the order in which folders list their entries
 *
 * Calls go to the kernel directly, so that nothing has to be looked up and nothing here allocates.
 */
#include <arpa/inet.h>
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum call {
    CALL_OPENAT,
    CALL_MKDIRAT,
    CALL_WRITE,
    CALL_CLOSE,
    CALL_LINKAT,
    CALL_RENAMEAT,
    CALL_RENAMEAT2,
    CALL_UNLINKAT,
    CALL_SYNC,
    CALL_FLOCK,
    CALL_READ,
    CALL_CHMOD,
    CALL_MEMORY,
    CALLS
};

static const char *const NAMES[CALLS] = {"openat",   "mkdirat",   "write",    "close", "linkat",
                                         "renameat", "renameat2", "unlinkat", "sync",  "flock",
                                         "read",     "chmod",     "memory"};

static struct {
    bool counted[CALLS];
    bool is_ready;
    bool refuses_exchange;
    bool refuses_links;
    const char *probes; /* NULL: none */
    bool cuts;          /* "short" */
    int signal;         /* 0: none */
    int error;          /* 0: none */
    long at;
    unsigned long shuffle;
    atomic_long *counts; /* of the file, or NULL */
    atomic_long count;
    long (*kernel)(long, ...); /* the C library's own syscall */
    struct dirent *(*readdir)(DIR *);
} shim;

static int error_of(const char *name) {
    static const struct {
        const char *name;
        int error;
    } errors[] = {{"ENOSPC", ENOSPC}, {"EIO", EIO},     {"EACCES", EACCES}, {"EMFILE", EMFILE},
                  {"EINTR", EINTR},   {"EROFS", EROFS}, {"EDQUOT", EDQUOT}, {"ENOMEM", ENOMEM}};
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        if (strcmp(errors[i].name, name) == 0) {
            return errors[i].error;
        }
    }
    return 0;
}

static bool is_listed(const char *list, const char *name) {
    size_t length = strlen(name);
    for (const char *at = list; at != NULL && (at = strstr(at, name)) != NULL; at += length) {
        bool begins = at == list || at[-1] == ',';
        if (begins && (at[length] == ',' || at[length] == '\0')) {
            return true;
        }
    }
    return false;
}

/* ISO C has no cast from an object to a function. */
static void look_up(const char *name, void *function) {
    void *symbol = dlsym(RTLD_NEXT, name);
    memcpy(function, &symbol, sizeof symbol);
}

__attribute__((constructor)) static void begin(void) {
    const char *calls = getenv("SHIM_CALLS"), *at = getenv("SHIM_AT"), *what = getenv("SHIM_DO");
    const char *refuse = getenv("SHIM_REFUSE"), *file = getenv("SHIM_COUNT");
    const char *shuffle = getenv("SHIM_SHUFFLE");
    look_up("syscall", &shim.kernel);
    look_up("readdir", &shim.readdir);
    for (size_t i = 0; i < CALLS; i++) {
        shim.counted[i] = is_listed(calls, NAMES[i]);
    }
    shim.at = at == NULL ? 0 : atol(at);
    shim.shuffle = shuffle == NULL ? 0 : strtoul(shuffle, NULL, 10);
    shim.refuses_exchange = is_listed(refuse, "exchange");
    shim.refuses_links = is_listed(refuse, "link");
    if (what != NULL) {
        shim.probes = strcmp(what, "probe") == 0 ? getenv("SHIM_PROBE") : NULL;
        shim.cuts = strcmp(what, "short") == 0;
        shim.signal = strcmp(what, "kill") == 0 ? SIGKILL : strcmp(what, "stop") == 0 ? SIGSTOP : 0;
        shim.error = error_of(what);
    }
    if (file != NULL) {
        int descriptor = (int)shim.kernel(SYS_openat, AT_FDCWD, file, O_RDWR | O_CLOEXEC, 0);
        void *counts = mmap(NULL, CALLS * sizeof(atomic_long), PROT_READ | PROT_WRITE, MAP_SHARED,
                            descriptor, 0);
        shim.counts = counts == MAP_FAILED ? NULL : counts;
        shim.kernel(SYS_close, descriptor);
    }
    shim.is_ready = true;
}

static int connect_to(const char *port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return connection < 0 ? -1 : connect(connection, (struct sockaddr *)&address, sizeof address);
}

static int run_program(const char *path) {
    int status = 0, errors[2];
    if (pipe(errors) != 0) {
        return -1;
    }
    pid_t child = fork();
    if (child == 0) {
        execl(path, path, (char *)NULL);
        status = errno;
        _exit(write(errors[1], &status, sizeof status) == sizeof status ? 0 : 1);
    }
    waitpid(child, NULL, 0);
    fcntl(errors[0], F_SETFL, O_NONBLOCK);
    errno = read(errors[0], &status, sizeof status) == sizeof status ? status : 0;
    return errno == 0 ? 0 : -1;
}

/* Tries what the probes say, one line each: the probe and what came of it. */
static void probe(void) {
    char probes[1024], *rest = probes, *at;
    snprintf(probes, sizeof probes, "%s", shim.probes);
    shim.probes = NULL;
    while ((at = strsep(&rest, ":")) != NULL) {
        int result = at[0] == 'r'   ? open(at + 1, O_RDONLY | O_CLOEXEC)
                     : at[0] == 'w' ? open(at + 1, O_WRONLY | O_CREAT | O_CLOEXEC, 0644)
                     : at[0] == 'x' ? run_program(at + 1)
                     : at[0] == 'u' ? socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)
                                    : connect_to(at + 1);
        fprintf(stderr, "probe %s: %s\n", at, result < 0 ? strerror(errno) : "done");
    }
}

/* Counts the call; true when it is the one. */
static bool is_now(enum call call) {
    if (!shim.is_ready || !shim.counted[call]) {
        return false;
    }
    if (shim.counts != NULL) {
        atomic_fetch_add(&shim.counts[call], 1);
    }
    if (atomic_fetch_add(&shim.count, 1) + 1 != shim.at) {
        return false;
    }
    if (shim.probes != NULL) {
        probe();
    }
    if (shim.signal != 0) {
        shim.kernel(SYS_kill, getpid(), shim.signal);
    }
    return true;
}

/* True when the call fails, with errno. */
static bool fails(enum call call) {
    if (is_now(call) && shim.error != 0) {
        errno = shim.error;
        return true;
    }
    return false;
}

static int open_file(int folder, const char *path, int flags, mode_t mode) {
    return fails(CALL_OPENAT) ? -1 : (int)shim.kernel(SYS_openat, folder, path, flags, mode);
}

static mode_t mode_of(int flags, va_list arguments) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

int openat(int folder, const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_file(folder, path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_file(AT_FDCWD, path, flags, mode);
}

/* What the C library's fortified headers call instead. */
int __openat_2(int folder, const char *path, int flags);
int __openat_2(int folder, const char *path, int flags) {
    return open_file(folder, path, flags, 0);
}

int __open_2(const char *path, int flags);
int __open_2(const char *path, int flags) {
    return open_file(AT_FDCWD, path, flags, 0);
}

/* openat2, which has no function in the C library: the program makes it by syscall(2). */
long syscall(long number, ...) {
    va_list arguments;
    long words[6];
    va_start(arguments, number);
    for (size_t i = 0; i < 6; i++) {
        words[i] = va_arg(arguments, long);
    }
    va_end(arguments);
    if (number == SYS_openat2 && fails(CALL_OPENAT)) {
        return -1;
    }
    return shim.kernel(number, words[0], words[1], words[2], words[3], words[4], words[5]);
}

int mkdirat(int folder, const char *path, mode_t mode) {
    return fails(CALL_MKDIRAT) ? -1 : (int)shim.kernel(SYS_mkdirat, folder, path, mode);
}

int mkdir(const char *path, mode_t mode) {
    return mkdirat(AT_FDCWD, path, mode);
}

ssize_t write(int descriptor, const void *bytes, size_t size) {
    if (is_now(CALL_WRITE)) {
        if (shim.error != 0) {
            errno = shim.error;
            return -1;
        }
        size = shim.cuts ? (size + 1) / 2 : size;
    }
    return shim.kernel(SYS_write, descriptor, bytes, size);
}

int close(int descriptor) {
    bool failing = fails(CALL_CLOSE);
    int error = errno;
    /* The kernel closes the descriptor whatever else it says. */
    int result = (int)shim.kernel(SYS_close, descriptor);
    if (failing) {
        errno = error;
        return -1;
    }
    return result;
}

int linkat(int from, const char *old_path, int to, const char *new_path, int flags) {
    if (shim.refuses_links) {
        errno = EPERM;
        return -1;
    }
    return fails(CALL_LINKAT) ? -1
                              : (int)shim.kernel(SYS_linkat, from, old_path, to, new_path, flags);
}

int renameat(int from, const char *old_path, int to, const char *new_path) {
    return fails(CALL_RENAMEAT) ? -1 : (int)shim.kernel(SYS_renameat, from, old_path, to, new_path);
}

int renameat2(int from, const char *old_path, int to, const char *new_path, unsigned flags) {
    if (shim.refuses_exchange && flags == RENAME_EXCHANGE) {
        errno = EINVAL;
        return -1;
    }
    return fails(CALL_RENAMEAT2) ? -1
                                 : (int)shim.kernel(SYS_renameat2, from, old_path, to, new_path,
                                                    (unsigned long)flags);
}

int unlinkat(int folder, const char *path, int flags) {
    return fails(CALL_UNLINKAT) ? -1 : (int)shim.kernel(SYS_unlinkat, folder, path, flags);
}

int fdatasync(int descriptor) {
    return fails(CALL_SYNC) ? -1 : (int)shim.kernel(SYS_fdatasync, descriptor);
}

int fsync(int descriptor) {
    return fails(CALL_SYNC) ? -1 : (int)shim.kernel(SYS_fsync, descriptor);
}

int syncfs(int descriptor) {
    return fails(CALL_SYNC) ? -1 : (int)shim.kernel(SYS_syncfs, descriptor);
}

int flock(int descriptor, int operation) {
    return fails(CALL_FLOCK) ? -1 : (int)shim.kernel(SYS_flock, descriptor, operation);
}

int fchmod(int descriptor, mode_t mode) {
    return fails(CALL_CHMOD) ? -1 : (int)shim.kernel(SYS_fchmod, descriptor, mode);
}

static ssize_t read_some(int descriptor, void *bytes, size_t size, off_t offset) {
    if (is_now(CALL_READ)) {
        if (shim.error != 0) {
            errno = shim.error;
            return -1;
        }
        size = shim.cuts ? (size + 1) / 2 : size;
    }
    return offset < 0 ? shim.kernel(SYS_read, descriptor, bytes, size)
                      : shim.kernel(SYS_pread64, descriptor, bytes, size, offset);
}

ssize_t read(int descriptor, void *bytes, size_t size) {
    return read_some(descriptor, bytes, size, -1);
}

ssize_t pread(int descriptor, void *bytes, size_t size, off_t offset) {
    return read_some(descriptor, bytes, size, offset);
}

ssize_t __read_chk(int descriptor, void *bytes, size_t size, size_t room);
ssize_t __read_chk(int descriptor, void *bytes, size_t size, size_t room) {
    return size > room ? -1 : read_some(descriptor, bytes, size, -1);
}

ssize_t __pread_chk(int descriptor, void *bytes, size_t size, off_t offset, size_t room);
ssize_t __pread_chk(int descriptor, void *bytes, size_t size, off_t offset, size_t room) {
    return size > room ? -1 : read_some(descriptor, bytes, size, offset);
}

/* The C library's own allocator, by its other names. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static bool has_no_memory(void) {
    if (is_now(CALL_MEMORY)) {
        errno = ENOMEM;
        return true;
    }
    return false;
}

void *malloc(size_t size) {
    return has_no_memory() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return has_no_memory() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
    return has_no_memory() ? NULL : __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    return has_no_memory() ? NULL : __libc_memalign(alignment, size);
}

/* A folder is read to its end when the first entry is asked for, and given in another order. */
enum { FOLDERS = 256, ENTRIES = 4096 };

static _Thread_local struct {
    DIR *folder;
    struct dirent *entries;
    size_t count;
    size_t next;
} listings[FOLDERS];

static size_t listing_of(DIR *folder) {
    size_t unused = FOLDERS;
    for (size_t i = 0; i < FOLDERS; i++) {
        if (listings[i].folder == folder) {
            return i;
        }
        unused = listings[i].folder == NULL && unused == FOLDERS ? i : unused;
    }
    return unused;
}

struct dirent *readdir(DIR *folder) {
    if (shim.shuffle == 0) {
        return shim.readdir(folder);
    }
    size_t number = listing_of(folder);
    if (number == FOLDERS) {
        return shim.readdir(folder);
    }
    if (listings[number].folder == NULL) {
        listings[number].folder = folder;
        listings[number].entries = __libc_malloc(ENTRIES * sizeof(struct dirent));
        listings[number].next = listings[number].count = 0;
        struct dirent *entry = NULL;
        while (listings[number].count < ENTRIES && (entry = shim.readdir(folder)) != NULL) {
            listings[number].entries[listings[number].count++] = *entry;
        }
        uint64_t state = shim.shuffle * 0x9E3779B97F4A7C15u + listings[number].count;
        for (size_t i = listings[number].count; i > 1; i--) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            size_t other = (size_t)((state >> 33) % i);
            struct dirent swapped = listings[number].entries[i - 1];
            listings[number].entries[i - 1] = listings[number].entries[other];
            listings[number].entries[other] = swapped;
        }
    }
    if (listings[number].next < listings[number].count) {
        return &listings[number].entries[listings[number].next++];
    }
    free(listings[number].entries);
    listings[number].folder = NULL;
    errno = 0;
    return NULL;
}

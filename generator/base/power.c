#include "base/power.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What newer versions know and the header of an older system does not name. */
enum {
    ACCESS_TRUNCATE = 1 << 14, /* version 3 */
    NET_BIND_TCP = 1 << 0,     /* version 4 */
    NET_CONNECT_TCP = 1 << 1,
    ACCESS_IOCTL_DEVICE = 1 << 15,  /* version 5 */
    SCOPE_ABSTRACT_SOCKET = 1 << 0, /* version 6 */
    SCOPE_SIGNAL = 1 << 1,
    RULE_PORT = 2 /* version 4 */
};

/* struct landlock_ruleset_attr, as it has grown. */
struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

/* struct landlock_net_port_attr. */
struct port_rule {
    uint64_t access;
    uint64_t port;
};

static const uint64_t READING = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
static const uint64_t MOVING =
    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE;
static const uint64_t WRITING = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
                                LANDLOCK_ACCESS_FS_REFER | ACCESS_TRUNCATE;
/* Nobody is allowed any of these. */
static const uint64_t NEVER = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                              LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                              LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM |
                              ACCESS_IOCTL_DEVICE;
/* What can be allowed for a file alone. */
static const uint64_t OF_FILES =
    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | ACCESS_TRUNCATE;

static void begin(struct power *power, uint64_t network) {
    *power = (struct power){.rules = -1};
    long version =
        syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 2) {
        return; /* version 1 lets nobody move a file from one folder to another */
    }
    power->known = READING | MOVING | WRITING | NEVER;
    if (version < 3) {
        power->known &= ~(uint64_t)ACCESS_TRUNCATE;
    }
    if (version < 5) {
        power->known &= ~(uint64_t)ACCESS_IOCTL_DEVICE;
    }
    power->knows_network = version >= 4;
    const struct ruleset ruleset = {power->known, network, SCOPE_ABSTRACT_SOCKET | SCOPE_SIGNAL};
    size_t size = version < 4   ? sizeof ruleset.files
                  : version < 6 ? sizeof ruleset.files + sizeof ruleset.network
                                : sizeof ruleset;
    power->rules = (int)syscall(SYS_landlock_create_ruleset, &ruleset, size, 0);
}

void power_begin(struct power *power) {
    begin(power, NET_BIND_TCP | NET_CONNECT_TCP);
}

void power_begin_connected(struct power *power) {
    begin(power, NET_BIND_TCP);
    power->has_sockets = true;
}

static void forget_rules(struct power *power) {
    close(power->rules);
    power->rules = -1;
}

void power_allow(struct power *power, int folder, enum power_right right) {
    struct stat status;
    if (power->rules < 0 || folder < 0 || fstat(folder, &status) != 0) {
        return;
    }
    uint64_t access = ((right & POWER_READ) != 0 ? READING : 0) |
                      ((right & POWER_MOVE) != 0 ? MOVING : 0) |
                      (right == POWER_WRITE ? WRITING : 0);
    access &= power->known & (S_ISDIR(status.st_mode) ? ~(uint64_t)0 : OF_FILES);
    const struct landlock_path_beneath_attr rule = {.allowed_access = access, .parent_fd = folder};
    if (syscall(SYS_landlock_add_rule, power->rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) {
        forget_rules(power); /* rather all that is needed than too little */
    }
}

void power_allow_at(struct power *power, const char *path, enum power_right right) {
    int place = -1;
    do {
        place = open(path, O_PATH | O_CLOEXEC);
    } while (place < 0 && errno == EINTR);
    /* Without its rule it would be told of as missing. */
    if (place < 0 && (errno == EMFILE || errno == ENFILE || errno == EIO || errno == ENOSPC)) {
        machine_failed("%s cannot be opened: %s", path, strerror(errno));
    }
    power_allow(power, place, right);
    if (place >= 0) {
        close(place);
    }
}

void power_allow_port(struct power *power, uint16_t port) {
    const struct port_rule rule = {NET_BIND_TCP, port};
    power->has_sockets = true;
    if (power->rules >= 0 && power->knows_network &&
        syscall(SYS_landlock_add_rule, power->rules, RULE_PORT, &rule, 0) != 0) {
        forget_rules(power); /* rather all that is needed than too little */
    }
}

#if defined(__x86_64__)
static const uint32_t MACHINE = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
static const uint32_t MACHINE = AUDIT_ARCH_AARCH64;
#else
static const uint32_t MACHINE = 0; /* numbers of calls differ by machine: then there is no filter */
#endif

/* Calls that fail from now on, with EACCES. io_uring would make them without being asked; numbers
 * from 2^30 on are the same calls by another name (x32). */
static bool refuse_calls(bool has_sockets) {
    const uint32_t calls[] = {SYS_execve, SYS_execveat,         SYS_io_uring_setup,    SYS_ptrace,
                              SYS_bpf,    SYS_process_vm_readv, SYS_process_vm_writev, SYS_socket};
    enum { CALLS = sizeof calls / sizeof *calls, ALIAS = 1 << 30 };
    const struct sock_filter refuse = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES);
    struct sock_filter filter[CALLS * 2 + 8] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0),
        refuse,
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, ALIAS, 0, 1),
        refuse};
    unsigned short length = 6;
    for (size_t i = 0; i < CALLS - (has_sockets ? 1 : 0); i++) {
        filter[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[i], 0, 1);
        filter[length++] = refuse;
    }
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    const struct sock_fprog program = {length, filter};
    /* The filter keeps nobody's secrets: no processor needs to be slowed down for it. */
    return MACHINE != 0 && syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                   SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program) == 0;
}

bool power_drop(struct power *power) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return false;
    }
    bool are_calls = refuse_calls(power->has_sockets);
    bool are_files = power->rules >= 0 && syscall(SYS_landlock_restrict_self, power->rules, 0) == 0;
    if (power->rules >= 0) {
        forget_rules(power);
    }
    return are_calls && are_files;
}

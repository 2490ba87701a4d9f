#include "commands/confine.h"

#include "base/files.h"
#include "base/power.h"
#include "commands/addresses.h"
#include "commands/shared.h"

#include <limits.h>
#include <unistd.h>

/* Sanitizers and profilers open files of their own. */
#ifdef KNOOP_UNCONFINED
static const bool IS_OFF = true;
#else
static const bool IS_OFF = false;
#endif

/* Where libraries, their tables and fonts are; nothing here is anybody's secret. */
static const char *const SYSTEM[] = {
    "/usr",       "/lib",      "/lib64", "/etc/fonts", "/etc/ld.so.cache", "/var/cache/fontconfig",
    "/gnu/store", "/nix/store"};

/* The parts of the program that are loaded when they are used (base/module.h), and fonts. */
static void allow_program(struct power *power, const struct command_line *line) {
    static const char *const beside[] = {"modules", "../lib/knoop"};
    static const char *const fonts[] = {".fonts", ".local/share/fonts", ".config/fontconfig"};
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    struct slice folder = path_folder(slice_of(program, length < 0 ? 0 : (size_t)length));
    for (size_t i = 0; i < sizeof SYSTEM / sizeof *SYSTEM; i++) {
        power_allow_at(power, SYSTEM[i], POWER_READ);
    }
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        const char *path =
            arena_format(line->arena, "%.*s/%s", slice_width(folder), folder.data, beside[i]).data;
        power_allow_at(power, path, POWER_READ);
    }
    const char *home = line->world.variable("HOME");
    for (size_t i = 0; home != NULL && i < sizeof fonts / sizeof *fonts; i++) {
        power_allow_at(power, arena_format(line->arena, "%s/%s", home, fonts[i]).data, POWER_READ);
    }
}

/* What names of hosts are looked up with, the certificates that are trusted, and where answers are
 * kept. */
static void allow_network(struct power *power, const struct command_line *line, int root) {
    static const char *const files[] = {
        "/etc/resolv.conf",   "/etc/hosts",           "/etc/host.conf",
        "/etc/nsswitch.conf", "/etc/gai.conf",        "/etc/ssl",
        "/etc/pki",           "/etc/ca-certificates", "/etc/services",
        "/run/systemd",       "/run/NetworkManager",  "/run/resolvconf",
        "/etc/protocols",     "/dev/urandom",         "/etc/crypto-policies"};
    const char *authorities = line->world.variable("SSL_CERT_FILE");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        power_allow_at(power, files[i], POWER_READ);
    }
    if (authorities != NULL) {
        power_allow_at(power, authorities, POWER_READ);
    }
    int folder = folder_open_below(root, SLICE(".knoop"));
    power_allow(power, folder, POWER_WRITE);
    if (folder >= 0) {
        close(folder);
    }
}

/* What every command needs. False when nothing is to be given up. */
static bool begin(struct power *power, const struct command_line *line, int root,
                  enum power_right right) {
    if (IS_OFF || !line->world.is_of_process) {
        return false;
    }
    const struct slice *themes = NULL;
    size_t count = shared_theme_folders(line, &themes);
    if (option_given(line, OPTION_EXTERNAL)) {
        power_begin_connected(power);
        allow_network(power, line, root);
    } else {
        power_begin(power);
    }
    allow_program(power, line);
    power_allow(power, root, right);
    for (size_t i = 0; i < count; i++) {
        power_allow_at(power, themes[i].data, POWER_READ);
    }
    return true;
}

/* The folder that the file stands in, or will. */
static void allow_place_of(struct power *power, const char *file, struct arena *arena) {
    struct slice folder = path_folder(slice_from(file));
    bool is_here = folder.length == 0 && file[0] != '/';
    const char *path =
        is_here ? "." : arena_format(arena, "%.*s/", slice_width(folder), folder.data).data;
    power_allow_at(power, path, POWER_WRITE);
}

void confine(const struct build *build, const struct publication *publication) {
    const struct command_line *line = build->line;
    struct power power;
    /* A build adds to the list of addresses, by way of .knoop/edit/: it cannot do without. */
    if (!begin(&power, line, build->folder.root,
               addresses_are_kept(build) ? POWER_WRITE : POWER_READ)) {
        return;
    }
    if (publication != NULL) {
        struct publish_folders folders = publish_folders(publication);
        power_allow(&power, folders.around, POWER_READ | POWER_MOVE);
        power_allow(&power, folders.stage, POWER_WRITE);
        power_allow(&power, folders.output, POWER_WRITE);
    }
    const char *zip = option_value(line, OPTION_ZIP, NULL);
    if (zip != NULL) {
        allow_place_of(&power, zip, line->arena);
    }
    (void)power_drop(&power); /* where the kernel cannot, we go on as ever */
}

void confine_to_file(const struct build *build, const char *file) {
    struct power power;
    if (begin(&power, build->line, build->folder.root, POWER_READ)) {
        allow_place_of(&power, file, build->line->arena);
        (void)power_drop(&power);
    }
}

void confine_to_ports(const struct command_line *line, int root, uint16_t first, size_t count) {
    struct power power;
    if (begin(&power, line, root, POWER_READ)) {
        for (size_t i = 0; i < count; i++) {
            power_allow_port(&power, (uint16_t)(first + i));
        }
        (void)power_drop(&power);
    }
}

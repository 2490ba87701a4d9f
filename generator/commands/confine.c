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

static void allow_content(struct power *power, const struct build *build) {
    const struct slice *themes = NULL;
    size_t count = shared_theme_folders(build->line, &themes);
    /* A build adds to the list of addresses, by way of .knoop/edit/: it cannot do without. */
    power_allow(power, build->folder.root, addresses_are_kept(build) ? POWER_WRITE : POWER_READ);
    for (size_t i = 0; i < count; i++) {
        power_allow_at(power, themes[i].data, POWER_READ);
    }
}

/* What names of hosts are looked up with, the certificates that are trusted, and where answers are
 * kept. */
static void allow_network(struct power *power, const struct build *build) {
    static const char *const files[] = {
        "/etc/resolv.conf",   "/etc/hosts",           "/etc/host.conf",
        "/etc/nsswitch.conf", "/etc/gai.conf",        "/etc/ssl",
        "/etc/pki",           "/etc/ca-certificates", "/etc/services",
        "/run/systemd",       "/run/NetworkManager",  "/run/resolvconf",
        "/etc/protocols",     "/dev/urandom",         "/etc/crypto-policies"};
    const char *authorities = build->line->world.variable("SSL_CERT_FILE");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        power_allow_at(power, files[i], POWER_READ);
    }
    if (authorities != NULL) {
        power_allow_at(power, authorities, POWER_READ);
    }
    int folder = folder_open_below(build->folder.root, SLICE(".knoop"));
    power_allow(power, folder, POWER_WRITE);
    if (folder >= 0) {
        close(folder);
    }
}

void confine(const struct build *build, const struct publication *publication) {
    const struct command_line *line = build->line;
    if (IS_OFF || !line->world.is_of_process) {
        return;
    }
    struct power power;
    bool asks = option_given(line, OPTION_EXTERNAL);
    if (asks) {
        power_begin_connected(&power);
        allow_network(&power, build);
    } else {
        power_begin(&power);
    }
    allow_program(&power, line);
    allow_content(&power, build);
    if (publication != NULL) {
        struct publish_folders folders = publish_folders(publication);
        power_allow(&power, folders.around, POWER_READ | POWER_MOVE);
        power_allow(&power, folders.stage, POWER_WRITE);
        power_allow(&power, folders.output, POWER_WRITE);
    }
    const char *zip = option_value(line, OPTION_ZIP, NULL);
    if (zip != NULL) {
        struct slice folder = path_folder(slice_from(zip));
        bool is_here = folder.length == 0 && zip[0] != '/';
        power_allow_at(
            &power,
            is_here ? "."
                    : arena_format(line->arena, "%.*s/", slice_width(folder), folder.data).data,
            POWER_WRITE);
    }
    (void)power_drop(&power); /* where the kernel cannot, we go on as ever */
}

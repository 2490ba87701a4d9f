#include "base/module.h"

#include "base/arena.h"

#include <dlfcn.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

enum { NAME_LONGEST = 64 };

/* Where the build puts modules and where `make install` does, both seen from the program. */
static void *open_module(const char *name) {
    static const char *const folders[] = {"modules", "../lib/knoop"};
    char program[PATH_MAX], path[PATH_MAX + NAME_LONGEST];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    program[length < 0 ? 0 : length] = '\0';
    const char *folder = dirname(program);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s/%s/%s.so", folder, folders[i], name);
        void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
        /* What is wrong with one that is there must be told, not that the next is not. */
        if (module != NULL || access(path, F_OK) == 0) {
            return module;
        }
    }
    return NULL;
}

const void *module_load(const char *name) {
    char symbol[NAME_LONGEST];
    snprintf(symbol, sizeof symbol, "%s_module", name);
    /* Test programs and builds for a sanitizer have all parts in one. */
    const void *table = dlsym(RTLD_DEFAULT, symbol);
    if (table == NULL) {
        void *module = open_module(name);
        table = module == NULL ? NULL : dlsym(module, symbol);
    }
    if (table == NULL) {
        machine_failed("a part of the program is missing, install it again: %s", dlerror());
    }
    return table;
}

/* A folder of its own for a test, with the files that it puts there. */
#ifndef TESTS_UNIT_FOLDER_TESTING_H
#define TESTS_UNIT_FOLDER_TESTING_H

#include "testing.h"

#include <ftw.h>
#include <string.h>
#include <sys/stat.h>

struct test_folder {
    char path[64];
};

/* False when it cannot be made. */
static inline bool folder_begin(struct test_folder *folder) {
    snprintf(folder->path, sizeof folder->path, "%s", "/tmp/knoop_test_XXXXXX");
    return mkdtemp(folder->path) != NULL;
}

static inline int folder_remove_one(const char *path, const struct stat *stat, int type,
                                    struct FTW *walk) {
    (void)stat;
    (void)type;
    (void)walk;
    return remove(path);
}

static inline bool folder_end(const struct test_folder *folder) {
    return nftw(folder->path, folder_remove_one, 8, FTW_DEPTH | FTW_PHYS) == 0;
}

/* Writes a file; the folders on its way are made. */
static inline void folder_put(const struct test_folder *folder, const char *path,
                              const char *text) {
    char whole[256];
    snprintf(whole, sizeof whole, "%s/%s", folder->path, path);
    for (char *slash = whole + strlen(folder->path) + 1; (slash = strchr(slash, '/')) != NULL;
         slash++) {
        *slash = '\0';
        mkdir(whole, 0777);
        *slash = '/';
    }
    FILE *file = fopen(whole, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

#endif

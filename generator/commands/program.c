#include "commands/program.h"

#include "base/hash.h"

#include <link.h>
#include <sys/stat.h>

/* Called for the program (which has no name here) and for each library. A file that is replaced is
 * another file, or was written at another time. */
static int add_file(struct dl_phdr_info *info, size_t size, void *context) {
    (void)size;
    struct hash *hash = context;
    struct stat status;
    const char *path = info->dlpi_name[0] == '\0' ? "/proc/self/exe" : info->dlpi_name;
    hash_add_text(hash, slice_from(path));
    if (stat(path, &status) == 0) {
        hash_add_number(hash, status.st_ino);
        hash_add_number(hash, (uint64_t)status.st_size);
        hash_add_number(hash, (uint64_t)status.st_mtim.tv_sec);
        hash_add_number(hash, (uint64_t)status.st_mtim.tv_nsec);
    }
    return 0;
}

uint64_t program_identity(void) {
    struct hash hash;
    hash_init(&hash);
    hash_add_text(&hash, SLICE(KNOOP_VERSION));
    dl_iterate_phdr(add_file, &hash);
    uint64_t identity = hash_result(&hash);
    return identity == 0 ? 1 : identity;
}

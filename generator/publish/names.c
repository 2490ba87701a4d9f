#include "publish/names.h"

enum { PATH_LONGEST = 4000, NAME_LONGEST = 255 };

static bool is_plain_name(struct slice name) {
    for (size_t i = 0; i < name.length; i++) {
        unsigned char byte = (unsigned char)name.data[i];
        if (byte < ' ' || byte == 0x7f || byte == '\\') {
            return false;
        }
    }
    return name.length > 0 && name.length <= NAME_LONGEST && !slice_equals(name, SLICE(".")) &&
           !slice_equals(name, SLICE(".."));
}

bool name_is_kept(struct slice name) {
    static const struct slice kept[] = {SLICE_INIT(NAME_MANIFEST), SLICE_INIT(NAME_JOURNAL),
                                        SLICE_INIT(NAME_STAGE), SLICE_INIT(NAME_LOCK)};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        if (slice_equals(name, kept[i])) {
            return true;
        }
    }
    return false;
}

bool path_can_be_published(struct slice path) {
    if (path.length == 0 || path.length > PATH_LONGEST || path.data[path.length - 1] == '/' ||
        slice_starts_with(path, SLICE(".knoop-"))) {
        return false;
    }
    struct slice rest = path, name;
    while (slice_cut(&rest, '/', &name)) {
        if (!is_plain_name(name)) {
            return false;
        }
    }
    return true;
}

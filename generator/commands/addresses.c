#include "commands/addresses.h"

#include "base/files.h"
#include "base/limits.h"
#include "edit/journal.h"

bool addresses_are_kept(const struct build *build) {
    struct slice text, line, key = SLICE("addresses:");
    enum file_status status = file_read(build->folder.root, SLICE("content/site.yaml"),
                                        LIMIT_YAML_BYTES, build->arena, &text);
    while (status == FILE_OK && slice_cut_line(&text, &line)) {
        if (slice_starts_with(line, key) && slice_search(line, SLICE("keep")) != SLICE_NOT_FOUND) {
            return true;
        }
    }
    return false;
}

/* The text that the file should have; false when there is nothing to add. */
static bool find_text(struct build *build, struct slice *text, size_t *added, struct slice *first) {
    *added = 0;
    if (!build->site->settings.keeps_addresses || build->site->drafts) {
        return false;
    }
    *text = addresses_text(build->site, build->arena, added, first);
    return *added > 0;
}

bool addresses_write(struct build *build, size_t *added) {
    const struct kept_addresses *kept = &build->site->kept;
    struct slice text, first, failure;
    if (!find_text(build, &text, added, &first)) {
        return true;
    }
    const struct change change = {
        .path = SLICE(ADDRESSES_PATH), .text = text, .is_new = !kept->exists, .was = kept->text};
    if (!journal_write(build->folder.root, &change, 1, build->arena, &failure)) {
        complain(build->line,
                 say(build->line, "%.*s; the new addresses are not kept: build again",
                     "%.*s; de nieuwe adressen zijn niet bewaard: bouw opnieuw"),
                 slice_width(failure), failure.data);
        return false;
    }
    return true;
}

void addresses_warn(struct build *build) {
    struct slice text, first;
    size_t added = 0;
    if (diagnostics_errors(&build->diagnostics, false) > 0 ||
        !find_text(build, &text, &added, &first)) {
        return;
    }
    struct diagnostic *d = diagnostic_add(
        &build->diagnostics, MESSAGE_ADDRESSES_STALE,
        place_file(build->site->kept.exists ? SLICE(ADDRESSES_PATH) : build->site->settings.path));
    diagnostic_argument_integer(d, (int64_t)added);
    diagnostic_argument(d, first);
}

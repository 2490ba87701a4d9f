/* content/addresses.txt */
#include "base/limits.h"
#include "read/reading.h"
#include "read/text.h"

#include <stdlib.h>

static int by_address(const void *a, const void *b) {
    const struct kept_address *first = a, *second = b;
    int order = address_compare(first->page, first->anchor, second->page, second->anchor);
    return order != 0 ? order : first->start < second->start ? -1 : first->start > second->start;
}

/* What a merge that was not finished leaves in a file. */
static bool is_merge_mark(struct slice line) {
    return slice_starts_with(line, SLICE("<<<<<<<")) || slice_starts_with(line, SLICE(">>>>>>>")) ||
           slice_starts_with(line, SLICE("|||||||")) || slice_equals(line, SLICE("======="));
}

static bool take(struct slice line, struct kept_address *entry) {
    struct slice address = slice_trim(line), prefix = SLICE("gone:");
    if (slice_starts_with(address, prefix)) {
        entry->is_gone = true;
        address = slice_trim(slice_skip(address, prefix.length));
    }
    size_t mark = slice_find(address, '#');
    entry->page = slice_take(address, mark == SLICE_NOT_FOUND ? address.length : mark);
    entry->anchor = mark == SLICE_NOT_FOUND ? SLICE("") : slice_skip(address, mark + 1);
    return slice_ends_with(entry->page, SLICE(".html")) && entry->page.data[0] != '/' &&
           slice_find(entry->page, ':') == SLICE_NOT_FOUND &&
           (mark == SLICE_NOT_FOUND || entry->anchor.length > 0);
}

static void read_line(struct kept_addresses *kept, struct slice line, struct worker *worker) {
    size_t at = (size_t)(line.data - kept->text.data);
    struct place place = place_of(SLICE(ADDRESSES_PATH), at, at + line.length);
    struct kept_address entry = {.start = place.start, .end = place.end};
    if (slice_trim(line).length == 0 || line.data[0] == '#') {
        return;
    }
    if (is_merge_mark(line)) {
        diagnostic_add(&worker->diagnostics, MESSAGE_ADDRESSES_MERGE, place);
    } else if (!take(line, &entry)) {
        diagnostic_argument(diagnostic_add(&worker->diagnostics, MESSAGE_ADDRESSES_FORM, place),
                            slice_trim(line));
    } else {
        kept->entries[kept->count++] = entry;
    }
}

/* The file is sorted unless somebody wrote in it; of doubles the first stays, and what is given up
 * anywhere is given up. */
static void put_in_order(struct kept_addresses *kept) {
    bool sorted = true;
    for (size_t i = 1; sorted && i < kept->count; i++) {
        sorted = by_address(&kept->entries[i - 1], &kept->entries[i]) <= 0;
    }
    if (!sorted) {
        qsort(kept->entries, kept->count, sizeof *kept->entries, by_address);
    }
    size_t count = 0;
    for (size_t i = 0; i < kept->count; i++) {
        struct kept_address *last = count > 0 ? &kept->entries[count - 1] : NULL;
        const struct kept_address *entry = &kept->entries[i];
        if (last != NULL &&
            address_compare(last->page, last->anchor, entry->page, entry->anchor) == 0) {
            last->is_gone = last->is_gone || entry->is_gone;
        } else {
            kept->entries[count++] = *entry;
        }
    }
    kept->count = count;
}

void read_addresses(const struct reading *reading, struct worker *worker) {
    struct kept_addresses *kept = &reading->site->kept;
    struct slice path = SLICE(ADDRESSES_PATH), line;
    size_t start = 0, lines = 1;
    *kept = (struct kept_addresses){.entries = NULL, .text = SLICE("")};
    if (!reading->site->settings.keeps_addresses ||
        file_stat(reading->options.root, path, NULL, NULL) == FILE_MISSING) {
        return;
    }
    kept->exists = true;
    if (!read_text(reading->options.root, path, LIMIT_FILE_BYTES, worker->arena,
                   &worker->diagnostics, &kept->text, &start)) {
        return;
    }
    for (size_t i = 0; i < kept->text.length; i++) {
        lines += kept->text.data[i] == '\n';
    }
    kept->entries = arena_new(worker->arena, struct kept_address, lines);
    for (struct slice rest = slice_skip(kept->text, start); slice_cut_line(&rest, &line);) {
        read_line(kept, line, worker);
    }
    put_in_order(kept);
}

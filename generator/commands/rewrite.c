#include "commands/rewrite.h"

#include "edit/journal.h"

struct rewriting {
    struct build *build;
    const struct edits *edits;
    const struct renaming *renamings;
    size_t renaming_count;
    struct change *changes;
    size_t count;
    struct buffer diff;
};

static struct slice renamed(const struct rewriting *rewriting, struct slice path) {
    for (size_t i = 0; i < rewriting->renaming_count; i++) {
        if (slice_equals(rewriting->renamings[i].from, path)) {
            return rewriting->renamings[i].to;
        }
    }
    return path;
}

/* Adds the changes that give the file at `path` its `count` edits and its new name. */
static bool add_file(struct rewriting *rewriting, struct slice path, const struct edit *edits,
                     size_t count) {
    struct build *build = rewriting->build;
    struct slice text;
    if (!site_folder_read(&build->folder, path, build->arena, &text)) {
        complain(build->line, say(build->line, "`%.*s` cannot be read", "`%.*s` is niet te lezen"),
                 slice_width(path), path.data);
        return false;
    }
    struct slice to = renamed(rewriting, path);
    bool moves = !slice_equals(path, to);
    edits_append_diff(&rewriting->diff, text, edits, count, path, to);
    rewriting->changes[rewriting->count++] =
        (struct change){.path = to,
                        .text = edits_apply(text, edits, count, build->arena),
                        .is_new = moves,
                        .was = text};
    if (moves) {
        rewriting->changes[rewriting->count++] =
            (struct change){.path = path, .is_removal = true, .was = text};
    }
    return true;
}

static bool has_edits(const struct edits *edits, struct slice path) {
    for (size_t i = 0; i < edits->count; i++) {
        if (slice_equals(edits->entries[i].path, path)) {
            return true;
        }
    }
    return false;
}

static bool add_all(struct rewriting *rewriting) {
    const struct edits *edits = rewriting->edits;
    for (size_t i = 0; i < edits->count;) {
        size_t count = edits_of_file(edits, i);
        if (!add_file(rewriting, edits->entries[i].path, &edits->entries[i], count)) {
            return false;
        }
        i += count;
    }
    for (size_t i = 0; i < rewriting->renaming_count; i++) {
        struct slice path = rewriting->renamings[i].from;
        if (!has_edits(edits, path) && !add_file(rewriting, path, NULL, 0)) {
            return false;
        }
    }
    return true;
}

int rewrite(struct build *build, struct edits *edits, const struct renaming *renamings,
            size_t renaming_count) {
    const struct command_line *line = build->line;
    edits_order(edits);
    struct rewriting rewriting = {
        .build = build, .edits = edits, .renamings = renamings, .renaming_count = renaming_count};
    rewriting.changes =
        arena_new(build->arena, struct change, edits->count + renaming_count * 2 + 1);
    buffer_init(&rewriting.diff, build->arena);
    if (!add_all(&rewriting)) {
        return EXIT_MACHINE;
    }
    if (option_given(line, OPTION_DRY_RUN)) {
        fwrite(rewriting.diff.data, 1, rewriting.diff.length, line->world.out);
        return EXIT_DONE;
    }
    struct slice failure;
    if (!journal_write(build->folder.root, rewriting.changes, rewriting.count, build->arena,
                       &failure)) {
        complain(line, say(line, "%.*s; nothing was changed", "%.*s; er is niets veranderd"),
                 slice_width(failure), failure.data);
        return EXIT_MACHINE;
    }
    return EXIT_DONE;
}

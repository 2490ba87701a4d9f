/* Renaming, for the command line: `knoop move` and `knoop rename-anchor`. */
#include "commands/command.h"
#include "commands/rewrite.h"
#include "rename/rename.h"

static int wrong(const struct command_line *line, const char *english, const char *dutch,
                 struct slice name) {
    complain(line, "%s: `%.*s`", say(line, english, dutch), slice_width(name), name.data);
    return EXIT_USAGE;
}

static int refused(const struct command_line *line, const struct rename_refusal *refusal) {
    return wrong(line, refusal->because[LANGUAGE_ENGLISH], refusal->because[LANGUAGE_DUTCH],
                 refusal->name);
}

static bool may_tell(const struct command_line *line) {
    return !option_given(line, OPTION_DRY_RUN) && !option_given(line, OPTION_QUIET);
}

static int find_item(struct rename *rename, const struct command_line *line, struct slice name,
                     const struct item **item) {
    struct find_result found = site_find_name(rename->site, name, rename->arena);
    *item = found.item;
    return found.status == FIND_OK ? EXIT_DONE
                                   : wrong(line, "there is no such item, or more than one",
                                           "er is geen item met die naam, of meer dan een", name);
}

static int move(struct build *build, struct rename *rename) {
    const struct command_line *line = build->line;
    const struct item *item = NULL;
    struct rename_refusal refusal;
    int status = find_item(rename, line, slice_from(line->arguments[0]), &item);
    if (status == EXIT_DONE &&
        !rename_item(rename, item, slice_from(line->arguments[1]), &refusal)) {
        status = refused(line, &refusal);
    }
    if (status == EXIT_DONE) {
        status = rewrite(build, &rename->edits, rename->renamings, rename->renaming_count);
    }
    for (size_t i = 0; status == EXIT_DONE && may_tell(line) && i < rename->renaming_count; i++) {
        struct slice to = rename->renamings[i].to;
        fprintf(line->world.out, "%.*s\n", slice_width(to), to.data);
    }
    return status;
}

static int rename_anchor(struct build *build, struct rename *rename) {
    const struct command_line *line = build->line;
    struct slice from = slice_from(line->arguments[0]), new = slice_from(line->arguments[1]);
    size_t mark = slice_find(from, '#');
    const struct item *item = NULL;
    struct rename_refusal refusal;
    if (mark == SLICE_NOT_FOUND || mark + 1 == from.length) {
        return wrong(line, "write the item and its anchor as kind:slug#anchor",
                     "schrijf het item met zijn anker als soort:slug#anker", from);
    }
    int status = find_item(rename, line, slice_take(from, mark), &item);
    if (status == EXIT_DONE &&
        !rename_heading(rename, item, slice_skip(from, mark + 1), new, &refusal)) {
        status = refused(line, &refusal);
    }
    if (status == EXIT_DONE) {
        status = rewrite(build, &rename->edits, NULL, 0);
    }
    if (status == EXIT_DONE && may_tell(line)) {
        new = slice_starts_with(new, SLICE("#")) ? slice_skip(new, 1) : new;
        fprintf(line->world.out, "%.*s#%.*s\n", slice_width(item->identity), item->identity.data,
                slice_width(new), new.data);
    }
    return status;
}

/* Every reference must be known, or some would be left behind. */
static int run(struct command_line *line, int (*carry_out)(struct build *, struct rename *)) {
    struct build build;
    int status = build_begin(&build, line, option_value(line, OPTION_SITE, "."));
    if (status != EXIT_DONE) {
        return status;
    }
    build_load(&build);
    stages_end(&build.stages);
    if (build_errors(&build) > 0) {
        build_report(&build);
        complain(line, "%s",
                 say(line, "mend the errors first: then every reference is known",
                     "verbeter eerst de fouten: dan is elke verwijzing bekend"));
        status = EXIT_CONTENT;
    } else {
        struct rename rename = {.site = build.site,
                                .arena = build.arena,
                                .read = site_folder_read,
                                .context = &build.folder};
        rename_begin(&rename);
        status = carry_out(&build, &rename);
    }
    build_end(&build);
    return status;
}

int run_move(struct command_line *line) {
    return run(line, move);
}

int run_rename_anchor(struct command_line *line) {
    return run(line, rename_anchor);
}

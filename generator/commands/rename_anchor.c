/* Renaming the anchor of a heading, with every reference to it. */
#include "base/utf8.h"
#include "commands/command.h"
#include "commands/rewrite.h"
#include "edit/alias.h"
#include "edit/heading.h"
#include "site/alias.h"

struct renaming_anchor {
    struct build *build;
    const struct item *item;
    struct slice old;
    struct slice new;
    struct edits edits;
};

static struct slice text_of(struct renaming_anchor *renaming, struct slice path) {
    struct slice text;
    struct build *build = renaming->build;
    return site_folder_read(&build->folder, path, build->arena, &text) ? text : SLICE("");
}

/* The heading of that anchor in a version of the item; NULL if it has none. */
static const struct markup_anchor *heading_of(const struct renaming_anchor *renaming,
                                              const struct item *item) {
    const struct markup_anchor *anchor = item_anchor(item, renaming->old, NULL);
    return anchor != NULL && anchor->type == MARKUP_ANCHOR_HEADING ? anchor : NULL;
}

static bool leads_there(const struct renaming_anchor *renaming, const struct target *target) {
    return target->type == TARGET_ITEM && slice_equals(target->anchor, renaming->old) &&
           slice_equals(target->to.item->identity, renaming->item->identity);
}

/* What stands at `start` to `end` ends in "#old"; in menus it may be between quotes. */
static void follow(struct renaming_anchor *renaming, struct slice path, size_t start, size_t end) {
    struct slice text = text_of(renaming, path);
    struct slice written = slice_between(text, start, end);
    size_t mark = slice_find(written, '#');
    if (mark == SLICE_NOT_FOUND) {
        return;
    }
    size_t at = start + mark + 1, to = end;
    while (to > at && (text.data[to - 1] == '"' || text.data[to - 1] == '\'')) {
        to--;
    }
    edits_add(&renaming->edits, (struct edit){path, at, to, renaming->new});
}

static void follow_prose(struct renaming_anchor *renaming, struct slice path,
                         const struct prose *prose) {
    for (uint32_t i = 0; prose != NULL && prose->targets != NULL && i < prose->markup->link_count;
         i++) {
        if (leads_there(renaming, &prose->targets[i])) {
            follow(renaming, path, prose->markup->links[i].start, prose->markup->links[i].end);
        }
    }
}

static void follow_all(struct renaming_anchor *renaming) {
    const struct site *site = renaming->build->site;
    for (size_t i = 0; i < site->item_count; i++) {
        const struct item *item = site->items[i];
        if (item->source == NULL) {
            follow_prose(renaming, item->path, item->body);
        }
        for (const struct prose *text = item->texts; text != NULL; text = text->next) {
            follow_prose(renaming, item->path, text);
        }
    }
    const struct settings *settings = &site->settings;
    for (size_t i = 0; i < settings->menu_count; i++) {
        const struct menu_entry *entry = &settings->menu[i];
        if (leads_there(renaming, &entry->target)) {
            follow(renaming, settings->path, entry->place.start, entry->place.end);
        }
    }
    for (size_t i = 0; site->footers != NULL && i < settings->language_count; i++) {
        follow_prose(renaming, settings->path, site->footers[i]);
    }
}

/* Old addresses that lead to the old anchor lead to the new one. */
static void follow_aliases(struct renaming_anchor *renaming, const struct item *item,
                           struct slice text) {
    for (size_t i = 0; i < alias_count(item); i++) {
        const struct alias alias = alias_at(item, i);
        struct slice written = slice_between(text, alias.start, alias.end);
        size_t arrow = slice_find(written, '>');
        if (arrow != SLICE_NOT_FOUND && slice_equals(alias.to, renaming->old)) {
            size_t at = alias.start + arrow + 1;
            edits_add(&renaming->edits,
                      (struct edit){item->path, at, at + renaming->old.length, renaming->new});
        }
    }
}

/* The heading gets its new anchor, and the page keeps the old one. */
static void rename_heading(struct renaming_anchor *renaming, const struct item *item) {
    struct arena *arena = renaming->build->arena;
    const struct markup_anchor *heading = heading_of(renaming, item);
    if (heading == NULL) {
        return;
    }
    struct slice text = text_of(renaming, item->path);
    struct edit edit =
        edit_heading(text, heading->start, heading->end,
                     heading->explicit_id ? renaming->old : SLICE(""), renaming->new, arena);
    edit.path = item->path;
    edits_add(&renaming->edits, edit);
    follow_aliases(renaming, item, text);
    if (item->address.length > 0) {
        struct slice alias = arena_join(
            arena,
            (struct slice[]){item->address, SLICE("#"), renaming->old, SLICE(">"), renaming->new},
            5);
        edits_add(&renaming->edits, edit_alias(item->path, text, alias, arena));
    }
}

static int wrong(const struct command_line *line, const char *english, const char *dutch,
                 struct slice name) {
    complain(line, "%s: `%.*s`", say(line, english, dutch), slice_width(name), name.data);
    return EXIT_USAGE;
}

/* What the command line names. */
static int find(struct renaming_anchor *renaming, const struct command_line *line) {
    struct arena *arena = renaming->build->arena;
    struct slice from = slice_from(line->arguments[0]), new = slice_from(line->arguments[1]);
    size_t mark = slice_find(from, '#');
    if (mark == SLICE_NOT_FOUND || mark + 1 == from.length) {
        return wrong(line, "write the item and its anchor as kind:slug#anchor",
                     "schrijf het item met zijn anker als soort:slug#anker", from);
    }
    struct find_result found = site_find_name(renaming->build->site, slice_take(from, mark), arena);
    if (found.status != FIND_OK) {
        return wrong(line, "there is no such item, or more than one",
                     "er is geen item met die naam, of meer dan een", slice_take(from, mark));
    }
    renaming->item = found.item;
    renaming->old = slice_skip(from, mark + 1);
    renaming->new = slice_starts_with(new, SLICE("#")) ? slice_skip(new, 1) : new;
    if (found.item->source != NULL) {
        return wrong(line, "this item is a callout in a text; rename the anchor of that text",
                     "dit item is een kader in een tekst; hernoem het anker van die tekst", from);
    }
    if (heading_of(renaming, found.item) == NULL) {
        return wrong(line, "it has no heading with this anchor", "het heeft geen kop met dit anker",
                     renaming->old);
    }
    if (renaming->new.length == 0 ||
        !slice_equals(renaming->new, utf8_slug(arena, renaming->new))) {
        return wrong(line, "this cannot be an anchor", "dit kan geen anker zijn", new);
    }
    const struct item *version = found.item;
    do {
        if (item_anchor(version, renaming->new, NULL) != NULL) {
            return wrong(line, "this anchor exists already", "dit anker bestaat al", renaming->new);
        }
        version = version->translation;
    } while (version != NULL && version != found.item);
    return EXIT_DONE;
}

static int rename_anchor(struct build *build) {
    struct renaming_anchor renaming = {.build = build};
    edits_init(&renaming.edits, build->arena);
    int status = find(&renaming, build->line);
    if (status != EXIT_DONE) {
        return status;
    }
    const struct item *version = renaming.item;
    do {
        rename_heading(&renaming, version);
        version = version->translation;
    } while (version != NULL && version != renaming.item);
    follow_all(&renaming);
    status = rewrite(build, &renaming.edits, NULL, 0);
    bool may_tell =
        !option_given(build->line, OPTION_DRY_RUN) && !option_given(build->line, OPTION_QUIET);
    if (status == EXIT_DONE && may_tell) {
        fprintf(build->line->world.out, "%.*s#%.*s\n", slice_width(renaming.item->identity),
                renaming.item->identity.data, slice_width(renaming.new), renaming.new.data);
    }
    return status;
}

int run_rename_anchor(struct command_line *line) {
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
        status = rename_anchor(&build);
    }
    build_end(&build);
    return status;
}

/* An item, for who wants to know what the program makes of it. */
#include "base/utf8.h"
#include "commands/build.h"
#include "commands/command.h"
#include "commands/print.h"
#include "commands/print_form.h"
#include "commands/show_data.h"
#include "commands/show_value.h"
#include "outputs/json_item.h"
#include "outputs/prose_links.h"

struct show {
    const struct command_line *line;
    struct build *build;
    struct print print; /* knows the lines of files */
    FILE *out;
};

static void print_heading(const struct show *show, const char *english, const char *dutch) {
    fprintf(show->out, "\n%s\n", say(show->line, english, dutch));
}

/* "  name        text" */
static void print_fact(const struct show *show, const char *name, struct slice text) {
    struct buffer shown;
    buffer_init(&shown, show->line->arena);
    show_append_text(&shown, text);
    int padding = 14 - (int)utf8_width(slice_from(name));
    fprintf(show->out, "  %s%*s%.*s\n", name, padding < 1 ? 1 : padding, "", (int)shown.length,
            shown.data);
}

static struct slice state_text(const struct show *show, const struct item *item) {
    switch (item->state) {
    case ITEM_DRAFT:
        return slice_from(say(show->line, "draft", "concept"));
    case ITEM_FUTURE:
        return slice_from(say(show->line, "not published yet", "nog niet gepubliceerd"));
    case ITEM_EXPIRED:
        return slice_from(say(show->line, "expired", "verlopen"));
    case ITEM_PUBLISHED:
        break;
    }
    return slice_from(say(show->line, "published", "gepubliceerd"));
}

static void print_facts(const struct show *show, const struct item *item) {
    const struct command_line *line = show->line;
    fprintf(show->out, "%.*s\n\n", slice_width(item->identity), item->identity.data);
    print_fact(show, say(line, "title", "titel"), item->title);
    print_fact(show, say(line, "file", "bestand"), item->path);
    if (item->address.length > 0) {
        print_fact(show, say(line, "address", "adres"), item->address);
    }
    print_fact(show, say(line, "language", "taal"), item->language);
    print_fact(show, say(line, "state", "staat"), state_text(show, item));
    if (item->source != NULL) {
        print_fact(show, say(line, "stands in", "staat in"), item->source->identity);
    }
    for (const struct item *other = item->translation; other != NULL && other != item;
         other = other->translation) {
        print_fact(show, say(line, "also in", "ook in"),
                   arena_format(line->arena, "%.*s (%.*s)", slice_width(other->language),
                                other->language.data, slice_width(other->path), other->path.data));
    }
}

static void print_fields(const struct show *show, const struct item *item) {
    const struct kind *kind = item->kind;
    print_heading(show, "Fields", "Velden");
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct field *field = &kind->fields[i];
        if (item->values[i].type == VALUE_UNDEFINED || field->name.length == 0) {
            continue;
        }
        bool is_list = field->type == FIELD_LIST && field->of != NULL;
        const char *type = field_type_row(is_list ? field->of->type : field->type)->name;
        struct buffer value;
        buffer_init(&value, show->line->arena);
        show_append_value(&value, item->values[i]);
        fprintf(show->out, "  %-12.*s  %-11s  %.*s\n", slice_width(field->name), field->name.data,
                is_list ? arena_format(show->line->arena, "[%s]", type).data : type,
                (int)value.length, value.data);
    }
}

/* "  kind:slug#anchor            content/folder/file.md:4:11  field" */
static void print_reference(struct show *show, struct slice name, struct slice anchor,
                            struct place place, const struct field *field) {
    struct slice path = printed_path(&show->print, place);
    struct slice shown = anchor.length == 0
                             ? name
                             : arena_format(show->line->arena, "%.*s#%.*s", slice_width(name),
                                            name.data, slice_width(anchor), anchor.data);
    struct position position = {1, 1};
    const struct source *source = print_source(&show->print, place);
    if (source != NULL) {
        position = line_map_find(&source->lines, place.start);
    }
    struct slice of = field == NULL ? SLICE("") : field->name;
    int padding = 36 - (int)utf8_width(shown);
    fprintf(show->out, "  %.*s%*s%.*s:%zu:%zu%s%.*s\n", slice_width(shown), shown.data,
            padding < 2 ? 2 : padding, "", slice_width(path), path.data, position.line,
            position.column, of.length > 0 ? "  " : "", slice_width(of), of.data);
}

static size_t print_prose_references(struct show *show, const struct prose *prose) {
    const uint32_t *links = NULL;
    size_t printed = 0;
    size_t count = prose->targets == NULL ? 0 : prose_links(prose, show->line->arena, &links);
    for (size_t i = 0; i < count; i++) {
        const struct target *target = &prose->targets[links[i]];
        const struct markup_link *link = &prose->markup->links[links[i]];
        if (target->type == TARGET_ITEM && target->to.item != NULL) {
            print_reference(show, target->to.item->identity, target->anchor,
                            place_of(prose->owner->path, link->start, link->end), prose->field);
            printed++;
        }
    }
    return printed;
}

static void print_none(const struct show *show, size_t printed) {
    if (printed == 0) {
        fprintf(show->out, "  %s\n", say(show->line, "nothing", "niets"));
    }
}

static void print_references(struct show *show, const struct item *item) {
    size_t printed = 0;
    print_heading(show, "Refers to", "Verwijst naar");
    for (const struct reference *r = item->references; r != NULL; r = r->next) {
        if (r->target != NULL) {
            print_reference(show, r->target->identity, SLICE(""),
                            place_of(item->path, r->start, r->end), r->field);
            printed++;
        }
    }
    if (item->body != NULL) {
        printed += print_prose_references(show, item->body);
    }
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        printed += print_prose_references(show, text);
    }
    print_none(show, printed);
}

/* Where the reference of a backlink stands. */
static struct place backlink_place(const struct backlink *backlink, const struct item *target) {
    const struct item *from = backlink->from;
    if (backlink->prose != NULL && backlink->link != MARKUP_NONE) {
        const struct markup_link *link = &backlink->prose->markup->links[backlink->link];
        return place_of(from->path, link->start, link->end);
    }
    for (const struct reference *r = from->references; r != NULL; r = r->next) {
        if (r->field == backlink->field && r->target == target) {
            return place_of(from->path, r->start, r->end);
        }
    }
    return place_of(from->path, from->start, from->start);
}

static void print_backlinks(struct show *show, const struct item *item) {
    print_heading(show, "Referred to by", "Hiernaar verwijst");
    for (size_t i = 0; i < item->backlink_count; i++) {
        const struct backlink *backlink = &item->backlinks[i];
        print_reference(show, backlink->from->identity, SLICE(""), backlink_place(backlink, item),
                        backlink->field);
    }
    print_none(show, item->backlink_count);
}

/* Prints the anchors of a text after `printed` others; how many there are then. */
static size_t print_prose_anchors(const struct show *show, const struct prose *prose,
                                  size_t printed) {
    for (uint32_t i = 0; prose->markup != NULL && i < prose->markup->anchor_count; i++) {
        const struct markup_anchor *anchor = &prose->markup->anchors[i];
        if (anchor->from < prose->from || anchor->to > prose->to) {
            continue;
        }
        if (printed++ == 0) {
            print_heading(show, "Anchors", "Ankers");
        }
        struct buffer text;
        buffer_init(&text, show->line->arena);
        show_append_text(&text, anchor->text);
        int padding = 35 - (int)utf8_width(anchor->id);
        fprintf(show->out, "  #%.*s%*s%.*s\n", slice_width(anchor->id), anchor->id.data,
                padding < 2 ? 2 : padding, "", (int)text.length, text.data);
    }
    return printed;
}

static void print_anchors(const struct show *show, const struct item *item) {
    size_t printed = item->body == NULL ? 0 : print_prose_anchors(show, item->body, 0);
    for (const struct prose *text = item->texts; text != NULL; text = text->next) {
        printed = print_prose_anchors(show, text, printed);
    }
}

static int not_found(const struct show *show, struct slice name, const struct find_result *found) {
    const struct command_line *line = show->line;
    if (found->status == FIND_AMBIGUOUS) {
        complain(line,
                 say(line, "`%.*s` can be more than one:", "`%.*s` kan meer dan één ding zijn:"),
                 slice_width(name), name.data);
        for (const struct candidate *c = found->candidates; c != NULL; c = c->next) {
            fprintf(line->world.error, "  %.*s\n", slice_width(c->item->identity),
                    c->item->identity.data);
        }
    } else if (found->nearest.length > 0) {
        complain(line,
                 say(line, "there is no item `%.*s`; did you mean `%.*s`?",
                     "er is geen item `%.*s`; bedoelde je `%.*s`?"),
                 slice_width(name), name.data, slice_width(found->nearest), found->nearest.data);
    } else {
        complain(line, say(line, "there is no item `%.*s`", "er is geen item `%.*s`"),
                 slice_width(name), name.data);
    }
    return EXIT_CONTENT;
}

/* An item by its identity, the end of its slug, its title, or the path of its file. */
static struct find_result find(const struct site *site, struct slice name, struct arena *arena) {
    struct item *in_file = map_get(&site->item_paths, name);
    if (in_file != NULL) {
        return (struct find_result){.status = FIND_OK, .item = in_file};
    }
    struct find_result found = site_find_name(site, name, arena);
    bool names_kind = slice_find(name, ':') != SLICE_NOT_FOUND;
    return found.status == FIND_MISSING && names_kind ? site_find_identity(site, name, arena)
                                                      : found;
}

static int show_named(struct show *show, struct slice name) {
    struct find_result found = find(show->build->site, name, show->line->arena);
    if (found.status != FIND_OK) {
        return not_found(show, name, &found);
    }
    if (!print_format_is_human(option_value(show->line, OPTION_FORMAT, NULL))) {
        struct slice json = json_item(found.item, show->line->arena);
        fprintf(show->out, "%.*s\n", (int)json.length, json.data);
        return EXIT_DONE;
    }
    print_facts(show, found.item);
    print_fields(show, found.item);
    print_references(show, found.item);
    print_backlinks(show, found.item);
    print_anchors(show, found.item);
    size_t errors = build_errors(show->build);
    if (errors > 0) {
        fprintf(show->line->world.error,
                say(show->line, "\nThe site has errors (%zu); see knoop check.\n",
                    "\nDe site heeft fouten (%zu); zie knoop check.\n"),
                errors);
    }
    return EXIT_DONE;
}

/* What templates see; that templates have mistakes does not matter, for it is then that one asks.
 */
static int show_template_data(struct show *show, struct slice name) {
    struct build *build = show->build;
    size_t errors = build_errors(build);
    if (errors == 0) {
        build_prepare(build);
        stages_end(&build->stages);
    }
    if (errors > 0 || build->theme == NULL) {
        return build_report(build);
    }
    struct find_result found = {.status = FIND_MISSING};
    if (name.length > 0 && !slice_ends_with(name, SLICE(":"))) {
        found = find(build->site, name, show->line->arena);
    }
    bool is_page = slice_ends_with(name, SLICE(".html"));
    if (found.status == FIND_AMBIGUOUS || (found.nearest.length > 0 && !is_page)) {
        return not_found(show, name, &found);
    }
    return show_data(build, name, found.status == FIND_OK ? found.item : NULL);
}

/* Which of the two is asked for: `show REF` or `show template-data [REF]`. */
static bool wants_template_data(const struct command_line *line, struct slice *name) {
    bool is_wanted = slice_equals(slice_from(line->arguments[0]), SLICE("template-data"));
    size_t at = is_wanted ? 1 : 0;
    *name = at < line->argument_count ? slice_from(line->arguments[at]) : SLICE("");
    return is_wanted;
}

int run_show(struct command_line *line) {
    struct build build;
    struct slice name;
    bool is_data = wants_template_data(line, &name);
    if (!is_data && line->argument_count > 1) {
        complain(line, say(line, "`show` takes one item; put a title between quotes",
                           "`show` neemt één item; zet een titel tussen aanhalingstekens"));
        return EXIT_USAGE;
    }
    int status = build_begin(&build, line, option_value(line, OPTION_SITE, "."));
    if (status != EXIT_DONE) {
        return status;
    }
    build_load(&build);
    stages_end(&build.stages);
    struct print_options options = build_print_options(&build);
    struct show show = {.line = line,
                        .build = &build,
                        .print = {.options = &options, .arena = line->arena},
                        .out = line->world.out};
    map_init(&show.print.sources, line->arena);
    status = is_data ? show_template_data(&show, name) : show_named(&show, name);
    build_end(&build);
    return status;
}

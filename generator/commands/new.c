/* A new item: the form of its kind, filled in from the command line and by asking. */
#include "base/utf8.h"
#include "commands/command.h"
#include "commands/new_place.h"
#include "edit/journal.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHOICES_SHOWN = 30, TEXT_BYTES = 16 << 20, LINE_BYTES = 4096 };

/* What may be chosen by its number: `*count` texts, none when there are none or too many. */
static const struct slice *choices_of(struct form *form, const struct field *field, size_t *count) {
    const struct field *one = field->type == FIELD_LIST && field->of != NULL ? field->of : field;
    *count = 0;
    if (one->type == FIELD_CHOICE) {
        *count = one->choice_count;
        return one->choices;
    }
    const struct kind *kind = one->type == FIELD_REFERENCE && one->to_count == 1
                                  ? site_kind(form->build->site, one->to[0])
                                  : NULL;
    if (kind == NULL || kind->item_count > CHOICES_SHOWN) {
        return NULL;
    }
    struct slice *slugs = arena_new(form->build->arena, struct slice, kind->item_count + 1);
    for (size_t i = 0; i < kind->item_count; i++) {
        slugs[(*count)++] = kind->items[i]->slug;
    }
    return slugs;
}

/* Numbers become what they stand for: "1, 3". */
static struct slice by_number(struct form *form, struct slice answer, const struct slice *choices,
                              size_t count) {
    struct buffer out;
    buffer_init(&out, form->build->arena);
    struct slice entry;
    for (size_t i = 0; slice_cut(&answer, ',', &entry); i++) {
        int64_t number = 0;
        bool is_number = slice_to_integer(slice_trim(entry), &number) && number >= 1 &&
                         (uint64_t)number <= count;
        buffer_append_text(&out, i > 0 ? "," : "");
        buffer_append(&out, is_number ? choices[number - 1] : slice_trim(entry));
    }
    return arena_copy(form->build->arena, buffer_slice(&out));
}

/* Asks until the answer will do. False at the end of the input. */
static bool ask(struct form *form, const struct field *field) {
    const struct command_line *line = form->build->line;
    FILE *out = line->world.error;
    size_t count = 0;
    const struct slice *choices = choices_of(form, field, &count);
    struct slice help = form_help(form, field);
    if (help.length > 0) {
        fprintf(out, "%.*s\n", slice_width(help), help.data);
    }
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "  %zu  %.*s\n", i + 1, slice_width(choices[i]), choices[i].data);
    }
    char answer[LINE_BYTES];
    for (;;) {
        fprintf(out, "%.*s: ", slice_width(field->name), field->name.data);
        fflush(out);
        if (fgets(answer, sizeof answer, line->world.in) == NULL) {
            fputc('\n', out);
            return false;
        }
        struct slice text = slice_trim(slice_from(answer));
        if (text.length > 0 && count > 0) {
            text = by_number(form, text, choices, count);
        }
        if (text.length > 0 && form_set(form, field, text)) {
            return true;
        }
    }
}

/* What is required and has no default is asked for, or must have been given. */
static int fill_required(struct form *form) {
    const struct command_line *line = form->build->line;
    for (size_t i = 0; i < form->kind->field_count; i++) {
        const struct field *field = &form->kind->fields[i];
        if (!field->required || form->values[i].length > 0 ||
            field->fallback.type != VALUE_UNDEFINED) {
            continue;
        }
        if (!line->world.in_is_terminal) {
            return usage_wrong(line,
                               say(line, "`%.*s` is required: give it with --set %.*s=…",
                                   "`%.*s` is verplicht: geef het met --set %.*s=…"),
                               slice_width(field->name), field->name.data, slice_width(field->name),
                               field->name.data);
        }
        if (!ask(form, field)) {
            return EXIT_USAGE;
        }
    }
    return EXIT_DONE;
}

/* What comes in, as the text of the item. A terminal is not read. */
static struct slice read_text(const struct command_line *line) {
    struct buffer text;
    buffer_init(&text, line->arena);
    char part[LINE_BYTES];
    size_t count = 0;
    while (line->world.in != NULL && !line->world.in_is_terminal && text.length < TEXT_BYTES &&
           (count = fread(part, 1, sizeof part, line->world.in)) > 0) {
        buffer_append(&text, slice_of(part, count));
    }
    return buffer_slice(&text);
}

static int write_item(struct form *form, struct slice slug, struct slice *path) {
    const struct build *build = form->build;
    const struct command_line *line = build->line;
    struct slice text = read_text(line), folder = form->kind->folder;
    bool yaml = text.length == 0 && place_is_yaml(build, form->kind);
    struct buffer out;
    buffer_init(&out, build->arena);
    buffer_append_text(&out, yaml ? "" : "---\n");
    form_append(form, &out);
    buffer_append_text(&out, yaml ? "" : "---\n\n");
    buffer_append(&out, text);
    *path = arena_format(build->arena, "content/%.*s/%.*s.%s", slice_width(folder), folder.data,
                         slice_width(slug), slug.data, yaml ? "yaml" : "md");
    bool exists = false;
    struct slice failure;
    if (file_write_new(build->folder.root, *path, arena_copy(build->arena, buffer_slice(&out)),
                       build->arena, &exists, &failure)) {
        return EXIT_DONE;
    }
    complain(line, "%.*s", slice_width(failure), failure.data);
    return exists ? EXIT_USAGE : EXIT_MACHINE;
}

/* The slug of a title that no item of the kind has yet; the empty slice after saying so. */
static struct slice find_slug(const struct form *form) {
    const struct build *build = form->build;
    struct slice title = slice_from(build->line->arguments[1]);
    struct slice slug = utf8_slug(build->arena, title);
    if (slug.length > 80) {
        size_t at = slice_find_last(slice_take(slug, 80), '-');
        slug = slice_take(slug, at == SLICE_NOT_FOUND ? 80 : at);
    }
    if (slug.length > 0 && place_is_in_years(build, form->kind)) {
        slug = arena_format(build->arena, "%04d/%.*s", build->today.year, slice_width(slug),
                            slug.data);
    }
    struct slice name = form->kind->name;
    struct slice identity = arena_format(build->arena, "%.*s:%.*s", slice_width(name), name.data,
                                         slice_width(slug), slug.data);
    const struct candidate *there = map_get(&build->site->identities, identity);
    if (there != NULL) {
        complain(build->line,
                 say(build->line, "`%.*s` exists already: %.*s", "`%.*s` bestaat al: %.*s"),
                 slice_width(identity), identity.data, slice_width(there->item->path),
                 there->item->path.data);
        return SLICE("");
    }
    if (slug.length == 0) {
        complain(build->line, "%s",
                 say(build->line, "no name for a file can be made from this title",
                     "van deze titel is geen bestandsnaam te maken"));
    }
    return slug;
}

/* Opens the file in the editor that the environment names, through the shell, as others do. */
static int edit(const struct command_line *line, struct slice path) {
    const char *editor = line->world.variable("VISUAL");
    editor = editor != NULL && editor[0] != '\0' ? editor : line->world.variable("EDITOR");
    if (editor == NULL || editor[0] == '\0') {
        complain(line, "%s",
                 say(line, "set EDITOR to the program that you write with",
                     "zet EDITOR op het programma waarmee je schrijft"));
        return EXIT_USAGE;
    }
    const char *command = arena_format(line->arena, "%s \"$1\"", editor).data;
    fflush(line->world.out);
    pid_t child = fork();
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", command, "sh", arena_copy(line->arena, path).data,
              (char *)NULL);
        _exit(127);
    }
    int status = 0;
    bool is_good = child > 0 && waitpid(child, &status, 0) == child && status == 0;
    return is_good ? EXIT_DONE : EXIT_MACHINE;
}

static int make(struct build *build) {
    const struct command_line *line = build->line;
    const struct kind *kind = place_find_kind(build, slice_from(line->arguments[0]));
    if (kind == NULL) {
        return EXIT_USAGE;
    }
    struct form form;
    form_init(&form, build, kind);
    if (kind->is_dated) {
        struct buffer today;
        buffer_init(&today, build->arena);
        date_append_iso(&today, build->today);
        form.values[COMMON_DATE] = buffer_slice(&today);
    }
    struct slice slug = find_slug(&form);
    if (slug.length == 0 ||
        !form_set(&form, &kind->fields[kind->title], slice_from(line->arguments[1]))) {
        return EXIT_USAGE;
    }
    int status = place_set_given(&form);
    status = status == EXIT_DONE ? fill_required(&form) : status;
    struct slice path;
    status = status == EXIT_DONE ? write_item(&form, slug, &path) : status;
    if (status != EXIT_DONE) {
        return status;
    }
    struct slice shown = arena_format(build->arena, "%.*s%.*s", slice_width(build->folder.prefix),
                                      build->folder.prefix.data, slice_width(path), path.data);
    fprintf(line->world.out, "%.*s\n", slice_width(shown), shown.data);
    return option_given(line, OPTION_EDIT) ? edit(line, shown) : EXIT_DONE;
}

int run_new(struct command_line *line) {
    struct build build;
    int status = build_begin(&build, line, option_value(line, OPTION_SITE, "."));
    if (status != EXIT_DONE) {
        return status;
    }
    build_load(&build);
    stages_end(&build.stages);
    status = make(&build);
    build_end(&build);
    return status;
}

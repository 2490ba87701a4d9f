#include "commands/new_form.h"

#include "formats/yaml_write.h"

#include <string.h>

void form_init(struct form *form, struct build *build, const struct kind *kind) {
    *form = (struct form){.build = build, .kind = kind};
    form->values = arena_new(build->arena, struct slice, kind->field_count);
}

struct slice form_help(const struct form *form, const struct field *field) {
    struct slice language = language_code(form->build->line->language);
    return localized_in(field->help, language, form->build->site->settings.language);
}

/* A list is written with commas between its entries, in brackets or not. */
static struct slice list_inside(struct slice value) {
    value = slice_trim(value);
    bool in_brackets =
        value.length >= 2 && value.data[0] == '[' && value.data[value.length - 1] == ']';
    return in_brackets ? slice_between(value, 1, value.length - 1) : value;
}

void form_append_value(struct buffer *out, const struct field *field, struct slice value) {
    bool is_text = field->type == FIELD_TEXT || field->type == FIELD_MARKDOWN;
    if (field->type != FIELD_LIST) {
        yaml_write_text(out, is_text ? value : slice_trim(value));
        return;
    }
    struct slice rest = list_inside(value), entry;
    buffer_append_byte(out, '[');
    for (size_t i = 0; slice_cut(&rest, ',', &entry); i++) {
        buffer_append_text(out, i > 0 ? ", " : "");
        yaml_write_text(out, slice_trim(entry));
    }
    buffer_append_byte(out, ']');
}

/* Whether the item that a reference names exists and is of a kind that the field takes. */
static bool reference_is_good(struct form *form, const struct field *field, struct slice text) {
    const struct site *site = form->build->site;
    struct arena *arena = form->build->arena;
    struct find_result found = {.status = FIND_MISSING};
    if (slice_find(text, ':') == SLICE_NOT_FOUND && field->to_count == 1) {
        const struct kind *kind = site_kind(site, field->to[0]);
        found = kind == NULL ? found : site_find(site, kind, text, arena);
    } else {
        found = site_find_identity(site, text, arena);
    }
    const struct command_line *line = form->build->line;
    if (found.status == FIND_OK) {
        return true;
    }
    const char *form_text = found.nearest.length > 0
                                ? say(line, "there is no `%.*s`; did you mean `%.*s`?",
                                      "er is geen `%.*s`; bedoelde je `%.*s`?")
                                : say(line, "there is no `%.*s`, or more than one%.*s",
                                      "er is geen `%.*s`, of er is er meer dan een%.*s");
    complain(line, form_text, slice_width(text), text.data, slice_width(found.nearest),
             found.nearest.data);
    return false;
}

static struct value raw_value(struct slice text, const struct field *field) {
    struct value value = value_text(text);
    value.flags = field->type == FIELD_TEXT ? VALUE_QUOTED : VALUE_PLAIN;
    return value;
}

/* Reads one value as it will be read from the file. */
static bool value_is_good(struct form *form, const struct field *field, struct slice text) {
    struct build *build = form->build;
    if (field->type == FIELD_REFERENCE) {
        return reference_is_good(form, field, text);
    }
    struct diagnostics diagnostics;
    diagnostics_init(&diagnostics, build->arena);
    struct field_reading reading;
    field_reading_init(&reading, build->arena, &diagnostics, SLICE(""), NULL);
    struct value out;
    if (field_read(field, raw_value(text, field), &reading, &out) && diagnostics.count == 0) {
        return true;
    }
    struct buffer message;
    buffer_init(&message, build->arena);
    if (diagnostics.count > 0) {
        diagnostic_append_message(&message, diagnostics.entries[0],
                                  language_code(build->line->language));
    } else {
        buffer_append(&message, text);
    }
    complain(build->line, "%.*s: %.*s", slice_width(field->name), field->name.data,
             (int)message.length, message.data);
    return false;
}

bool form_set(struct form *form, const struct field *field, struct slice value) {
    const struct command_line *line = form->build->line;
    if (field->type == FIELD_OBJECT) {
        complain(line,
                 say(line, "`%.*s` has fields of its own; fill them in in the file",
                     "`%.*s` heeft eigen velden; vul die in het bestand in"),
                 slice_width(field->name), field->name.data);
        return false;
    }
    if (field->type != FIELD_LIST) {
        value = field->type == FIELD_TEXT ? value : slice_trim(value);
        if (!value_is_good(form, field, value)) {
            return false;
        }
    } else {
        struct slice rest = list_inside(value), entry;
        while (slice_cut(&rest, ',', &entry)) {
            entry = slice_trim(entry);
            if (entry.length == 0 ||
                (field->of != NULL && !value_is_good(form, field->of, entry))) {
                return false;
            }
        }
    }
    form->values[kind_field_index(form->kind, field)] = arena_copy(form->build->arena, value);
    return true;
}

/* What a value looks like, for a field that is not filled in. */
static void append_example(struct buffer *out, const struct form *form, const struct field *field) {
    bool is_list = field->type == FIELD_LIST && field->of != NULL;
    const struct field *one = is_list ? field->of : field;
    buffer_append_text(out, is_list ? "[" : "");
    if (one->type == FIELD_CHOICE) {
        for (size_t i = 0; i < one->choice_count; i++) {
            buffer_append_text(out, i > 0 ? " | " : "");
            buffer_append(out, one->choices[i]);
        }
    } else if (one->type == FIELD_REFERENCE && one->to_count == 1) {
        buffer_append(out, one->to[0]);
    } else if (one->type == FIELD_DATE) {
        date_append_iso(out, form->build->today);
    } else if (one->type == FIELD_OBJECT) {
        buffer_append_text(out, "{ ");
        for (size_t i = 0; i < one->field_count; i++) {
            buffer_append_text(out, i > 0 ? ", " : "");
            buffer_append(out, one->fields[i].name);
            buffer_append_text(out, ": …");
        }
        buffer_append_text(out, " }");
    } else {
        buffer_append_text(out, "…");
    }
    buffer_append_text(out, is_list ? "]" : "");
}

/* The help as a comment; it may have lines. */
static void append_help(struct buffer *out, struct slice help) {
    struct slice line;
    while (slice_cut_line(&help, &line)) {
        buffer_append_text(out, "# ");
        buffer_append(out, line);
        buffer_append_byte(out, '\n');
    }
}

static void append_field(const struct form *form, struct buffer *out, const struct field *field) {
    struct slice value = form->values[kind_field_index(form->kind, field)];
    append_help(out, form_help(form, field));
    buffer_append_text(out, value.length > 0 ? "" : "# ");
    buffer_append(out, field->name);
    buffer_append_text(out, ": ");
    if (value.length > 0) {
        form_append_value(out, field, value);
    } else {
        append_example(out, form, field);
    }
    buffer_append_byte(out, '\n');
}

void form_append(const struct form *form, struct buffer *out) {
    const struct kind *kind = form->kind;
    const struct command_line *line = form->build->line;
    append_field(form, out, &kind->fields[kind->title]);
    const struct field *description = &kind->fields[COMMON_DESCRIPTION];
    if (description->is_common) {
        append_help(out, slice_from(say(line, "One sentence that says what it is about, for lists.",
                                        "Eén zin die zegt waar het over gaat, voor lijsten.")));
        append_field(form, out, description);
    }
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct field *field = &kind->fields[i];
        bool is_set = form->values[i].length > 0;
        bool is_shown = i != kind->title && field != description && field->name.length > 0 &&
                        (!field->is_common || is_set);
        if (is_shown || (field == description && !field->is_common)) {
            append_field(form, out, field);
        }
    }
}

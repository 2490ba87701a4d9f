#include "commands/show_data.h"

#include "commands/command.h"
#include "commands/print.h"
#include "commands/show_value.h"
#include "formats/json.h"
#include "render/data.h"

enum { ENTRIES_SHOWN = 10, NAME_WIDTH = 14 };

struct writing {
    const struct command_line *line;
    struct buffer *out;
};

static bool is_nested(struct value value) {
    return value.type == VALUE_MAP || value.type == VALUE_LIST;
}

static void indent(const struct writing *writing, size_t depth) {
    buffer_format(writing->out, "%*s", (int)depth * 2, "");
}

/* Texts between quotes; names of items, kinds and files without. */
static void write_scalar(const struct writing *writing, struct value value) {
    const struct command_line *line = writing->line;
    bool is_quoted = value.type == VALUE_TEXT && (value.flags & (VALUE_PLAIN | VALUE_SAFE)) == 0;
    if (value.type == VALUE_UNDEFINED) {
        buffer_append_text(writing->out, say(line, "(not there)", "(is er niet)"));
    } else if (value.type == VALUE_TEXT && (value.flags & VALUE_SAFE) != 0) {
        buffer_append_text(writing->out, "HTML ");
    }
    buffer_append_text(writing->out, is_quoted ? "\"" : "");
    show_append_value(writing->out, value);
    buffer_append_text(writing->out, is_quoted ? "\"" : "");
}

/* A list of plain values on one line, the first few of many. */
static bool write_line(const struct writing *writing, struct value list) {
    const struct command_line *line = writing->line;
    for (uint32_t i = 0; i < list.length; i++) {
        if (is_nested(list.as.list[i])) {
            return false;
        }
    }
    buffer_append_byte(writing->out, '[');
    for (uint32_t i = 0; i < list.length && i < ENTRIES_SHOWN; i++) {
        buffer_append_text(writing->out, i == 0 ? "" : ", ");
        write_scalar(writing, list.as.list[i]);
    }
    if (list.length > ENTRIES_SHOWN) {
        buffer_format(writing->out, say(line, ", and %u more", ", en nog %u"),
                      (unsigned)(list.length - ENTRIES_SHOWN));
    }
    buffer_append_text(writing->out, "]");
    return true;
}

static void write_value(const struct writing *writing, struct value value, size_t depth);

/* The pairs of a map, each on a line of its own; the first behind what stands there already. */
static void write_map(const struct writing *writing, struct value map, size_t depth,
                      bool is_begun) {
    for (uint32_t i = 0; i < map.length; i++) {
        if (i > 0 || !is_begun) {
            indent(writing, depth);
        }
        buffer_append(writing->out, map.as.map[i].key);
        buffer_append_byte(writing->out, ':');
        write_value(writing, map.as.map[i].value, depth);
    }
}

static void write_list(const struct writing *writing, struct value list, size_t depth) {
    for (uint32_t i = 0; i < list.length; i++) {
        indent(writing, depth);
        buffer_append_text(writing->out, "- ");
        if (list.as.list[i].type == VALUE_MAP && list.as.list[i].length > 0) {
            write_map(writing, list.as.list[i], depth + 1, true);
        } else {
            write_value(writing, list.as.list[i], depth + 1);
        }
    }
}

/* Recursion is as deep as the data, which render_data bounds. */
static void write_value(const struct writing *writing, struct value value, size_t depth) {
    if (value.type == VALUE_MAP && value.length > 0) {
        buffer_append_byte(writing->out, '\n');
        write_map(writing, value, depth + 1, false);
        return;
    }
    buffer_append_byte(writing->out, ' ');
    if (value.type == VALUE_MAP) {
        buffer_append_text(writing->out, "{}");
    } else if (value.type != VALUE_LIST) {
        write_scalar(writing, value);
    } else if (!write_line(writing, value)) {
        buffer_truncate(writing->out, writing->out->length - 1);
        buffer_append_byte(writing->out, '\n');
        write_list(writing, value, depth + 1);
        return;
    }
    buffer_append_byte(writing->out, '\n');
}

static int no_page(const struct command_line *line, struct slice name) {
    complain(
        line,
        say(line, "there is no item and no page `%.*s`", "er is geen item en geen pagina `%.*s`"),
        slice_width(name), name.data);
    return EXIT_CONTENT;
}

int show_data(struct build *build, struct slice name, const struct item *item) {
    const struct command_line *line = build->line;
    struct render_subject subject = {.item = item};
    if (item == NULL && name.length > 0) {
        bool is_list = slice_ends_with(name, SLICE(":"));
        struct slice kind = slice_take(name, name.length - (is_list ? 1 : 0));
        subject.kind = is_list ? site_kind(build->site, kind) : NULL;
        subject.address = name;
    }
    struct value data;
    if (!render_data(build->theme, &subject, build->arena, &data)) {
        return no_page(line, name);
    }
    struct buffer out;
    buffer_init(&out, build->arena);
    const char *format = option_value(line, OPTION_FORMAT, NULL);
    if (print_format_is_human(format)) {
        const struct writing writing = {line, &out};
        write_map(&writing, data, 0, false);
    } else {
        struct json json;
        json_init(&json, &out, true);
        json_write_value(&json, data);
        buffer_append_byte(&out, '\n');
    }
    fwrite(out.data, 1, out.length, line->world.out);
    return EXIT_DONE;
}

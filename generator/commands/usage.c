#include "commands/usage.h"

#include "base/utf8.h"

enum { LINE_WIDTH = 80, TERM_WIDTH = 24 };

void usage_wrap(FILE *out, const char *text, size_t indent, size_t start) {
    struct slice rest = slice_from(text), word;
    size_t column = start;
    bool first = true;
    while (slice_cut(&rest, ' ', &word)) {
        size_t width = utf8_width(word);
        if (!first && column + 1 + width > LINE_WIDTH) {
            fputc('\n', out);
            column = 0;
            first = true;
        } else if (!first) {
            fputc(' ', out);
            column++;
        }
        for (; first && column < indent; column++) {
            fputc(' ', out);
        }
        fwrite(word.data, 1, word.length, out);
        column += width;
        first = false;
    }
    fputc('\n', out);
}

/* "  term                  explanation", the explanation on the next line if the term is long. */
static void print_row(FILE *out, struct slice term, const char *text) {
    fprintf(out, "  %.*s", slice_width(term), term.data);
    size_t column = 2 + utf8_width(term);
    if (column + 2 > TERM_WIDTH) {
        fputc('\n', out);
        column = 0;
    }
    usage_wrap(out, text, TERM_WIDTH, column);
}

static void print_options(const struct command_line *line, const enum option *options, FILE *out) {
    for (; *options != OPTION_END; options++) {
        struct buffer form;
        buffer_init(&form, line->arena);
        option_append_form(&form, *options, line->language);
        print_row(out, buffer_slice(&form), option_row(*options)->help[line->language]);
    }
}

void usage_print_command(const struct command_line *line, const struct command *command,
                         FILE *out) {
    enum language language = line->language;
    bool has_options = command->options[0] != OPTION_END;
    fprintf(out, "%s: knoop %s%s %s\n\n", say(line, "Usage", "Gebruik"), command->name,
            !has_options ? "" : say(line, " [OPTIONS]", " [OPTIES]"), command->arguments[language]);
    usage_wrap(out, command->text[language], 0, 0);
    if (has_options) {
        fprintf(out, "\n%s:\n", say(line, "Options", "Opties"));
        print_options(line, command->options, out);
    }
    fprintf(out, "\n%s:\n", say(line, "Options of every command", "Opties van elke opdracht"));
    print_options(line, common_options(), out);
}

static void print_overview(const struct command_line *line, FILE *out) {
    static const enum option VERSION_OPTION[] = {OPTION_VERSION, OPTION_END};
    fprintf(out, "%s\n\n%s:\n",
            say(line, "Usage: knoop COMMAND [OPTIONS] [ARGUMENTS]",
                "Gebruik: knoop OPDRACHT [OPTIES] [ARGUMENTEN]"),
            say(line, "Commands", "Opdrachten"));
    size_t count = 0;
    const struct command *table = commands(&count);
    for (size_t i = 0; i < count; i++) {
        struct slice term =
            arena_format(line->arena, "%s %s", table[i].name, table[i].arguments[line->language]);
        print_row(out, term, table[i].summary[line->language]);
    }
    fprintf(out, "\n%s:\n", say(line, "Options", "Opties"));
    print_options(line, common_options(), out);
    print_options(line, VERSION_OPTION, out);
    fprintf(out, "\n%s\n",
            say(line, "Help for a command: knoop help COMMAND",
                "Hulp bij een opdracht: knoop help OPDRACHT"));
}

void usage_print(const struct command_line *line, FILE *out) {
    if (line->command == NULL) {
        print_overview(line, out);
    } else {
        usage_print_command(line, line->command, out);
    }
}

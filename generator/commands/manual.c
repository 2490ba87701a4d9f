#include "commands/manual.h"

#include "base/utf8.h"
#include "commands/command.h"
#include "commands/topics.h"

#include <string.h>

struct manual {
    const struct command_line *line;
    FILE *out;
};

/* Text as troff takes it: no control line by accident, backslashes and dashes as they are. */
static void print_text(const struct manual *manual, const char *text) {
    if (text[0] == '.' || text[0] == '\'') {
        fputs("\\&", manual->out);
    }
    struct slice rest = slice_from(text);
    for (size_t at = 0; at < rest.length;) {
        uint32_t code_point = utf8_next(rest, &at);
        if (code_point == '\\') {
            fputs("\\e", manual->out);
        } else if (code_point == '-') {
            fputs("\\-", manual->out);
        } else if (code_point == '`') {
            fputs("\\(ga", manual->out);
        } else if (code_point < 0x80) {
            fputc((int)code_point, manual->out);
        } else {
            /* troff itself reads bytes; this form it knows in every encoding. */
            fprintf(manual->out, "\\[u%04X]", (unsigned)code_point);
        }
    }
}

static void print_line(const struct manual *manual, const char *text) {
    print_text(manual, text);
    fputc('\n', manual->out);
}

static void print_heading(const struct manual *manual, const char *english, const char *dutch) {
    fprintf(manual->out, ".SH %s\n", say(manual->line, english, dutch));
}

/* A term in bold and what it means. */
static void print_term(const struct manual *manual, const char *term, const char *text) {
    fputs(".TP\n.B ", manual->out);
    print_line(manual, term);
    print_line(manual, text);
}

static void print_options(const struct manual *manual, const enum option *options) {
    enum language language = manual->line->language;
    for (; *options != OPTION_END; options++) {
        struct buffer form;
        buffer_init(&form, manual->line->arena);
        option_append_form(&form, *options, language);
        buffer_append_byte(&form, '\0');
        print_term(manual, form.data, option_row(*options)->help[language]);
    }
}

static void print_commands(const struct manual *manual) {
    enum language language = manual->line->language;
    size_t count = 0;
    const struct command *table = commands(&count);
    print_heading(manual, "COMMANDS", "OPDRACHTEN");
    for (size_t i = 0; i < count; i++) {
        fprintf(manual->out, ".SS \"knoop %s %s\"\n", table[i].name, table[i].arguments[language]);
        print_line(manual, table[i].text[language]);
        print_options(manual, table[i].options);
    }
    print_heading(manual, "OPTIONS OF EVERY COMMAND", "OPTIES VAN ELKE OPDRACHT");
    print_options(manual, common_options());
}

static void print_statuses(const struct manual *manual) {
    size_t count = 0;
    const struct exit_row *rows = exit_rows(&count);
    print_heading(manual, "EXIT STATUS", "EINDSTATUS");
    for (size_t i = 0; i < count; i++) {
        print_term(manual, arena_format(manual->line->arena, "%zu", i).data,
                   rows[i].text[manual->line->language]);
    }
}

static void print_variables(const struct manual *manual) {
    size_t count = 0;
    const struct variable_row *rows = variable_rows(&count);
    print_heading(manual, "ENVIRONMENT", "OMGEVING");
    for (size_t i = 0; i < count; i++) {
        print_term(manual, rows[i].name, rows[i].text[manual->line->language]);
    }
}

static void print_message(const struct manual *manual, const struct message_row *row) {
    enum language language = manual->line->language;
    struct arena *arena = manual->line->arena;
    const char *severity = row->severity == SEVERITY_ERROR
                               ? say(manual->line, "error", "fout")
                               : say(manual->line, "warning", "waarschuwing");
    fprintf(manual->out, ".br\n%s: ", severity);
    print_text(manual, topics_text(arena, row->text[language]).data);
    if (row->help[language] != NULL) {
        fputs(".\n", manual->out);
        print_text(manual, topics_text(arena, row->help[language]).data);
    }
    fputs(".\n", manual->out);
}

static void print_messages(const struct manual *manual) {
    print_heading(manual, "DIAGNOSTICS", "MELDINGEN");
    size_t count = 0;
    const char *const *codes = topics_codes(manual->line->arena, &count);
    for (size_t i = 0; i < count; i++) {
        fputs(".TP\n.B ", manual->out);
        print_line(manual, codes[i]);
        for (size_t message = 0; message < MESSAGE_COUNT; message++) {
            const struct message_row *row = message_row((enum message)message);
            if (strcmp(row->code, codes[i]) == 0) {
                print_message(manual, row);
            }
        }
    }
}

static void print_files(const struct manual *manual) {
    static const struct file_row {
        const char *name;
        const char *text[LANGUAGE_COUNT];
    } ROWS[] = {
        {"content/site.yaml", {"the settings of the site", "de instellingen van de site"}},
        {"content/kinds/*.yaml",
         {"the kinds of items and their fields", "de soorten items en hun velden"}},
        {"content/*/**",
         {"the items, each in its kind's folder", "de items, elk in de map van hun soort"}},
        {"content/assets/**",
         {"files that are published as they are", "bestanden die ongewijzigd worden gepubliceerd"}},
        {"themes/*/", {"themes of the site's own", "eigen thema's van de site"}},
        {"output/", {"what was published", "wat gepubliceerd is"}},
    };
    print_heading(manual, "FILES", "BESTANDEN");
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        print_term(manual, ROWS[i].name, ROWS[i].text[manual->line->language]);
    }
}

void manual_print(const struct command_line *line, FILE *out) {
    const struct manual manual = {line, out};
    fprintf(out, ".TH KNOOP 1 \"\" \"knoop %s\"\n", KNOOP_VERSION);
    print_heading(&manual, "NAME", "NAAM");
    print_line(&manual, say(line, "knoop - publish a knowledge base as a static site",
                            "knoop - een kennisbank publiceren als statische site"));
    print_heading(&manual, "SYNOPSIS", "SAMENVATTING");
    fputs(".B knoop\n", out);
    print_line(&manual,
               say(line, "COMMAND [OPTIONS] [ARGUMENTS]", "OPDRACHT [OPTIES] [ARGUMENTEN]"));
    print_heading(&manual, "DESCRIPTION", "BESCHRIJVING");
    print_line(&manual,
               say(line,
                   "Reads a folder of Markdown and YAML, checks every reference in it, and "
                   "publishes pages that need no server. When anything is wrong, all of it is "
                   "reported and nothing is published.",
                   "Leest een map met Markdown en YAML, controleert elke verwijzing daarin, en "
                   "publiceert pagina's die geen server nodig hebben. Is er iets mis, dan wordt "
                   "alles gemeld en niets gepubliceerd."));
    print_commands(&manual);
    print_statuses(&manual);
    print_variables(&manual);
    print_files(&manual);
    print_messages(&manual);
}

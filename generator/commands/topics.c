#include "commands/topics.h"

#include "base/buffer.h"
#include "commands/usage.h"
#include "render/reference.h"
#include "site/field.h"
#include "template/template.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off: one row each, texts below each other, English first. */
static const struct exit_row EXIT_ROWS[] = {
    [EXIT_DONE] = {{"done", "gelukt"}},
    [EXIT_CONTENT] = {{"the content has errors; nothing was published",
                       "de inhoud heeft fouten; er is niets gepubliceerd"}},
    [EXIT_USAGE] = {{"the command line is wrong", "de opdrachtregel klopt niet"}},
    [EXIT_MACHINE] = {{"the machine failed: disk full, no permission",
                       "de machine liet het afweten: schijf vol, geen toestemming"}},
};

static const struct variable_row VARIABLE_ROWS[] = {
    {"LC_ALL, LC_MESSAGES, LANG",
     {"the language of messages: Dutch when the first that is set begins with nl",
      "de taal van de meldingen: Nederlands als de eerste die gezet is met nl begint"}},
    {"NO_COLOR",
     {"when set, messages have no colour (unless --color always)",
      "als dit gezet is, hebben meldingen geen kleur (tenzij --color always)"}},
    {"SOURCE_DATE_EPOCH",
     {"seconds since 1970: the date that counts as today, without --today",
      "seconden sinds 1970: de datum die als vandaag telt, zonder --today"}},
    {"KNOOP_SHARE",
     {"a folder with themes/ and kinds/ that goes before the installed ones",
      "een map met themes/ en kinds/ die voor de geïnstalleerde gaat"}},
    {"SSL_CERT_FILE",
     {"certificates that `check --external` trusts instead of the system's",
      "certificaten die `check --external` vertrouwt in plaats van die van het systeem"}},
    {"https_proxy",
     {"the proxy that `check --external` asks by; also http_proxy, all_proxy and no_proxy",
      "de proxy waarlangs `check --external` vraagt; ook http_proxy, all_proxy en no_proxy"}},
};
/* clang-format on */

const struct exit_row *exit_rows(size_t *count) {
    *count = sizeof EXIT_ROWS / sizeof *EXIT_ROWS;
    return EXIT_ROWS;
}

const struct variable_row *variable_rows(size_t *count) {
    *count = sizeof VARIABLE_ROWS / sizeof *VARIABLE_ROWS;
    return VARIABLE_ROWS;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *topics_codes(struct arena *arena, size_t *count) {
    const char **codes = arena_new(arena, const char *, MESSAGE_COUNT);
    for (size_t i = 0; i < MESSAGE_COUNT; i++) {
        codes[i] = message_row((enum message)i)->code;
    }
    qsort(codes, MESSAGE_COUNT, sizeof *codes, by_name);
    *count = 0;
    for (size_t i = 0; i < MESSAGE_COUNT; i++) {
        if (*count == 0 || strcmp(codes[*count - 1], codes[i]) != 0) {
            codes[(*count)++] = codes[i];
        }
    }
    return codes;
}

struct slice topics_text(struct arena *arena, const char *text) {
    struct buffer out;
    buffer_init(&out, arena);
    for (; *text != '\0'; text++) {
        if (text[0] == '{' && text[1] >= '1' && text[1] <= '4' && text[2] == '}') {
            buffer_append_text(&out, "…");
            text += 2;
        } else {
            buffer_append_byte(&out, *text);
        }
    }
    return arena_copy(arena, buffer_slice(&out));
}

bool topics_explain_code(const struct command_line *line, struct slice code, FILE *out) {
    bool is_known = false;
    for (size_t i = 0; i < MESSAGE_COUNT; i++) {
        const struct message_row *row = message_row((enum message)i);
        if (!slice_equals(code, slice_from(row->code))) {
            continue;
        }
        const char *severity = row->severity == SEVERITY_ERROR
                                   ? say(line, "error", "fout")
                                   : say(line, "warning", "waarschuwing");
        fprintf(out, "%s%s: ", is_known ? "\n" : "", severity);
        usage_wrap(out, topics_text(line->arena, row->text[line->language]).data, 2,
                   strlen(severity) + 2);
        if (row->help[line->language] != NULL) {
            fputs("  = ", out);
            usage_wrap(out, topics_text(line->arena, row->help[line->language]).data, 4, 4);
        }
        is_known = true;
    }
    return is_known;
}

static void print_codes(const struct command_line *line, FILE *out) {
    size_t count = 0;
    const char *const *codes = topics_codes(line->arena, &count);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "%s[%s]\n", i == 0 ? "" : "\n", codes[i]);
        topics_explain_code(line, slice_from(codes[i]), out);
    }
}

static void print_fields(const struct command_line *line, FILE *out) {
    fputs(say(line, "The types that a field in content/kinds/ may have:\n\n",
              "De typen die een veld in content/kinds/ kan hebben:\n\n"),
          out);
    for (size_t i = 0; i < FIELD_TYPE_COUNT; i++) {
        const struct field_type_row *row = field_type_row((enum field_type)i);
        fprintf(out, "  %-10s ", row->name);
        usage_wrap(out, row->expected[line->language], 13, 13);
        if (row->keys[0] != '\0') {
            fprintf(out, "%13s%s: %s\n", "", say(line, "also", "ook"), row->keys);
        }
    }
    fputs(say(line, "\nEvery field may have: required default label help unique\n",
              "\nElk veld kan hebben: required default label help unique\n"),
          out);
}

static void print_rows(const struct command_line *line,
                       const struct template_reference_row *row_at(size_t index), FILE *out) {
    const struct template_reference_row *row = NULL;
    for (size_t i = 0; (row = row_at(i)) != NULL; i++) {
        fprintf(out, "%s\n    ", row->signature);
        usage_wrap(out, language_text(line->language, row->summary_en, row->summary_nl), 4, 4);
    }
}

static void print_filters(const struct command_line *line, FILE *out) {
    print_rows(line, template_filter_row, out);
}

static void print_tests(const struct command_line *line, FILE *out) {
    print_rows(line, template_test_row, out);
}

static void print_functions(const struct command_line *line, FILE *out) {
    print_rows(line, reference_function_row, out);
}

/* The tables of names, each under what it belongs to. */
static void print_data(const struct command_line *line, FILE *out) {
    for (size_t table = 0; table < NAMES_COUNT; table++) {
        size_t count = 0;
        const struct name_row *rows = names_rows((enum name_table)table, &count);
        fprintf(out, "%s%s\n", table == 0 ? "" : "\n",
                language_text(line->language, reference_heading_en((enum name_table)table),
                              reference_heading_nl((enum name_table)table)));
        for (size_t i = 0; i < count; i++) {
            struct buffer type;
            buffer_init(&type, line->arena);
            reference_append_type(&type, &rows[i]);
            fprintf(out, "  %s (%.*s)\n      ", rows[i].name, (int)type.length, type.data);
            usage_wrap(out, language_text(line->language, rows[i].summary_en, rows[i].summary_nl),
                       6, 6);
        }
    }
    fputs(say(line, "\nWhat an item of a site really has: knoop show template-data kind:slug\n",
              "\nWat een item van een site echt heeft: knoop show template-data soort:slug\n"),
          out);
}

static void print_theme(const struct command_line *line, FILE *out) {
    static const struct {
        const char *page[LANGUAGE_COUNT];
        const char *templates;
    } rows[] = {
        {{"an item", "een item"}, "<its field template>.html  <kind>.html  item.html"},
        {{"the list of a kind", "de lijst van een soort"}, "<kind>-list.html  list.html"},
        {{"an item in a text", "een item in een tekst"}, "<kind>-embed.html  embed.html"},
        {{"the front page", "de voorpagina"}, "home.html"},
        {{"not found", "niet gevonden"}, "404.html"},
        {{"an old address", "een oud adres"}, "redirect.html"},
    };
    usage_wrap(
        out,
        say(line,
            "A theme is a folder with theme.yaml (name, title, extends, options), templates/, "
            "assets/ and i18n/<language>.yaml. content/templates/ goes before the theme, and a "
            "theme before the one that it extends. The first of these templates makes:",
            "Een thema is een map met theme.yaml (name, title, extends, options), templates/, "
            "assets/ en i18n/<taal>.yaml. content/templates/ gaat voor het thema, en een thema "
            "voor het thema dat het uitbreidt. De eerste van deze sjablonen maakt:"),
        0, 0);
    fputc('\n', out);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fprintf(out, "  %-22s %s\n", rows[i].page[line->language], rows[i].templates);
    }
    usage_wrap(
        out,
        say(line,
            "\nWhere there is none of these, default.html makes it. See also: knoop help data, "
            "functions, filters, tests; and the chapter Making a theme of the manual.",
            "\nAls die er niet zijn, maakt default.html de pagina. Zie ook: knoop help data, "
            "functions, filters, tests; en het hoofdstuk Making a theme van de handleiding."),
        0, 0);
}

static void print_statuses(const struct command_line *line, FILE *out) {
    for (size_t i = 0; i < sizeof EXIT_ROWS / sizeof *EXIT_ROWS; i++) {
        fprintf(out, "  %zu  %s\n", i, EXIT_ROWS[i].text[line->language]);
    }
}

static void print_variables(const struct command_line *line, FILE *out) {
    for (size_t i = 0; i < sizeof VARIABLE_ROWS / sizeof *VARIABLE_ROWS; i++) {
        fprintf(out, "%s\n    ", VARIABLE_ROWS[i].name);
        usage_wrap(out, VARIABLE_ROWS[i].text[line->language], 4, 4);
    }
}

/* clang-format off: one row a topic */
static const struct topic TOPICS[] = {
    {"codes",
     {"every message: what it means and what to do",
      "elke melding: wat zij betekent en wat te doen"},
     print_codes},
    {"fields", {"the types of fields", "de typen van velden"}, print_fields},
    {"filters", {"the filters of templates", "de filters van sjablonen"}, print_filters},
    {"tests", {"the tests of templates (`is …`)", "de tests van sjablonen (`is …`)"}, print_tests},
    {"functions", {"the functions of templates", "de functies van sjablonen"}, print_functions},
    {"data", {"what templates are given", "wat sjablonen krijgen"}, print_data},
    {"theme", {"what a theme consists of", "waar een thema uit bestaat"}, print_theme},
    {"status", {"the exit statuses", "de eindstatussen"}, print_statuses},
    {"environment",
     {"the variables of the environment that count", "de omgevingsvariabelen die meetellen"},
     print_variables},
};
/* clang-format on */

const struct topic *topics(size_t *count) {
    *count = sizeof TOPICS / sizeof *TOPICS;
    return TOPICS;
}

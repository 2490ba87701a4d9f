#include "commands/option.h"

#include "base/date.h"
#include "base/pool.h"

#include <string.h>

static bool is_date(const char *value) {
    struct date date;
    return date_parse(slice_from(value), &date) && date.day > 0;
}

static bool is_jobs(const char *value) {
    int64_t number = 0;
    return slice_to_integer(slice_from(value), &number) && number >= 1 &&
           number <= POOL_JOBS_MAXIMUM;
}

static bool is_days(const char *value) {
    int64_t number = 0;
    return slice_to_integer(slice_from(value), &number) && number >= 1 && number <= 100000;
}

static bool is_margin(const char *value) {
    int64_t number = 0;
    return slice_to_integer(slice_from(value), &number) && number >= 0 && number <= 60;
}

static bool is_port(const char *value) {
    int64_t number = 0;
    return slice_to_integer(slice_from(value), &number) && number >= 0 && number <= UINT16_MAX;
}

static bool is_base_url(const char *value) {
    struct slice url = slice_from(value);
    struct slice rest = slice_starts_with(url, SLICE("https://"))  ? slice_skip(url, 8)
                        : slice_starts_with(url, SLICE("http://")) ? slice_skip(url, 7)
                                                                   : SLICE("");
    for (size_t i = 0; i < rest.length; i++) {
        if ((unsigned char)rest.data[i] <= ' ' || strchr("<>\"?#", rest.data[i]) != NULL) {
            return false;
        }
    }
    return rest.length > 0 && rest.data[0] != '/';
}

static bool is_assignment(const char *value) {
    const char *equals = strchr(value, '=');
    return equals != NULL && equals != value;
}

static bool is_not_empty(const char *value) {
    return value[0] != '\0';
}

/* clang-format off: one row an option, its texts below each other, English first. */
static const struct option_row ROWS[OPTION_COUNT] = {
    [OPTION_HELP] = {"help",
                     'h',
                     {NULL, NULL},
                     {"print this help", "deze hulp tonen"},
                     NULL,
                     NULL,
                     {NULL, NULL}},
    [OPTION_VERSION] = {"version",
                        'V',
                        {NULL, NULL},
                        {"print the version", "de versie tonen"},
                        NULL,
                        NULL,
                        {NULL, NULL}},
    [OPTION_LANG] = {"lang",
                     '\0',
                     {"nl|en", "nl|en"},
                     {"the language of messages (default: that of the locale)",
                      "de taal van de meldingen (standaard: die van de locale)"},
                     "nl en",
                     NULL,
                     {NULL, NULL}},
    [OPTION_COLOR] =
        {"color",
         '\0',
         {"WHEN", "WANNEER"},
         {"colour in messages: auto (on a terminal, unless NO_COLOR is set), always or never",
          "kleur in meldingen: auto (op een terminal, tenzij NO_COLOR is gezet), always of never"},
         "auto always never",
         NULL,
         {NULL, NULL}},
    [OPTION_OUTPUT] = {"output",
                       'o',
                       {"DIR", "MAP"},
                       {"the published folder (default: output/ in the site's folder)",
                        "de gepubliceerde map (standaard: output/ in de map van de site)"},
                       NULL,
                       is_not_empty,
                       {"the path of a folder", "het pad van een map"}},
    [OPTION_ZIP] = {"zip",
                    '\0',
                    {"FILE", "BESTAND"},
                    {"also pack the published site in a ZIP file, for handing out",
                     "de gepubliceerde site ook inpakken in een ZIP-bestand, om uit te delen"},
                    NULL,
                    is_not_empty,
                    {"the path of a file", "het pad van een bestand"}},
    [OPTION_BASE_URL] = {"base-url",
                         '\0',
                         {"URL", "URL"},
                         {"where the site will stand; goes before `base_url` in site.yaml",
                          "waar de site komt te staan; gaat voor `base_url` in site.yaml"},
                         NULL,
                         is_base_url,
                         {"a whole address, as in https://example.org/knowledge/",
                          "een heel adres, zoals https://example.org/kennisbank/"}},
    [OPTION_DRAFTS] = {"drafts",
                       '\0',
                       {NULL, NULL},
                       {"publish drafts, future and expired items too",
                        "ook concepten, toekomstige en verlopen items publiceren"},
                       NULL,
                       NULL,
                       {NULL, NULL}},
    [OPTION_TODAY] =
        {"today",
         '\0',
         {"DATE", "DATUM"},
         {"the date that `publish` and `expires` are held against (default: today, in UTC)",
          "de datum waarmee `publish` en `expires` worden vergeleken (standaard: vandaag, in UTC)"},
         NULL,
         is_date,
         {"a date that exists, as in 2026-03-09", "een bestaande datum, zoals 2026-03-09"}},
    [OPTION_STRICT] = {"strict",
                       '\0',
                       {NULL, NULL},
                       {"count warnings as errors", "waarschuwingen als fouten tellen"},
                       NULL,
                       NULL,
                       {NULL, NULL}},
    [OPTION_FRESH] = {"fresh",
                      '\0',
                      {NULL, NULL},
                      {"make every page anew, also those that the last build made the same",
                       "elke pagina opnieuw maken, ook die de vorige keer al zo gemaakt is"},
                      NULL,
                      NULL,
                      {NULL, NULL}},
    [OPTION_PUBLISHED] = {"published",
                          '\0',
                          {NULL, NULL},
                          {"check the published folder instead: every link, anchor and file in it",
                           "in plaats daarvan de gepubliceerde map controleren: elke verwijzing, "
                           "elk anker en bestand"},
                          NULL,
                          NULL,
                          {NULL, NULL}},
    [OPTION_JOBS] = {"jobs",
                     'j',
                     {"N", "N"},
                     {"work on N threads (default: one for each processor)",
                      "met N draden werken (standaard: een voor elke processor)"},
                     NULL,
                     is_jobs,
                     {"a number from 1 to 64", "een getal van 1 tot en met 64"}},
    [OPTION_FORMAT] =
        {"format",
         '\0',
         {"FORM", "VORM"},
         {"how messages are written: human, json or sarif (for programs), github (for its actions)",
          "hoe meldingen worden geschreven: human, json of sarif (voor programma's), github (voor "
          "acties)"},
         "human json sarif github",
         NULL,
         {NULL, NULL}},
    [OPTION_QUIET] = {"quiet",
                      'q',
                      {NULL, NULL},
                      {"print nothing but errors and warnings",
                       "niets tonen dan fouten en waarschuwingen"},
                      NULL,
                      NULL,
                      {NULL, NULL}},
    [OPTION_VERBOSE] = {"verbose",
                        'v',
                        {NULL, NULL},
                        {"tell what is read, and from where",
                         "vertellen wat er gelezen wordt, en waarvandaan"},
                        NULL,
                        NULL,
                        {NULL, NULL}},
    [OPTION_TIMINGS] = {"timings",
                        '\0',
                        {NULL, NULL},
                        {"print how long each stage took", "tonen hoe lang elke stap duurde"},
                        NULL,
                        NULL,
                        {NULL, NULL}},
    [OPTION_SITE] = {"site",
                     '\0',
                     {"DIR", "MAP"},
                     {"the site's folder (default: the current one)",
                      "de map van de site (standaard: de huidige)"},
                     NULL,
                     is_not_empty,
                     {"the path of a folder", "het pad van een map"}},
    [OPTION_PORT] =
        {"port",
         'p',
         {"N", "N"},
         {"the port to answer on (default: 8400, or the next that is free)",
          "de poort om op te antwoorden (standaard: 8400, of de volgende die vrij is)"},
         NULL,
         is_port,
         {"a number from 0 to 65535", "een getal van 0 tot en met 65535"}},
    [OPTION_OPEN] = {"open",
                     '\0',
                     {NULL, NULL},
                     {"open the site in the browser", "de site openen in de browser"},
                     NULL,
                     NULL,
                     {NULL, NULL}},
    [OPTION_MAN] = {"man",
                    '\0',
                    {NULL, NULL},
                    {"print the manual page, for man", "de handleiding tonen, voor man"},
                    NULL,
                    NULL,
                    {NULL, NULL}},
    [OPTION_FIX] = {"fix",
                    '\0',
                    {NULL, NULL},
                    {"mend what has one sure remedy, then check again",
                     "verbeteren waarvoor één zeker middel is, en dan opnieuw controleren"},
                    NULL,
                    NULL,
                    {NULL, NULL}},
    [OPTION_DRY_RUN] =
        {"dry-run",
         'n',
         {NULL, NULL},
         {"write nothing, and print what would change: a diff, or the names of the new files",
          "niets schrijven, en tonen wat er zou veranderen: een diff, of de namen van de nieuwe "
          "bestanden"},
         NULL,
         NULL,
         {NULL, NULL}},
    [OPTION_SET] =
        {"set",
         's',
         {"FIELD=VALUE", "VELD=WAARDE"},
         {"the value of a field; may be given more than once",
          "de waarde van een veld; mag vaker gegeven worden"},
         NULL,
         is_assignment,
         {"a field, =, and its value", "een veld, =, en de waarde"}},
    [OPTION_EDIT] =
        {"edit",
         'e',
         {NULL, NULL},
         {"open the new file in $VISUAL or $EDITOR",
          "het nieuwe bestand openen in $VISUAL of $EDITOR"},
         NULL,
         NULL,
         {NULL, NULL}},
    [OPTION_FILE] =
        {"output",
         'o',
         {"FILE", "BESTAND"},
         {"the file to write (default: named after the title, in the current folder)",
          "het bestand om te schrijven (standaard: genoemd naar de titel, in de huidige "
          "map)"},
         NULL,
         is_not_empty,
         {"the path of a file", "het pad van een bestand"}},
    [OPTION_DOCUMENT_FORMAT] = {"format",
                                '\0',
                                {"FORMAT", "VORM"},
                                {"what to make: epub (the default), pdf, html, md or json",
                                 "wat er gemaakt wordt: epub (standaard), pdf, html, md of json"},
                                "epub pdf html md json",
                                NULL,
                                {NULL, NULL}},
    [OPTION_ABOUT] = {"about",
                      '\0',
                      {"REF", "REF"},
                      {"the item REF, and all that refers to it in a field",
                       "het item REF, en alles wat er in een veld naar verwijst"},
                      NULL,
                      is_not_empty,
                      {"kind:slug", "soort:slug"}},
    [OPTION_PAPER] = {"paper",
                      '\0',
                      {"SIZE", "MAAT"},
                      {"the pages of a PDF: a4 (the default) or a5",
                       "de bladzijden van een PDF: a4 (standaard) of a5"},
                      "a4 a5",
                      NULL,
                      {NULL, NULL}},
    [OPTION_MARGIN] =
        {"margin",
         '\0',
         {"MM", "MM"},
         {"millimetres around the text of a PDF (default: as fits the page)",
          "millimeters rond de tekst van een PDF (standaard: wat bij de bladzijde past)"},
         NULL,
         is_margin,
         {"0 to 60", "0 tot 60"}},
    [OPTION_RAGGED] = {"ragged",
                       '\0',
                       {NULL, NULL},
                       {"lines of a PDF end where their words do",
                        "regels van een PDF eindigen waar hun woorden eindigen"},
                       NULL,
                       NULL,
                       {NULL, NULL}},
    [OPTION_STALE] =
        {"stale",
         '\0',
         {"DAYS", "DAGEN"},
         {"also tell which items were last changed (`updated`, else `date`) more than so "
          "many days ago",
          "ook melden welke items langer dan zoveel dagen geleden zijn bijgewerkt "
          "(`updated`, anders `date`)"},
         NULL,
         is_days,
         {"a number of days", "een aantal dagen"}},
    [OPTION_EXTERNAL] =
        {"external",
         '\0',
         {NULL, NULL},
         {"also ask every link that leads out of the site whether it is still there",
          "ook elke link die de site uit leidt vragen of het er nog is"},
         NULL,
         NULL,
         {NULL, NULL}},
    [OPTION_KIND] =
        {"kind",
         '\0',
         {"KIND", "SOORT"},
         {"what the pages become; the first kind that has dates unless told otherwise",
          "wat de pagina's worden; de eerste soort met een datum, tenzij anders gezegd"},
         NULL,
         NULL,
         {NULL, NULL}},
    [OPTION_UPLOADS] = {"uploads",
                        '\0',
                        {"DIR", "MAP"},
                        {"a copy of the folder wp-content/uploads, for the pictures of WordPress",
                         "een kopie van de map wp-content/uploads, voor de plaatjes van WordPress"},
                        NULL,
                        NULL,
                        {NULL, NULL}},
    [OPTION_VSCODE] = {"vscode",
                       '\0',
                       {NULL, NULL},
                       {"also write .vscode/settings.json, unless it is there",
                        "ook .vscode/settings.json schrijven, als die er niet is"},
                       NULL,
                       NULL,
                       {NULL, NULL}},
    [OPTION_TITLE] = {"title",
                      '\0',
                      {"TEXT", "TEKST"},
                      {"the title of the document", "de titel van het document"},
                      NULL,
                      is_not_empty,
                      {"a text", "een tekst"}},
};
/* clang-format on */

const struct option_row *option_row(enum option option) {
    return &ROWS[option];
}

enum option option_named(struct slice name, enum option previous) {
    for (size_t i = previous == OPTION_END ? 0 : (size_t)previous + 1; i < OPTION_COUNT; i++) {
        if (slice_equals(name, slice_from(ROWS[i].name))) {
            return (enum option)i;
        }
    }
    return OPTION_END;
}

enum option option_lettered(char letter, enum option previous) {
    for (size_t i = previous == OPTION_END ? 0 : (size_t)previous + 1; i < OPTION_COUNT; i++) {
        if (letter != '\0' && ROWS[i].letter == letter) {
            return (enum option)i;
        }
    }
    return OPTION_END;
}

static bool is_choice(const char *choices, struct slice value) {
    struct slice rest = slice_from(choices), choice;
    while (slice_cut(&rest, ' ', &choice)) {
        if (slice_equals(choice, value)) {
            return true;
        }
    }
    return false;
}

bool option_accepts(enum option option, const char *value) {
    const struct option_row *row = &ROWS[option];
    if (row->choices != NULL) {
        return is_choice(row->choices, slice_from(value));
    }
    return row->check == NULL || row->check(value);
}

void option_append_form(struct buffer *out, enum option option, enum language language) {
    const struct option_row *row = &ROWS[option];
    if (row->letter != '\0') {
        buffer_format(out, "-%c, ", row->letter);
    }
    buffer_format(out, "--%s", row->name);
    if (row->argument[language] != NULL) {
        buffer_format(out, " %s", row->argument[language]);
    }
}

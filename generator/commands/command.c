#include "commands/command.h"

static const enum option COMMON_OPTIONS[] = {OPTION_HELP, OPTION_LANG, OPTION_COLOR, OPTION_END};
static const enum option NO_OPTIONS[] = {OPTION_END};
static const enum option BUILD_OPTIONS[] = {
    OPTION_OUTPUT,  OPTION_ZIP,     OPTION_BASE_URL, OPTION_DRAFTS, OPTION_TODAY,
    OPTION_STRICT,  OPTION_FRESH,   OPTION_JOBS,     OPTION_FORMAT, OPTION_QUIET,
    OPTION_VERBOSE, OPTION_TIMINGS, OPTION_END};
static const enum option CHECK_OPTIONS[] = {
    OPTION_PUBLISHED, OPTION_OUTPUT, OPTION_BASE_URL, OPTION_DRAFTS,  OPTION_TODAY,   OPTION_STRICT,
    OPTION_JOBS,      OPTION_FORMAT, OPTION_QUIET,    OPTION_VERBOSE, OPTION_TIMINGS, OPTION_FIX,
    OPTION_DRY_RUN,   OPTION_STALE,  OPTION_EXTERNAL, OPTION_END};
static const enum option SHOW_OPTIONS[] = {OPTION_SITE, OPTION_TODAY, OPTION_JOBS, OPTION_FORMAT,
                                           OPTION_END};
static const enum option SERVE_OPTIONS[] = {OPTION_PORT, OPTION_OPEN, OPTION_TODAY, OPTION_JOBS,
                                            OPTION_END};
static const enum option NEW_OPTIONS[] = {OPTION_SITE,  OPTION_SET,  OPTION_EDIT,
                                          OPTION_TODAY, OPTION_JOBS, OPTION_END};
static const enum option IMPORT_OPTIONS[] = {OPTION_KIND,    OPTION_SET,  OPTION_UPLOADS,
                                             OPTION_DRY_RUN, OPTION_SITE, OPTION_QUIET,
                                             OPTION_TODAY,   OPTION_JOBS, OPTION_END};
static const enum option MOVE_OPTIONS[] = {OPTION_SITE,  OPTION_DRY_RUN, OPTION_QUIET,
                                           OPTION_TODAY, OPTION_JOBS,    OPTION_END};
static const enum option DOCUMENT_OPTIONS[] = {OPTION_DOCUMENT_FORMAT,
                                               OPTION_FILE,
                                               OPTION_ABOUT,
                                               OPTION_PAPER,
                                               OPTION_MARGIN,
                                               OPTION_RAGGED,
                                               OPTION_TITLE,
                                               OPTION_SITE,
                                               OPTION_BASE_URL,
                                               OPTION_DRAFTS,
                                               OPTION_TODAY,
                                               OPTION_STRICT,
                                               OPTION_JOBS,
                                               OPTION_QUIET,
                                               OPTION_TIMINGS,
                                               OPTION_END};
static const enum option SCHEMA_OPTIONS[] = {OPTION_SITE, OPTION_VSCODE, OPTION_QUIET, OPTION_JOBS,
                                             OPTION_END};
static const enum option LSP_OPTIONS[] = {OPTION_SITE, OPTION_TODAY, OPTION_JOBS, OPTION_END};
static const enum option HELP_OPTIONS[] = {OPTION_MAN, OPTION_END};

/* clang-format off: one row a command, its texts below each other, English first. */
static const struct command ROWS[] = {
    {"build",
     {"[SITE]", "[SITE]"},
     0,
     1,
     {"check everything, then publish to output/", "alles controleren en publiceren in output/"},
     {"Checks the whole site in the folder SITE (default: the current one) and publishes it. When "
      "anything is wrong, all of it is reported and the last published site stays as it was. Files "
      "that did not change are not written again.",
      "Controleert de hele site in de map SITE (standaard: de huidige) en publiceert haar. Is er "
      "iets mis, dan wordt alles gemeld en blijft de vorige gepubliceerde site zoals zij was. "
      "Bestanden die niet veranderden, worden niet opnieuw geschreven."},
     BUILD_OPTIONS,
     run_build},
    {"check",
     {"[SITE]", "[SITE]"},
     0,
     1,
     {"the same checks, nothing written", "dezelfde controles, zonder iets te schrijven"},
     {"Checks the whole site in the folder SITE (default: the current one), its templates too, and "
      "writes nothing. With --published it reads the published folder back and checks every link, "
      "anchor and XML file in it. With --external it also asks every address that the site links "
      "to "
      "elsewhere: politely, and only once in a while, for it keeps the answers in "
      ".knoop/links.txt. "
      "`links:` in site.yaml says what it passes over.",
      "Controleert de hele site in de map SITE (standaard: de huidige), ook de sjablonen, en "
      "schrijft niets. Met --published wordt de gepubliceerde map teruggelezen en daarin elke "
      "verwijzing, elk anker en elk XML-bestand gecontroleerd. Met --external wordt ook elk adres "
      "gevraagd waar de site naar verwijst: beleefd, en niet vaker dan nodig, want de antwoorden "
      "worden bewaard in .knoop/links.txt. In `links:` in site.yaml staat wat wordt overgeslagen."},
     CHECK_OPTIONS,
     run_check},
    {"serve",
     {"[SITE]", "[SITE]"},
     0,
     1,
     {"see the site while you work on it", "de site bekijken terwijl je eraan werkt"},
     {"Shows the site in the folder SITE (default: the current one) in a browser on this machine, "
      "drafts too. Whatever is saved shows at once; while something is wrong, the page stays as it "
      "was and a panel tells what. Nothing is written. Ends with Ctrl+C.",
      "Toont de site in de map SITE (standaard: de huidige) in een browser op deze computer, ook "
      "concepten. Wat je opslaat is meteen te zien; is er iets mis, dan blijft de pagina zoals zij "
      "was en vertelt een paneel wat eraan scheelt. Er wordt niets geschreven. Stopt met Ctrl+C."},
     SERVE_OPTIONS,
     run_serve},
    {"new",
     {"KIND TITLE", "SOORT TITEL"},
     2,
     2,
     {"a new item with the fields of its kind", "een nieuw item met de velden van zijn soort"},
     {"Makes the file of a new item: its name from the title, today's date, and every field of its "
      "kind with what it is for. On a terminal it asks for what is required and not given with "
      "--set; what comes in on standard input becomes the text. Nothing is ever overwritten.",
      "Maakt het bestand van een nieuw item: de naam uit de titel, de datum van vandaag, en elk "
      "veld van de soort met waar het voor dient. Op een terminal vraagt het wat verplicht is en "
      "niet met --set gegeven is; wat op de standaardinvoer binnenkomt wordt de tekst. Er wordt "
      "nooit iets overschreven."},
     NEW_OPTIONS,
     run_new},
    {"import",
     {"SOURCE...", "BRON..."},
     1,
     1000,
     {"make items of saved pages, or of an export of WordPress",
      "items maken van bewaarde pagina's, of van een export van WordPress"},
     {"Makes an item of every page: of an HTML file (.html), of all of them in a folder, or of "
      "every "
      "post and page in an export of WordPress (.xml). The text of a page is found and becomes "
      "Markdown, links between the pages become references, pictures and files that are at hand "
      "come "
      "along, authors and categories become items where they are none yet. What has no place in a "
      "text is told of. Nothing is asked of the network and nothing is overwritten: all of it, or "
      "nothing.",
      "Maakt een item van elke pagina: van een HTML-bestand (.html), van alle in een map, of van "
      "elk "
      "bericht en elke pagina in een export van WordPress (.xml). De tekst wordt gevonden en wordt "
      "Markdown, links tussen de pagina's worden verwijzingen, plaatjes en bestanden die er zijn "
      "komen mee, auteurs en categorieën worden items als ze dat nog niet zijn. Wat in een tekst "
      "niet past wordt gemeld. Er wordt niets van internet gehaald en niets overschreven: alles, "
      "of "
      "niets."},
     IMPORT_OPTIONS,
     run_import},
    {"move",
     {"OLD NEW", "OUD NIEUW"},
     2,
     2,
     {"rename an item, and every reference to it",
      "een item hernoemen, met elke verwijzing ernaar"},
     {"Gives the item OLD (kind:slug) the slug NEW: its file, its translations, and every "
      "reference "
      "in texts and fields, byte for byte; its old address leads on to the new one. All of it, or "
      "nothing.",
      "Geeft het item OUD (soort:slug) de slug NIEUW: het bestand, de vertalingen, en elke "
      "verwijzing in teksten en velden, op de byte precies; het oude adres leidt naar het nieuwe. "
      "Alles, of niets."},
     MOVE_OPTIONS,
     run_move},
    {"rename-anchor",
     {"ITEM#OLD NEW", "ITEM#OUD NIEUW"},
     2,
     2,
     {"rename the anchor of a heading, and every reference to it",
      "het anker van een kop hernoemen, met elke verwijzing ernaar"},
     {"Gives the heading with the anchor OLD of ITEM (kind:slug) the anchor NEW, in its "
      "translations too, and every reference in texts, menu and footer, byte for byte; links from "
      "elsewhere to the old anchor still find it. All of it, or nothing.",
      "Geeft de kop met het anker OUD van ITEM (soort:slug) het anker NIEUW, ook in de "
      "vertalingen, "
      "en elke verwijzing in teksten, menu en voet, op de byte precies; verwijzingen van elders "
      "naar "
      "het oude anker vinden het nog steeds. Alles, of niets."},
     MOVE_OPTIONS,
     run_rename_anchor},
    {"document",
     {"[REF...]", "[REF...]"},
     0,
     SIZE_MAX,
     {"an e-book, a PDF or a single page of the site, or of a part of it",
      "een e-book, een PDF of één pagina van de site, of van een deel ervan"},
     {"Makes one document of the items REF (kind:slug), of all items of a kind (REF is its name), "
      "of what --about tells, or of the whole site. An item of a kind that declares `document` is "
      "a "
      "selection: its text, and the items that it lists. See also `documents:` in site.yaml, for "
      "what every build makes and offers.",
      "Maakt één document van de items REF (soort:slug), van alle items van een soort (REF is haar "
      "naam), van wat --about zegt, of van de hele site. Een item van een soort die `document` "
      "noemt is een keuze: de tekst ervan, en de items die het noemt. Zie ook `documents:` in "
      "site.yaml, voor wat elke build maakt en aanbiedt."},
     DOCUMENT_OPTIONS,
     run_document},
    {"schema",
     {"", ""},
     0,
     0,
     {"JSON Schemas of the site's YAML, for editors' programs",
      "JSON-schema's van de YAML van de site, voor tekstverwerkers"},
     {"Writes a JSON Schema of every kind's items, of site.yaml, of kinds and of theme.yaml to "
      ".knoop/schema/, made of the kinds as they are now. With --vscode it also tells the YAML "
      "plug-in of VS Code which is of which files: then that completes and checks while you type.",
      "Schrijft een JSON-schema van de items van elke soort, van site.yaml, van soorten en van "
      "theme.yaml in .knoop/schema/, gemaakt van de soorten zoals ze nu zijn. Met --vscode weet de "
      "YAML-plug-in van VS Code ook welk schema bij welke bestanden hoort: dan vult die aan en "
      "controleert terwijl je typt."},
     SCHEMA_OPTIONS,
     run_schema},
    {"lsp",
     {"", ""},
     0,
     0,
     {"a language server, for editors' programs", "een taalserver, voor tekstverwerkers"},
     {"Speaks the Language Server Protocol over its standard streams, for VS Code, Neovim, Helix "
      "and "
      "others: what is wrong while you type, completion of references, anchors, fields and "
      "choices, what a reference leads to and who refers to it, headings, renaming as `knoop move` "
      "and `knoop rename-anchor` do it, and the sure remedies as quick fixes. An editor starts it; "
      "see "
      "the manual for how.",
      "Spreekt het Language Server Protocol over de standaardstromen, voor VS Code, Neovim, Helix "
      "en "
      "andere: wat er mis is terwijl je typt, aanvullen van verwijzingen, ankers, velden en "
      "keuzes, "
      "waar een verwijzing heen leidt en wie ernaar verwijst, koppen, hernoemen zoals `knoop move` "
      "en "
      "`knoop rename-anchor` dat doen, en zekere oplossingen als snelle reparatie. Een "
      "tekstverwerker "
      "start het; zie de handleiding."},
     LSP_OPTIONS,
     run_lsp},
    {"init",
     {"DIR", "MAP"},
     1,
     1,
     {"a new site with the default kinds and theme",
      "een nieuwe site met de standaardsoorten en het standaardthema"},
     {"Makes a new site in the folder DIR, which must be empty or not exist: settings, the default "
      "kinds, and a few first pages that show the format.",
      "Maakt een nieuwe site in de map MAP, die leeg moet zijn of nog niet bestaat: instellingen, "
      "de standaardsoorten en een paar eerste pagina's die de schrijfwijze laten zien."},
     NO_OPTIONS,
     run_init},
    {"show",
     {"REF | template-data [REF]", "REF | template-data [REF]"},
     1,
     2,
     {"an item: its file, fields, what it refers to and what refers to it",
      "een item: bestand, velden, waar het naar verwijst en wat ernaar verwijst"},
     {"Shows the item REF, written as kind:slug, as the end of a slug, or as a title. After "
      "template-data it shows what the templates of a page see: of an item, of a kind's list "
      "(REF is kind:), of any page by its path in output/, or of the front page. With --format "
      "json, as JSON.",
      "Toont het item REF, geschreven als soort:slug, als het eind van een slug, of als titel. Na "
      "template-data toont het wat de sjablonen van een pagina zien: van een item, van de lijst "
      "van een soort (REF is soort:), van elke pagina met zijn pad in output/, of van de "
      "voorpagina. Met --format json als JSON."},
     SHOW_OPTIONS,
     run_show},
    {"explain",
     {"CODE", "CODE"},
     1,
     1,
     {"what a message means, with a wrong and a right example",
      "wat een melding betekent, met een fout en een goed voorbeeld"},
     {"Explains the messages that have the code CODE, which stands behind each of them between "
      "brackets, and shows an example that is wrong and one that is right.",
      "Legt de meldingen met de code CODE uit, die achter elke melding tussen haken staat, en "
      "toont "
      "een fout en een goed voorbeeld."},
     NO_OPTIONS,
     run_explain},
    {"completion",
     {"SHELL", "SHELL"},
     1,
     1,
     {"completion of the command line for a shell", "aanvulling van de opdrachtregel in een shell"},
     {"Prints what the shell SHELL (bash, zsh or fish) needs to complete commands, options and "
      "codes. "
      "`make install` puts it where these shells look.",
      "Toont wat de shell SHELL (bash, zsh of fish) nodig heeft om opdrachten, opties en codes aan "
      "te "
      "vullen. `make install` zet het waar deze shells zoeken."},
     NO_OPTIONS,
     run_completion},
    {"help",
     {"[TOPIC]", "[ONDERWERP]"},
     0,
     1,
     {"help for a command, a message's code or another topic",
      "hulp bij een opdracht, de code van een melding of een ander onderwerp"},
     {"Prints help for a command, explains the code of a message (knoop help reference-missing), "
      "or "
      "lists what is known of a topic.",
      "Toont hulp bij een opdracht, legt de code van een melding uit (knoop help "
      "reference-missing), of geeft een overzicht van een onderwerp."},
     HELP_OPTIONS,
     run_help},
};
/* clang-format on */

enum { COMMAND_COUNT = sizeof ROWS / sizeof *ROWS };

const struct command *commands(size_t *count) {
    *count = COMMAND_COUNT;
    return ROWS;
}

const struct command *command_named(struct slice name) {
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (slice_equals(name, slice_from(ROWS[i].name))) {
            return &ROWS[i];
        }
    }
    return NULL;
}

static bool holds(const enum option *options, enum option option) {
    for (; *options != OPTION_END; options++) {
        if (*options == option) {
            return true;
        }
    }
    return false;
}

bool command_takes(const struct command *command, enum option option) {
    if (command == NULL && option == OPTION_VERSION) {
        return true;
    }
    return holds(COMMON_OPTIONS, option) || (command != NULL && holds(command->options, option));
}

const enum option *common_options(void) {
    return COMMON_OPTIONS;
}

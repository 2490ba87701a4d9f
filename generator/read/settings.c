/* content/site.yaml */
#include "base/hash.h"
#include "base/limits.h"
#include "formats/yaml.h"
#include "read/reading.h"
#include "read/text.h"

static const struct key_row KEYS[] = {
    {"title", KEY_LOCALIZED, true, {"The title of the site.", "De titel van de site."}, NULL},
    {"description",
     KEY_LOCALIZED,
     false,
     {"What the site is about, in a sentence.", "Waar de site over gaat, in een zin."},
     NULL},
    {"base_url",
     KEY_TEXT,
     false,
     {"Where the site will stand, as https://example.org/.",
      "Waar de site komt te staan, zoals https://example.org/."},
     NULL},
    {"language",
     KEY_TEXT,
     false,
     {"The language of the content and the interface, as nl.",
      "De taal van de inhoud en de knoppen, zoals nl."},
     NULL},
    {"languages",
     KEY_ANY,
     false,
     {"All languages that items may be in, as [nl, en].",
      "Alle talen waarin items mogen zijn, zoals [nl, en]."},
     NULL},
    {"theme", KEY_TEXT, false, {"The folder of the theme.", "De map van het thema."}, NULL},
    {"home",
     KEY_TEXT,
     false,
     {"The item whose text stands on the front page, as page:welkom.",
      "Het item waarvan de tekst op de voorpagina staat, zoals page:welkom."},
     NULL},
    {"menu",
     KEY_LIST,
     false,
     {"The entries of the menu: a kind, kind:slug, map, or a label with where it leads.",
      "De regels van het menu: een soort, soort:slug, map, of een opschrift met waar het heen "
      "leidt."},
     NULL},
    {"publisher", KEY_LOCALIZED, false, {"Who publishes the site.", "Wie de site uitgeeft."}, NULL},
    {"repository",
     KEY_TEXT,
     false,
     {"An address; with the path of a file behind it, it leads to its source.",
      "Een adres; met het pad van een bestand erachter leidt het naar de bron."},
     NULL},
    {"footer",
     KEY_LOCALIZED,
     false,
     {"Markdown at the foot of every page.", "Markdown onderaan elke pagina."},
     NULL},
    {"html",
     KEY_TEXT,
     false,
     {"What happens to raw HTML in texts.", "Wat er gebeurt met HTML in teksten."},
     "clean escape trusted"},
    {"urls",
     KEY_TEXT,
     false,
     {"How pages are called: x.html or x/index.html.",
      "Hoe pagina's heten: x.html of x/index.html."},
     "plain pretty"},
    {"search",
     KEY_BOOLEAN,
     false,
     {"Whether there is a search page.", "Of er een zoekpagina is."},
     NULL},
    {"page_size",
     KEY_INTEGER,
     false,
     {"How many items stand on one page of a list.",
      "Hoeveel items er op één bladzijde van een lijst staan."},
     NULL},
    {"options",
     KEY_MAP,
     false,
     {"What the theme offers to choose.", "Wat het thema te kiezen geeft."},
     NULL},
    {"offline",
     KEY_TEXT,
     false,
     {"worker: the online site is readable without a connection.",
      "worker: de site op het web is leesbaar zonder verbinding."},
     "none worker"},
    {"documents",
     KEY_LIST,
     false,
     {"What every build also makes to take along.", "Wat elke build ook maakt om mee te nemen."},
     NULL},
    {"links",
     KEY_MAP,
     false,
     {"How links out of the site are checked, by knoop check --external.",
      "Hoe verwijzingen naar buiten worden gecontroleerd, met knoop check --external."},
     NULL},
    {"addresses",
     KEY_TEXT,
     false,
     {"keep: addresses that were published are never lost (content/addresses.txt).",
      "keep: adressen die gepubliceerd zijn, gaan nooit verloren (content/addresses.txt)."},
     "free keep"},
};
static const struct key_row MENU_KEYS[] = {
    {"label", KEY_LOCALIZED, false, {"What the menu says.", "Wat er in het menu staat."}, NULL},
    {"to",
     KEY_TEXT,
     true,
     {"A kind, kind:slug, map or a web address.", "Een soort, soort:slug, map of een webadres."},
     NULL},
};

/* The web address in a setting; empty when there is none. */
static struct slice read_address(struct value map, const char *key,
                                 const struct keys_reading *keys) {
    struct slice url = keys_text(map, key, keys);
    if (url.length == 0 || slice_starts_with(url, SLICE("https://")) ||
        slice_starts_with(url, SLICE("http://"))) {
        return url;
    }
    diagnostic_argument(
        diagnostic_add(keys->diagnostics, MESSAGE_FIELD_URL, keys_place(map, key, keys->path)),
        url);
    return slice_of("", 0);
}

static void read_base_url(struct settings *settings, struct value map,
                          const struct keys_reading *keys) {
    struct slice url = read_address(map, "base_url", keys);
    if (url.length == 0) {
        return;
    }
    settings->base_url = slice_ends_with(url, SLICE("/"))
                             ? url
                             : arena_format(keys->arena, "%.*s/", slice_width(url), url.data);
}

static bool language_is_valid(struct slice text) {
    bool valid = text.length == 2 || text.length == 5;
    for (size_t i = 0; valid && i < text.length; i++) {
        char byte = text.data[i];
        valid = i < 2    ? byte >= 'a' && byte <= 'z'
                : i == 2 ? byte == '-'
                         : byte >= 'A' && byte <= 'Z';
    }
    return valid;
}

static void add_language(struct settings *settings, struct slice name, struct value value,
                         const struct keys_reading *keys) {
    if (!language_is_valid(name)) {
        keys_report_type(SLICE("languages"), value, "a language code such as nl or en",
                         "een taalcode zoals nl of en", keys);
        return;
    }
    for (size_t i = 0; i < settings->language_count; i++) {
        if (slice_equals(settings->languages[i], name)) {
            return;
        }
    }
    settings->languages[settings->language_count++] = name;
}

static void read_languages(struct settings *settings, struct value map,
                           const struct keys_reading *keys) {
    struct slice language = keys_text(map, "language", keys);
    struct value list = value_get(map, SLICE("languages"));
    size_t count = list.type == VALUE_LIST ? list.length : 0;
    settings->languages = arena_new(keys->arena, struct slice, count + 1);
    if (language.length > 0) {
        add_language(settings, language, value_get(map, SLICE("language")), keys);
    }
    if (settings->language_count == 0) {
        settings->languages[settings->language_count++] = SLICE("nl");
    }
    settings->language = settings->languages[0];
    settings->languages_given = list.type == VALUE_LIST;
    if (list.type != VALUE_LIST && list.type != VALUE_UNDEFINED && list.type != VALUE_NULL) {
        keys_report_type(SLICE("languages"), list, "a list, as in [nl, en]",
                         "een lijst, zoals [nl, en]", keys);
    }
    for (size_t i = 0; i < count; i++) {
        struct slice name = arena_copy(keys->arena, slice_trim(value_slice(list.as.list[i])));
        add_language(settings, name, list.as.list[i], keys);
    }
}

static void read_menu(struct settings *settings, struct value map,
                      const struct keys_reading *keys) {
    struct value menu = value_get(map, SLICE("menu"));
    if (menu.type != VALUE_LIST) {
        return;
    }
    settings->menu = arena_new(keys->arena, struct menu_entry, menu.length);
    for (size_t i = 0; i < menu.length; i++) {
        struct value value = menu.as.list[i];
        struct menu_entry *entry = &settings->menu[settings->menu_count];
        entry->place = place_of(keys->path, value.start, value.end);
        if (value.type == VALUE_TEXT) {
            entry->to = arena_copy(keys->arena, slice_trim(value_slice(value)));
        } else if (keys_check(MENU_KEYS, 2, value, entry->place, keys)) {
            entry->label = keys_localized(value, "label", keys);
            entry->to = keys_text(value, "to", keys);
            entry->place = keys_place(value, "to", keys->path);
        }
        settings->menu_count += entry->to.length > 0;
    }
}

static void read_values(struct settings *settings, struct value map,
                        const struct keys_reading *keys) {
    static const char *const policies[] = {"clean", "escape", "trusted"};
    static const char *const urls[] = {"plain", "pretty"};
    settings->title = keys_localized(map, "title", keys);
    settings->description = keys_localized(map, "description", keys);
    settings->publisher = keys_localized(map, "publisher", keys);
    settings->footer = keys_localized(map, "footer", keys);
    settings->footer_place = keys_place(map, "footer", keys->path);
    settings->repository = read_address(map, "repository", keys);
    settings->home = keys_text(map, "home", keys);
    settings->home_place = keys_place(map, "home", keys->path);
    settings->html = (enum html_policy)keys_choice(map, "html", policies, 3, keys);
    static const char *const offline[] = {"none", "worker"};
    settings->worker = keys_choice(map, "offline", offline, 2, keys) == 1;
    static const char *const addresses[] = {"free", "keep"};
    settings->keeps_addresses = keys_choice(map, "addresses", addresses, 2, keys) == 1;
    settings->pretty = keys_choice(map, "urls", urls, 2, keys) == 1;
    settings->search = keys_boolean(map, "search", true);
    settings->options =
        keys_copy(yaml_resolve(value_get(map, SLICE("options")), keys->arena), keys->arena);
    settings->raw_options = keys_copy(value_get(map, SLICE("options")), keys->arena);
    settings->options_place = keys_place(map, "options", keys->path);
    struct slice theme = keys_text(map, "theme", keys);
    if (theme.length > 0) {
        settings->theme = theme;
    }
    int64_t size = keys_integer(map, "page_size", 20);
    if (size < 1 || size > 1000) {
        keys_report_type(SLICE("page_size"), value_get(map, SLICE("page_size")), "1 to 1000",
                         "1 tot 1000", keys);
        size = 20;
    }
    settings->page_size = (size_t)size;
}

bool read_settings(struct reading *reading, struct worker *worker) {
    struct settings *settings = &reading->site->settings;
    *settings = (struct settings){.theme = SLICE("standaard"), .path = SLICE("content/site.yaml")};
    settings->page_size = 20;
    struct slice source;
    size_t start = 0;
    struct keys_reading keys = {worker->arena, &worker->diagnostics, settings->path};
    bool exists = file_stat(reading->options.root, settings->path, NULL, NULL) != FILE_MISSING;
    struct value map = value_undefined();
    if (!exists) {
        diagnostic_add(&worker->diagnostics, MESSAGE_SITE_MISSING, place_file(slice_of("", 0)));
    } else if (read_text(reading->options.root, settings->path, LIMIT_YAML_BYTES, &worker->scratch,
                         &worker->diagnostics, &source, &start)) {
        reading->site->declarations =
            hash_onto(reading->site->declarations, settings->path, source);
        map = yaml_parse(slice_skip(source, start), start, settings->path, &worker->scratch,
                         &worker->diagnostics);
        keys_check(KEYS, sizeof KEYS / sizeof *KEYS, map, place_file(settings->path), &keys);
        /* For the lines of the footer, should it stand on several. */
        settings->footer_lines = yaml_lines(source, value_get(map, SLICE("footer")), worker->arena,
                                            &settings->footer_line_count);
    }
    read_languages(settings, map, &keys);
    read_base_url(settings, map, &keys);
    read_menu(settings, map, &keys);
    read_documents(settings, map, &keys);
    read_links(settings, map, &keys);
    read_values(settings, map, &keys);
    arena_reset(&worker->scratch);
    return exists;
}

struct key_table settings_keys(void) {
    return (struct key_table){KEYS, sizeof KEYS / sizeof *KEYS};
}

struct key_table settings_menu_keys(void) {
    return (struct key_table){MENU_KEYS, sizeof MENU_KEYS / sizeof *MENU_KEYS};
}

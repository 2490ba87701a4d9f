/* `documents:` in content/site.yaml */
#include "read/reading.h"

static const struct key_row KEYS[] = {
    {"file",
     KEY_TEXT,
     true,
     {"The name of the file, without its ending: kennisbank.",
      "De naam van het bestand, zonder eindje: kennisbank."},
     NULL},
    {"title", KEY_LOCALIZED, false, {"The title on the cover.", "De titel op de omslag."}, NULL},
    {"author",
     KEY_TEXT,
     false,
     {"Who made it; else the publisher of the site.",
      "Wie het maakte; anders de uitgever van de site."},
     NULL},
    {"formats",
     KEY_ANY,
     false,
     {"A list of epub, pdf, html, md and json; epub unless told otherwise.",
      "Een lijst van epub, pdf, html, md en json; epub als er niets staat."},
     NULL},
    {"of",
     KEY_ANY,
     false,
     {"The items and kinds that it is made of, in order.",
      "De items en soorten waar het uit bestaat, op volgorde."},
     NULL},
    {"about",
     KEY_ANY,
     false,
     {"Items, each with all that refers to it in a field.",
      "Items, elk met alles wat er in een veld naar verwijst."},
     NULL},
    {"paper",
     KEY_TEXT,
     false,
     {"The size of a page of the PDF.", "De maat van een bladzijde van de PDF."},
     "a4 a5"},
    {"margin",
     KEY_INTEGER,
     false,
     {"Millimetres around the text of the PDF.", "Millimeters rond de tekst van de PDF."},
     NULL},
    {"ragged",
     KEY_BOOLEAN,
     false,
     {"Whether lines of the PDF end where their words do.",
      "Of regels van de PDF eindigen waar hun woorden eindigen."},
     NULL},
};

enum { MARGIN_LARGEST = 60 };

static void read_paper(struct document_paper *paper, struct value map,
                       const struct keys_reading *keys) {
    static const char *const sizes[] = {"a4", "a5"};
    paper->is_a5 = keys_choice(map, "paper", sizes, 2, keys) == 1;
    paper->ragged = keys_boolean(map, "ragged", false);
    int64_t margin = keys_integer(map, "margin", 0);
    if (margin < 0 || margin > MARGIN_LARGEST) {
        keys_report_type(SLICE("margin"), value_get(map, SLICE("margin")), "0 to 60 millimetres",
                         "0 tot 60 millimeter", keys);
        margin = 0;
    }
    paper->margin = (size_t)margin;
}

/* The entries of a list, or the one text that stands in its place. */
static struct document_reference *read_references(struct value map, const char *key, size_t *count,
                                                  const struct keys_reading *keys) {
    struct value value = value_get(map, slice_from(key));
    bool is_list = value.type == VALUE_LIST;
    size_t most = is_list ? value.length : 1;
    struct document_reference *references = arena_new(keys->arena, struct document_reference, most);
    *count = 0;
    for (size_t i = 0; value.type != VALUE_UNDEFINED && i < most; i++) {
        struct value entry = is_list ? value.as.list[i] : value;
        if (entry.type != VALUE_TEXT) {
            keys_report_type(slice_from(key), entry, "a reference such as kind:slug, or a kind",
                             "een verwijzing zoals soort:slug, of een soort", keys);
            continue;
        }
        references[(*count)++] =
            (struct document_reference){arena_copy(keys->arena, slice_trim(value_slice(entry))),
                                        place_of(keys->path, entry.start, entry.end)};
    }
    return references;
}

static void read_format(struct document_setting *document, struct value value,
                        const struct keys_reading *keys) {
    for (size_t i = 0; i < DOCUMENT_FORMAT_COUNT; i++) {
        if (slice_equals(value_slice(value), document_ending((enum document_format)i))) {
            document->formats[i] = true;
            return;
        }
    }
    keys_report_type(SLICE("formats"), value, "epub, pdf, html, md or json",
                     "epub, pdf, html, md of json", keys);
}

static void read_formats(struct document_setting *document, struct value map,
                         const struct keys_reading *keys) {
    struct value formats = value_get(map, SLICE("formats"));
    if (formats.type == VALUE_LIST) {
        for (uint32_t i = 0; i < formats.length; i++) {
            read_format(document, formats.as.list[i], keys);
        }
    } else if (formats.type != VALUE_UNDEFINED) {
        read_format(document, formats, keys);
    } else {
        document->formats[DOCUMENT_EPUB] = true;
    }
}

/* A name that stands in an address as it is, and without a folder. */
static bool file_is_valid(struct slice file) {
    for (size_t i = 0; i < file.length; i++) {
        char byte = file.data[i];
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-';
        if (!plain) {
            return false;
        }
    }
    return file.length > 0;
}

static bool read_document(struct document_setting *document, struct value map,
                          const struct keys_reading *keys) {
    struct place place = place_of(keys->path, map.start, map.end);
    if (!keys_check(KEYS, sizeof KEYS / sizeof *KEYS, map, place, keys)) {
        return false;
    }
    *document = (struct document_setting){.file = keys_text(map, "file", keys), .place = place};
    if (document->file.length > 0 && !file_is_valid(document->file)) {
        keys_report_type(SLICE("file"), value_get(map, SLICE("file")),
                         "a name of small letters, digits and -, without an ending",
                         "een naam van kleine letters, cijfers en -, zonder eindje", keys);
        return false;
    }
    document->title = keys_localized(map, "title", keys);
    document->author = keys_text(map, "author", keys);
    document->of = read_references(map, "of", &document->of_count, keys);
    document->about = read_references(map, "about", &document->about_count, keys);
    read_formats(document, map, keys);
    read_paper(&document->paper, map, keys);
    return document->file.length > 0;
}

void read_documents(struct settings *settings, struct value map, const struct keys_reading *keys) {
    struct value list = value_get(map, SLICE("documents"));
    if (list.type != VALUE_LIST) {
        return;
    }
    settings->documents = arena_new(keys->arena, struct document_setting, list.length);
    for (uint32_t i = 0; i < list.length; i++) {
        settings->document_count +=
            read_document(&settings->documents[settings->document_count], list.as.list[i], keys);
    }
}

struct key_table settings_document_keys(void) {
    return (struct key_table){KEYS, sizeof KEYS / sizeof *KEYS};
}

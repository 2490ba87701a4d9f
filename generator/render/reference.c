#include "render/reference.h"

/* clang-format off: one row each, English first. */
static const struct {
    const char *en;
    const char *nl;
} HEADINGS[NAMES_COUNT] = {
    [NAMES_GLOBAL] = {"every template", "elk sjabloon"},
    [NAMES_EMBED] = {"besides, an item shown in a text (embed.html)",
                     "bovendien een item dat in een tekst getoond wordt (embed.html)"},
    [NAMES_REDIRECT] = {"besides, an old address (redirect.html)",
                        "bovendien een oud adres (redirect.html)"},
    [NAMES_PAGE] = {"page, on every page", "page, op elke pagina"},
    [NAMES_HOME] = {"page, on the front page: also what its item has",
                    "page, op de voorpagina: ook wat het item heeft"},
    [NAMES_LIST] = {"page, on the list of a kind", "page, op de lijst van een soort"},
    [NAMES_ITEM] =
        {"an item, and page on its own page: also its fields and inverses",
         "een item, en page op de eigen pagina: ook de velden en omgekeerde verwijzingen"},
    [NAMES_VERSION] = {"a version of the page in a language",
                       "een versie van de pagina in een taal"},
    [NAMES_MOVED] = {"an old anchor of an old address", "een oud anker van een oud adres"},
    [NAMES_HEADING] = {"a heading of a text", "een kop van een tekst"},
    [NAMES_POINT] = {"a point of a task list", "een punt van een takenlijst"},
    [NAMES_MENTION] = {"a place that refers to an item", "een plaats die naar een item verwijst"},
    [NAMES_FIELD] = {"a field that is set", "een veld dat gevuld is"},
    [NAMES_PAGINATION] = {"the pages of a list", "de bladzijden van een lijst"},
    [NAMES_GROUP] = {"a group of a list", "een groep van een lijst"},
    [NAMES_MENU] = {"an entry of the menu", "een regel van het menu"},
    [NAMES_LANGUAGE] = {"a language of the site", "een taal van de site"},
    [NAMES_DOCUMENT] = {"a document that the site offers", "een document dat de site aanbiedt"},
    [NAMES_DOCUMENT_FILE] = {"a file of a document", "een bestand van een document"},
    [NAMES_FILE] = {"a file that a field names", "een bestand dat een veld noemt"},
};

static const struct template_reference_row FUNCTIONS[] = {
    {"t", "t(text, name=value, …)",
     "The text in the page's language, with each `{name}` filled in.",
     "De tekst in de taal van de pagina, met elke `{name}` ingevuld."},
    {"asset", "asset(name)",
     "The address of a file in the theme's assets/, under the name it is published with.",
     "Het adres van een bestand in assets/ van het thema, met de naam waaronder het gepubliceerd "
     "wordt."},
    {"url", "url(path)", "The address, from this page, of a path of the output.",
     "Het adres, vanaf deze pagina, van een pad in de uitvoer."},
    {"items", "items(kind, field=value, …, sort=field, limit=number)",
     "The items of a kind that have all these values: a text, number or date, an item or its name, "
     "or a list of which any will do. `sort=\"-date\"` is newest first; without it, the order of "
     "the kind's list.",
     "De items van een soort die al deze waarden hebben: een tekst, getal of datum, een item of de "
     "naam ervan, of een lijst waarvan er één genoeg is. `sort=\"-date\"` is nieuwste eerst; "
     "zonder is het de volgorde van de lijst."},
    {"item", "item(name)", "The item `kind:slug`; undefined if there is none.",
     "Het item `soort:slug`; ongedefinieerd als het er niet is."},
    {"kind", "kind(name)", "The kind of that name.", "De soort met die naam."},
    {"range", "range(start=0, stop, step=1)", "A list of whole numbers, without `stop` itself.",
     "Een lijst van hele getallen, zonder `stop` zelf."},
    {"namespace", "namespace(name=value, …)",
     "A box whose names a loop can set: `{% set box.name = 1 %}`.",
     "Een doos waarvan een lus de namen kan zetten: `{% set doos.naam = 1 %}`."},
    {"dict", "dict(name=value, …)", "A mapping.", "Een verzameling van namen en waarden."},
    {"super", "super()", "In a block: what the block of the template below gives.",
     "In een blok: wat het blok van het sjabloon eronder geeft."},
    {"caller", "caller(…)", "In a macro: what stands in `{% call %}`.",
     "In een macro: wat in `{% call %}` staat."},
    {"loop", "loop",
     "In a loop: index index0 revindex revindex0 first last length depth depth0, perhaps previtem "
     "and nextitem, cycle(…) and changed(…); loop(list) in a loop marked `recursive`.",
     "In een lus: index index0 revindex revindex0 first last length depth depth0, soms previtem en "
     "nextitem, cycle(…) en changed(…); loop(lijst) in een lus met `recursive`."},
};
/* clang-format on */

const char *reference_heading_en(enum name_table table) {
    return HEADINGS[table].en != NULL ? HEADINGS[table].en : names_title(table);
}

const char *reference_heading_nl(enum name_table table) {
    return HEADINGS[table].nl != NULL ? HEADINGS[table].nl : names_title(table);
}

void reference_append_type(struct buffer *out, const struct name_row *row) {
    static const char *const names[] = {
        [NAME_ANY] = "any value",   [NAME_TEXT] = "text",       [NAME_HTML] = "HTML",
        [NAME_NUMBER] = "number",   [NAME_BOOLEAN] = "boolean", [NAME_DATE] = "date",
        [NAME_MAPPING] = "mapping", [NAME_OPTIONS] = "mapping", [NAME_ITEM] = "item",
        [NAME_OWN] = "item",        [NAME_OWNS] = "items",      [NAME_ITEMS] = "items",
        [NAME_RECORD] = NULL,
    };
    if (row->type == NAME_RECORDS) {
        buffer_append_text(out, "list: ");
    }
    bool is_record = row->type == NAME_RECORDS || row->type == NAME_RECORD;
    buffer_append_text(out, is_record ? names_title(row->table) : names[row->type]);
    buffer_append_text(out, row->optional ? ", perhaps" : "");
}

const struct template_reference_row *reference_function_row(size_t index) {
    return index < sizeof FUNCTIONS / sizeof *FUNCTIONS ? &FUNCTIONS[index] : NULL;
}

#include "render/names.h"

/* clang-format off: one row a name, English first. */
static const struct name_row GLOBAL_ROWS[] = {
    {"site", NAME_RECORD, NAMES_SITE, false, "the site", "de site"},
    {"page", NAME_RECORD, NAMES_PAGE, false, "the page that is being made",
     "de pagina die gemaakt wordt"},
    {"theme", NAME_RECORD, NAMES_THEME, false, "the theme and what the site chose",
     "het thema en wat de site koos"},
    {"language", NAME_TEXT, NAMES_NONE, false, "the page's language, as `nl`",
     "de taal van de pagina, als `nl`"},
};
static const struct name_row EMBED_ROWS[] = {
    {"item", NAME_ITEM, NAMES_NONE, false, "the item that is shown", "het item dat getoond wordt"},
    {"html", NAME_HTML, NAMES_NONE, false, "its text, or that of the section",
     "de tekst ervan, of die van het onderdeel"},
    {"section", NAME_TEXT, NAMES_NONE, true, "the heading, when a section is shown",
     "de kop, als een onderdeel getoond wordt"},
};
static const struct name_row REDIRECT_ROWS[] = {
    {"target", NAME_TEXT, NAMES_NONE, false, "the new address", "het nieuwe adres"},
    {"target_title", NAME_TEXT, NAMES_NONE, false, "the title of what stands there",
     "de titel van wat daar staat"},
    {"anchors", NAME_RECORDS, NAMES_MOVED, false, "its old anchors that lead elsewhere",
     "de oude ankers ervan die ergens anders heen leiden"},
};
static const struct name_row MOVED_ROWS[] = {
    {"id", NAME_TEXT, NAMES_NONE, false, "the old anchor", "het oude anker"},
    {"address", NAME_TEXT, NAMES_NONE, false, "where it leads", "waar het heen leidt"},
    {"title", NAME_TEXT, NAMES_NONE, false, "the title of what stands there",
     "de titel van wat daar staat"},
};
static const struct name_row SITE_ROWS[] = {
    {"title", NAME_TEXT, NAMES_NONE, false, "in the page's language, as all texts of the settings",
     "in de taal van de pagina, zoals alle teksten van de instellingen"},
    {"description", NAME_TEXT, NAMES_NONE, false, "what the site is about; may be empty",
     "waar de site over gaat; kan leeg zijn"},
    {"publisher", NAME_TEXT, NAMES_NONE, false, "who publishes it; may be empty",
     "wie hem uitgeeft; kan leeg zijn"},
    {"language", NAME_TEXT, NAMES_NONE, false, "of the site", "van de site"},
    {"base_url", NAME_TEXT, NAMES_NONE, false, "where the site will stand; may be empty",
     "waar de site komt te staan; kan leeg zijn"},
    {"repository", NAME_TEXT, NAMES_NONE, true, "the address of the source",
     "het adres van de bron"},
    {"menu", NAME_RECORDS, NAMES_MENU, false, "the entries of the menu", "de regels van het menu"},
    {"footer", NAME_HTML, NAMES_NONE, false, "the text at the foot of every page",
     "de tekst onderaan elke pagina"},
    {"kinds", NAME_RECORDS, NAMES_KIND, false, "the kinds that have a list, by weight",
     "de soorten met een lijst, op gewicht"},
    {"languages", NAME_RECORDS, NAMES_LANGUAGE, false, "the languages that have a front page",
     "de talen met een voorpagina"},
    {"home", NAME_ITEM, NAMES_NONE, true, "the item of the front page",
     "het item van de voorpagina"},
    {"feed", NAME_TEXT, NAMES_NONE, false, "the address of the site's feed",
     "het adres van de feed van de site"},
    {"map", NAME_TEXT, NAMES_NONE, true, "the address of the map of the site",
     "het adres van de kaart van de site"},
    {"worker", NAME_BOOLEAN, NAMES_NONE, false,
     "whether it has a service worker (`offline: worker`)",
     "of er een service worker is (`offline: worker`)"},
    {"options", NAME_MAPPING, NAMES_NONE, false, "the options as site.yaml has them",
     "de opties zoals ze in site.yaml staan"},
    {"documents", NAME_RECORDS, NAMES_DOCUMENT, false,
     "the documents that the site offers (`documents:`)",
     "de documenten die de site aanbiedt (`documents:`)"},
    {"search", NAME_BOOLEAN, NAMES_NONE, false, "whether there is a search page",
     "of er een zoekpagina is"},
    {"search_page", NAME_TEXT, NAMES_NONE, false, "its address; empty if there is none",
     "het adres ervan; leeg als die er niet is"},
};
static const struct name_row THEME_ROWS[] = {
    {"name", NAME_TEXT, NAMES_NONE, false, "the theme's name", "de naam van het thema"},
    {"options", NAME_OPTIONS, NAMES_NONE, false,
     "the options that theme.yaml declares: the site's values, else the defaults",
     "de opties die theme.yaml opgeeft: de waarden van de site, anders de standaarden"},
};
static const struct name_row PAGE_ROWS[] = {
    {"type", NAME_TEXT, NAMES_NONE, false,
     "`item`, `list`, `home`, `404`, `redirect`, `search` or `map`",
     "`item`, `list`, `home`, `404`, `redirect`, `search` of `map`"},
    {"title", NAME_TEXT, NAMES_NONE, false, "of the item, the kind or the site",
     "van het item, de soort of de site"},
    {"description", NAME_TEXT, NAMES_NONE, true, "one sentence", "één zin"},
    {"language", NAME_TEXT, NAMES_NONE, false, "as `nl`", "als `nl`"},
    {"address", NAME_TEXT, NAMES_NONE, false, "the path from the site's root",
     "het pad vanaf de hoofdmap van de site"},
    {"canonical", NAME_TEXT, NAMES_NONE, false, "the whole address, when the site has a `base_url`",
     "het volledige adres, als de site een `base_url` heeft"},
    {"breadcrumbs", NAME_RECORDS, NAMES_CRUMB, false, "the pages above this one",
     "de pagina's boven deze"},
    {"noindex", NAME_BOOLEAN, NAMES_NONE, false, "whether search engines should pass it over",
     "of zoekmachines hem moeten overslaan"},
    {"documents", NAME_RECORDS, NAMES_DOCUMENT, false, "those of just this item, or of this kind",
     "die van alleen dit item, of van deze soort"},
    {"translations", NAME_RECORDS, NAMES_VERSION, false,
     "its versions, when there is more than one", "de versies ervan, als er meer dan één is"},
};
static const struct name_row HOME_ROWS[] = {
    {"item", NAME_ITEM, NAMES_NONE, true, "the item whose text stands there",
     "het item waarvan de tekst er staat"},
};
static const struct name_row LIST_ROWS[] = {
    {"kind", NAME_RECORD, NAMES_KIND, false, "the kind", "de soort"},
    {"items", NAME_OWNS, NAMES_NONE, false, "the items of this page of the list",
     "de items van deze bladzijde van de lijst"},
    {"groups", NAME_RECORDS, NAMES_GROUP, false, "the same by year or first letter",
     "dezelfde op jaar of eerste letter"},
    {"pagination", NAME_RECORD, NAMES_PAGINATION, false, "the pages of the list",
     "de bladzijden van de lijst"},
    {"filters", NAME_RECORDS, NAMES_FILTER, false,
     "what the list can be narrowed down to: fields with `filter: true`",
     "waartoe de lijst te beperken is: velden met `filter: true`"},
    {"filter", NAME_RECORD, NAMES_CHOSEN, true, "what it is narrowed down to",
     "waartoe hij beperkt is"},
    {"feed", NAME_TEXT, NAMES_NONE, true, "the address of the kind's feed",
     "het adres van de feed van de soort"},
};
static const struct name_row SEARCH_ROWS[] = {
    {"groups", NAME_RECORDS, NAMES_GROUP, false,
     "all items by first letter, or those of one letter",
     "alle items op beginletter, of die van één letter"},
    {"letters", NAME_RECORDS, NAMES_LETTER, false, "the pages of letters, on a large site",
     "de bladzijden per letter, op een grote site"},
};
static const struct name_row LETTER_ROWS[] = {
    {"label", NAME_TEXT, NAMES_NONE, false, "the letter", "de letter"},
    {"address", NAME_TEXT, NAMES_NONE, false, "of its page", "van de bladzijde"},
    {"current", NAME_BOOLEAN, NAMES_NONE, false, "whether it is this page",
     "of het deze bladzijde is"},
};
static const struct name_row MAP_PAGE_ROWS[] = {
    {"map", NAME_RECORD, NAMES_MAP, false, "the map of the site", "de kaart van de site"},
};
static const struct name_row ITEM_ROWS[] = {
    {"title", NAME_TEXT, NAMES_NONE, false, "from the field that names the kind's items",
     "uit het veld dat de items van de soort noemt"},
    {"description", NAME_TEXT, NAMES_NONE, true, "as written, else the first sentence",
     "zoals geschreven, anders de eerste zin"},
    {"kind", NAME_RECORD, NAMES_KIND, false, "its kind", "de soort"},
    {"slug", NAME_TEXT, NAMES_NONE, false, "its name within the kind", "de naam binnen de soort"},
    {"identity", NAME_TEXT, NAMES_NONE, false, "`kind:slug`", "`soort:slug`"},
    {"address", NAME_TEXT, NAMES_NONE, false, "its address from this page",
     "het adres vanaf deze pagina"},
    {"has_page", NAME_BOOLEAN, NAMES_NONE, false, "whether it has a page of its own",
     "of het een eigen pagina heeft"},
    {"language", NAME_TEXT, NAMES_NONE, false, "as `nl`", "als `nl`"},
    {"date", NAME_DATE, NAMES_NONE, true, "the field of that name", "het veld met die naam"},
    {"updated", NAME_DATE, NAMES_NONE, true, "the field of that name", "het veld met die naam"},
    {"image", NAME_RECORD, NAMES_FILE, true, "the field of that name", "het veld met die naam"},
    {"html", NAME_HTML, NAMES_NONE, false, "its text", "de tekst"},
    {"lead", NAME_TEXT, NAMES_NONE, true,
     "the description, where its text does not say that itself",
     "de beschrijving, als de tekst die niet zelf al geeft"},
    {"summary_text", NAME_TEXT, NAMES_NONE, false, "the first sentence of its text",
     "de eerste zin van de tekst"},
    {"toc", NAME_RECORDS, NAMES_HEADING, false, "the headings of its text, nested",
     "de koppen van de tekst, genest"},
    {"points", NAME_RECORDS, NAMES_POINT, false, "the points of its task lists",
     "de punten van de takenlijsten"},
    {"backlinks", NAME_RECORDS, NAMES_MENTION, false, "what refers to it", "wat ernaar verwijst"},
    {"mentions", NAME_RECORDS, NAMES_MENTIONS, false, "where texts mention it, by kind",
     "waar teksten het noemen, op soort"},
    {"relations", NAME_RECORDS, NAMES_RELATION, false, "what refers to it by a field",
     "wat er met een veld naar verwijst"},
    {"similar", NAME_ITEMS, NAMES_NONE, false, "at most three that refer to the same things",
     "hoogstens drie die naar hetzelfde verwijzen"},
    {"previous", NAME_OWN, NAMES_NONE, true, "the one before it in the list of its kind",
     "het vorige in de lijst van de soort"},
    {"next", NAME_OWN, NAMES_NONE, true, "the one behind it", "het volgende"},
    {"words", NAME_NUMBER, NAMES_NONE, false, "how many its text has", "hoeveel de tekst er heeft"},
    {"reading_time", NAME_NUMBER, NAMES_NONE, false, "minutes, at least 1",
     "minuten, ten minste 1"},
    {"fields", NAME_RECORDS, NAMES_FIELD, false,
     "the fields that are set, for templates of any kind",
     "de velden die gevuld zijn, voor sjablonen van elke soort"},
    {"source_path", NAME_TEXT, NAMES_NONE, false, "the path of its file",
     "het pad van het bestand"},
    {"edit_address", NAME_TEXT, NAMES_NONE, true, "its file in the site's `repository`",
     "het bestand in de `repository` van de site"},
    {"map", NAME_RECORD, NAMES_MAP, true, "the map of what stands around it, if something does",
     "de kaart van wat eromheen staat, als er iets is"},
};
static const struct name_row KIND_ROWS[] = {
    {"name", NAME_TEXT, NAMES_NONE, false, "as in its file", "zoals in het bestand"},
    {"label", NAME_TEXT, NAMES_NONE, false, "for readers: one", "voor lezers: één"},
    {"plural", NAME_TEXT, NAMES_NONE, false, "for readers: several", "voor lezers: meer"},
    {"description", NAME_TEXT, NAMES_NONE, false, "may be empty", "kan leeg zijn"},
    {"address", NAME_TEXT, NAMES_NONE, false, "of its list page; empty if it has none",
     "van de lijst; leeg als die er niet is"},
    {"count", NAME_NUMBER, NAMES_NONE, false, "how many items it has", "hoeveel items er zijn"},
    {"items", NAME_OWNS, NAMES_NONE, false, "all of them, in order", "allemaal, op volgorde"},
    {"feed", NAME_TEXT, NAMES_NONE, true, "the address of its feed", "het adres van de feed"},
    {"has_list", NAME_BOOLEAN, NAMES_NONE, false, "whether it has list pages",
     "of er lijsten van zijn"},
    {"is_dated", NAME_BOOLEAN, NAMES_NONE, false, "whether it declares a date",
     "of er een datum bij hoort"},
};
static const struct name_row DOCUMENT_ROWS[] = {
    {"title", NAME_TEXT, NAMES_NONE, false, "as site.yaml says, else of what it is about",
     "zoals site.yaml zegt, anders van waar het over gaat"},
    {"files", NAME_RECORDS, NAMES_DOCUMENT_FILE, false, "one for each of its formats",
     "één voor elke vorm"},
};
static const struct name_row DOCUMENT_FILE_ROWS[] = {
    {"format", NAME_TEXT, NAMES_NONE, false, "`epub`, `pdf`, `html`, `md` or `json`",
     "`epub`, `pdf`, `html`, `md` of `json`"},
    {"address", NAME_TEXT, NAMES_NONE, false, "its address from this page",
     "het adres vanaf deze pagina"},
};
static const struct name_row CRUMB_ROWS[] = {
    {"label", NAME_TEXT, NAMES_NONE, false, "its title", "de titel"},
    {"address", NAME_TEXT, NAMES_NONE, false, "its address", "het adres"},
};
static const struct name_row MAP_ROWS[] = {
    {"left", NAME_NUMBER, NAMES_NONE, false, "where the drawing begins, as in an SVG `viewBox`",
     "waar de tekening begint, als in een `viewBox` van SVG"},
    {"width", NAME_NUMBER, NAMES_NONE, false, "of the drawing", "van de tekening"},
    {"height", NAME_NUMBER, NAMES_NONE, false, "of the drawing", "van de tekening"},
    {"centre", NAME_RECORD, NAMES_MAP_NODE, true, "the item that it is the map of",
     "het item waar het de kaart van is"},
    {"groups", NAME_RECORDS, NAMES_MAP_GROUP, false,
     "what is related in one way, or is of one kind",
     "wat op één manier verwant is, of van één soort"},
    {"edges", NAME_RECORDS, NAMES_MAP_EDGE, false, "the lines", "de lijnen"},
};
static const struct name_row MAP_GROUP_ROWS[] = {
    {"label", NAME_TEXT, NAMES_NONE, false, "of the relation or the kind",
     "van de relatie of de soort"},
    {"kind", NAME_RECORD, NAMES_KIND, true, "on the map of the site", "op de kaart van de site"},
    {"x", NAME_NUMBER, NAMES_NONE, false, "where the label stands", "waar het opschrift staat"},
    {"y", NAME_NUMBER, NAMES_NONE, false, "where the label stands", "waar het opschrift staat"},
    {"anchor", NAME_TEXT, NAMES_NONE, false, "as SVG's `text-anchor`", "als `text-anchor` van SVG"},
    {"nodes", NAME_RECORDS, NAMES_MAP_NODE, false, "what stands on the map",
     "wat er op de kaart staat"},
    {"total", NAME_NUMBER, NAMES_NONE, false, "with those that did not fit",
     "met wat er niet op paste"},
};
static const struct name_row MAP_NODE_ROWS[] = {
    {"item", NAME_ITEM, NAMES_NONE, false, "the item", "het item"},
    {"x", NAME_NUMBER, NAMES_NONE, false, "of the box around it", "van het vak eromheen"},
    {"y", NAME_NUMBER, NAMES_NONE, false, "of the box around it", "van het vak eromheen"},
    {"width", NAME_NUMBER, NAMES_NONE, false, "of the box", "van het vak"},
    {"height", NAME_NUMBER, NAMES_NONE, false, "of the box", "van het vak"},
    {"mark_x", NAME_NUMBER, NAMES_NONE, false, "the middle of its mark",
     "het midden van het teken"},
    {"mark_y", NAME_NUMBER, NAMES_NONE, false, "the middle of its mark",
     "het midden van het teken"},
    {"anchor", NAME_TEXT, NAMES_NONE, false, "as SVG's `text-anchor`", "als `text-anchor` van SVG"},
    {"lines", NAME_RECORDS, NAMES_MAP_LINE, false, "its title, in lines", "de titel, in regels"},
    {"related", NAME_ANY, NAMES_NONE, false, "on the map of the site: what lines lead to",
     "op de kaart van de site: waar lijnen heen lopen"},
};
static const struct name_row MAP_LINE_ROWS[] = {
    {"text", NAME_TEXT, NAMES_NONE, false, "of the line", "van de regel"},
    {"x", NAME_NUMBER, NAMES_NONE, false, "where it stands", "waar hij staat"},
    {"y", NAME_NUMBER, NAMES_NONE, false, "where it stands", "waar hij staat"},
};
static const struct name_row MAP_EDGE_ROWS[] = {
    {"path", NAME_TEXT, NAMES_NONE, false, "as the `d` of an SVG path",
     "als `d` van een pad in SVG"},
    {"is_mention", NAME_BOOLEAN, NAMES_NONE, false, "whether it stands in a text, not in a field",
     "of hij in een tekst staat, niet in een veld"},
};
static const struct name_row VERSION_ROWS[] = {
    {"language", NAME_TEXT, NAMES_NONE, false, "as `en`", "als `en`"},
    {"name", NAME_TEXT, NAMES_NONE, false, "of the language, in that language",
     "van de taal, in die taal"},
    {"address", NAME_TEXT, NAMES_NONE, false, "of the version", "van de versie"},
    {"canonical", NAME_TEXT, NAMES_NONE, false, "the whole address, when the site has a `base_url`",
     "het volledige adres, als de site een `base_url` heeft"},
    {"current", NAME_BOOLEAN, NAMES_NONE, false, "whether it is this page",
     "of het deze pagina is"},
};
static const struct name_row HEADING_ROWS[] = {
    {"id", NAME_TEXT, NAMES_NONE, false, "its anchor", "het anker"},
    {"html", NAME_HTML, NAMES_NONE, false, "the heading, with its marks", "de kop, met opmaak"},
    {"text", NAME_TEXT, NAMES_NONE, false, "without", "zonder"},
    {"level", NAME_NUMBER, NAMES_NONE, false, "2 to 6", "2 tot 6"},
    {"children", NAME_RECORDS, NAMES_HEADING, false, "the headings below it", "de koppen eronder"},
};
static const struct name_row POINT_ROWS[] = {
    {"id", NAME_TEXT, NAMES_NONE, false, "its anchor", "het anker"},
    {"text", NAME_TEXT, NAMES_NONE, false, "without marks", "zonder opmaak"},
    {"html", NAME_HTML, NAMES_NONE, false, "with its marks", "met opmaak"},
    {"checked", NAME_BOOLEAN, NAMES_NONE, false, "whether it was written as done",
     "of het als gedaan geschreven is"},
    {"depth", NAME_NUMBER, NAMES_NONE, false, "0 for points of no other",
     "0 voor wat niet onder een ander staat"},
};
static const struct name_row MENTION_ROWS[] = {
    {"item", NAME_ITEM, NAMES_NONE, false, "what refers", "wat verwijst"},
    {"address", NAME_TEXT, NAMES_NONE, false, "of the heading that it stands under",
     "van de kop waar het onder staat"},
    {"text", NAME_TEXT, NAMES_NONE, false, "the sentence; empty for a field",
     "de zin; leeg bij een veld"},
    {"heading", NAME_TEXT, NAMES_NONE, true, "the heading that it stands under",
     "de kop waar het onder staat"},
    {"field", NAME_TEXT, NAMES_NONE, true, "the name of the field, when it stands in one",
     "de naam van het veld, als het in een veld staat"},
};
static const struct name_row MENTIONS_ROWS[] = {
    {"kind", NAME_RECORD, NAMES_KIND, false, "the kind", "de soort"},
    {"items", NAME_RECORDS, NAMES_MENTION, false, "the first eight mentions, one an item",
     "de eerste acht vermeldingen, één per item"},
    {"more", NAME_ITEMS, NAMES_NONE, false, "the items after these", "de items daarna"},
    {"total", NAME_NUMBER, NAMES_NONE, false, "how many items there are", "hoeveel items het zijn"},
};
static const struct name_row RELATION_ROWS[] = {
    {"item", NAME_ITEM, NAMES_NONE, false, "what refers", "wat verwijst"},
    {"field", NAME_TEXT, NAMES_NONE, false, "the name of its field", "de naam van het veld"},
};
static const struct name_row FIELD_ROWS[] = {
    {"name", NAME_TEXT, NAMES_NONE, false, "as in the kind", "zoals in de soort"},
    {"label", NAME_TEXT, NAMES_NONE, false, "for readers", "voor lezers"},
    {"value", NAME_ANY, NAMES_NONE, false, "its value", "de waarde"},
    {"type", NAME_TEXT, NAMES_NONE, false, "as in the kind: `text`, `list`, …",
     "zoals in de soort: `text`, `list`, …"},
};
static const struct name_row PAGINATION_ROWS[] = {
    {"number", NAME_NUMBER, NAMES_NONE, false, "of this page, from 1",
     "van deze bladzijde, vanaf 1"},
    {"count", NAME_NUMBER, NAMES_NONE, false, "of the pages", "van de bladzijden"},
    {"total", NAME_NUMBER, NAMES_NONE, false, "of the items", "van de items"},
    {"pages", NAME_RECORDS, NAMES_NUMBER, false, "the first, the last and those near",
     "de eerste, de laatste en die in de buurt"},
    {"previous", NAME_TEXT, NAMES_NONE, true, "an address", "een adres"},
    {"next", NAME_TEXT, NAMES_NONE, true, "an address", "een adres"},
};
static const struct name_row NUMBER_ROWS[] = {
    {"number", NAME_NUMBER, NAMES_NONE, false, "of the page", "van de bladzijde"},
    {"address", NAME_TEXT, NAMES_NONE, false, "its address", "het adres"},
    {"current", NAME_BOOLEAN, NAMES_NONE, false, "whether it is this page",
     "of het deze pagina is"},
    {"gap", NAME_BOOLEAN, NAMES_NONE, false, "whether pages were left out before it",
     "of er bladzijden voor zijn weggelaten"},
};
static const struct name_row GROUP_ROWS[] = {
    {"label", NAME_TEXT, NAMES_NONE, false, "the year or the letter", "het jaar of de letter"},
    {"id", NAME_TEXT, NAMES_NONE, false, "an anchor", "een anker"},
    {"items", NAME_OWNS, NAMES_NONE, false, "its items", "de items"},
};
static const struct name_row FILTER_ROWS[] = {
    {"name", NAME_TEXT, NAMES_NONE, false, "of the field", "van het veld"},
    {"label", NAME_TEXT, NAMES_NONE, false, "of the field, for readers",
     "van het veld, voor lezers"},
    {"values", NAME_RECORDS, NAMES_FILTER_VALUE, false,
     "what items have in it: at most 40, those of most items",
     "wat items erin hebben: hoogstens 40, die van de meeste items"},
};
static const struct name_row FILTER_VALUE_ROWS[] = {
    {"label", NAME_TEXT, NAMES_NONE, false, "a title or a choice", "een titel of een keuze"},
    {"item", NAME_ITEM, NAMES_NONE, true, "what a reference leads to",
     "waar een verwijzing heen leidt"},
    {"address", NAME_TEXT, NAMES_NONE, false, "of the list of these items",
     "van de lijst van die items"},
    {"count", NAME_NUMBER, NAMES_NONE, false, "how many there are", "hoeveel het er zijn"},
    {"current", NAME_BOOLEAN, NAMES_NONE, false, "whether it is this list", "of het deze lijst is"},
};
static const struct name_row CHOSEN_ROWS[] = {
    {"label", NAME_TEXT, NAMES_NONE, false, "of the field, for readers",
     "van het veld, voor lezers"},
    {"value", NAME_RECORD, NAMES_FILTER_VALUE, false, "what its items have in it",
     "wat de items erin hebben"},
    {"whole", NAME_TEXT, NAMES_NONE, false, "the address of the whole list",
     "het adres van de hele lijst"},
};
static const struct name_row MENU_ROWS[] = {
    {"label", NAME_TEXT, NAMES_NONE, false, "its text", "de tekst"},
    {"address", NAME_TEXT, NAMES_NONE, false, "its address", "het adres"},
    {"current", NAME_BOOLEAN, NAMES_NONE, false, "whether the page is it, or below it",
     "of de pagina het is, of eronder hoort"},
    {"item", NAME_ITEM, NAMES_NONE, true, "the item that it leads to",
     "het item waar het heen leidt"},
};
static const struct name_row LANGUAGE_ROWS[] = {
    {"code", NAME_TEXT, NAMES_NONE, false, "as `en`", "als `en`"},
    {"name", NAME_TEXT, NAMES_NONE, false, "in that language", "in die taal"},
    {"address", NAME_TEXT, NAMES_NONE, false, "of its front page", "van de voorpagina"},
    {"current", NAME_BOOLEAN, NAMES_NONE, false, "whether it is the page's",
     "of het die van de pagina is"},
};
static const struct name_row FILE_ROWS[] = {
    {"address", NAME_TEXT, NAMES_NONE, false, "its address from this page",
     "het adres vanaf deze pagina"},
    {"canonical", NAME_TEXT, NAMES_NONE, false, "the whole address, when the site has a `base_url`",
     "het volledige adres, als de site een `base_url` heeft"},
    {"name", NAME_TEXT, NAMES_NONE, false, "without folders", "zonder mappen"},
    {"size", NAME_NUMBER, NAMES_NONE, false, "bytes", "bytes"},
    {"width", NAME_NUMBER, NAMES_NONE, true, "of a picture", "van een beeld"},
    {"height", NAME_NUMBER, NAMES_NONE, false, "when there is a `width`", "als er een `width` is"},
};

#define TABLE(title, rows)                                                                         \
    { title, rows, sizeof(rows) / sizeof *(rows) }
static const struct {
    const char *title;
    const struct name_row *rows;
    size_t count;
} TABLES[NAMES_COUNT] = {
    [NAMES_GLOBAL] = TABLE("globals", GLOBAL_ROWS),
    [NAMES_EMBED] = TABLE("embed", EMBED_ROWS),
    [NAMES_REDIRECT] = TABLE("redirect", REDIRECT_ROWS),
    [NAMES_SITE] = TABLE("site", SITE_ROWS),
    [NAMES_THEME] = TABLE("theme", THEME_ROWS),
    [NAMES_PAGE] = TABLE("page", PAGE_ROWS),
    [NAMES_HOME] = TABLE("home", HOME_ROWS),
    [NAMES_LIST] = TABLE("page", LIST_ROWS),
    [NAMES_SEARCH] = TABLE("page", SEARCH_ROWS),
    [NAMES_LETTER] = TABLE("letter", LETTER_ROWS),
    [NAMES_MAP_PAGE] = TABLE("page", MAP_PAGE_ROWS),
    [NAMES_ITEM] = TABLE("item", ITEM_ROWS),
    [NAMES_KIND] = TABLE("kind", KIND_ROWS),
    [NAMES_CRUMB] = TABLE("breadcrumb", CRUMB_ROWS),
    [NAMES_MAP] = TABLE("map", MAP_ROWS),
    [NAMES_MAP_GROUP] = TABLE("group of a map", MAP_GROUP_ROWS),
    [NAMES_MAP_NODE] = TABLE("node of a map", MAP_NODE_ROWS),
    [NAMES_MAP_LINE] = TABLE("line of a map", MAP_LINE_ROWS),
    [NAMES_MAP_EDGE] = TABLE("edge of a map", MAP_EDGE_ROWS),
    [NAMES_MOVED] = TABLE("anchor", MOVED_ROWS),
    [NAMES_VERSION] = TABLE("translation", VERSION_ROWS),
    [NAMES_HEADING] = TABLE("heading", HEADING_ROWS),
    [NAMES_POINT] = TABLE("point", POINT_ROWS),
    [NAMES_MENTION] = TABLE("backlink", MENTION_ROWS),
    [NAMES_MENTIONS] = TABLE("mentions", MENTIONS_ROWS),
    [NAMES_RELATION] = TABLE("relation", RELATION_ROWS),
    [NAMES_FIELD] = TABLE("field", FIELD_ROWS),
    [NAMES_PAGINATION] = TABLE("pagination", PAGINATION_ROWS),
    [NAMES_NUMBER] = TABLE("page of a list", NUMBER_ROWS),
    [NAMES_GROUP] = TABLE("group", GROUP_ROWS),
    [NAMES_FILTER] = TABLE("filter", FILTER_ROWS),
    [NAMES_FILTER_VALUE] = TABLE("value of a filter", FILTER_VALUE_ROWS),
    [NAMES_CHOSEN] = TABLE("chosen filter", CHOSEN_ROWS),
    [NAMES_MENU] = TABLE("menu entry", MENU_ROWS),
    [NAMES_LANGUAGE] = TABLE("language", LANGUAGE_ROWS),
    [NAMES_FILE] = TABLE("file", FILE_ROWS),
    [NAMES_DOCUMENT] = TABLE("document", DOCUMENT_ROWS),
    [NAMES_DOCUMENT_FILE] = TABLE("document's file", DOCUMENT_FILE_ROWS),
};
/* clang-format on */

const struct name_row *names_rows(enum name_table table, size_t *count) {
    *count = TABLES[table].count;
    return TABLES[table].rows;
}

const char *names_title(enum name_table table) {
    return TABLES[table].title;
}

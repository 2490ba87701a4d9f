/* `links:` in content/site.yaml */
#include "read/reading.h"

#include <string.h>

static const struct key_row KEYS[] = {
    {"skip",
     KEY_ANY,
     false,
     {"Hosts, and beginnings of addresses, that are never asked.",
      "Servers, en beginstukken van adressen, die nooit gevraagd worden."},
     NULL},
    {"only",
     KEY_ANY,
     false,
     {"Hosts, and beginnings of addresses: then nothing else is asked.",
      "Servers, en beginstukken van adressen: dan wordt verder niets gevraagd."},
     NULL},
    {"allow",
     KEY_ANY,
     false,
     {"Hosts that are asked on a private network and on other ports than 80 and 443 too.",
      "Servers die ook op een besloten netwerk en op andere poorten dan 80 en 443 gevraagd "
      "worden."},
     NULL},
    {"pause",
     KEY_NUMBER,
     false,
     {"Seconds of rest between two requests to one host; 1 unless told otherwise.",
      "Seconden rust tussen twee vragen aan een server; 1 als er niets staat."},
     NULL},
    {"timeout",
     KEY_NUMBER,
     false,
     {"Seconds that an answer may take; 20 unless told otherwise.",
      "Seconden die een antwoord mag duren; 20 als er niets staat."},
     NULL},
    {"keep",
     KEY_INTEGER,
     false,
     {"Days that what was well is not asked again; 14 unless told otherwise.",
      "Dagen dat wat in orde was niet opnieuw gevraagd wordt; 14 als er niets staat."},
     NULL},
};

enum { PAUSE_USUAL = 1, TIMEOUT_USUAL = 20, KEEP_USUAL = 14 };

/* A host or the beginning of an address: one word. */
static bool entry_is_valid(struct slice entry) {
    for (size_t i = 0; i < entry.length; i++) {
        if ((unsigned char)entry.data[i] <= ' ' || strchr("*<>\"", entry.data[i]) != NULL) {
            return false;
        }
    }
    bool has_scheme = slice_search(entry, SLICE("://")) != SLICE_NOT_FOUND;
    bool is_web =
        slice_starts_with(entry, SLICE("https://")) || slice_starts_with(entry, SLICE("http://"));
    return entry.length > 0 && (has_scheme ? is_web : slice_find(entry, '/') == SLICE_NOT_FOUND);
}

/* The entries of a list, or the one text that stands in its place. */
static struct address_list read_list(struct value map, const char *key,
                                     const struct keys_reading *keys) {
    struct value value = value_get(map, slice_from(key));
    bool is_list = value.type == VALUE_LIST, is_there = value.type != VALUE_UNDEFINED;
    size_t most = is_list ? value.length : is_there && value.type != VALUE_NULL ? 1 : 0;
    struct address_list list = {.entries = arena_new(keys->arena, struct slice, most)};
    for (size_t i = 0; i < most; i++) {
        struct value entry = is_list ? value.as.list[i] : value;
        struct slice text = slice_trim(value_slice(entry));
        if (!entry_is_valid(text)) {
            keys_report_type(slice_from(key), entry,
                             "a host such as example.org, or the beginning of an address",
                             "een server zoals example.org, of het begin van een adres", keys);
            continue;
        }
        list.entries[list.count++] = arena_copy(keys->arena, text);
    }
    return list;
}

void read_links(struct settings *settings, struct value map, const struct keys_reading *keys) {
    struct link_settings *links = &settings->links;
    struct value group = value_get(map, SLICE("links"));
    *links =
        (struct link_settings){.pause = PAUSE_USUAL, .timeout = TIMEOUT_USUAL, .keep = KEEP_USUAL};
    if (group.type != VALUE_MAP || !keys_check(KEYS, sizeof KEYS / sizeof *KEYS, group,
                                               keys_place(map, "links", keys->path), keys)) {
        return;
    }
    links->skip = read_list(group, "skip", keys);
    links->only = read_list(group, "only", keys);
    links->allow = read_list(group, "allow", keys);
    links->pause = keys_number(group, "pause", PAUSE_USUAL);
    links->timeout = keys_number(group, "timeout", TIMEOUT_USUAL);
    links->keep = keys_integer(group, "keep", KEEP_USUAL);
    if (links->pause > LINKS_PAUSE_MOST) {
        keys_report_type(SLICE("pause"), value_get(group, SLICE("pause")), "0 to 600 seconds",
                         "0 tot 600 seconden", keys);
    }
    if (links->timeout < LINKS_TIMEOUT_LEAST || links->timeout > LINKS_TIMEOUT_MOST) {
        keys_report_type(SLICE("timeout"), value_get(group, SLICE("timeout")), "0.1 to 600 seconds",
                         "0.1 tot 600 seconden", keys);
    }
    if (links->keep < 0 || links->keep > LINKS_KEEP_MOST) {
        keys_report_type(SLICE("keep"), value_get(group, SLICE("keep")), "0 to 3650 days",
                         "0 tot 3650 dagen", keys);
    }
}

struct key_table settings_links_keys(void) {
    return (struct key_table){KEYS, sizeof KEYS / sizeof *KEYS};
}

#include "edit/fix.h"

#include "base/nearest.h"
#include "edit/alias.h"
#include "edit/heading.h"

#include <string.h>

/* What a remedy is made from, and the edit that it fills in. */
struct remedy {
    const struct diagnostic *diagnostic;
    struct slice text; /* of the file */
    struct slice wrong;
    struct arena *arena;
    struct edit *edit;
};

static bool is_quote(char byte) {
    return byte == '"' || byte == '\'';
}

/* The place without the quotes around it: they stay. */
static void skip_quotes(struct remedy *remedy) {
    struct slice wrong = remedy->wrong;
    if (wrong.length >= 2 && is_quote(wrong.data[0]) &&
        wrong.data[wrong.length - 1] == wrong.data[0]) {
        remedy->wrong = slice_between(wrong, 1, wrong.length - 1);
        remedy->edit->start++;
        remedy->edit->end--;
    }
}

static bool replace_by_suggestion(struct remedy *remedy) {
    skip_quotes(remedy);
    remedy->edit->text = remedy->diagnostic->suggestion;
    return remedy->edit->text.length > 0 && remedy->wrong.length > 0;
}

/* A misspelt name: what stands there must be near to what it becomes, or the place is a larger one
 * than the name. */
static bool respell(struct remedy *remedy) {
    if (!replace_by_suggestion(remedy)) {
        return false;
    }
    size_t limit = remedy->wrong.length / 3 + 1;
    return edit_distance(remedy->wrong, remedy->edit->text, limit) <= limit;
}

/* "article:bigen#doel", where the suggestion is "article:begin": the anchor stays. */
static bool respell_name(struct remedy *remedy) {
    size_t mark = slice_find(remedy->wrong, '#');
    if (mark != SLICE_NOT_FOUND &&
        slice_find(remedy->diagnostic->suggestion, '#') == SLICE_NOT_FOUND) {
        remedy->edit->end -= remedy->wrong.length - mark;
        remedy->wrong = slice_take(remedy->wrong, mark);
    }
    return respell(remedy);
}

/* "article:begin#deol", where the suggestion is "#doel". */
static bool respell_anchor(struct remedy *remedy) {
    size_t mark = slice_find_last(remedy->wrong, '#');
    if (mark == SLICE_NOT_FOUND) {
        return false;
    }
    remedy->edit->start += mark;
    remedy->wrong = slice_skip(remedy->wrong, mark);
    return respell(remedy);
}

/* The signs at the beginning of the heading's line become as many as the message says. */
static bool change_level(struct remedy *remedy) {
    struct slice text = remedy->text;
    size_t end = remedy->edit->start;
    while (end < remedy->edit->end && text.data[end] == '#') {
        end++;
    }
    while (end > 0 && text.data[end - 1] == ' ') {
        end--;
    }
    size_t start = end;
    while (start > 0 && text.data[start - 1] == '#') {
        start--;
    }
    remedy->edit->start = start;
    remedy->edit->end = end;
    remedy->edit->text = remedy->diagnostic->arguments[2];
    return end > start;
}

/* "name:value" */
static bool insert_space(struct remedy *remedy) {
    remedy->edit->start = remedy->edit->end;
    remedy->edit->text = SLICE(" ");
    return true;
}

static bool insert_spaces_for_tab(struct remedy *remedy) {
    remedy->edit->text = SLICE("  ");
    return slice_equals(remedy->wrong, SLICE("\t"));
}

static bool remove_control(struct remedy *remedy) {
    remedy->edit->text = SLICE("");
    return remedy->wrong.length > 0;
}

/* "www.example.org" */
static bool complete_url(struct remedy *remedy) {
    skip_quotes(remedy);
    remedy->edit->end = remedy->edit->start;
    remedy->edit->text = SLICE("https://");
    return slice_starts_with(remedy->wrong, SLICE("www."));
}

/* The message says which alias the fields lack. */
static bool add_alias(struct remedy *remedy) {
    *remedy->edit = edit_alias(remedy->diagnostic->place.path, remedy->text,
                               remedy->diagnostic->arguments[1], remedy->arena);
    return true;
}

/* The message says which anchor the heading had. */
static bool add_anchor(struct remedy *remedy) {
    struct slice path = remedy->edit->path;
    *remedy->edit = edit_heading(remedy->text, remedy->edit->start, remedy->edit->end, SLICE(""),
                                 remedy->diagnostic->arguments[1], remedy->arena);
    remedy->edit->path = path;
    return true;
}

/* The whole line. */
static bool remove_line(struct remedy *remedy) {
    struct edit *edit = remedy->edit;
    while (edit->end < remedy->text.length && remedy->text.data[edit->end++] != '\n') {
    }
    edit->text = SLICE("");
    return true;
}

/* "http://example.org", when the site knows that the same host answers as https. */
static bool make_secure(struct remedy *remedy) {
    skip_quotes(remedy);
    remedy->edit->end = remedy->edit->start + strlen("http");
    remedy->edit->text = SLICE("https");
    return remedy->diagnostic->suggestion.length > 0 &&
           slice_equals_folded(slice_take(remedy->wrong, 5), SLICE("http:"));
}

/* The message says where the page is now, and whether nobody need look at it first. What stands
 * there must be an address as it is, without entities and the like. */
static bool follow_move(struct remedy *remedy) {
    skip_quotes(remedy);
    remedy->edit->text = remedy->diagnostic->arguments[0];
    return slice_equals(remedy->diagnostic->arguments[1], remedy->wrong);
}

/* One row a message that has a sure remedy. */
static const struct remedy_row {
    enum message message;
    bool (*find)(struct remedy *remedy);
} ROWS[] = {
    {MESSAGE_REFERENCE_MISSING, respell_name},
    {MESSAGE_REFERENCE_KIND_UNKNOWN, respell_name},
    {MESSAGE_FILE_NOT_FOUND, respell_name},
    {MESSAGE_FILE_MISSING, respell},
    {MESSAGE_FIELD_UNKNOWN, respell},
    {MESSAGE_FIELD_CHOICE, respell},
    {MESSAGE_KEY_UNKNOWN, respell},
    {MESSAGE_KEY_CHOICE, respell},
    {MESSAGE_KIND_UNKNOWN, respell},
    {MESSAGE_THEME_MISSING, respell},
    {MESSAGE_CALLOUT_UNKNOWN, respell},
    {MESSAGE_TEMPLATE_UNKNOWN_NAME, respell},
    {MESSAGE_TEMPLATE_UNKNOWN_FIELD, respell},
    {MESSAGE_TEMPLATE_UNKNOWN_FILTER, respell},
    {MESSAGE_TEMPLATE_UNKNOWN_TEST, respell},
    {MESSAGE_TEMPLATE_UNKNOWN_TAG, respell},
    {MESSAGE_TEMPLATE_UNKNOWN_BLOCK, respell},
    {MESSAGE_TEMPLATE_UNKNOWN_KIND, respell},
    {MESSAGE_ANCHOR_MISSING, respell_anchor},
    {MESSAGE_FIELD_DATE_ORDER, replace_by_suggestion},
    {MESSAGE_FIELD_DATE_IMPOSSIBLE, replace_by_suggestion},
    {MESSAGE_LINK_HTTP, make_secure},
    {MESSAGE_LINK_MOVED, follow_move},
    {MESSAGE_SLUG_INVALID, replace_by_suggestion},
    {MESSAGE_HEADING_JUMP, change_level},
    {MESSAGE_YAML_MISSING_SPACE, insert_space},
    {MESSAGE_YAML_TAB, insert_spaces_for_tab},
    {MESSAGE_YAML_CONTROL, remove_control},
    {MESSAGE_FIELD_URL, complete_url},
    {MESSAGE_ADDRESS_LOST, add_alias},
    {MESSAGE_ADDRESS_LOST_ANCHOR, add_alias},
    {MESSAGE_ADDRESS_LOST_HEADING, add_anchor},
    {MESSAGE_ADDRESSES_MERGE, remove_line},
};

bool fix_find(const struct diagnostic *diagnostic, struct slice text, struct arena *arena,
              struct edit *edit) {
    struct place place = diagnostic->place;
    if (place.whole || place.path.length == 0 || place.end > text.length ||
        place.start > place.end) {
        return false;
    }
    *edit = (struct edit){.path = place.path, .start = place.start, .end = place.end};
    struct remedy remedy = {diagnostic, text, slice_between(text, place.start, place.end), arena,
                            edit};
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        if (ROWS[i].message == diagnostic->message) {
            return ROWS[i].find(&remedy);
        }
    }
    return false;
}

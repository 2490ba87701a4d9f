/* [[destination]], [[destination|text]] and ![[destination]], as Obsidian writes them. */
#include "formats/markdown_state.h"

/* Where "[[" comes next. */
static size_t search_open(struct slice text, size_t at) {
    while (at + 1 < text.length) {
        const char *found = memchr(text.data + at, '[', text.length - 1 - at);
        if (found == NULL) {
            break;
        }
        at = (size_t)(found - text.data);
        if (found[1] == '[') {
            return at;
        }
        at++;
    }
    return SLICE_NOT_FOUND;
}

bool markdown_wiki_next(struct slice literal, size_t from, struct markdown_wiki *wiki) {
    for (size_t at = from; at + 4 < literal.length;) {
        size_t open = search_open(literal, at);
        if (open == SLICE_NOT_FOUND) {
            return false;
        }
        while (open + 2 < literal.length && literal.data[open + 2] == '[') {
            open++; /* of [[[ the last two open */
        }
        size_t inside = open + 2;
        size_t pipe = SLICE_NOT_FOUND;
        size_t close = inside;
        while (close < literal.length && literal.data[close] != ']' && literal.data[close] != '[') {
            if (literal.data[close] == '|' && pipe == SLICE_NOT_FOUND) {
                pipe = close;
            }
            close++;
        }
        size_t end = pipe == SLICE_NOT_FOUND ? close : pipe;
        struct slice destination = slice_trim(slice_between(literal, inside, end));
        if (close + 1 >= literal.length || literal.data[close] != ']' ||
            literal.data[close + 1] != ']' || destination.length == 0) {
            at = close > inside ? close : inside;
            continue;
        }
        bool embed = open > from && literal.data[open - 1] == '!';
        *wiki = (struct markdown_wiki){.from = embed ? open - 1 : open,
                                       .to = close + 2,
                                       .embed = embed,
                                       .destination = destination};
        if (pipe != SLICE_NOT_FOUND && pipe + 1 < close) {
            wiki->text_from = pipe + 1;
            wiki->text_to = close;
        }
        return true;
    }
    return false;
}

bool markdown_wiki_open(struct slice literal, size_t from, struct markdown_wiki *wiki) {
    size_t pipe = slice_find_last(literal, '|');
    if (pipe == SLICE_NOT_FOUND || pipe < from + 3) {
        return false;
    }
    for (size_t at = pipe; at >= from + 2; at--) {
        char byte = literal.data[at - 1];
        if (byte == ']' || byte == '|') {
            return false;
        }
        if (byte == '[') {
            struct slice destination = slice_trim(slice_between(literal, at, pipe));
            *wiki = (struct markdown_wiki){
                .from = at - 2, .destination = destination, .text_from = pipe + 1};
            return literal.data[at - 2] == '[' && destination.length > 0;
        }
    }
    return false;
}

struct markdown_range markdown_text_source(const struct markdown *m,
                                           const struct markdown_place *place, size_t from,
                                           size_t to) {
    struct markdown_range range = place->whole;
    size_t at = 0;
    for (uint32_t i = 0; i < place->run_count; i++) {
        const struct markdown_run *run = &m->alignment.runs[place->first_run + i];
        if (from >= at && from < at + run->length) {
            range.from = run->source + (run->escaped ? 0 : (uint32_t)(from - at));
        }
        if (to > at && to <= at + run->length) {
            range.to = run->source + (run->escaped ? 2 : (uint32_t)(to - at));
            break;
        }
        at += run->length;
    }
    return range;
}

#include "site/alias.h"

struct alias alias_parse(struct slice text) {
    struct alias alias = {.page = text, .anchor = SLICE(""), .to = SLICE("")};
    size_t arrow = slice_find(alias.page, '>');
    if (arrow != SLICE_NOT_FOUND) {
        alias.to = slice_skip(text, arrow + 1);
        alias.page = slice_take(text, arrow);
    }
    size_t mark = slice_find(alias.page, '#');
    if (mark != SLICE_NOT_FOUND) {
        alias.anchor = slice_skip(alias.page, mark + 1);
        alias.page = slice_take(alias.page, mark);
    }
    return alias;
}

size_t alias_count(const struct item *item) {
    struct value aliases = item->values[COMMON_ALIASES];
    return aliases.type == VALUE_LIST ? aliases.length : 0;
}

struct alias alias_at(const struct item *item, size_t index) {
    struct value value = item->values[COMMON_ALIASES].as.list[index];
    struct alias alias = alias_parse(value_slice(value));
    alias.start = value.start;
    alias.end = value.end;
    return alias;
}

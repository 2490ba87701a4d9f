#include "base/escape.h"
#include "base/files.h"
#include "check/rules.h"

/* An old address within the site: a path to an .html file that stays below the output. */
static bool alias_is_valid(struct slice alias, struct arena *arena) {
    struct slice joined;
    return path_join(arena, slice_of("", 0), alias, &joined) && slice_equals(joined, alias) &&
           address_scheme(alias).length == 0 && slice_ends_with(alias, SLICE(".html")) &&
           slice_find(alias, '#') == SLICE_NOT_FOUND && path_name(alias).length > 5;
}

void rule_aliases(struct rule_context *context, const struct item *item) {
    struct value aliases = item->values[COMMON_ALIASES];
    for (size_t i = 0; aliases.type == VALUE_LIST && i < aliases.length; i++) {
        struct value alias = aliases.as.list[i];
        if (!alias_is_valid(value_slice(alias), context->arena)) {
            diagnostic_argument(diagnostic_add(context->diagnostics, MESSAGE_ALIAS_INVALID,
                                               place_of(item->path, alias.start, alias.end)),
                                value_slice(alias));
        }
    }
}

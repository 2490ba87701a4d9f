#include "base/escape.h"
#include "base/files.h"
#include "check/rules.h"
#include "site/alias.h"

/* An old address within the site: a path to an .html file that stays below the output, perhaps with
 * an anchor. */
static bool alias_is_valid(const struct alias *alias, struct slice written, struct arena *arena) {
    struct slice joined, page = alias->page;
    size_t length = page.length + alias->anchor.length + (alias->anchor.length > 0) +
                    alias->to.length + (alias->to.length > 0);
    return path_join(arena, slice_of("", 0), page, &joined) && slice_equals(joined, page) &&
           address_scheme(page).length == 0 && slice_ends_with(page, SLICE(".html")) &&
           path_name(page).length > 5 && length == written.length &&
           slice_find(alias->anchor, '#') == SLICE_NOT_FOUND &&
           slice_find(alias->anchor, ' ') == SLICE_NOT_FOUND;
}

void rule_aliases(struct rule_context *context, const struct item *item) {
    for (size_t i = 0; i < alias_count(item); i++) {
        struct slice written = value_slice(item->values[COMMON_ALIASES].as.list[i]);
        const struct alias alias = alias_at(item, i);
        if (!alias_is_valid(&alias, written, context->arena)) {
            diagnostic_argument(diagnostic_add(context->diagnostics, MESSAGE_ALIAS_INVALID,
                                               place_of(item->path, alias.start, alias.end)),
                                written);
        }
    }
}

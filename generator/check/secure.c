/* Which hosts answer as https: those that the site links to that way somewhere. */
#include "base/escape.h"
#include "check/rules.h"

/* "example.org" of "https://example.org/a"; the empty slice for another scheme. */
static struct slice host_of(struct slice address, struct slice scheme) {
    struct slice marks = SLICE("://"), rest = slice_skip(address, scheme.length);
    if (!slice_equals_folded(address_scheme(address), scheme) || !slice_starts_with(rest, marks)) {
        return slice_of("", 0);
    }
    rest = slice_skip(rest, marks.length);
    size_t end = 0;
    while (end < rest.length && rest.data[end] != '/' && rest.data[end] != '?' &&
           rest.data[end] != '#') {
        end++;
    }
    return slice_take(rest, end);
}

static void learn(struct rule_context *context, struct slice address) {
    struct slice host = host_of(address, SLICE("https"));
    if (host.length > 0) {
        *map_place(context->secure_hosts, host) = context->secure_hosts;
    }
}

static void learn_prose(struct rule_context *context, const struct prose *prose) {
    for (uint32_t i = 0; prose != NULL && i < prose->markup->link_count; i++) {
        learn(context, prose->markup->links[i].destination);
    }
}

static void learn_all(struct rule_context *context) {
    const struct site *site = context->site;
    context->secure_hosts = arena_new(context->arena, struct map, 1);
    map_init(context->secure_hosts, context->arena);
    learn(context, site->settings.base_url);
    for (size_t i = 0; i < site->item_count; i++) {
        const struct item *item = site->items[i];
        if (item->callout == MARKUP_NONE) {
            learn_prose(context, item->body);
        }
        for (const struct prose *text = item->texts; text != NULL; text = text->next) {
            learn_prose(context, text);
        }
        for (size_t j = 0; j < item->kind->field_count; j++) {
            if (item->kind->fields[j].type == FIELD_URL) {
                learn(context, value_slice(item->values[j]));
            }
        }
    }
}

struct slice secure_address(struct rule_context *context, struct slice address) {
    if (context->secure_hosts == NULL) {
        learn_all(context);
    }
    struct slice host = host_of(address, SLICE("http")), rest = slice_skip(address, 4);
    return host.length > 0 && map_get(context->secure_hosts, host) != NULL
               ? arena_join(context->arena, (struct slice[]){SLICE("https"), rest}, 2)
               : slice_of("", 0);
}

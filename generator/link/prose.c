/* Links in texts. */
#include "base/escape.h"
#include "base/nearest.h"
#include "link/linking.h"

struct prose_link {
    const struct site *site;
    const struct item *owner; /* NULL for texts of the site itself */
    const struct markup_link *link;
    struct place at;
    struct slice destination; /* without its anchor */
    struct slice anchor;
};

static void offer_anchors(struct nearest *nearest, const struct prose *prose) {
    for (uint32_t i = 0; prose != NULL && i < prose->markup->anchor_count; i++) {
        const struct markup_anchor *anchor = &prose->markup->anchors[i];
        if (anchor->from >= prose->from && anchor->from <= prose->to) {
            nearest_offer(nearest, anchor->id);
        }
    }
}

static void report_anchor(const struct prose_link *link, const struct item *target,
                          struct linker *linker) {
    struct nearest nearest;
    nearest_init(&nearest, link->anchor);
    offer_anchors(&nearest, target->body);
    for (const struct prose *text = target->texts; text != NULL; text = text->next) {
        offer_anchors(&nearest, text);
    }
    struct diagnostic *d = diagnostic_add(&linker->diagnostics, MESSAGE_ANCHOR_MISSING, link->at);
    diagnostic_argument(d, link->anchor);
    diagnostic_argument(d, target->identity);
    if (nearest.best.length > 0) {
        diagnostic_suggest(d, arena_format(&linker->scratch, "#%.*s", slice_width(nearest.best),
                                           nearest.best.data));
    }
}

static bool is_embed(const struct prose_link *link) {
    return link->link->type == MARKUP_EMBED || link->link->type == MARKUP_IMAGE;
}

/* The item in the language of the page that refers to it, if the anchor is there too. */
static struct target item_target(const struct prose_link *link, struct item *found,
                                 struct linker *linker) {
    struct target none = {.type = TARGET_NONE};
    if (found != link->owner &&
        !link_check_state(link->site, found, link->destination, link->at, linker)) {
        return none;
    }
    if (!is_embed(link) && found->address.length == 0 && found != link->owner) {
        diagnostic_argument(
            diagnostic_add(&linker->diagnostics, MESSAGE_REFERENCE_NO_PAGE, link->at),
            found->identity);
        return none;
    }
    const struct item *best =
        link->owner == NULL ? found : item_in_language(found, link->owner->language);
    struct target target = {.type = TARGET_ITEM, .anchor = link->anchor};
    /* Only its address and body are read from here on; the cast gives back what the site owns. */
    target.to.item = (struct item *)(uintptr_t)best;
    if (link->anchor.length == 0 || item_anchor(best, link->anchor, NULL) != NULL) {
        return target;
    }
    if (best != found && item_anchor(found, link->anchor, NULL) != NULL) {
        target.to.item = found;
        return target;
    }
    report_anchor(link, best, linker);
    return none;
}

static struct target found_target(const struct prose_link *link, const struct find_result *found,
                                  struct linker *linker) {
    link_report_find(link->site, found, link->destination, link->at, linker);
    return found->status == FIND_OK ? item_target(link, found->item, linker)
                                    : (struct target){.type = TARGET_NONE};
}

/* An anchor on this page: of the callout's item if it is there, else of the article around it. */
static struct target own_anchor(const struct prose_link *link, struct linker *linker) {
    if (link->owner == NULL) {
        diagnostic_argument(diagnostic_add(&linker->diagnostics, MESSAGE_REFERENCE_FORM, link->at),
                            link->link->destination);
        return (struct target){.type = TARGET_NONE};
    }
    struct item *owner = (struct item *)(uintptr_t)link->owner;
    if (link->anchor.length == 0) {
        return (struct target){.type = TARGET_ITEM, .to.item = owner};
    }
    return item_target(link, owner, linker);
}

static struct target path_target(const struct prose_link *link, struct linker *linker) {
    struct target target =
        link_path(link->site, link->owner == NULL ? link->site->settings.path : link->owner->path,
                  link->destination, link->at, linker);
    if (target.type == TARGET_ITEM) {
        return item_target(link, target.to.item, linker);
    }
    if (target.type == TARGET_ASSET && is_embed(link) && !target.to.asset->is_image) {
        diagnostic_argument(diagnostic_add(&linker->diagnostics, MESSAGE_EMBED_NOT_ITEM, link->at),
                            link->destination);
        target.type = TARGET_NONE;
    }
    return target;
}

static struct target wiki_target(const struct prose_link *link, struct linker *linker) {
    if (link->destination.length == 0) {
        return own_anchor(link, linker);
    }
    struct find_result found = site_find_name(link->site, link->destination, &linker->scratch);
    bool names_file = path_extension(link->destination).length > 0;
    if (found.status == FIND_MISSING && names_file) {
        return path_target(link, linker);
    }
    return found_target(link, &found, linker);
}

static bool scheme_is_known_elsewhere(struct slice scheme) {
    static const char *const schemes[] = {"javascript", "data", "vbscript", "file",
                                          "ftp",        "blob", "about",    "view-source",
                                          "ws",         "wss",  "sms",      "irc"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (slice_equals_folded(scheme, slice_from(schemes[i]))) {
            return true;
        }
    }
    return false;
}

static struct target scheme_target(const struct prose_link *link, struct slice scheme,
                                   struct linker *linker) {
    struct target none = {.type = TARGET_NONE};
    const struct kind *kind = site_kind(link->site, scheme);
    if (kind != NULL && link->destination.length == scheme.length + 1) {
        /* [all networks](network:) is the list page of the kind. */
        return (struct target){.type = kind->has_list ? TARGET_LIST : TARGET_NONE, .to.kind = kind};
    }
    if (kind == NULL && address_is_allowed(link->link->destination)) {
        return (struct target){.type = TARGET_EXTERNAL};
    }
    if (kind == NULL && scheme_is_known_elsewhere(scheme)) {
        diagnostic_argument(diagnostic_add(&linker->diagnostics, MESSAGE_ADDRESS_SCHEME, link->at),
                            scheme);
        return none;
    }
    struct find_result found = site_find_identity(link->site, link->destination, &linker->scratch);
    return found_target(link, &found, linker);
}

static struct target link_one(struct prose_link *link, struct linker *linker) {
    struct slice written = link->link->destination;
    size_t hash = slice_find(written, '#');
    link->destination = slice_take(written, hash == SLICE_NOT_FOUND ? written.length : hash);
    link->anchor = hash == SLICE_NOT_FOUND ? slice_of("", 0) : slice_skip(written, hash + 1);
    if (link->link->type == MARKUP_WIKI || link->link->type == MARKUP_EMBED) {
        return wiki_target(link, linker);
    }
    if (link->destination.length == 0) {
        if (hash == SLICE_NOT_FOUND) {
            link->owner = NULL; /* [text]() leads nowhere */
        }
        return own_anchor(link, linker);
    }
    struct slice scheme = address_scheme(written);
    if (scheme.length > 0 || !address_is_allowed(written)) {
        return scheme_target(link, scheme, linker);
    }
    return path_target(link, linker);
}

void link_prose(const struct site *site, struct prose *prose, const struct item *owner,
                struct linker *linker) {
    const struct markup *markup = prose->markup;
    if (markup == NULL || markup->link_count == 0) {
        return;
    }
    prose->targets = arena_new(linker->arena, struct target, markup->link_count);
    struct slice path = owner == NULL ? site->settings.path : owner->path;
    for (uint32_t i = 0; i < markup->link_count; i++) {
        const struct markup_link *written = &markup->links[i];
        struct prose_link link = {.site = site,
                                  .owner = owner,
                                  .link = written,
                                  .at = place_of(path, written->start, written->end)};
        prose->targets[i] = link_one(&link, linker);
    }
}

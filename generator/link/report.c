#include "link/linking.h"

static struct slice candidate_names(const struct candidate *candidates, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    size_t count = 0;
    for (; candidates != NULL; candidates = candidates->next) {
        if (++count > 10) {
            buffer_append_text(&out, ", …");
            break;
        }
        buffer_append_text(&out, out.length == 0 ? "" : ", ");
        buffer_append(&out, candidates->item->identity);
    }
    return buffer_slice(&out);
}

void link_report_find(const struct site *site, const struct find_result *found,
                      struct slice written, struct place at, struct linker *linker) {
    struct diagnostic *d = NULL;
    switch (found->status) {
    case FIND_OK:
        return;
    case FIND_MISSING:
        d = diagnostic_add(&linker->diagnostics, MESSAGE_REFERENCE_MISSING, at);
        diagnostic_argument(d, written);
        break;
    case FIND_AMBIGUOUS:
        d = diagnostic_add(&linker->diagnostics, MESSAGE_REFERENCE_AMBIGUOUS, at);
        diagnostic_argument(d, written);
        diagnostic_argument(d, candidate_names(found->candidates, &linker->scratch));
        break;
    case FIND_NO_KIND:
        if (slice_find(written, ':') == SLICE_NOT_FOUND) {
            const struct item *any = site->item_count > 0 ? site->items[0] : NULL;
            d = diagnostic_add(&linker->diagnostics, MESSAGE_REFERENCE_FORM, at);
            diagnostic_argument(d, written);
            diagnostic_argument(d, any != NULL ? any->identity : SLICE("page:about"));
        } else {
            d = diagnostic_add(&linker->diagnostics, MESSAGE_REFERENCE_KIND_UNKNOWN, at);
            diagnostic_argument(d, slice_take(written, slice_find(written, ':')));
            diagnostic_argument(d, site_kind_names(site, &linker->scratch));
        }
        break;
    }
    diagnostic_suggest(d, found->nearest);
}

bool link_check_state(const struct site *site, const struct item *target, struct slice written,
                      struct place at, struct linker *linker) {
    static const enum message messages[] = {[ITEM_DRAFT] = MESSAGE_REFERENCE_DRAFT,
                                            [ITEM_FUTURE] = MESSAGE_REFERENCE_FUTURE,
                                            [ITEM_EXPIRED] = MESSAGE_REFERENCE_EXPIRED};
    if (link_is_published(site, target)) {
        return true;
    }
    struct diagnostic *d = diagnostic_add(&linker->diagnostics, messages[target->state], at);
    diagnostic_argument(d, written);
    if (target->state != ITEM_DRAFT) {
        struct buffer date;
        buffer_init(&date, &linker->scratch);
        date_append_iso(&date, item_date(target, target->state == ITEM_FUTURE ? COMMON_PUBLISH
                                                                              : COMMON_EXPIRES));
        diagnostic_argument(d, buffer_slice(&date));
    }
    return false;
}

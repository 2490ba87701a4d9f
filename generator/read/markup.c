/* Texts → marked-up text, with the site's own options. */
#include "read/reading.h"

#include "base/limits.h"

const struct markup *read_markup(const struct reading *reading, struct slice text,
                                 const struct markdown_origin *origin, struct slice language,
                                 bool with_terms, struct worker *worker,
                                 struct diagnostics *diagnostics) {
    static const enum markdown_html policies[] = {[HTML_CLEAN] = MARKDOWN_HTML_CLEAN,
                                                  [HTML_ESCAPE] = MARKDOWN_HTML_ESCAPE,
                                                  [HTML_TRUSTED] = MARKDOWN_HTML_TRUSTED};
    struct markdown_options options = {.html = policies[reading->site->settings.html],
                                       .language = language,
                                       .callouts = reading->callouts,
                                       .callout_count = reading->callout_count,
                                       .schemes = reading->schemes,
                                       .scheme_count = reading->scheme_count,
                                       .terms = with_terms ? reading->terms : NULL,
                                       .spill = worker->spill};
    return markdown_parse(text, origin, &options, worker->arena, &worker->scratch, diagnostics);
}

void read_footers(const struct reading *reading, struct worker *worker) {
    struct site *site = reading->site;
    const struct settings *settings = &site->settings;
    site->footers = arena_new(worker->arena, struct prose *, settings->language_count);
    for (size_t i = 0; i < settings->language_count; i++) {
        struct slice language = settings->languages[i];
        struct slice text = localized_in(settings->footer, language, settings->language);
        if (text.length == 0) {
            continue;
        }
        struct markdown_origin origin = {.path = settings->path,
                                         .base = settings->footer_place.start,
                                         .lines = settings->footer_lines,
                                         .line_count = settings->footer_line_count};
        struct prose *footer = arena_new(worker->arena, struct prose, 1);
        footer->object.type = &prose_type;
        footer->markup =
            read_markup(reading, text, &origin, language, false, worker, &worker->diagnostics);
        footer->to = footer->markup->body_end;
        site->footers[i] = footer;
        arena_reset(&worker->scratch);
    }
}

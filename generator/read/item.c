/* One file → an item. */
#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "formats/yaml.h"
#include "read/reading.h"
#include "read/text.h"

#include <string.h>

/* The parts of a file: its fields, and behind them its body. */
struct parts {
    struct slice source; /* the whole file */
    struct slice fields;
    size_t fields_at;
    struct slice body;
    size_t body_at;
    struct value map;
};

static bool is_fence(struct slice line, bool ending) {
    while (line.length > 0 &&
           (line.data[line.length - 1] == ' ' || line.data[line.length - 1] == '\t')) {
        line.length--;
    }
    return slice_equals(line, SLICE("---")) || (ending && slice_equals(line, SLICE("...")));
}

/* Finds the front matter. False when it begins but does not end, which is reported. */
static bool split_front_matter(struct parts *parts, size_t start, struct slice path,
                               struct worker *worker) {
    struct slice rest = slice_skip(parts->source, start), line;
    parts->body = rest;
    parts->body_at = start;
    if (!slice_cut_line(&rest, &line) || !is_fence(line, false)) {
        return true;
    }
    parts->fields_at = (size_t)(rest.data - parts->source.data);
    for (;;) {
        size_t at = (size_t)(rest.data - parts->source.data);
        if (!slice_cut_line(&rest, &line)) {
            diagnostic_add(&worker->diagnostics, MESSAGE_FRONT_MATTER_OPEN,
                           place_of(path, start, start + 3));
            return false;
        }
        if (is_fence(line, true)) {
            parts->fields = slice_between(parts->source, parts->fields_at, at);
            parts->body = rest;
            parts->body_at = (size_t)(rest.data - parts->source.data);
            return true;
        }
    }
}

static bool read_parts(const struct reading *reading, const struct item_file *file,
                       struct parts *parts, struct worker *worker) {
    size_t start = 0;
    size_t limit = file->is_markdown ? LIMIT_MARKDOWN_BYTES : LIMIT_YAML_BYTES;
    const struct read_unsaved *unsaved = &reading->options.unsaved;
    if (unsaved->find != NULL && unsaved->find(unsaved->context, file->path, &parts->source)) {
        start = slice_starts_with(parts->source, SLICE("\xEF\xBB\xBF")) ? 3 : 0;
    } else if (!read_text(reading->options.root, file->path, limit, &worker->scratch,
                          &worker->diagnostics, &parts->source, &start)) {
        return false;
    }
    if (slice_trim(slice_skip(parts->source, start)).length == 0) {
        diagnostic_add(&worker->diagnostics, MESSAGE_FILE_EMPTY, place_file(file->path));
        return false;
    }
    if (!file->is_markdown) {
        parts->fields = slice_skip(parts->source, start);
        parts->fields_at = start;
        parts->body_at = parts->source.length;
    } else if (!split_front_matter(parts, start, file->path, worker)) {
        return false;
    }
    parts->map = yaml_parse(parts->fields, parts->fields_at, file->path, &worker->scratch,
                            &worker->diagnostics);
    return parts->map.type != VALUE_UNDEFINED;
}

static bool slug_is_valid(struct slice slug) {
    for (size_t at = 0; at < slug.length;) {
        uint32_t code_point = utf8_next(slug, &at);
        bool plain = code_point == '-' || code_point == '_' || code_point == '.' ||
                     code_point == '/' || utf8_is_word(code_point);
        if (!plain) {
            return false;
        }
    }
    return slug.length > 0 && slug.data[0] != '/' && slug.data[0] != '.';
}

static void report_slug(struct slice slug, struct place at, struct diagnostics *diagnostics,
                        struct arena *arena) {
    struct diagnostic *d = diagnostic_add(diagnostics, MESSAGE_SLUG_INVALID, at);
    diagnostic_argument(d, slug);
    diagnostic_suggest(d, utf8_slug(arena, slug));
}

/* The slug: the path below the kind's folder; the field `slug` takes the place of its last part. */
static void set_slug(struct item *item, const struct item_file *file, struct worker *worker,
                     struct diagnostics *diagnostics) {
    struct value own = item->values[COMMON_SLUG];
    struct slice slug = utf8_normalize(worker->arena, file->slug);
    if (own.type == VALUE_TEXT) {
        struct slice text = value_slice(own), folder = path_folder(slug);
        if (!slug_is_valid(text) || slice_find(text, '/') != SLICE_NOT_FOUND) {
            report_slug(text, place_of(file->path, own.start, own.end), diagnostics,
                        &worker->scratch);
        } else if (folder.length > 0) {
            slug = arena_format(worker->arena, "%.*s/%.*s", slice_width(folder), folder.data,
                                slice_width(text), text.data);
        } else {
            slug = text;
        }
    } else if (!slug_is_valid(slug)) {
        report_slug(slug, place_file(file->path), diagnostics, &worker->scratch);
    }
    item->slug = slug;
    item->identity =
        arena_join(worker->arena, (struct slice[]){item->kind->name, SLICE(":"), slug}, 3);
}

static void set_language(struct item *item, const struct reading *reading,
                         const struct item_file *file, struct worker *worker,
                         struct diagnostics *diagnostics) {
    const struct settings *settings = &reading->site->settings;
    struct value own = item->values[COMMON_LANG];
    item->language = own.type == VALUE_TEXT      ? value_slice(own)
                     : file->language.length > 0 ? file->language
                                                 : settings->language;
    if (!settings->languages_given) {
        return;
    }
    struct buffer names;
    buffer_init(&names, &worker->scratch);
    for (size_t i = 0; i < settings->language_count; i++) {
        if (slice_equals(settings->languages[i], item->language)) {
            return;
        }
        buffer_append_text(&names, i == 0 ? "" : ", ");
        buffer_append(&names, settings->languages[i]);
    }
    struct place at =
        own.type == VALUE_TEXT ? place_of(file->path, own.start, own.end) : place_file(file->path);
    struct diagnostic *d = diagnostic_add(diagnostics, MESSAGE_ITEM_LANGUAGE, at);
    diagnostic_argument(d, item->language);
    diagnostic_argument(d, buffer_slice(&names));
}

static void set_state(struct item *item, const struct read_options *options) {
    struct date publish = item_date(item, COMMON_PUBLISH);
    struct date expires = item_date(item, COMMON_EXPIRES);
    if (item_flag(item, COMMON_DRAFT)) {
        item->state = ITEM_DRAFT;
    } else if (publish.year > 0 && date_compare(publish, options->today) > 0) {
        item->state = ITEM_FUTURE;
    } else if (expires.year > 0 && date_compare(expires, options->today) <= 0) {
        item->state = ITEM_EXPIRED;
    }
}

static void set_title(struct item *item, struct diagnostics *diagnostics) {
    struct value title = item->values[item->kind->title];
    item->title = title.type == VALUE_TEXT ? value_slice(title) : path_name(item->slug);
    if (utf8_length(item->title) > LIMIT_TITLE_LENGTH) {
        struct diagnostic *d = diagnostic_add(diagnostics, MESSAGE_FIELD_TOO_LONG,
                                              place_of(item->path, title.start, title.end));
        diagnostic_argument(d, item->kind->fields[item->kind->title].name);
        diagnostic_argument_integer(d, LIMIT_TITLE_LENGTH);
    }
}

/* A field of type markdown becomes marked-up text, its positions told line by line. */
static void read_field_text(const struct reading *reading, struct prose *prose,
                            const struct parts *parts, struct worker *worker,
                            struct diagnostics *diagnostics) {
    struct item *item = prose->owner;
    struct markdown_origin origin = {.path = item->path, .base = prose->raw.start};
    origin.lines = yaml_lines(parts->source, prose->raw, &worker->scratch, &origin.line_count);
    prose->markup = read_markup(reading, value_slice(prose->raw), &origin, item->language, false,
                                worker, diagnostics);
    prose->raw = value_undefined();
    prose->to = prose->markup->body_end;
}

static void read_body(const struct reading *reading, struct item *item, const struct parts *parts,
                      struct worker *worker, struct diagnostics *diagnostics) {
    if (slice_trim(parts->body).length == 0) {
        return;
    }
    struct markdown_origin origin = {.path = item->path, .base = (uint32_t)parts->body_at};
    struct prose *body = arena_new(worker->arena, struct prose, 1);
    body->object.type = &prose_type;
    body->owner = item;
    body->markup = read_markup(reading, parts->body, &origin, item->language, item->autolink,
                               worker, diagnostics);
    body->to = body->markup->body_end;
    item->body = body;
}

static void set_description(struct item *item) {
    struct value own = item->values[COMMON_DESCRIPTION];
    if (own.type == VALUE_TEXT) {
        item->description = value_slice(own);
    } else if (item->body != NULL) {
        item->description = item->body->markup->summary;
    } else if (item->texts != NULL && item->texts->markup != NULL) {
        item->description = item->texts->markup->summary;
    }
}

static void report_front_matter_missing(const struct item_file *file, const struct parts *parts,
                                        struct diagnostics *diagnostics) {
    for (size_t i = 0; i < file->kind->field_count; i++) {
        if (file->kind->fields[i].required) {
            diagnostic_argument(
                diagnostic_add(diagnostics, MESSAGE_FRONT_MATTER_MISSING,
                               place_of(file->path, parts->body_at, parts->body_at)),
                file->kind->fields[i].name);
            return;
        }
    }
}

static struct item *make_item(const struct reading *reading, const struct item_file *file,
                              const struct parts *parts, struct worker *worker,
                              struct diagnostics *diagnostics) {
    struct item *item = arena_new(worker->arena, struct item, 1);
    item->kind = file->kind;
    item->path = file->path;
    item->end = (uint32_t)parts->source.length;
    item->callout = MARKUP_NONE;
    item->values = arena_new(worker->arena, struct value, file->kind->field_count);
    struct field_reading fields;
    field_reading_init(&fields, worker->arena, diagnostics, file->path, item);
    if (file->is_markdown && parts->fields_at == 0) {
        report_front_matter_missing(file, parts, diagnostics);
    } else {
        fields_read(file->kind->fields, file->kind->field_count, parts->map, file->kind->name,
                    place_of(file->path, parts->fields_at, parts->fields_at), &fields,
                    item->values);
    }
    item->references = fields.references;
    item->texts = fields.texts;
    item->files = fields.files;
    item->autolink = item->values[COMMON_AUTOLINK].type != VALUE_BOOLEAN ||
                     item->values[COMMON_AUTOLINK].as.boolean;
    set_language(item, reading, file, worker, diagnostics);
    set_slug(item, file, worker, diagnostics);
    set_state(item, &reading->options);
    set_title(item, diagnostics);
    return item;
}

/* What tells whether the file, or only its body, is another than before. */
static void set_hashes(struct item *items, const struct item_file *file,
                       const struct parts *parts) {
    size_t body_at = file->is_markdown ? parts->body_at : parts->source.length;
    uint64_t source = hash_bytes(slice_take(parts->source, body_at));
    uint64_t body = hash_bytes(slice_skip(parts->source, body_at));
    for (struct item *item = items; item != NULL; item = item->next) {
        item->source_hash = source;
        item->body_hash = body;
    }
}

void read_item(const struct reading *reading, struct item_file *file, bool with_body,
               struct worker *worker) {
    struct parts parts = {.map = value_undefined()};
    struct diagnostics found;
    diagnostics_init(&found, worker->arena);
    if (!read_parts(reading, file, &parts, worker)) {
        arena_reset(&worker->scratch);
        return;
    }
    struct item *item = make_item(reading, file, &parts, worker, &found);
    if (with_body) {
        for (struct prose *text = item->texts; text != NULL; text = text->next) {
            read_field_text(reading, text, &parts, worker, &found);
        }
        read_body(reading, item, &parts, worker, &found);
        set_description(item);
        read_callout_items(reading, item, worker);
    }
    file->items = item;
    set_hashes(item, file, &parts);
    /* What is not going to be published may be unfinished: its mistakes wait until it is. */
    if (item->state == ITEM_PUBLISHED || reading->options.drafts) {
        diagnostics_append(&worker->diagnostics, &found);
    }
    arena_reset(&worker->scratch);
}

/* site.json: the whole graph as data, for scripts, dashboards and other programs. One item a line,
 * so that a change of one item is a change of one line. Items are made in parallel, and put behind
 * each other in order: kinds by name, in a kind as its list has them, translations behind their
 * item. */
#include "formats/json.h"

#include "base/pool.h"
#include "outputs/json_item.h"
#include "outputs/output.h"

struct writing {
    const struct site *site;
    const struct item **items;
    struct slice *lines;   /* by index of the item */
    struct arena *arenas;  /* by worker, of its lines */
    struct arena *scratch; /* by worker */
};

static void write_item(void *context, size_t index, size_t worker) {
    struct writing *writing = context;
    struct arena *scratch = &writing->scratch[worker];
    struct slice line = arena_join(scratch,
                                   (struct slice[]){index == 0 ? SLICE("\n") : SLICE(",\n"),
                                                    json_item(writing->items[index], scratch)},
                                   2);
    writing->lines[index] =
        spill_text(site_spill(writing->site, worker), &writing->arenas[worker], line);
    arena_reset(scratch);
    site_rest(writing->site, index);
}

/* A text of the settings in each of the site's languages. */
static void write_localized(const struct site *site, struct json *json, const char *key,
                            struct localized text) {
    if (output_text(site, text).length == 0) {
        return;
    }
    json_key(json, slice_from(key));
    json_open_object(json);
    for (size_t i = 0; i < site->settings.language_count; i++) {
        struct slice language = site->settings.languages[i];
        json_key(json, language);
        json_write_text(json, localized_in(text, language, site->settings.language));
    }
    json_close_object(json);
}

static struct slice site_line(const struct output *output) {
    const struct site *site = output->site;
    struct buffer out;
    buffer_init(&out, output->arena);
    struct json json;
    json_init(&json, &out, false);
    json_open_object(&json);
    write_localized(site, &json, "title", site->settings.title);
    write_localized(site, &json, "description", site->settings.description);
    write_localized(site, &json, "publisher", site->settings.publisher);
    if (site->settings.base_url.length > 0) {
        json_member_text(&json, "base_url", site->settings.base_url);
    }
    json_member_text(&json, "language", site->settings.language);
    json_key(&json, SLICE("languages"));
    json_open_list(&json);
    for (size_t i = 0; i < site->settings.language_count; i++) {
        json_write_text(&json, site->settings.languages[i]);
    }
    json_close_list(&json);
    if (site->home != NULL) {
        json_member_text(&json, "home", site->home->identity);
    }
    json_close_object(&json);
    return buffer_slice(&out);
}

static void write_names(struct json *json, const char *key, const struct slice *names,
                        size_t count) {
    json_key(json, slice_from(key));
    json_open_list(json);
    for (size_t i = 0; i < count; i++) {
        json_write_text(json, names[i]);
    }
    json_close_list(json);
}

static void write_field_types(struct json *json, const struct field *fields, size_t count);

/* The type of a field, of a list also of its entries: what is needed to read the items' fields. As
 * deep as the kinds declare them, which YAML's own limit bounds. */
static void write_field_type(struct json *json, const struct field *field) {
    json_member_text(json, "type", slice_from(field_type_row(field->type)->name));
    if (field->type == FIELD_REFERENCE && field->to_count > 0) {
        write_names(json, "to", field->to, field->to_count);
    }
    if (field->type == FIELD_CHOICE) {
        write_names(json, "choices", field->choices, field->choice_count);
    }
    if (field->type == FIELD_REFERENCE && field->inverse.length > 0) {
        json_member_text(json, "inverse", field->inverse);
    }
    if (field->type == FIELD_LIST && field->of != NULL) {
        json_key(json, SLICE("of"));
        json_open_object(json);
        write_field_type(json, field->of);
        json_close_object(json);
    }
    if (field->type == FIELD_OBJECT) {
        write_field_types(json, field->fields, field->field_count);
    }
}

static void write_field_types(struct json *json, const struct field *fields, size_t count) {
    json_key(json, SLICE("fields"));
    json_open_object(json);
    for (size_t i = 0; i < count; i++) {
        if (fields[i].name.length > 0 && !fields[i].is_common) {
            json_key(json, fields[i].name);
            json_open_object(json);
            write_field_type(json, &fields[i]);
            json_close_object(json);
        }
    }
    json_close_object(json);
}

static struct slice kind_line(const struct output *output, const struct kind *kind) {
    struct buffer out;
    buffer_init(&out, output->arena);
    struct json json;
    json_init(&json, &out, false);
    json_open_object(&json);
    json_member_text(&json, "name", kind->name);
    json_member_text(&json, "folder", kind->folder);
    write_localized(output->site, &json, "label", kind->label);
    write_localized(output->site, &json, "plural", kind->plural);
    write_field_types(&json, kind->fields, kind->field_count);
    json_close_object(&json);
    return buffer_slice(&out);
}

/* The published items in the order of the file. */
static size_t gather(const struct output *output, const struct item ***items) {
    const struct site *site = output->site;
    *items = arena_new(output->arena, const struct item *, site->item_count);
    size_t count = 0;
    for (size_t k = 0; k < site->kind_count; k++) {
        for (size_t i = 0; i < site->kinds[k].item_count; i++) {
            const struct item *item = site->kinds[k].items[i];
            for (const struct item *version = item; version != NULL;
                 version = output_translation(site, item, version)) {
                if (output_has(site, version)) {
                    (*items)[count++] = version;
                }
            }
        }
    }
    return count;
}

static void append_lines(struct buffer *out, const char *key, const struct slice *lines,
                         size_t count) {
    buffer_format(out, ",\n\"%s\":[", key);
    for (size_t i = 0; i < count; i++) {
        buffer_append_text(out, i == 0 ? "\n" : ",\n");
        buffer_append(out, lines[i]);
    }
    buffer_append_text(out, count == 0 ? "]" : "\n]");
}

void write_json(const struct output *output) {
    const struct site *site = output->site;
    struct slice *kinds = arena_new(output->arena, struct slice, site->kind_count);
    for (size_t i = 0; i < site->kind_count; i++) {
        kinds[i] = kind_line(output, &site->kinds[i]);
    }
    struct writing writing = {.site = site};
    size_t count = gather(output, &writing.items);
    /* Before the lines what stands before them, and behind them the end. */
    struct slice *parts = arena_new(output->arena, struct slice, count + 2);
    writing.lines = parts + 1;
    writing.arenas = arena_new(output->arena, struct arena, output->jobs);
    writing.scratch = arena_new(output->arena, struct arena, output->jobs);
    pool_run(count, output->jobs, write_item, &writing);

    struct buffer out;
    buffer_init(&out, output->arena);
    buffer_append_text(&out, "{\n\"site\":");
    buffer_append(&out, site_line(output));
    append_lines(&out, "kinds", kinds, site->kind_count);
    buffer_append_text(&out, ",\n\"items\":[");
    parts[0] = buffer_slice(&out);
    parts[count + 1] = count == 0 ? SLICE("]\n}\n") : SLICE("\n]\n}\n");
    publish_parts(output->publication, SLICE("site.json"), parts, count + 2);
    for (size_t i = 0; i < output->jobs; i++) {
        arena_release(&writing.arenas[i]);
        arena_release(&writing.scratch[i]);
    }
}

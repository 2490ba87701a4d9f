#include "render/theme.h"

#include "base/file_diagnostic.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "formats/yaml.h"
#include "site/declare.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static const struct key_row KEYS[] = {
    {"name",
     KEY_TEXT,
     true,
     {"The name of the theme: that of its folder.", "De naam van het thema: die van zijn map."},
     NULL},
    {"title", KEY_LOCALIZED, false, {"What people call it.", "Hoe mensen het noemen."}, NULL},
    {"description", KEY_LOCALIZED, false, {"What it is like.", "Hoe het eruitziet."}, NULL},
    {"extends",
     KEY_TEXT,
     false,
     {"The theme that gives what this one does not have.",
      "Het thema dat geeft wat dit niet heeft."},
     NULL},
    {"options",
     KEY_MAP,
     false,
     {"What a site may choose, as fields.", "Wat een site mag kiezen, als velden."},
     NULL},
    {"author", KEY_TEXT, false, {"Who made it.", "Wie het maakte."}, NULL},
    {"licence", KEY_TEXT, false, {"What others may do with it.", "Wat anderen ermee mogen."}, NULL},
    {"version", KEY_TEXT, false, {"Its version.", "De versie."}, NULL},
};

static bool name_is_plain(struct slice name) {
    return name.length > 0 && name.data[0] != '.' && slice_find(name, '/') == SLICE_NOT_FOUND &&
           slice_find(name, '\0') == SLICE_NOT_FOUND;
}

/* A theme that cannot be opened is another matter than one that is not there. */
static void require_absence(int folder, struct slice path) {
    if (folder < 0 && errno != ENOENT && errno != ENOTDIR && errno != ELOOP && errno != EXDEV) {
        machine_failed("%.*s cannot be opened: %s", slice_width(path), path.data, strerror(errno));
    }
}

/* Looks for the theme's folder in the site's own themes/, then among the installed ones. */
static int open_theme(const struct theme *theme, struct slice name, struct slice *path) {
    struct arena *arena = theme->arena;
    *path = arena_format(arena, "themes/%.*s", slice_width(name), name.data);
    int folder = folder_open_below(theme->options->root, *path);
    for (size_t i = 0; folder < 0 && i < theme->options->theme_folder_count; i++) {
        struct slice parent = theme->options->theme_folders[i];
        require_absence(folder, *path);
        *path = arena_format(arena, "%.*s/%.*s", slice_width(parent), parent.data,
                             slice_width(name), name.data);
        folder = folder_open(path->data);
    }
    require_absence(folder, *path);
    return folder;
}

static void report_missing(const struct theme *theme, struct slice name, struct place at,
                           struct diagnostics *diagnostics) {
    struct buffer folders;
    buffer_init(&folders, theme->arena);
    buffer_append_text(&folders, "themes/");
    for (size_t i = 0; i < theme->options->theme_folder_count; i++) {
        buffer_append_text(&folders, ", ");
        buffer_append(&folders, theme->options->theme_folders[i]);
    }
    struct diagnostic *d = diagnostic_add(diagnostics, MESSAGE_THEME_MISSING, at);
    diagnostic_argument(d, name);
    diagnostic_argument(d, buffer_slice(&folders));
}

bool layer_read(const struct theme *theme, const struct layer *layer, struct slice folder,
                struct slice name, struct slice *text, struct slice *path) {
    struct slice inner = arena_format(theme->arena, "%.*s%.*s", slice_width(folder), folder.data,
                                      slice_width(name), name.data);
    bool own = layer->folder < 0;
    *path = arena_format(theme->arena, "%.*s/%.*s", slice_width(layer->path), layer->path.data,
                         slice_width(own ? name : inner), own ? name.data : inner.data);
    const struct slice *read = map_get(theme->files, *path);
    if (read != NULL) {
        *text = *read;
        return true;
    }
    enum file_status status =
        own ? file_read(theme->options->root, *path, LIMIT_FILE_BYTES, theme->arena, text)
            : file_read(layer->folder, inner, LIMIT_FILE_BYTES, theme->arena, text);
    if (status == FILE_OK) {
        *theme->sources = hash_onto(*theme->sources, *path, *text);
        struct slice *kept = arena_new(theme->arena, struct slice, 1);
        *kept = *text;
        *map_place(theme->files, *path) = kept;
    } else if (status != FILE_MISSING) {
        diagnostic_add_file(theme->diagnostics, *path, status, LIMIT_FILE_BYTES, errno);
    }
    return status == FILE_OK;
}

/* The options that a layer declares, with their defaults; what the site sets wins. */
static void read_options(struct theme *theme, struct value file, const struct keys_reading *keys) {
    struct value declared = value_get(file, SLICE("options"));
    if (declared.type != VALUE_MAP || theme->settings.type == VALUE_MAP) {
        return;
    }
    struct field *fields = arena_new(theme->arena, struct field, declared.length);
    size_t count = fields_declare(declared, fields, 0, keys);
    struct field_reading reading;
    struct value own = theme->site->settings.raw_options;
    field_reading_init(&reading, theme->arena, keys->diagnostics, theme->site->settings.path, NULL);
    struct value *values = arena_new(theme->arena, struct value, count);
    fields_read(fields, count, own, SLICE("theme"), theme->site->settings.options_place, &reading,
                values);
    struct value_pair *pairs = arena_new(theme->arena, struct value_pair, count);
    for (size_t i = 0; i < count; i++) {
        bool is_empty_list = fields[i].type == FIELD_LIST && values[i].type == VALUE_UNDEFINED;
        pairs[i].key = fields[i].name;
        pairs[i].value = is_empty_list ? value_list(NULL, 0) : values[i];
    }
    theme->settings = value_map(pairs, count);
    theme->option_fields = fields;
    theme->option_count = count;
}

/* Lists a folder of a layer. What cannot be opened there must not look like a file that the theme
 * lacks. */
static struct file_list list_folder(const struct theme *theme, const struct layer *layer,
                                    struct slice name, struct diagnostics *diagnostics) {
    struct file_list list;
    struct file_entry whole = {.path = name};
    whole.status = file_walk(layer->folder, name, theme->arena, &list);
    int error = errno;
    for (size_t i = 0; i <= list.count; i++) {
        const struct file_entry *entry = i == list.count ? &whole : &list.entries[i];
        if (entry->status == FILE_NOT_ALLOWED || entry->status == FILE_FAILED) {
            struct slice path =
                arena_format(theme->arena, "%.*s/%.*s", slice_width(layer->path), layer->path.data,
                             slice_width(entry->path), entry->path.data);
            diagnostic_add_file(diagnostics, path, entry->status, 0, error);
        }
    }
    return list;
}

/* Reads one layer; its parent's name goes to `*parent`. */
static bool read_layer(struct theme *theme, struct slice name, struct place at,
                       struct slice *parent, struct place *parent_at,
                       struct diagnostics *diagnostics) {
    struct layer *layer = &theme->layers[theme->layer_count];
    layer->folder = name_is_plain(name) ? open_theme(theme, name, &layer->path) : -1;
    struct slice text, path;
    if (layer->folder < 0 ||
        !layer_read(theme, layer, slice_of("", 0), SLICE("theme.yaml"), &text, &path)) {
        report_missing(theme, name, at, diagnostics);
        return false;
    }
    theme->layer_count++;
    layer->name = name;
    layer->templates = list_folder(theme, layer, SLICE("templates"), diagnostics);
    layer->assets = list_folder(theme, layer, SLICE("assets"), diagnostics);
    struct value file = yaml_parse(text, 0, path, theme->arena, diagnostics);
    struct keys_reading keys = {theme->arena, diagnostics, path};
    if (keys_check(KEYS, sizeof KEYS / sizeof *KEYS, file, place_file(path), &keys)) {
        read_options(theme, file, &keys);
        *parent = keys_text(file, "extends", &keys);
        *parent_at = keys_place(file, "extends", path);
    }
    return true;
}

bool theme_open(struct theme *theme, struct diagnostics *diagnostics) {
    struct layer *own = &theme->layers[theme->layer_count++];
    *own = (struct layer){.name = SLICE("content"),
                          .path = SLICE("content/templates"),
                          .folder = -1,
                          .templates = theme->site->templates};
    struct slice name = theme->site->settings.theme;
    struct place at = place_file(theme->site->settings.path);
    while (name.length > 0 && theme->layer_count < THEME_LAYERS_MAXIMUM) {
        struct slice parent = slice_of("", 0);
        if (!read_layer(theme, name, at, &parent, &at, diagnostics)) {
            return false;
        }
        name = parent;
    }
    if (theme->settings.type != VALUE_MAP) {
        theme->settings = value_map(NULL, 0);
    }
    return true;
}

/* The layer whose folder the template at `from` lies in; the number of layers if it is in none. */
static size_t layer_of(const struct theme *theme, struct slice from) {
    for (size_t i = 0; i < theme->layer_count; i++) {
        if (slice_starts_with(from, theme->layers[i].path)) {
            return i;
        }
    }
    return theme->layer_count;
}

static bool layer_has(const struct layer *layer, struct slice name) {
    size_t prefix = layer->folder < 0 ? 0 : strlen("templates/");
    for (size_t i = 0; i < layer->templates.count; i++) {
        if (layer->templates.entries[i].status == FILE_OK &&
            slice_equals(slice_skip(layer->templates.entries[i].path, prefix), name)) {
            return true;
        }
    }
    return false;
}

bool theme_load_template(void *context, struct slice name, struct slice from, struct slice *text,
                         struct slice *path) {
    struct theme *theme = context;
    size_t first = 0, colon = slice_find(name, ':'), bad = 0;
    struct slice wanted = name;
    if (colon != SLICE_NOT_FOUND) {
        /* "standaard:item.html" is the template of that layer. */
        while (first < theme->layer_count &&
               !slice_equals(theme->layers[first].name, slice_take(name, colon))) {
            first++;
        }
        wanted = slice_skip(name, colon + 1);
    } else if (from.length > 0) {
        /* A template that extends its own name means the one in the layer below. */
        size_t layer = layer_of(theme, from);
        if (layer < theme->layer_count && slice_ends_with(from, wanted) &&
            layer_has(&theme->layers[layer], wanted) &&
            from.length == theme->layers[layer].path.length + wanted.length +
                               (theme->layers[layer].folder < 0 ? 1 : strlen("/templates/"))) {
            first = layer + 1;
        }
    }
    for (size_t i = first; i < theme->layer_count; i++) {
        if (layer_has(&theme->layers[i], wanted)) {
            if (!layer_read(theme, &theme->layers[i], SLICE("templates/"), wanted, text, path)) {
                return false;
            }
            bool is_text = utf8_valid(*text, &bad);
            if (!is_text) {
                diagnostic_add(theme->diagnostics, MESSAGE_ENCODING_NOT_UTF8,
                               place_of(*path, bad, bad + 1));
            }
            return is_text;
        }
    }
    return false;
}

bool theme_template_name(void *context, size_t index, struct slice *name) {
    const struct theme *theme = context;
    for (size_t i = 0; i < theme->layer_count; i++) {
        const struct layer *layer = &theme->layers[i];
        if (index < layer->templates.count) {
            *name = slice_skip(layer->templates.entries[index].path,
                               layer->folder < 0 ? 0 : strlen("templates/"));
            return true;
        }
        index -= layer->templates.count;
    }
    return false;
}

void theme_read_texts(struct theme *theme, struct edition *edition,
                      struct diagnostics *diagnostics) {
    struct slice name = arena_format(theme->arena, "%.*s.yaml", slice_width(edition->language),
                                     edition->language.data);
    map_init(&edition->texts, theme->arena);
    for (size_t i = 1; i < theme->layer_count; i++) {
        struct slice text, path;
        if (!layer_read(theme, &theme->layers[i], SLICE("i18n/"), name, &text, &path)) {
            continue;
        }
        struct value file = yaml_parse(text, 0, path, theme->arena, diagnostics);
        for (size_t j = 0; file.type == VALUE_MAP && j < file.length; j++) {
            void **place = map_place(&edition->texts, file.as.map[j].key);
            if (*place == NULL && file.as.map[j].value.type == VALUE_TEXT) {
                struct slice *translation = arena_new(theme->arena, struct slice, 1);
                *translation = value_slice(file.as.map[j].value);
                *place = translation;
            }
        }
    }
}

const struct edition *theme_edition(const struct theme *theme, struct slice language) {
    for (size_t i = 0; i < theme->edition_count; i++) {
        if (slice_equals(theme->editions[i].language, language)) {
            return &theme->editions[i];
        }
    }
    return &theme->editions[0];
}

struct slice theme_text(const struct edition *edition, struct slice text) {
    const struct slice *translation = map_get(&edition->texts, text);
    return translation == NULL ? text : *translation;
}

struct key_table theme_keys(void) {
    return (struct key_table){KEYS, sizeof KEYS / sizeof *KEYS};
}

/* The theme: its layers, its options, its texts and its compiled templates. Inside the room. */
#ifndef RENDER_THEME_H
#define RENDER_THEME_H

#include "render/render.h"
#include "template/template.h"

enum { THEME_LAYERS_MAXIMUM = 8 };

/* One folder that templates come from: content/templates/, the theme, the themes that it extends.
 */
struct layer {
    struct slice name; /* of the theme; "content" for the site's own */
    struct slice path; /* of its folder, for messages */
    int folder; /* descriptor; -1 for content/templates/, which is read below the site's root */
    struct file_list templates;
    struct file_list assets;
};

/* Everything that is different for each language of the interface. */
struct edition {
    struct slice language;
    struct map texts;    /* a text of the templates → struct slice *, the text in this language */
    struct map programs; /* template name → struct template_program, for the field `template` */
    struct template_program **items;  /* by kind index */
    struct template_program **lists;  /* by kind index */
    struct template_program **embeds; /* by kind index */
    struct template_program *home;
    struct template_program *not_found;
    struct template_program *redirect;
    struct template_program *search; /* NULL: the theme has none */
    struct template_program *map;    /* the same */
};

struct theme {
    const struct site *site;
    const struct render_options *options;
    struct arena *arena;
    struct diagnostics *diagnostics; /* of render_prepare; only while it works */
    struct slice name;
    uint64_t *sources;     /* a hash of every file of its layers that was read as a text */
    struct map *files;     /* path → struct slice *, its text: most are asked for many times */
    struct value settings; /* the theme's options, the site's values over its defaults: a map */
    const struct field *option_fields; /* as theme.yaml declares them */
    size_t option_count;
    struct layer layers[THEME_LAYERS_MAXIMUM];
    size_t layer_count;
    struct theme_asset *asset_list; /* see assets.h */
    size_t asset_count;
    struct map assets;        /* name → struct theme_asset * */
    struct edition *editions; /* one for each of the site's languages */
    size_t edition_count;
};

/* Opens the theme and those that it extends, and reads their options and lists of files. False if
 * there is no such theme, which is reported. */
bool theme_open(struct theme *theme, struct diagnostics *diagnostics);
/* Reads i18n/<language>.yaml of all layers. */
void theme_read_texts(struct theme *theme, struct edition *edition,
                      struct diagnostics *diagnostics);
/* Compiles every template that pages in this language need. */
void theme_compile(struct theme *theme, struct edition *edition, struct diagnostics *diagnostics);
/* The edition of a language; the site's own if there is none. */
const struct edition *theme_edition(const struct theme *theme, struct slice language);
/* A text of the templates in the edition's language: itself if it has no translation. */
struct slice theme_text(const struct edition *edition, struct slice text);
/* The text of the file of that name in the layer. False when there is none, and, after a
 * diagnostic, when it cannot be read: another layer's file must not silently take its place. */
bool layer_read(const struct theme *theme, const struct layer *layer, struct slice folder,
                struct slice name, struct slice *text, struct slice *path);
/* How the loader of templates finds them; its context is the theme. */
bool theme_load_template(void *context, struct slice name, struct slice from, struct slice *text,
                         struct slice *path);
bool theme_template_name(void *context, size_t index, struct slice *name);

#endif

#include "pdf/fonts.h"

#include "pdf/text.h"

#include <string.h>

/* The first family that the machine has. Libertine and Biolinum are made for each other. */
static const char SERIF[] = "Linux Libertine O,Libertinus Serif,Gentium Plus,DejaVu Serif,serif";
static const char SANS[] = "Linux Biolinum O,Libertinus Sans,Open Sans,DejaVu Sans,sans-serif";
static const char MONO[] = "DejaVu Sans Mono,monospace";

void fonts_begin(struct fonts *fonts) {
    fonts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts->map), 72);
    fonts->context = pango_font_map_create_context(fonts->map);
    pango_context_set_round_glyph_positions(fonts->context, FALSE);
    pango_context_set_base_dir(fonts->context, PANGO_DIRECTION_WEAK_LTR);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(fonts->context, options);
    cairo_font_options_destroy(options);
}

void fonts_end(struct fonts *fonts) {
    g_object_unref(fonts->context);
    g_object_unref(fonts->map);
}

double fonts_size(uint32_t style, double size) {
    if ((style & (TEXT_RAISED | TEXT_LOWERED)) != 0) {
        size *= 0.68;
    }
    if ((style & TEXT_SMALL) != 0) {
        size *= 0.85;
    }
    /* Its letters are taller than those of the others. */
    return (style & TEXT_MONO) != 0 ? size * 0.79 : size;
}

PangoFontDescription *fonts_describe(uint32_t style, double size) {
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family_static(description, (style & TEXT_MONO) != 0   ? MONO
                                                          : (style & TEXT_SANS) != 0 ? SANS
                                                                                     : SERIF);
    if ((style & TEXT_BOLD) != 0) {
        pango_font_description_set_weight(description, PANGO_WEIGHT_BOLD);
    }
    if ((style & TEXT_ITALIC) != 0) {
        pango_font_description_set_style(description, PANGO_STYLE_ITALIC);
    }
    pango_font_description_set_size(description,
                                    (int)(fonts_size(style, size) * PANGO_SCALE + 0.5));
    return description;
}

PangoLanguage *fonts_language(struct slice language) {
    char name[32];
    size_t length = language.length < sizeof name ? language.length : sizeof name - 1;
    memcpy(name, language.data, length);
    name[length] = '\0';
    return pango_language_from_string(name);
}

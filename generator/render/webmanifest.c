/* site.webmanifest (W3C, Web Application Manifest): what a telephone needs to put the site among
 * its programs. It stands among the theme's assets, so that asset("site.webmanifest") is its
 * address. */
#include "formats/json.h"
#include "render/assets.h"

/* The icons that a theme or a site may have, by name. */
static const struct icon {
    const char *name;
    const char *sizes;
    const char *type;
} ICONS[] = {
    {"icon.svg", "any", "image/svg+xml"},
    {"icon-192.png", "192x192", "image/png"},
    {"icon-512.png", "512x512", "image/png"},
};

/* Where an icon of that name stands: the site's own in content/assets/ go before the theme's. */
static struct slice icon_address(const struct theme *theme, const char *name) {
    struct slice path = arena_format(theme->arena, "assets/%s", name);
    const struct asset *own = site_asset(theme->site, path);
    if (own != NULL && own->is_published) {
        return own->address;
    }
    const struct theme_asset *asset = theme_asset(theme, slice_from(name));
    return asset == NULL ? slice_of("", 0) : asset->address;
}

static void write_icons(const struct theme *theme, struct json *json) {
    json_key(json, SLICE("icons"));
    json_open_list(json);
    for (size_t i = 0; i < sizeof ICONS / sizeof *ICONS; i++) {
        struct slice address = icon_address(theme, ICONS[i].name);
        if (address.length > 0) {
            json_open_object(json);
            json_member_text(json, "src", address);
            json_member_text(json, "sizes", slice_from(ICONS[i].sizes));
            json_member_text(json, "type", slice_from(ICONS[i].type));
            json_close_object(json);
        }
    }
    json_close_list(json);
}

struct slice webmanifest_text(const struct theme *theme) {
    const struct settings *settings = &theme->site->settings;
    struct slice language = settings->language;
    struct slice description = localized_in(settings->description, language, language);
    struct buffer out;
    struct json json;
    buffer_init(&out, theme->arena);
    json_init(&json, &out, true);
    json_open_object(&json);
    json_member_text(&json, "name", localized_in(settings->title, language, language));
    if (description.length > 0) {
        json_member_text(&json, "description", description);
    }
    json_member_text(&json, "lang", language);
    json_member_text(&json, "start_url", SLICE("index.html"));
    json_member_text(&json, "scope", SLICE("./"));
    json_member_text(&json, "display", SLICE("minimal-ui"));
    write_icons(theme, &json);
    json_close_object(&json);
    buffer_append_byte(&out, '\n');
    return buffer_slice(&out);
}

/* The theme's assets: what lies in its assets/ folder and is published in theme/. Inside the room.
 *
 * The name of a published asset tells what is in it (site.css → theme/site.5f1c09ab.css), so that a
 * browser may keep it for ever and never shows a new page with an old style. Where one style sheet
 * refers to another asset, with url() or @import, the name of that asset goes in, before its own
 * name is made: a changed font gives a changed style sheet. */
#ifndef RENDER_ASSETS_H
#define RENDER_ASSETS_H

#include "render/theme.h"

struct theme_asset {
    struct slice name;  /* below assets/: "fonts/serif.woff2" */
    struct slice path;  /* of its file, for messages */
    struct slice bytes; /* as it is published */
    struct slice address;
    enum { ASSET_READ, ASSET_NAMING, ASSET_NAMED } state;
};

/* Reads the assets of all layers, those of a theme over those of the theme that it extends, and
 * names them. What a style sheet refers to and is not there is a diagnostic. */
void theme_read_assets(struct theme *theme, struct diagnostics *diagnostics);
/* The text of site.webmanifest, which stands among the assets. */
struct slice webmanifest_text(const struct theme *theme);
/* The asset of that name, or NULL. */
const struct theme_asset *theme_asset(const struct theme *theme, struct slice name);
/* The name of an asset nearest to `name`; the empty slice if none is near. */
struct slice theme_asset_near(const struct theme *theme, struct slice name);

#endif

/* Files that are published as they are. */
#include "base/files.h"
#include "check/rules.h"

void rule_assets(struct rule_context *context) {
    for (size_t i = 0; i < context->site->asset_count; i++) {
        const struct asset *asset = &context->site->assets[i];
        struct slice path = arena_format(context->arena, "content/%.*s", slice_width(asset->path),
                                         asset->path.data);
        if (asset->has_script && asset->is_published &&
            context->site->settings.html != HTML_TRUSTED) {
            diagnostic_argument(
                diagnostic_add(context->diagnostics, MESSAGE_ASSET_SCRIPT, place_file(path)),
                path_name(asset->path));
        }
        if (!asset->is_used) {
            diagnostic_argument(
                diagnostic_add(context->diagnostics, MESSAGE_ASSET_UNUSED, place_file(path)),
                asset->path);
        }
    }
}

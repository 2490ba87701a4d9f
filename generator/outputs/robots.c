/* robots.txt (RFC 9309): everyone is welcome, and finds the sitemap. */
#include "outputs/output.h"

void write_robots(const struct output *output) {
    struct buffer out;
    buffer_init(&out, output->arena);
    buffer_append_text(&out, "User-agent: *\nDisallow:\n");
    if (output->site->settings.base_url.length > 0) {
        buffer_append_text(&out, "\nSitemap: ");
        buffer_append(&out, site_absolute(output->site, SLICE("sitemap.xml"), output->arena));
        buffer_append_byte(&out, '\n');
    }
    publish_file(output->publication, SLICE("robots.txt"), buffer_slice(&out));
}

/* References of any shape, in a text and in fields: every one has a target or a message, and
 * linking the same site twice says the same. The input stands in the body of one item and, its
 * first line, in fields of another. */
#include "check/check.h"
#include "fuzz_site.h"
#include "link/link.h"
#include "read/read.h"

#define BODY "content/articles/made-up.md"
#define FIELDS "content/networks/made-up.yaml"

static struct slice as_fields(struct slice text, struct arena *arena) {
    struct buffer out;
    buffer_init(&out, arena);
    buffer_append_text(&out, "name: Fields\nlogo: '");
    for (size_t i = 0; i < text.length && text.data[i] != '\n'; i++) {
        buffer_append_byte(&out, text.data[i]);
        if (text.data[i] == '\'') {
            buffer_append_byte(&out, '\'');
        }
    }
    size_t end = out.length;
    struct slice quoted = slice_skip(slice_take(buffer_slice(&out), end), 19);
    buffer_append_text(&out, "'\nmembers: ['");
    buffer_append(&out, arena_copy(arena, quoted));
    buffer_append_text(&out, "']\nsummary: >-\n  ");
    buffer_append(&out, slice_take(text, slice_find(text, '\n')));
    buffer_append_byte(&out, '\n');
    return buffer_slice(&out);
}

static void check_targets(const struct site *site) {
    for (size_t i = 0; i < site->item_count; i++) {
        const struct item *item = site->items[i];
        for (uint32_t k = 0; item->body != NULL && k < item->body->markup->link_count; k++) {
            const struct target *target = &item->body->targets[k];
            assert(target->type != TARGET_ITEM || target->to.item != NULL);
            assert(target->type != TARGET_ASSET || target->to.asset != NULL);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct fuzz_site *folder = fuzz_site_begin();
    struct arena arena = {0};
    struct diagnostics diagnostics, again;
    struct slice text = slice_of((const char *)data, size);
    struct buffer body;
    diagnostics_init(&diagnostics, &arena);
    buffer_init(&body, &arena);
    buffer_append_text(&body, "---\ntitle: Body\ndate: 2026-01-02\n---\n");
    buffer_append(&body, text);
    fuzz_put(folder, BODY, buffer_slice(&body));
    fuzz_put(folder, FIELDS, as_fields(text, &arena));
    const struct read_options options = {.root = folder->root, .today = {2026, 3, 1}, .jobs = 1};
    struct site *site = read_site(&options, &arena, &diagnostics);
    diagnostics_init(&again, &arena);
    link_site(site, 1, &again);
    size_t count = again.count;
    check_targets(site);
    diagnostics_init(&again, &arena);
    link_site(site, 1, &again);
    assert(again.count == count);
    diagnostics_append(&diagnostics, &again);
    check_site(site, &arena, &diagnostics);
    fuzz_check_messages(&diagnostics, BODY, body.length, &arena);
    site_release(site);
    arena_release(&arena);
    return 0;
}

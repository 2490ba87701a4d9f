#include "serve/client.h"

/* The files as they lie in the source, put in by the assembler. */
// NOLINTBEGIN(bugprone-macro-parentheses): a name that is declared has none
#define EMBED(name, path)                                                                          \
    __asm__(".section .rodata\n" #name ":\n.incbin \"" path "\"\n" #name "_end:\n.byte 0\n"        \
            ".previous\n");                                                                        \
    extern const char name[];                                                                      \
    extern const char name##_end[]
// NOLINTEND(bugprone-macro-parentheses)

EMBED(client_script, "generator/serve/preview.js");
EMBED(client_style, "generator/serve/preview.css");

static struct slice between(const char *start, const char *end) {
    return slice_of(start, (size_t)(end - start));
}

struct slice client_file(struct slice address) {
    if (slice_equals(address, SLICE(CLIENT_FOLDER "preview.js"))) {
        return between(client_script, client_script_end);
    }
    if (slice_equals(address, SLICE(CLIENT_FOLDER "preview.css"))) {
        return between(client_style, client_style_end);
    }
    return slice_of(NULL, 0);
}

static void append_script(struct buffer *out, uint64_t version, const struct item *item,
                          struct slice language) {
    static const char *const states[] = {[ITEM_PUBLISHED] = "",
                                         [ITEM_DRAFT] = "draft",
                                         [ITEM_FUTURE] = "future",
                                         [ITEM_EXPIRED] = "expired"};
    buffer_format(out,
                  "<script src=\"/" CLIENT_FOLDER "preview.js\" data-version=\"%llu\" "
                  "data-state=\"%s\" data-language=\"%.*s\" defer></script>",
                  (unsigned long long)version, states[item == NULL ? ITEM_PUBLISHED : item->state],
                  slice_width(language), language.data);
}

void client_append_page(struct buffer *out, struct slice page, uint64_t version,
                        const struct item *item, struct slice language) {
    size_t head = slice_search(page, SLICE("</head>"));
    size_t at = head == SLICE_NOT_FOUND ? 0 : head;
    buffer_append(out, slice_take(page, at));
    append_script(out, version, item, language);
    buffer_append(out, slice_skip(page, at));
}

void client_append_empty(struct buffer *out, uint64_t version, struct slice language) {
    buffer_format(out,
                  "<!doctype html>\n<html lang=\"%.*s\"><head><meta charset=\"utf-8\">"
                  "<meta name=\"viewport\" content=\"width=device-width\"><title>Knoop</title>",
                  slice_width(language), language.data);
    append_script(out, version, NULL, language);
    buffer_append_text(out, "</head><body></body></html>\n");
}

/* Cleaning HTML from any bytes: what comes out has nothing that is not on the allow-list, as
 * libxml2's parser reads it, and as simple rules about "<" do; and cleaning it again changes
 * nothing that matters. Also the text of it, and pages read back. */
#include "base/escape.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "formats/html.h"
#include "fuzz.h"

#include <stdlib.h>

static void must(bool truth) {
    if (!truth) {
        abort();
    }
}

static void check_element(void *context, struct slice element,
                          const struct html_attribute *attributes, size_t count, size_t line) {
    (void)context;
    must(line > 0);
    if (slice_equals(element, SLICE("html")) || slice_equals(element, SLICE("body")) ||
        (slice_equals(element, SLICE("p")) && count == 0)) {
        return;
    }
    must(html_element_allowed(element));
    for (size_t i = 0; i < count; i++) {
        struct slice name = attributes[i].name;
        must(html_attribute_allowed(element, name));
        must(!slice_starts_with(name, SLICE("on")) && !slice_equals(name, SLICE("style")));
        if (slice_equals(name, SLICE("href")) || slice_equals(name, SLICE("src")) ||
            slice_equals(name, SLICE("cite")) || slice_equals(name, SLICE("poster"))) {
            must(address_is_allowed(attributes[i].value));
        }
    }
}

static void ignore_element(void *context, struct slice element,
                           const struct html_attribute *attributes, size_t count, size_t line) {
    (void)context;
    (void)element;
    (void)attributes;
    (void)count;
    (void)line;
}

/* Every "<" begins a tag of an allowed element, every quote in a tag opens or closes a value. */
static void check_bytes(struct slice html) {
    for (size_t at = 0; at < html.length; at++) {
        if (html.data[at] != '<') {
            must(html.data[at] != '>' && html.data[at] != '"');
            continue;
        }
        at++;
        at += at < html.length && html.data[at] == '/';
        size_t name = at;
        while (at < html.length && html.data[at] != '>' && html.data[at] != ' ') {
            at++;
        }
        must(html_element_allowed(slice_between(html, name, at)));
        while (at < html.length && html.data[at] != '>') {
            must(html.data[at] == ' ');
            size_t quote = slice_find(slice_skip(html, at), '"');
            must(quote != SLICE_NOT_FOUND);
            size_t close = slice_find(slice_skip(html, at + quote + 1), '"');
            must(close != SLICE_NOT_FOUND);
            at += quote + 1 + close + 1;
        }
        must(at < html.length);
    }
}

static void note(void *context, struct slice what) {
    size_t *count = context;
    must(what.length < 100);
    *count += 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena = {0};
    struct slice html = slice_of((const char *)data, size);
    struct buffer out;
    struct buffer again;
    struct buffer text;
    buffer_init(&out, &arena);
    buffer_init(&again, &arena);
    buffer_init(&text, &arena);
    size_t dropped = 0;
    html_clean(html, &arena, &out, note, &dropped);
    size_t offset = 0;
    must(utf8_valid(buffer_slice(&out), &offset));
    check_bytes(buffer_slice(&out));
    html_visit(buffer_slice(&out), check_element, NULL);
    dropped = 0;
    html_clean(buffer_slice(&out), &arena, &again, note, &dropped);
    check_bytes(buffer_slice(&again));
    must(dropped == 0);
    html_text(html, &text);
    must(slice_equals(slice_trim(buffer_slice(&text)), buffer_slice(&text)));
    html_visit(html, ignore_element, NULL);
    arena_release(&arena);
    return 0;
}

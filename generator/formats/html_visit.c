#include "formats/html.h"

#include "formats/xml_library.h"

/* More attributes than this on one element are not shown. */
enum { ATTRIBUTES = 64 };

struct visiting {
    html_element_visit *visit;
    void *context;
};

static bool show(void *context, const char *name, const char *const *attributes, size_t line) {
    const struct visiting *visiting = context;
    struct html_attribute shown[ATTRIBUTES];
    size_t count = 0;
    for (size_t i = 0; attributes != NULL && attributes[i] != NULL && count < ATTRIBUTES; i += 2) {
        shown[count++] = (struct html_attribute){.name = slice_from(attributes[i]),
                                                 .value = slice_from(attributes[i + 1])};
    }
    visiting->visit(visiting->context, slice_from(name), shown, count, line);
    return true;
}

bool html_visit(struct slice page, html_element_visit *visit, void *context) {
    static const struct html_handler handler = {.start = show};
    struct visiting visiting = {.visit = visit, .context = context};
    return xml_library()->html_parse(page, &handler, &visiting);
}

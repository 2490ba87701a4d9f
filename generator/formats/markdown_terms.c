#include "formats/markdown_state.h"

void markdown_term_text(struct markdown *m, struct slice text) {
    markdown_typography(m, text);
}

struct markdown_terms *markdown_terms_build(const struct slice *forms, size_t count,
                                            struct arena *arena) {
    (void)forms;
    (void)count;
    (void)arena;
    return NULL;
}

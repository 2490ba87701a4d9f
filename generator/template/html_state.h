#ifndef TEMPLATE_HTML_STATE_H
#define TEMPLATE_HTML_STATE_H
#include <stdbool.h>
struct html_state {
    int place;
};
bool html_states_equal(const struct html_state *a, const struct html_state *b);
#endif

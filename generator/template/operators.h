/* What Python's operators and built-in functions do with values. Inside the room. */
#ifndef TEMPLATE_OPERATORS_H
#define TEMPLATE_OPERATORS_H

#include "template/rendering.h"

/* bool(value). An undefined value is false; that differs from StrictUndefined, see
 * tests/spec/jinja. */
bool value_truth(struct value value);
/* Whether it is an integer, a number or a boolean. */
bool value_is_number(struct value value);
/* As a double; 0 for what is no number. */
double value_to_number(struct value value);
/* An integer or boolean as an integer. False for anything else. */
bool value_to_integer(struct value value, int64_t *integer);

/* str(value): appended, or as a slice that may point into the value. */
void value_append_text(struct rendering *render, const struct expression *at, struct buffer *out,
                       struct value value);
struct slice value_to_text(struct rendering *render, const struct expression *at,
                           struct value value);
/* The value as text that needs no escaping. */
struct slice value_to_html(struct rendering *render, const struct expression *at,
                           struct value value);

bool value_equals(struct rendering *render, const struct expression *at, struct value a,
                  struct value b);
enum { VALUE_UNORDERED = 2 };
/* -1, 0 or 1, or VALUE_UNORDERED for what is not a number; fails for what has no order. */
int value_compare(struct rendering *render, const struct expression *at, struct value a,
                  struct value b);
/* a in b */
bool value_contains(struct rendering *render, const struct expression *at, struct value a,
                    struct value b);
/* Arithmetic; `operator` is an expression_type from EXPRESSION_ADD to EXPRESSION_POWER. */
struct value value_calculate(struct rendering *render, const struct expression *at,
                             enum expression_type operator, struct value a, struct value b);
struct value value_negative(struct rendering *render, const struct expression *at, struct value a,
                            bool negative);
struct value value_slice_of(struct rendering *render, const struct expression *at, struct value of,
                            struct value from, struct value to, struct value step);
/* The texts of all entries; HTML when one of them is. */
struct value value_concatenate(struct rendering *render, const struct expression *at,
                               const struct value *entries, size_t count);

/* A text made in the page's arena, counted. */
struct value value_made_text(struct rendering *render, struct slice text, bool safe);

#endif

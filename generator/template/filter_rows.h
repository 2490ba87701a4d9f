/* The filters behind the rows of the table, and what they share. Inside the room. */
#ifndef TEMPLATE_FILTER_ROWS_H
#define TEMPLATE_FILTER_ROWS_H

#include "template/filters.h"
#include "template/rendering.h"

/* The argument number `index`, or the fallback when it was not given (or is null). */
int64_t filter_integer(struct rendering *render, const struct filter_call *call, size_t index,
                       int64_t fallback);
bool filter_boolean(const struct filter_call *call, size_t index, bool fallback);
struct slice filter_text(struct rendering *render, const struct filter_call *call, size_t index,
                         struct slice fallback);
/* Whether it was given. */
bool filter_has(const struct filter_call *call, size_t index);

typedef struct value filter_function(struct rendering *render, const struct filter_call *call);

filter_function filter_abs, filter_attr, filter_batch, filter_capitalize, filter_date,
    filter_default, filter_dictsort, filter_escape, filter_first, filter_float, filter_groupby,
    filter_indent, filter_int, filter_items, filter_join, filter_last, filter_length, filter_list,
    filter_lower, filter_map, filter_max, filter_min, filter_reject, filter_rejectattr,
    filter_replace, filter_reverse, filter_round, filter_select, filter_selectattr, filter_slice,
    filter_sort, filter_string, filter_striptags, filter_sum, filter_title, filter_tojson,
    filter_trim, filter_truncate, filter_unique, filter_upper, filter_urlencode, filter_wordcount;

#endif

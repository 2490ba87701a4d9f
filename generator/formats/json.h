/* JSON, written. Objects and lists nest; commas, quotes and indentation take care of themselves. */
#ifndef FORMATS_JSON_H
#define FORMATS_JSON_H

#include "base/buffer.h"
#include "base/value.h"

/* What is written nests no deeper: fields (LIMIT_YAML_DEPTH) and what stands around them. What is
 * checked may come from elsewhere. */
enum { JSON_DEPTH = 128, JSON_CHECK_DEPTH = 1024 };

struct json {
    struct buffer *out;
    size_t depth;
    bool indent;                /* two spaces a level, one entry a line */
    bool has_entry[JSON_DEPTH]; /* whether the object or list at that depth has an entry already */
    bool after_key;
};

/* Starts writing one JSON value at the end of `out`. */
void json_init(struct json *json, struct buffer *out, bool indent);
void json_open_object(struct json *json);
void json_close_object(struct json *json);
void json_open_list(struct json *json);
void json_close_list(struct json *json);
void json_key(struct json *json, struct slice key);
void json_write_text(struct json *json, struct slice text);
void json_write_integer(struct json *json, int64_t number);
void json_write_number(struct json *json, double number);
void json_write_boolean(struct json *json, bool boolean);
void json_write_null(struct json *json);
/* Any value without objects; dates as ISO texts, undefined as null. */
void json_write_value(struct json *json, struct value value);
/* A key and its value in one. */
void json_member_text(struct json *json, const char *key, struct slice text);
void json_member_integer(struct json *json, const char *key, int64_t number);

/* Whether `text` is JSON (RFC 8259) at most JSON_CHECK_DEPTH deep; if not, `*offset` is where it
 * stops being so. */
bool json_well_formed(struct slice text, size_t *offset);

#endif

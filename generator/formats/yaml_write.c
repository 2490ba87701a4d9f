#include "formats/yaml_write.h"

#include <string.h>

/* Whether YAML reads the text as it stands as that text. */
static bool is_plain(struct slice text) {
    static const char *const WORDS[] = {"true", "false", "null", "yes", "no", "~"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (slice_equals_folded(text, slice_from(WORDS[i]))) {
            return false;
        }
    }
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.data[i] < ' ' ||
            strchr("\"'\\#[]{},&*!|>%@`:?", text.data[i]) != NULL) {
            return false;
        }
    }
    return text.length > 0 && text.data[0] != '-' && text.data[0] != ' ' && text.data[0] != '=' &&
           text.data[text.length - 1] != ' ';
}

void yaml_write_text(struct buffer *out, struct slice text) {
    if (is_plain(text)) {
        buffer_append(out, text);
        return;
    }
    buffer_append_byte(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\n') {
            buffer_append_text(out, "\\n");
        } else if ((unsigned char)text.data[i] < ' ') {
            buffer_format(out, "\\x%02x", (unsigned)text.data[i]);
        } else {
            buffer_append_text(out, text.data[i] == '"' || text.data[i] == '\\' ? "\\" : "");
            buffer_append_byte(out, text.data[i]);
        }
    }
    buffer_append_byte(out, '"');
}

#include "search/fold.h"

#include "base/buffer.h"
#include "base/utf8.h"

/* Letters that Unicode does not take apart. */
static const struct {
    uint32_t letter;
    const char *plain;
} LETTERS[] = {
    {0xE6, "ae"}, {0xF8, "o"}, {0x111, "d"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"},
};

static void append_plain(struct buffer *out, uint32_t code_point) {
    for (size_t i = 0; i < sizeof LETTERS / sizeof *LETTERS; i++) {
        if (LETTERS[i].letter == code_point) {
            buffer_append_text(out, LETTERS[i].plain);
            return;
        }
    }
    buffer_append_code_point(out, code_point);
}

struct slice fold_word(struct arena *arena, struct slice word) {
    struct slice plain = utf8_plain(arena, word);
    bool is_ascii = true;
    for (size_t i = 0; i < plain.length; i++) {
        is_ascii = is_ascii && (unsigned char)plain.data[i] < 0x80;
    }
    if (is_ascii) {
        return plain;
    }
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t at = 0; at < plain.length;) {
        append_plain(&out, utf8_next(plain, &at));
    }
    return buffer_slice(&out);
}

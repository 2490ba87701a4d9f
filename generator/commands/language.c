#include "commands/language.h"

#include <string.h>

enum language language_named(const char *name) {
    return strncmp(name, "nl", 2) == 0 ? LANGUAGE_DUTCH : LANGUAGE_ENGLISH;
}

enum language language_of_environment(environment_variable *variable) {
    static const char *const NAMES[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        const char *value = variable(NAMES[i]);
        if (value != NULL && value[0] != '\0') {
            return language_named(value);
        }
    }
    return LANGUAGE_ENGLISH;
}

struct slice language_code(enum language language) {
    return language == LANGUAGE_DUTCH ? SLICE("nl") : SLICE("en");
}

const char *language_text(enum language language, const char *english, const char *dutch) {
    return language == LANGUAGE_DUTCH ? dutch : english;
}

void language_append_count(struct buffer *out, enum language language, size_t count,
                           const struct noun *noun) {
    buffer_format(out, "%zu %s", count, count == 1 ? noun->one[language] : noun->many[language]);
}

void language_append_number(struct buffer *out, enum language language, double number,
                            int decimals) {
    size_t start = out->length;
    buffer_format(out, "%.*f", decimals, number);
    for (size_t i = start; language == LANGUAGE_DUTCH && i < out->length; i++) {
        if (out->data[i] == '.') {
            out->data[i] = ',';
        }
    }
}

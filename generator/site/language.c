#include "site/language.h"

struct slice language_name(struct slice code) {
    static const struct {
        struct slice code;
        struct slice name;
    } rows[] = {
        {SLICE_INIT("ar"), SLICE_INIT("العربية")},  {SLICE_INIT("de"), SLICE_INIT("Deutsch")},
        {SLICE_INIT("en"), SLICE_INIT("English")},  {SLICE_INIT("es"), SLICE_INIT("Español")},
        {SLICE_INIT("fr"), SLICE_INIT("Français")}, {SLICE_INIT("fy"), SLICE_INIT("Frysk")},
        {SLICE_INIT("it"), SLICE_INIT("Italiano")}, {SLICE_INIT("nl"), SLICE_INIT("Nederlands")},
        {SLICE_INIT("pl"), SLICE_INIT("Polski")},   {SLICE_INIT("pt"), SLICE_INIT("Português")},
        {SLICE_INIT("tr"), SLICE_INIT("Türkçe")},   {SLICE_INIT("uk"), SLICE_INIT("Українська")},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (slice_equals(rows[i].code, code)) {
            return rows[i].name;
        }
    }
    return code;
}

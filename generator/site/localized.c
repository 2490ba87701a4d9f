#include "site/localized.h"

struct slice localized_in(struct localized text, struct slice language, struct slice fallback) {
    if (text.value.type != VALUE_MAP) {
        return value_slice(text.value);
    }
    struct value wanted = value_get(text.value, language);
    if (wanted.type != VALUE_TEXT) {
        wanted = value_get(text.value, fallback);
    }
    if (wanted.type != VALUE_TEXT && text.value.length > 0) {
        wanted = text.value.as.map[0].value;
    }
    return value_slice(wanted);
}

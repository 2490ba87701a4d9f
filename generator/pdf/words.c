#include "pdf/words.h"

static const struct words WORDS[] = {
    {"nl", "Inhoud", " (zie p. %u)", "ja", "nee", "Opmerking", "Tip", "Belangrijk", "Waarschuwing",
     "Pas op", "aangevinkt", "niet aangevinkt"},
    {"en", "Contents", " (see p. %u)", "yes", "no", "Note", "Tip", "Important", "Warning",
     "Caution", "ticked", "not ticked"},
};

const struct words *words_in(struct slice language) {
    struct slice main = slice_take(language, 2);
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (slice_equals(slice_from(WORDS[i].language), main)) {
            return &WORDS[i];
        }
    }
    return &WORDS[0];
}

struct slice words_box(const struct words *words, struct slice type) {
    const struct {
        const char *type;
        const char *name;
    } boxes[] = {{"NOTE", words->note},
                 {"TIP", words->tip},
                 {"IMPORTANT", words->important},
                 {"WARNING", words->warning},
                 {"CAUTION", words->caution}};
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        if (slice_equals(slice_from(boxes[i].type), type)) {
            return slice_from(boxes[i].name);
        }
    }
    return SLICE("");
}

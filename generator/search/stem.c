#include "search/stem.h"

#include <libstemmer.h>
#include <string.h>

/* Longer words are no words; libstemmer takes an int. */
enum { STEM_LENGTH_MAXIMUM = 64 };

struct stemmer {
    struct sb_stemmer *snowball; /* NULL: words stay as they are */
    bool is_dutch;
};

/* libstemmer 3 calls the algorithm that was `dutch` before `dutch_porter`. */
static const struct {
    struct slice language;
    const char *algorithms[2];
} ROWS[] = {
    {SLICE_INIT("nl"), {"dutch_porter", "dutch"}},
    {SLICE_INIT("en"), {"english", "english"}},
};

/* The stemmer of that name; NULL when this libstemmer has none. */
static struct sb_stemmer *open_snowball(const char *algorithm) {
    struct sb_stemmer *snowball = sb_stemmer_new(algorithm, "UTF_8");
    for (const char **known = sb_stemmer_list(); snowball == NULL && *known != NULL; known++) {
        if (strcmp(*known, algorithm) == 0) {
            machine_failed("out of memory"); /* there is no other reason */
        }
    }
    return snowball;
}

struct stemmer *stemmer_open(struct slice language, struct arena *arena) {
    struct stemmer *stemmer = arena_new(arena, struct stemmer, 1);
    stemmer->is_dutch = slice_equals(language, SLICE("nl"));
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        for (size_t j = 0; slice_equals(language, ROWS[i].language) && j < 2; j++) {
            if (stemmer->snowball == NULL) {
                stemmer->snowball = open_snowball(ROWS[i].algorithms[j]);
            }
        }
    }
    return stemmer;
}

struct slice stemmer_stem(struct stemmer *stemmer, struct slice word) {
    if (stemmer->snowball == NULL || word.length > STEM_LENGTH_MAXIMUM) {
        return word;
    }
    const sb_symbol *stem =
        sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word.data, (int)word.length);
    if (stem == NULL) {
        machine_failed("out of memory");
    }
    return slice_of((const char *)stem, (size_t)sb_stemmer_length(stemmer->snowball));
}

struct slice stemmer_root(struct stemmer *stemmer, struct slice word) {
    struct slice stem = stemmer_stem(stemmer, word);
    if (!stemmer->is_dutch || stem.length < 2) {
        return stem;
    }
    char last = stem.data[stem.length - 1];
    bool is_consonant =
        last >= 'b' && last <= 'z' && last != 'e' && last != 'i' && last != 'o' && last != 'u';
    bool is_double = is_consonant && stem.data[stem.length - 2] == last;
    return slice_take(stem, stem.length - is_double);
}

void stemmer_close(struct stemmer *stemmer) {
    if (stemmer->snowball != NULL) {
        sb_stemmer_delete(stemmer->snowball);
    }
}

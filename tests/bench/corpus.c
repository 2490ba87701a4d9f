/* Writes a knowledge base of COUNT items in the proportions of a real one, to FOLDER: our content/
 * folder, or Hugo's. The same count gives the same bytes on every machine.
 *
 *     corpus knoop|hugo COUNT FOLDER
 *
 * Of a hundred items 60 are articles (300 to 1500 words in sections, with lists, tables, notes and
 * 2 to 8 references, most with an anchor), 10 tips, 4 checklists, 6 networks, 9 organisations, 10
 * people and 1 topic. */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { VOCABULARY = 30000, WORD_SIZE = 24, TEXT_SIZE = 64 << 10, PER_FOLDER = 1000 };

enum kind { ARTICLE, TIP, CHECKLIST, NETWORK, ORGANISATION, PERSON, TOPIC, KIND_COUNT };

static const struct {
    const char *name;
    const char *folder;
    unsigned share; /* of a hundred items */
} KINDS[KIND_COUNT] = {
    [ARTICLE] = {"article", "articles", 60},
    [TIP] = {"tip", "tips", 10},
    [CHECKLIST] = {"checklist", "checklists", 4},
    [NETWORK] = {"network", "networks", 6},
    [ORGANISATION] = {"organisation", "organisations", 9},
    [PERSON] = {"person", "people", 10},
    [TOPIC] = {"topic", "topics", 1},
};

struct corpus {
    const char *folder;
    bool is_hugo;
    unsigned long counts[KIND_COUNT];
    char words[VOCABULARY][WORD_SIZE];
    uint64_t state; /* of the random numbers of the item that is being written */
    char text[TEXT_SIZE];
    size_t length;
};

/* SplitMix64 (Steele, Lea, Flood 2014): every seed gives a good sequence. */
static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static unsigned long pick(struct corpus *corpus, unsigned long count) {
    return (unsigned long)(next_random(&corpus->state) % count);
}

static void seed(struct corpus *corpus, enum kind kind, unsigned long number) {
    corpus->state = ((uint64_t)kind << 56) ^ (number * 0x100000001b3u);
    next_random(&corpus->state);
}

static void make_words(struct corpus *corpus) {
    static const char *const STARTS[] = {"b", "d", "g", "h", "k", "l",  "m",  "n",  "p",  "r",
                                         "s", "t", "v", "w", "z", "st", "kl", "br", "gr", "sch"};
    static const char *const VOWELS[] = {"a",  "e",  "i",  "o",  "u", "aa",
                                         "ee", "oo", "ij", "oe", "ui"};
    static const char *const ENDS[] = {"", "n", "r", "t", "l", "s", "k", "ng", "rk", "st"};
    uint64_t state = 7;
    for (size_t i = 0; i < VOCABULARY; i++) {
        char *word = corpus->words[i];
        unsigned syllables = i < 100 ? 1 : 1 + (unsigned)(next_random(&state) % 3);
        word[0] = '\0';
        for (unsigned s = 0; s < syllables; s++) {
            strcat(word, STARTS[next_random(&state) % 20]);
            strcat(word, VOWELS[next_random(&state) % 11]);
            strcat(word, ENDS[next_random(&state) % 10]);
        }
    }
}

/* Small ranks are frequent, as in language: each doubling of the rank is as likely as the last. */
static const char *word(struct corpus *corpus) {
    unsigned bits = (unsigned)pick(corpus, 15);
    unsigned long rank = (1ul << bits) - 1 + pick(corpus, 1ul << bits);
    return corpus->words[rank % VOCABULARY];
}

__attribute__((format(printf, 2, 3))) static void put(struct corpus *corpus, const char *format,
                                                      ...) {
    va_list arguments;
    va_start(arguments, format);
    int length =
        vsnprintf(corpus->text + corpus->length, TEXT_SIZE - corpus->length, format, arguments);
    va_end(arguments);
    corpus->length += (size_t)length;
    if (corpus->length >= TEXT_SIZE) {
        fprintf(stderr, "corpus: an item is too large\n");
        exit(3);
    }
}

static void put_words(struct corpus *corpus, unsigned long count) {
    for (unsigned long i = 0; i < count; i++) {
        put(corpus, i == 0 ? "%s" : i % 12 == 0 ? ", %s" : " %s", word(corpus));
    }
}

static void path_of(const struct corpus *corpus, enum kind kind, unsigned long number,
                    char out[64]) {
    const char *ending = kind == NETWORK || kind >= ORGANISATION ? "yaml" : "md";
    if (corpus->is_hugo) {
        ending = "md";
    }
    snprintf(out, 64, "%s/%lu/%s%lu.%s", KINDS[kind].folder, number / PER_FOLDER, KINDS[kind].name,
             number, ending);
}

/* The number of sections of an article, which is all that another one must know to refer to one. */
static unsigned long section_count(unsigned long number) {
    uint64_t state = number;
    return 3 + (unsigned long)(next_random(&state) % 4);
}

static void put_reference(struct corpus *corpus, enum kind kind, unsigned long number,
                          unsigned long section) {
    char anchor[32] = "";
    if (section > 0) {
        snprintf(anchor, sizeof anchor, kind == NETWORK ? "#doel" : "#deel-%lu", section);
    }
    put(corpus, " [");
    put_words(corpus, 1 + pick(corpus, 3));
    if (corpus->is_hugo) {
        char path[64];
        path_of(corpus, kind, number, path);
        put(corpus, "]({{< ref \"/%s%s\" >}})", path, anchor);
    } else {
        put(corpus, "](%s:%lu/%s%lu%s)", KINDS[kind].name, number / PER_FOLDER, KINDS[kind].name,
            number, anchor);
    }
}

static void put_some_reference(struct corpus *corpus) {
    static const enum kind OTHERS[] = {NETWORK, NETWORK, PERSON, ORGANISATION, TIP, TOPIC};
    bool to_article = pick(corpus, 2) == 0;
    enum kind kind = to_article ? ARTICLE : OTHERS[pick(corpus, 6)];
    if (corpus->counts[kind] == 0) {
        return;
    }
    unsigned long number = pick(corpus, corpus->counts[kind]);
    unsigned long section = kind == ARTICLE   ? 1 + pick(corpus, section_count(number))
                            : kind == NETWORK ? 1
                                              : 0;
    put_reference(corpus, kind, number, section);
}

static void put_field(struct corpus *corpus, const char *field, enum kind kind, bool is_list) {
    unsigned long count = corpus->counts[kind];
    if (count == 0) {
        return;
    }
    unsigned long number = pick(corpus, count);
    put(corpus, is_list ? "%s: [%lu/%s%lu]\n" : "%s: %lu/%s%lu\n", field, number / PER_FOLDER,
        KINDS[kind].name, number);
}

static void put_table(struct corpus *corpus) {
    put(corpus, "| wie | wat | wanneer |\n|---|---|---|\n");
    for (unsigned row = 0; row < 4; row++) {
        put(corpus, "| %s | %s %s | %lu |\n", word(corpus), word(corpus), word(corpus),
            pick(corpus, 100));
    }
    put(corpus, "\n");
}

static void put_list(struct corpus *corpus, const char *mark) {
    for (unsigned point = 0; point < 4; point++) {
        put(corpus, "%s ", mark);
        put_words(corpus, 6 + pick(corpus, 8));
        put(corpus, "\n");
    }
    put(corpus, "\n");
}

static void put_article(struct corpus *corpus, unsigned long number) {
    unsigned long sections = section_count(number), words = 300 + pick(corpus, 1200);
    unsigned long references = 2 + pick(corpus, 7), paragraphs = sections * 2,
                  noted = pick(corpus, sections);
    put(corpus, "date: %lu-%02lu-%02lu\n", 2000 + number % 25, 1 + number % 12, 1 + number % 28);
    put_field(corpus, "authors", PERSON, true);
    put_field(corpus, "topics", TOPIC, true);
    put_field(corpus, "networks", NETWORK, true);
    put(corpus, "---\n\n");
    for (unsigned long i = 0; i < paragraphs; i++) {
        if (i % 2 == 0) {
            put(corpus, "## Deel %lu\n\n", i / 2 + 1);
        }
        put_words(corpus, words / paragraphs / 2);
        put(corpus, " *%s* en **%s** ", word(corpus), word(corpus));
        put_words(corpus, words / paragraphs / 2);
        for (unsigned long r = i * references / paragraphs; r < (i + 1) * references / paragraphs;
             r++) {
            put_some_reference(corpus);
        }
        put(corpus, i == noted ? ".[^1]\n\n" : ".\n\n");
        if (i % 4 == 1) {
            put_list(corpus, "-");
        } else if (i == 3) {
            put_table(corpus);
        }
    }
    put(corpus, "[^1]: Zie %s %s.\n", word(corpus), word(corpus));
}

/* A topic, network, organisation or person: fields and a short text. */
static void put_card(struct corpus *corpus, enum kind kind) {
    if (kind == PERSON) {
        put_field(corpus, "organisation", ORGANISATION, false);
    } else if (kind == NETWORK) {
        put_field(corpus, "coordinator", PERSON, false);
        put_field(corpus, "topics", TOPIC, true);
    }
    bool is_body = corpus->is_hugo;
    put(corpus, is_body ? "---\n\n" : "summary: |\n  ");
    put_words(corpus, 25 + pick(corpus, 30));
    if (kind == NETWORK) {
        put_some_reference(corpus);
        put(corpus, is_body ? ".\n\n## Doel\n\n" : ".\n\n  ## Doel\n\n  ");
        put_words(corpus, 20 + pick(corpus, 30));
    }
    put(corpus, ".\n");
}

static void put_item(struct corpus *corpus, enum kind kind, unsigned long number) {
    bool has_body = corpus->is_hugo || kind == ARTICLE || kind == TIP || kind == CHECKLIST;
    bool is_named = !corpus->is_hugo && (kind == NETWORK || kind == ORGANISATION || kind == PERSON);
    put(corpus, "%s%s: \"%s %lu ", has_body ? "---\n" : "", is_named ? "name" : "title",
        KINDS[kind].name, number);
    put_words(corpus, 1 + pick(corpus, 4));
    put(corpus, "\"\ndescription: \"");
    put_words(corpus, 10 + pick(corpus, 10));
    put(corpus, ".\"\n");
    if (kind == ARTICLE) {
        put_article(corpus, number);
    } else if (kind == TIP || kind == CHECKLIST) {
        put_field(corpus, "topics", TOPIC, true);
        put_field(corpus, "source", ARTICLE, false);
        put(corpus, "---\n\n");
        put_words(corpus, 30 + pick(corpus, 40));
        put(corpus, ".\n\n");
        if (kind == CHECKLIST) {
            put_list(corpus, "- [ ]");
        }
    } else {
        put_card(corpus, kind);
    }
}

static void fail(const char *path) {
    fprintf(stderr, "corpus: %s: %s\n", path, strerror(errno));
    exit(3);
}

static void make_folders(const char *path) {
    char folder[4096];
    for (const char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
        if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
            fail(folder);
        }
    }
}

static void write_file(struct corpus *corpus, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/content/%s", corpus->folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL && errno == ENOENT) {
        make_folders(path);
        file = fopen(path, "w");
    }
    if (file == NULL || fwrite(corpus->text, 1, corpus->length, file) != corpus->length ||
        fclose(file) != 0) {
        fail(path);
    }
    corpus->length = 0;
}

/* Every item has a number; its kind follows from the shares, spread evenly: 1 item is an article.
 */
static void count_kinds(struct corpus *corpus, unsigned long count) {
    unsigned long left = count;
    for (enum kind kind = TIP; kind < KIND_COUNT; kind++) {
        corpus->counts[kind] = count * KINDS[kind].share / 100;
        left -= corpus->counts[kind];
    }
    corpus->counts[ARTICLE] = left;
}

int main(int argc, char **argv) {
    bool is_hugo = argc == 4 && strcmp(argv[1], "hugo") == 0;
    if (argc != 4 || (!is_hugo && strcmp(argv[1], "knoop") != 0) || atol(argv[2]) < 1) {
        fprintf(stderr, "usage: corpus knoop|hugo COUNT FOLDER\n");
        return 2;
    }
    static struct corpus corpus;
    corpus.folder = argv[3];
    corpus.is_hugo = is_hugo;
    make_words(&corpus);
    count_kinds(&corpus, (unsigned long)atol(argv[2]));
    for (enum kind kind = ARTICLE; kind < KIND_COUNT; kind++) {
        for (unsigned long number = 0; number < corpus.counts[kind]; number++) {
            char name[64];
            seed(&corpus, kind, number);
            path_of(&corpus, kind, number, name);
            put_item(&corpus, kind, number);
            write_file(&corpus, name);
        }
    }
    return 0;
}

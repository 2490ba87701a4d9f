/* What Markdown with all extensions costs beside cmark's own parse and render of the same bytes.
 *
 *     markdown_bench [MEGABYTES [SIDE]]
 *
 * Makes that many megabytes of articles (50 if not told), lets both sides render them and prints
 * the seconds and their ratio. With SIDE "cmark" or "knoop" only that one works, for `valgrind
 * --tool=callgrind`. The articles are made up of Dutch sentences with what an editor of such a site
 * uses: headings, links to items and to the web, emphasis, quotes, lists, now and then a callout, a
 * footnote, a checklist, a picture or a table. */
#include "base/arena.h"
#include "base/buffer.h"
#include "formats/markdown.h"

#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const sentences[] = {
    "Samenwerken in een netwerk vraagt tijd, aandacht en vooral mensen die elkaar kennen. ",
    "De deelnemers spraken af om elke maand een halve dag bij elkaar te komen. ",
    "Dat klinkt eenvoudig, maar in de praktijk blijkt de agenda vaak de baas. ",
    "Wie de regie heeft, is niet altijd degene die het meeste werk verzet. ",
    "In de regio wonen ongeveer honderdduizend mensen, verdeeld over zeven gemeenten. ",
    "Bestuurders willen resultaten zien; medewerkers willen vooral weten waar ze aan toe zijn. ",
    "Een goede vraag helpt meer dan een snel antwoord, zeker als de opgave nog vaag is. ",
    "Daarom begint het overleg met een ronde waarin iedereen vertelt wat er speelt. ",
    "Het netwerk groeide in twee jaar van acht naar twintig organisaties. ",
    "Niet iedereen hoeft overal bij te zijn, als de afspraken maar helder zijn. ",
    "Wat op papier klopt, werkt aan de keukentafel soms heel anders uit. ",
    "De subsidie liep af, en toch bleven de meeste partijen aan tafel zitten. ",
    "Aan het eind van de bijeenkomst staat er een lijst met drie concrete stappen. ",
    "Vertrouwen ontstaat doordat mensen doen wat ze hebben beloofd. ",
};
static const char *const spices[] = {
    "Zie ook [het netwerk in de regio](network:gezondveluwe) voor een voorbeeld. ",
    "Dat heet *doorzettingsmacht*, en het is **zelden** de oplossing. ",
    "\"We moeten het gewoon doen\", zei een van de leden. ",
    "Het [rapport](https://www.example.org/rapporten/2019/samenwerken) telt 48 pagina's. ",
    "Lees [de eerste tip](tip:lummeltijd#waarom) of vraag het aan <person:jansen>. ",
    "'s Avonds bleek er - tegen de verwachting in - een akkoord te zijn... ",
    "Volgens [[article:sleutelgat|een eerder artikel]] is dat geen toeval.[^noot] ",
    "De `open` vorm duurt 45 minuten & werkt goed bij groepen van 8 tot 12. ",
};

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void add_paragraph(struct buffer *out, uint32_t *state, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t number = next_random(state);
        if (number % 4 == 0) {
            buffer_append_text(out, spices[(number >> 4) % 8]);
        } else {
            buffer_append_text(out, sentences[(number >> 4) % 14]);
        }
        if (i % 2 == 1) {
            out->data[out->length - 1] = '\n';
        }
    }
    out->data[out->length - 1] = '\n';
    buffer_append_byte(out, '\n');
}

static void add_special(struct buffer *out, uint32_t number) {
    static const char *const specials[] = {
        "> [!TIP] Plan lummeltijd\n> Zet niet elke minuut van het overleg vol.\n\n",
        "- [ ] Vraag wie er ontbreekt\n- [x] Plan het volgende overleg\n- [ ] Stuur het verslag "
        "rond\n\n",
        "![Deelnemers aan tafel](tafel.jpg \"De eerste bijeenkomst\")\n\n",
        "| Jaar | Deelnemers | Regio |\n| --- | ---: | --- |\n| 2017 | 8 | Veluwe |\n"
        "| 2018 | 14 | Veluwe en *Vallei* |\n| 2019 | 20 | heel Gelderland |\n\n",
        "> Niemand is de baas, en toch gebeurt het.\n\n",
        "1. Begin klein.\n2. Spreek af wie wat doet.\n3. Vier wat lukt, en vertel het "
        "[verder](article:vier).\n\n",
    };
    buffer_append_text(out, specials[number % 6]);
}

static void add_article(struct buffer *out, uint32_t *state) {
    for (int section = 0; section < 5; section++) {
        if (section > 0) {
            buffer_append_text(out, "## ");
            struct slice title = slice_from(sentences[next_random(state) % 14]);
            buffer_append(out, slice_take(title, title.length / 2));
            buffer_append_text(out, "\n\n");
        }
        for (uint32_t i = 2 + next_random(state) % 3; i > 0; i--) {
            add_paragraph(out, state, 4 + next_random(state) % 5);
        }
        if (section % 2 == 1) {
            add_special(out, next_random(state));
        }
    }
    buffer_append_text(out, "[^noot]: Met dank aan de leden van het netwerk.\n\n");
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct work {
    struct slice *articles;
    size_t count;
};

static double run_cmark(const struct work *work, size_t from, size_t to, size_t *bytes) {
    double start = seconds();
    for (size_t i = from; i < to; i++) {
        cmark_node *root = cmark_parse_document(work->articles[i].data, work->articles[i].length,
                                                CMARK_OPT_DEFAULT);
        char *html = cmark_render_html(root, CMARK_OPT_UNSAFE);
        *bytes += strlen(html);
        free(html);
        cmark_node_free(root);
    }
    return seconds() - start;
}

struct side {
    struct arena site;
    struct arena arena;
    struct arena scratch;
    struct slice forms[12];
    struct slice schemes[4];
    struct slice callouts[2];
    struct markdown_options options;
};

static void prepare(struct side *side) {
    static const char *const words[] = {"regie",          "netwerk",         "opgave",
                                        "regieassistent", "governance",      "ecosysteem",
                                        "transitie",      "fuzzy front-end", "doorzettingsmacht",
                                        "kerncoalitie",   "lummeltijd",      "regio"};
    *side = (struct side){
        .schemes = {SLICE("article"), SLICE("tip"), SLICE("network"), SLICE("person")},
        .callouts = {SLICE("TIP"), SLICE("CHECKLIST")}};
    for (size_t i = 0; i < 12; i++) {
        side->forms[i] = slice_from(words[i]);
    }
    side->options =
        (struct markdown_options){.language = SLICE("nl"),
                                  .callouts = side->callouts,
                                  .callout_count = 2,
                                  .schemes = side->schemes,
                                  .scheme_count = 4,
                                  .terms = markdown_terms_build(side->forms, 12, &side->site)};
}

static double run_knoop(const struct work *work, size_t from, size_t to, struct side *side,
                        size_t *bytes) {
    struct markdown_origin origin = {.path = SLICE("content/articles/a.md")};
    double start = seconds();
    for (size_t i = from; i < to; i++) {
        struct diagnostics diagnostics;
        diagnostics_init(&diagnostics, &side->arena);
        struct markup *markup = markdown_parse(work->articles[i], &origin, &side->options,
                                               &side->arena, &side->scratch, &diagnostics);
        *bytes += markup->html.length;
        arena_reset(&side->arena);
    }
    return seconds() - start;
}

int main(int argc, char **argv) {
    size_t target = (argc > 1 ? (size_t)atol(argv[1]) : 50) << 20;
    const char *side = argc > 2 ? argv[2] : "both";
    if (argc > 1 && target == 0) {
        target = 256 << 10;
    }
    struct arena arena = {0};
    uint32_t state = 7;
    struct work work = {NULL, 0};
    size_t capacity = 0;
    for (size_t total = 0; total < target;) {
        struct buffer article;
        buffer_init(&article, &arena);
        add_article(&article, &state);
        if (work.count == capacity) {
            capacity = capacity * 2 + 64;
            work.articles = memory_resize(work.articles, capacity * sizeof *work.articles);
        }
        work.articles[work.count++] = arena_copy(&arena, buffer_slice(&article));
        total += article.length;
    }
    size_t made[2] = {0, 0};
    struct side ours_side;
    prepare(&ours_side);
    double theirs = 0;
    double ours = 0;
    /* By turns, so that a machine that is busy now and then is so for both. */
    for (size_t from = 0; from < work.count; from += 100) {
        size_t to = from + 100 < work.count ? from + 100 : work.count;
        theirs += strcmp(side, "both") != 0 && strcmp(side, "cmark") != 0
                      ? 0
                      : run_cmark(&work, from, to, &made[0]);
        ours += strcmp(side, "both") != 0 && strcmp(side, "knoop") != 0
                    ? 0
                    : run_knoop(&work, from, to, &ours_side, &made[1]);
    }
    printf("%zu articles, %zu bytes\n", work.count, target);
    printf("cmark %.3f s (%zu bytes of HTML)\nknoop %.3f s (%zu bytes of HTML)\n", theirs, made[0],
           ours, made[1]);
    if (theirs > 0 && ours > 0) {
        printf("ratio %.2f\n", ours / theirs);
    }
    free(work.articles);
    arena_release(&ours_side.site);
    arena_release(&ours_side.arena);
    arena_release(&ours_side.scratch);
    arena_release(&arena);
    return 0;
}

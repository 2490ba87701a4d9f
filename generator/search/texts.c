/* The pieces t<N>.js: lists of passages, each a string:
 *
 *     title | address | then for each section: anchor | heading | text |
 *
 * Title, heading and text are in short (search/dictionary.h), address and anchor as they are. */
#include "base/pool.h"
#include "search/code.h"
#include "search/dictionary.h"

enum { TEXTS_BYTES = 3 << 10 };

struct writing {
    struct search *search;
    const struct dictionary *dictionary;
    struct slice *passages; /* each in short, as a JavaScript string */
    struct arena *scratch;  /* by worker, for one passage or piece */
    struct pieces pieces;
    uint32_t *firsts; /* by piece: its first passage */
};

static void append_plain(struct buffer *out, struct slice text) {
    if (slice_find(text, '|') == SLICE_NOT_FOUND) {
        buffer_append(out, text);
    }
    buffer_append_byte(out, '|');
}

static void shorten(void *context, size_t index, size_t worker) {
    struct writing *writing = context;
    const struct search *search = writing->search;
    const struct passage *passage = search->passages[index];
    const struct indexed_page *page = &search->pages[passage->page];
    const uint32_t *entry_of = search->lexicon.entry_of[page->table];
    struct arena *scratch = &writing->scratch[worker];
    struct buffer out, string;
    buffer_init(&out, scratch);
    dictionary_append(&out, writing->dictionary, entry_of, page->title);
    append_plain(&out, page->address);
    for (uint32_t i = 0; i < passage->section_count; i++) {
        const struct section *section = &passage->sections[i];
        append_plain(&out, section->anchor);
        dictionary_append(&out, writing->dictionary, entry_of, section->heading);
        dictionary_append(&out, writing->dictionary, entry_of, section->text);
    }
    buffer_init(&string, scratch);
    code_append_string(&string, buffer_slice(&out));
    writing->passages[index] = arena_copy(&search->tables[worker].arena, buffer_slice(&string));
    arena_reset(scratch);
}

/* Which passages go together. */
static void divide(struct writing *writing) {
    struct search *search = writing->search;
    size_t bytes = 0;
    for (uint32_t i = 0; i < search->passage_count; i++) {
        size_t more = writing->passages[i].length + 1;
        if (i == 0 || bytes + more > TEXTS_BYTES) {
            writing->firsts[index_add_piece(search, &writing->pieces)] = i;
            bytes = 0;
        }
        bytes += more;
        writing->pieces.counts[writing->pieces.count - 1]++;
    }
}

static void write_piece(void *context, size_t index, size_t worker) {
    struct writing *writing = context;
    struct buffer out;
    buffer_init(&out, &writing->scratch[worker]);
    for (uint32_t i = 0; i < writing->pieces.counts[index]; i++) {
        buffer_append_byte(&out, i == 0 ? '[' : ',');
        buffer_append(&out, writing->passages[writing->firsts[index] + i]);
    }
    buffer_append_byte(&out, ']');
    index_write_piece(writing->search, &writing->pieces, 't', index, buffer_slice(&out));
    arena_reset(&writing->scratch[worker]);
}

struct pieces index_write_texts(struct search *search, const struct dictionary *dictionary) {
    size_t jobs = search->options->jobs;
    struct writing writing = {.search = search,
                              .dictionary = dictionary,
                              .scratch = arena_new(search->arena, struct arena, jobs),
                              .passages =
                                  arena_new(search->arena, struct slice, search->passage_count),
                              .firsts = arena_new(search->arena, uint32_t, search->passage_count)};
    pool_run(search->passage_count, jobs, shorten, &writing);
    divide(&writing);
    pool_run(writing.pieces.count, jobs, write_piece, &writing);
    for (size_t i = 0; i < jobs; i++) {
        arena_release(&writing.scratch[i]);
    }
    return writing.pieces;
}

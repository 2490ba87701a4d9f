/* One document, for who asks for it. */
#include "base/utf8.h"
#include "commands/command.h"
#include "commands/confine.h"
#include "commands/documents.h"
#include "commands/whole_file.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static enum document_format chosen_format(const struct command_line *line) {
    struct slice name = slice_from(option_value(line, OPTION_DOCUMENT_FORMAT, "epub"));
    enum document_format format = DOCUMENT_EPUB;
    while (!slice_equals(document_ending(format), name)) {
        format++;
    }
    return format;
}

static struct document_paper chosen_paper(const struct command_line *line) {
    const char *size = option_value(line, OPTION_PAPER, "a4");
    return (struct document_paper){
        .is_a5 = strcmp(size, "a5") == 0,
        .margin = (size_t)strtoul(option_value(line, OPTION_MARGIN, "0"), NULL, 10),
        .ragged = option_given(line, OPTION_RAGGED)};
}

/* What the command line asks for: its words have no place in a file. */
static struct document *choose(struct build *build) {
    const struct command_line *line = build->line;
    struct document_reference *of =
        arena_new(build->arena, struct document_reference, line->argument_count);
    for (size_t i = 0; i < line->argument_count; i++) {
        of[i] = (struct document_reference){slice_from(line->arguments[i]),
                                            place_file(slice_of("", 0))};
    }
    struct document_reference about = {slice_from(option_value(line, OPTION_ABOUT, "")),
                                       place_file(slice_of("", 0))};
    const struct document_request request = {.title =
                                                 slice_from(option_value(line, OPTION_TITLE, "")),
                                             .of = of,
                                             .of_count = line->argument_count,
                                             .about = &about,
                                             .about_count = about.text.length > 0};
    return document_make(build->site, &request, build->arena, &build->diagnostics);
}

static int write_document(struct build *build, const struct document *document,
                          enum document_format format, struct slice bytes) {
    const struct command_line *line = build->line;
    struct slice name = utf8_slug(build->arena, document->title);
    struct slice ending = document_ending(format);
    const char *path = option_value(line, OPTION_FILE, NULL);
    if (path == NULL) {
        path = arena_format(build->arena, "%.*s.%.*s", slice_width(name), name.data,
                            slice_width(ending), ending.data)
                   .data;
    }
    if (!whole_file_write(path, bytes, build->arena)) {
        complain(line,
                 say(line, "`%s` cannot be written: %s", "`%s` kan niet geschreven worden: %s"),
                 path, strerror(errno));
        return EXIT_MACHINE;
    }
    if (build_may_tell(build)) {
        static const struct noun CHAPTERS = {{"chapter", "hoofdstuk"},
                                             {"chapters", "hoofdstukken"}};
        struct buffer out;
        buffer_init(&out, build->arena);
        language_append_count(&out, line->language, document->chapter_count, &CHAPTERS);
        buffer_format(&out, say(line, " in %s", " in %s"), path);
        build_append_elapsed(&out, build);
        fprintf(line->world.out, "%.*s\n", (int)out.length, out.data);
    }
    return EXIT_DONE;
}

static int make(struct build *build) {
    enum document_format format = chosen_format(build->line);
    /* Its name may come from the content: the folder it stands in is known. */
    confine_to_file(build, option_value(build->line, OPTION_FILE, "document"));
    build_load(build);
    struct document *document = build_errors(build) > 0 ? NULL : choose(build);
    struct slice bytes = slice_of("", 0);
    const struct document_paper paper = chosen_paper(build->line);
    if (document != NULL) {
        stages_enter(&build->stages, STAGE_OUTPUTS);
        const struct documents documents = documents_of(build);
        bytes = documents_bytes(&documents, document, format, &paper);
    }
    int status = build_report(build);
    if (status != EXIT_DONE) {
        return status;
    }
    assert(document != NULL);
    return write_document(build, document, format, bytes);
}

int run_document(struct command_line *line) {
    struct build build;
    int status = build_begin(&build, line, option_value(line, OPTION_SITE, "."));
    if (status != EXIT_DONE) {
        return status;
    }
    status = make(&build);
    build_end(&build);
    return status;
}

#include "commands/documents.h"

#include "base/module.h"
#include "document/epub.h"
#include "document/plain.h"
#include "document/single.h"
#include "pdf/pdf.h"

struct date documents_moment(const struct command_line *line, struct date today) {
    const char *epoch = line->world.variable("SOURCE_DATE_EPOCH");
    return epoch != NULL && epoch[0] != '\0' ? today : (struct date){0};
}

struct documents documents_of(struct build *build) {
    return (struct documents){.site = build->site,
                              .root = build->folder.root,
                              .moment = documents_moment(build->line, build->today),
                              .arena = build->arena,
                              .diagnostics = &build->diagnostics};
}

/* The moment that stands in a document. */
static struct date moment_of(const struct documents *documents, const struct document *document) {
    if (documents->moment.year > 0) {
        return documents->moment;
    }
    return document->date.year > 0 ? document->date : (struct date){1980, 1, 1};
}

/* The room that lays pages out brings Pango and Cairo: it is loaded when it is used. */
static struct slice make_pdf(const struct documents *documents, const struct document *document,
                             const struct document_paper *paper, struct date moment) {
    const struct pdf_module *module = module_load("pdf");
    struct pdf_chapter *chapters =
        arena_new(documents->arena, struct pdf_chapter, document->chapter_count + 1);
    size_t count = 0;
    if (document->front != NULL) {
        chapters[count++] = (struct pdf_chapter){document->front->title, document->front, 0};
    }
    for (size_t i = 0; i < document->chapter_count; i++) {
        const struct chapter *chapter = &document->chapters[i];
        chapters[count++] = (struct pdf_chapter){chapter->title, chapter->item, chapter->depth};
    }
    const struct pdf_document source = {.site = document->site,
                                        .root = documents->root,
                                        .title = document->title,
                                        .subtitle = document->description,
                                        .author = document->author,
                                        .language = document->language,
                                        .date = document->date,
                                        .chapters = chapters,
                                        .chapter_count = count};
    const struct pdf_options options = {.width = paper->is_a5 ? PDF_A5_WIDTH : PDF_A4_WIDTH,
                                        .height = paper->is_a5 ? PDF_A5_HEIGHT : PDF_A4_HEIGHT,
                                        .margin = (double)paper->margin,
                                        .ragged = paper->ragged,
                                        .moment = moment};
    struct buffer out;
    buffer_init(&out, documents->arena);
    module->write(&source, &options, documents->diagnostics, documents->arena, &out, NULL);
    return buffer_slice(&out);
}

struct slice documents_bytes(const struct documents *documents, const struct document *document,
                             enum document_format format, const struct document_paper *paper) {
    struct date moment = moment_of(documents, document);
    switch (format) {
    case DOCUMENT_EPUB:
        return epub_make(document, documents->root, moment, documents->arena,
                         documents->diagnostics);
    case DOCUMENT_JSON:
        return plain_json(document, documents->arena);
    case DOCUMENT_HTML:
        return single_make(document, documents->root, documents->arena, documents->diagnostics);
    case DOCUMENT_MARKDOWN:
        return plain_markdown(document, documents->arena);
    case DOCUMENT_PDF:
        return make_pdf(documents, document, paper, moment);
    case DOCUMENT_FORMAT_COUNT:
        break;
    }
    return slice_of("", 0);
}

static struct document *make(const struct documents *documents,
                             const struct document_setting *setting) {
    const struct settings *settings = &documents->site->settings;
    const struct document_request request = {
        .title = localized_in(setting->title, settings->language, settings->language),
        .author = setting->author,
        .of = setting->of,
        .of_count = setting->of_count,
        .about = setting->about,
        .about_count = setting->about_count};
    return document_make(documents->site, &request, documents->arena, documents->diagnostics);
}

bool documents_at(const struct documents *documents, struct slice address, struct slice *bytes) {
    const struct settings *settings = &documents->site->settings;
    for (size_t i = 0; i < settings->document_count; i++) {
        const struct document_setting *setting = &settings->documents[i];
        for (enum document_format format = 0; format < DOCUMENT_FORMAT_COUNT; format++) {
            if (!setting->formats[format] ||
                !slice_equals(document_address(setting, format, documents->arena), address)) {
                continue;
            }
            const struct document *document = make(documents, setting);
            if (document != NULL) {
                *bytes = documents_bytes(documents, document, format, &setting->paper);
            }
            return document != NULL;
        }
    }
    return false;
}

void documents_check(const struct documents *documents) {
    for (size_t i = 0; i < documents->site->settings.document_count; i++) {
        make(documents, &documents->site->settings.documents[i]);
    }
}

void documents_publish(const struct documents *documents, struct publication *publication) {
    const struct settings *settings = &documents->site->settings;
    for (size_t i = 0; i < settings->document_count; i++) {
        const struct document *document = make(documents, &settings->documents[i]);
        for (enum document_format format = 0; format < DOCUMENT_FORMAT_COUNT; format++) {
            if (document != NULL && settings->documents[i].formats[format]) {
                publish_file(
                    publication,
                    document_address(&settings->documents[i], format, documents->arena),
                    documents_bytes(documents, document, format, &settings->documents[i].paper));
            }
        }
    }
}

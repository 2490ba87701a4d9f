#include "commands/documents.h"

#include "base/module.h"
#include "document/epub.h"
#include "document/plain.h"
#include "document/single.h"
#include "pdf/pdf.h"

/* The moment that stands in a document: SOURCE_DATE_EPOCH, else that of its newest item. */
static struct date moment_of(const struct build *build, const struct document *document) {
    const char *epoch = build->line->world.variable("SOURCE_DATE_EPOCH");
    if (epoch != NULL && epoch[0] != '\0') {
        return build->today;
    }
    return document->date.year > 0 ? document->date : (struct date){1980, 1, 1};
}

/* The room that lays pages out brings Pango and Cairo: it is loaded when it is used. */
static struct slice make_pdf(struct build *build, const struct document *document,
                             const struct document_paper *paper, struct date moment) {
    const struct pdf_module *module = module_load("pdf");
    struct pdf_chapter *chapters =
        arena_new(build->arena, struct pdf_chapter, document->chapter_count + 1);
    size_t count = 0;
    if (document->front != NULL) {
        chapters[count++] = (struct pdf_chapter){document->front->title, document->front, 0};
    }
    for (size_t i = 0; i < document->chapter_count; i++) {
        const struct chapter *chapter = &document->chapters[i];
        chapters[count++] = (struct pdf_chapter){chapter->title, chapter->item, chapter->depth};
    }
    const struct pdf_document source = {.site = document->site,
                                        .root = build->folder.root,
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
    buffer_init(&out, build->arena);
    module->write(&source, &options, &build->diagnostics, build->arena, &out, NULL);
    return buffer_slice(&out);
}

struct slice documents_bytes(struct build *build, const struct document *document,
                             enum document_format format, const struct document_paper *paper) {
    struct date moment = moment_of(build, document);
    switch (format) {
    case DOCUMENT_EPUB:
        return epub_make(document, build->folder.root, moment, build->arena, &build->diagnostics);
    case DOCUMENT_JSON:
        return plain_json(document, build->arena);
    case DOCUMENT_HTML:
        return single_make(document, build->folder.root, build->arena, &build->diagnostics);
    case DOCUMENT_MARKDOWN:
        return plain_markdown(document, build->arena);
    case DOCUMENT_PDF:
        return make_pdf(build, document, paper, moment);
    case DOCUMENT_FORMAT_COUNT:
        break;
    }
    return slice_of("", 0);
}

static struct document *make(struct build *build, const struct document_setting *setting) {
    const struct settings *settings = &build->site->settings;
    const struct document_request request = {
        .title = localized_in(setting->title, settings->language, settings->language),
        .author = setting->author,
        .of = setting->of,
        .of_count = setting->of_count,
        .about = setting->about,
        .about_count = setting->about_count};
    return document_make(build->site, &request, build->arena, &build->diagnostics);
}

void documents_check(struct build *build) {
    for (size_t i = 0; i < build->site->settings.document_count; i++) {
        make(build, &build->site->settings.documents[i]);
    }
}

void documents_publish(struct build *build, struct publication *publication) {
    const struct settings *settings = &build->site->settings;
    for (size_t i = 0; i < settings->document_count; i++) {
        const struct document *document = make(build, &settings->documents[i]);
        for (enum document_format format = 0; format < DOCUMENT_FORMAT_COUNT; format++) {
            if (document != NULL && settings->documents[i].formats[format]) {
                publish_file(
                    publication, document_address(&settings->documents[i], format, build->arena),
                    documents_bytes(build, document, format, &settings->documents[i].paper));
            }
        }
    }
}

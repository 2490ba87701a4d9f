#include "formats/html_parser.h"

#include "base/arena.h"
#include "formats/xml_library.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <string.h>

struct stream {
    const struct html_handler *handler;
    void *context;
    htmlParserCtxtPtr parser;
    bool stopped;
    bool started; /* an element was found */
};

static void on_start(void *data, const xmlChar *name, const xmlChar **attributes) {
    struct stream *stream = data;
    stream->started = true;
    if (stream->handler->start == NULL || stream->stopped) {
        return;
    }
    int line = stream->parser->input == NULL ? 0 : stream->parser->input->line;
    if (!stream->handler->start(stream->context, (const char *)name,
                                (const char *const *)attributes, (size_t)line)) {
        stream->stopped = true;
        xmlStopParser(stream->parser);
    }
}

static void on_end(void *data, const xmlChar *name) {
    struct stream *stream = data;
    if (stream->handler->end != NULL && !stream->stopped) {
        stream->handler->end(stream->context, (const char *)name);
    }
}

static void on_text(void *data, const xmlChar *text, int length) {
    struct stream *stream = data;
    if (stream->handler->text != NULL && !stream->stopped) {
        stream->handler->text(stream->context, slice_of((const char *)text, (size_t)length));
    }
}

bool html_parse(struct slice html, const struct html_handler *handler, void *context) {
    if (html.length == 0 || html.length > INT_MAX) {
        return false;
    }
    xml_library_begin();
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    if (parser == NULL) {
        machine_failed("out of memory");
    }
    struct stream stream = {.handler = handler, .context = context, .parser = parser};
    memset(parser->sax, 0, sizeof *parser->sax);
    parser->sax->startElement = on_start;
    parser->sax->endElement = on_end;
    parser->sax->characters = on_text;
    parser->sax->ignorableWhitespace = on_text;
    parser->userData = &stream;
    int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                  HTML_PARSE_NONET | HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC;
    htmlDocPtr document =
        htmlCtxtReadMemory(parser, html.data, (int)html.length, NULL, "UTF-8", options);
    if (document != NULL) {
        xmlFreeDoc(document);
    }
    bool memory = parser->errNo != XML_ERR_NO_MEMORY;
    htmlFreeParserCtxt(parser);
    if (!memory) {
        machine_failed("out of memory");
    }
    return stream.started && !stream.stopped;
}

#include "pdf/metadata.h"

#include "base/escape.h"

/* A property with one value, or none when that is empty. `before` and `behind` are its tags. */
static void append_value(struct buffer *out, const char *before, struct slice value,
                         const char *behind) {
    if (value.length > 0) {
        buffer_append_text(out, before);
        escape_html(out, value);
        buffer_append_text(out, behind);
    }
}

void metadata_append(struct buffer *out, const struct pdf_document *document, struct slice date) {
    /* The identifier and the byte order mark are those that the standard prescribes. */
    buffer_append_text(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                            "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                            "<rdf:Description rdf:about=\"\""
                            " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                            " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                            " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                            "<pdfuaid:part>1</pdfuaid:part>\n");
    append_value(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", document->title,
                 "</rdf:li></rdf:Alt></dc:title>\n");
    append_value(out, "<dc:creator><rdf:Seq><rdf:li>", document->author,
                 "</rdf:li></rdf:Seq></dc:creator>\n");
    append_value(out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">",
                 document->subtitle, "</rdf:li></rdf:Alt></dc:description>\n");
    append_value(out, "<dc:language><rdf:Bag><rdf:li>", document->language,
                 "</rdf:li></rdf:Bag></dc:language>\n");
    append_value(out, "<xmp:CreateDate>", date, "</xmp:CreateDate>\n");
    buffer_append_text(out, "<xmp:CreatorTool>Knoop " KNOOP_VERSION "</xmp:CreatorTool>\n"
                            "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
                            "<?xpacket end=\"r\"?>");
}

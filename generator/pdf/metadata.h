/* What a PDF tells of itself as a whole, as XMP (ISO 16684-1). Inside the room. */
#ifndef PDF_METADATA_H
#define PDF_METADATA_H

#include "base/buffer.h"
#include "pdf/pdf.h"

/* Appends the packet: title, author, language and date (Dublin Core, ISO 15836), and that it
 * follows PDF/UA-1 (ISO 14289-1, 5). */
void metadata_append(struct buffer *out, const struct pdf_document *document, struct slice date);

#endif

/* What a PDF needs for those who hear it and Cairo 1.16 does not write; and all of it packed.
 * Inside the room. */
#ifndef PDF_FINISH_H
#define PDF_FINISH_H

#include "pdf/drawing.h"
#include "pdf/pdf.h"

/* Text as a string of a PDF file. */
struct slice finish_string(struct slice text, struct arena *arena);
/* Copies the PDF that Cairo wrote to `out` (which is empty), with the language of the text, a
 * description of the whole (metadata.h; `date` as it stands there), what `notes` add to the
 * structure, and what is no part of the text marked as such. */
void finish(struct slice drawn, const struct tag_note *notes, const struct pdf_document *document,
            struct slice date, struct arena *arena, struct buffer *out);

#endif

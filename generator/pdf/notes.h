/* Footnotes, laid out. Inside the room. */
#ifndef PDF_NOTES_H
#define PDF_NOTES_H

#include "pdf/layout.h"

/* Lays the note out, for the foot of a page or, as a part of `parent`, below its paragraph; NULL
 * when it holds nothing. */
struct placed_note *notes_lay(struct layout *layout, const struct note *note,
                              const struct tag *parent);

#endif

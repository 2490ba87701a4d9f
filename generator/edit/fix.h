/* The sure remedy of a diagnostic, as an edit. */
#ifndef EDIT_FIX_H
#define EDIT_FIX_H

#include "base/diagnostic.h"
#include "edit/edit.h"

/* The edit that mends what the diagnostic tells, when there is one sure remedy; false if there is
 * none. `text` is that of the file. The edit's text lives in `arena`. */
bool fix_find(const struct diagnostic *diagnostic, struct slice text, struct arena *arena,
              struct edit *edit);

#endif

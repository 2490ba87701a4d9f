/* The names of languages, each in itself. */
#ifndef SITE_LANGUAGE_H
#define SITE_LANGUAGE_H

#include "base/slice.h"

/* "Nederlands" for nl; the code itself for a language that is not in the table. */
struct slice language_name(struct slice code);

#endif

/* The numbered objects of a PDF (ISO 32000-1, 7.3.10 and 7.5), as Cairo writes them: all on their
 * own, one table of where each begins. They are read, added to, and written packed. Inside the
 * room. */
#ifndef PDF_OBJECTS_H
#define PDF_OBJECTS_H

#include "base/buffer.h"

struct object {
    struct slice text;  /* between "obj" and "endobj"; NULL data: there is none */
    struct slice added; /* goes before the end of its dictionary */
    size_t offset;      /* in what Cairo wrote */
    bool is_content;    /* the operators of a page */
};

struct objects {
    struct arena *arena;
    struct slice head;    /* what stands before the first */
    struct object *list;  /* by number */
    size_t count;         /* with number 0, which is none */
    struct slice trailer; /* the dictionary behind the table */
};

/* Reads the objects of a file, which is not copied. False when it is in a form that Cairo 1.16 does
 * not write. */
bool objects_read(struct objects *objects, struct slice file, struct arena *arena);
/* The text of an object; empty when there is none of that number. */
struct slice objects_text(const struct objects *objects, size_t number);
/* Adds entries to the dictionary of an object; nothing happens when there is none. */
void objects_add(struct objects *objects, size_t number, struct slice entries);
/* A new object; its number. */
size_t objects_new(struct objects *objects, struct slice text);
/* The number behind `key` in a dictionary; 0 when it is not there. */
size_t object_number(struct slice text, struct slice key);
/* Writes a file of PDF 1.5 to `out` (which is empty): streams as they are, with what belongs to no
 * text on a page marked as such; all else together in packed streams (7.5.7), the table as one too
 * (7.5.8). Such a file is a third of what it would be. */
void objects_write(struct objects *objects, struct buffer *out);

#endif

/* libxml2, made ready. */
#ifndef FORMATS_XML_LIBRARY_H
#define FORMATS_XML_LIBRARY_H

/* Makes libxml2 ready for many threads, and forbids it to read anything but what it is given; when
 * there is no memory for it, the program ends. To be called before any other use of it; all calls
 * but the first do nothing. */
void xml_library_begin(void);

#endif

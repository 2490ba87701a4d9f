/* Parts of the program that are linked apart (the Makefile's MODULES), because the libraries they
 * call take longer to load than most commands take to run: GnuTLS and OpenSSL alone took two thirds
 * of `knoop --version`. git keeps libcurl out of its program for the same reason. */
#ifndef BASE_MODULE_H
#define BASE_MODULE_H

/* The table of functions that the module `name` ("archive") exports as `archive_module`, a struct
 * of the header that declares it. Loads the module when it is first asked for, from the folder
 * modules/ beside the program or from ../lib/knoop; it stays until the process ends. A module
 * that cannot be loaded is a broken installation: it ends the process with status 3. Any thread may
 * ask. */
const void *module_load(const char *name);

#endif

/* Templates: Jinja2's language over values. Source is read through a loader, compiled once to a
 * checked program, and rendered with escaping that depends on where in the HTML a value lands.
 *
 * The room knows values and their shapes, not items or sites. */
#ifndef TEMPLATE_TEMPLATE_H
#define TEMPLATE_TEMPLATE_H

#include "base/diagnostic.h"
#include "base/value.h"
#include "template/shape.h"

/* Where templates come from. */
struct template_loader {
    /* Finds the template `name` as asked for by the template at `from` (the empty slice when it is
     * a page's own). Sets its text and its path for messages; both live as long as the set. False
     * if there is none. */
    bool (*load)(void *context, struct slice name, struct slice from, struct slice *text,
                 struct slice *path);
    /* The name of the nth template that could be asked for, for suggestions; false after the last.
     * May be NULL. */
    bool (*name)(void *context, size_t index, struct slice *name);
    void *context;
};

struct template_set;
struct template_program;

/* The language's own switches, as Jinja has them. */
struct template_options {
    bool trim_blocks;
    bool lstrip_blocks;
    struct slice language; /* for dates */
    bool plain_escaping;   /* escape everything as element text, as Jinja's autoescape does; for the
                              differential tests */
};

/* A set of templates that share a loader, the global names and their shapes. Lives in `arena`;
 * mistakes in templates go to `diagnostics`. `globals` says which names every template may use and
 * what they look like (see shape.h). */
struct template_set *template_set_create(const struct template_loader *loader,
                                         const struct template_options *options,
                                         const struct shape *globals, struct arena *arena,
                                         struct diagnostics *diagnostics);
/* Compiles and checks the template `name` and all that it extends, includes and imports; each once
 * a set. NULL if the loader has none of that name (no diagnostic: the caller knows whether that is
 * a mistake) or it has errors (which are diagnostics). `page` is the shape of the name `page` in
 * it, NULL to leave `page` as in the globals. */
struct template_program *template_compile(struct template_set *set, struct slice name,
                                          const struct shape *page);

/* The path of the template that a program was compiled from, for messages. */
struct slice template_program_path(const struct template_program *program);

struct template_result {
    bool failed;
    struct place place; /* where it failed */
    struct slice chain; /* "item.html:12 → parts/card.html:3", outermost first */
    enum message message;
    struct slice arguments[DIAGNOSTIC_ARGUMENTS];
    size_t argument_count;
    struct slice suggestion;
};

/* Renders a program with the values of the globals (a map or an object whose attributes they are).
 * Output is appended to `out`; everything else is made in `arena`. Thread-safe: programs are not
 * changed by rendering. A failure says where and why in `result`; `out` then holds what came before
 * it. */
void template_render(const struct template_program *program, struct value globals,
                     struct arena *arena, struct buffer *out, struct template_result *result);
/* Adds the failure to a list, naming what was being rendered ("article:2017/doorzettingsmacht"). */
void template_result_report(const struct template_result *result, struct slice rendered,
                            struct diagnostics *diagnostics);

/* One row a filter or test, for the manual. */
struct template_reference_row {
    const char *name;
    const char *signature; /* "truncate(length=255, killwords=false, end='…')" */
    const char *summary_en;
    const char *summary_nl;
};
/* The row number `index`, in the order of their names; NULL behind the last. */
const struct template_reference_row *template_filter_row(size_t index);
const struct template_reference_row *template_test_row(size_t index);

#endif

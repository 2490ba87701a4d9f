/* Modules: templates that others take macros and values from. */
#include "base/limits.h"
#include "template/check.h"

/* Every page of a theme imports the same few modules: what is found of one that asks nothing of the
 * page is kept, which makes checking a theme half the work. */
static void keep_module(struct checker *checker, struct template *template, struct check_top *tops,
                        bool failed) {
    for (struct check_top *top = tops; top != NULL; top = top->next) {
        for (uint32_t i = 0; i < top->template->function.slot_count; i++) {
            top->slots[i].stamp = 0; /* which no branch of another check has */
        }
    }
    struct checked_module *module = arena_new(checker->set->arena, struct checked_module, 1);
    *module = (struct checked_module){.tops = tops, .failed = failed};
    template->module = module;
}

static struct check_top *check_module(struct checker *checker, struct template *template,
                                      const struct scope *scope) {
    bool of_page = checker->of_page, failed = checker->failed;
    struct check_context *context = check_new_context(checker, template, scope);
    checker->of_page = scope != NULL;
    checker->failed = false;
    checker->depth++;
    check_template(checker, template, context);
    checker->depth--;
    if (!checker->of_page) {
        keep_module(checker, template, context->tops, checker->failed);
    }
    checker->of_page = checker->of_page || of_page;
    checker->failed = checker->failed || failed;
    return context->tops;
}

/* The names that a template sets, for who imports it. NULL while it is being checked further out.
 */
static struct check_top *module_of(struct checker *checker, const struct statement *statement) {
    struct template *template = statement->as.include.template;
    if (template == NULL) {
        return NULL;
    }
    const struct scope *scope =
        statement->as.include.with_context ? statement->as.include.scope : NULL;
    if (scope == NULL && template->module != NULL) {
        checker->failed = checker->failed || template->module->failed;
        return template->module->tops;
    }
    if (!checker->module_begun[template->index] && checker->depth < LIMIT_TEMPLATE_DEPTH) {
        checker->module_begun[template->index] = true;
        checker->modules[template->index] = check_module(checker, template, scope);
    } else if (checker->modules[template->index] == NULL) {
        checker->of_page = true;
    }
    return checker->modules[template->index];
}

void check_import(struct checker *checker, const struct statement *statement) {
    struct known known = check_any();
    known.module = module_of(checker, statement);
    check_assign(checker, &statement->as.include.target, known);
}

void check_from(struct checker *checker, const struct statement *statement) {
    for (uint32_t i = 0; i < statement->as.include.import_count; i++) {
        const struct imported *imported = &statement->as.include.imports[i];
        const struct check_top *module = module_of(checker, statement);
        check_assign(checker, &imported->target,
                     module == NULL ? check_any()
                                    : check_export(checker, module, imported->name, imported->start,
                                                   imported->end));
    }
}

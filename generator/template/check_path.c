/* Names, fields behind them, and what modules export. */
#include "base/nearest.h"
#include "template/check.h"

static struct known resolved_name(struct checker *checker, const struct expression *name,
                                  bool *exists) {
    const struct check_frame *frame = checker->frame;
    for (uint32_t level = name->as.name.reference.level; level > 0; level--) {
        frame = frame->outer;
    }
    struct known known =
        check_seen_from(frame->slots[name->as.name.reference.slot], name->as.name.reference.level);
    *exists = true;
    if (known.shape == NULL) {
        *exists = check_resolve(checker, frame, name->as.name.symbol, &known);
    }
    return known;
}

static void complain_unknown_name(struct checker *checker, const struct expression *name) {
    struct diagnostic *diagnostic =
        check_error(checker, MESSAGE_TEMPLATE_UNKNOWN_NAME, name->start, name->end);
    diagnostic_argument(diagnostic, name->as.name.text);
    struct nearest nearest;
    nearest_init(&nearest, name->as.name.text);
    const struct shape *globals = checker->set->globals;
    for (size_t i = 0; i < globals->field_count; i++) {
        nearest_offer(&nearest, globals->fields[i].name);
    }
    const struct scope *scope = &checker->frame->function->scope;
    for (uint32_t i = 0; i < scope->visible_count; i++) {
        nearest_offer(&nearest, checker->set->symbol_names[scope->visible[i].symbol]);
    }
    diagnostic_suggest(diagnostic, nearest.best);
}

struct known check_name(struct checker *checker, const struct expression *name) {
    bool exists = true;
    struct known known = resolved_name(checker, name, &exists);
    if (!exists) {
        complain_unknown_name(checker, name);
        return check_any();
    }
    return known;
}

static void complain_unknown_field(struct checker *checker, const struct shape *record,
                                   struct slice name, uint32_t start, uint32_t end) {
    struct diagnostic *diagnostic =
        check_error(checker, MESSAGE_TEMPLATE_UNKNOWN_FIELD, start, end);
    diagnostic_argument(diagnostic, name);
    diagnostic_argument_text(diagnostic, record->name == NULL ? "" : record->name);
    struct nearest nearest;
    nearest_init(&nearest, name);
    for (size_t i = 0; i < record->field_count; i++) {
        nearest_offer(&nearest, record->fields[i].name);
    }
    diagnostic_suggest(diagnostic, nearest.best);
}

/* The field of a shape without complaining: false if it is known that there is none. */
bool check_field_of(const struct shape *shape, struct slice name, struct known *known) {
    *known = check_any();
    const struct shape_field *field = NULL;
    switch (shape->type) {
    case SHAPE_ANY:
        return true;
    case SHAPE_MAPPING:
        known->shape = shape->element == NULL ? &CHECK_ANY : shape->element;
        return true;
    case SHAPE_RECORD:
        field = shape_find(shape, name);
        if (field != NULL) {
            known->shape = field->shape == NULL ? &CHECK_ANY : field->shape;
            known->maybe = field->optional;
        } else {
            known->maybe = shape->is_open;
        }
        return field != NULL || shape->is_open;
    case SHAPE_DATE:
        known->shape = &CHECK_NUMBER;
        known->maybe = !slice_equals(name, SLICE("year"));
        return slice_equals(name, SLICE("year")) || slice_equals(name, SLICE("month")) ||
               slice_equals(name, SLICE("day"));
    default:
        return false;
    }
}

struct known check_field_known(struct checker *checker, const struct expression *at,
                               const struct expression *of, const struct shape *shape,
                               struct slice name, uint32_t name_start) {
    struct known known;
    if (check_field_of(shape, name, &known)) {
        known.maybe = known.maybe && !check_is_fact(checker, at);
        return known;
    }
    uint32_t end = name_start + (uint32_t)name.length;
    if (shape->type == SHAPE_RECORD) {
        complain_unknown_field(checker, shape, name, name_start, end);
    } else {
        struct diagnostic *diagnostic =
            check_error(checker, MESSAGE_TEMPLATE_NO_FIELDS, name_start, end);
        diagnostic_argument(diagnostic, check_source(checker, of));
        diagnostic_argument_text(diagnostic, check_shape_name(shape));
        diagnostic_argument(diagnostic, name);
    }
    return check_any();
}

/* What a module exports under that name; false if nothing. */
static bool find_export(struct checker *checker, const struct check_top *module, struct slice name,
                        struct known *known) {
    uint32_t symbol = 0;
    *known = check_any();
    for (const struct check_top *top = module;
         top != NULL && set_find_symbol(checker->set, name, &symbol); top = top->next) {
        const struct visible *visible = scope_find(&top->template->function.scope, symbol);
        if (visible != NULL && !visible->imported) {
            *known = top->slots[visible->slot].shape == NULL ? *known : top->slots[visible->slot];
            return true;
        }
    }
    return false;
}

struct known check_export(struct checker *checker, const struct check_top *module,
                          struct slice name, uint32_t start, uint32_t end) {
    struct known known;
    if (find_export(checker, module, name, &known)) {
        return known;
    }
    struct diagnostic *diagnostic =
        check_error(checker, MESSAGE_TEMPLATE_UNKNOWN_EXPORT, start, end);
    diagnostic_argument(diagnostic, name);
    diagnostic_argument(diagnostic, module->template->path);
    struct nearest nearest;
    nearest_init(&nearest, name);
    for (const struct check_top *top = module; top != NULL; top = top->next) {
        const struct scope *scope = &top->template->function.scope;
        for (uint32_t i = 0; i < scope->visible_count; i++) {
            if (!scope->visible[i].imported) {
                nearest_offer(&nearest, checker->set->symbol_names[scope->visible[i].symbol]);
            }
        }
    }
    diagnostic_suggest(diagnostic, nearest.best);
    return known;
}

/* The attribute of what is known to be `of`. */
struct known check_attribute_of(struct checker *checker, const struct expression *attribute,
                                struct known of) {
    if (of.module != NULL) {
        return check_export(checker, of.module, attribute->as.attribute.name,
                            attribute->as.attribute.name_start, attribute->end);
    }
    return check_field_known(checker, attribute, attribute->as.attribute.of, of.shape,
                             attribute->as.attribute.name, attribute->as.attribute.name_start);
}

struct known check_attribute(struct checker *checker, const struct expression *attribute) {
    return check_attribute_of(checker, attribute, check_used(checker, attribute->as.attribute.of));
}

struct known check_subscript(struct checker *checker, const struct expression *subscript) {
    const struct expression *of = subscript->as.subscript.of;
    const struct expression *index = subscript->as.subscript.index;
    struct known known = check_used(checker, of);
    check_used(checker, index);
    if (index->type == EXPRESSION_LITERAL && index->as.literal.type == VALUE_TEXT) {
        return check_field_known(checker, subscript, of, known.shape,
                                 value_slice(index->as.literal), index->start + 1);
    }
    if (known.shape->type == SHAPE_LIST && known.shape->element != NULL) {
        return check_shape(known.shape->element);
    }
    return check_any();
}

bool check_look_up(struct checker *checker, const struct expression *path, struct known *known,
                   bool *exists) {
    const struct expression *of = NULL;
    struct slice name;
    switch ((enum expression_type)path->type) {
    case EXPRESSION_NAME:
        *known = resolved_name(checker, path, exists);
        return true;
    case EXPRESSION_ATTRIBUTE:
        of = path->as.attribute.of;
        name = path->as.attribute.name;
        break;
    case EXPRESSION_SUBSCRIPT:
        of = path->as.subscript.of;
        if (path->as.subscript.index->type != EXPRESSION_LITERAL ||
            path->as.subscript.index->as.literal.type != VALUE_TEXT) {
            return false;
        }
        name = value_slice(path->as.subscript.index->as.literal);
        break;
    default:
        return false;
    }
    struct known receiver;
    if (!check_look_up(checker, of, &receiver, exists) || !*exists) {
        return false;
    }
    if (receiver.maybe && !check_is_fact(checker, of)) {
        return false; /* the warning is for that step */
    }
    *exists = receiver.module != NULL ? find_export(checker, receiver.module, name, known)
                                      : check_field_of(receiver.shape, name, known);
    return true;
}

/* Warns when what is used may be absent. */
struct known check_present(struct checker *checker, const struct expression *expression,
                           struct known known) {
    if (known.maybe) {
        const struct expression *source = known.source != NULL ? known.source : expression;
        struct diagnostic *diagnostic = set_report(
            checker->set, MESSAGE_TEMPLATE_OPTIONAL,
            place_of(checker->frame->function->template->path, source->start, source->end));
        diagnostic_argument(diagnostic, check_source(checker, source));
        known.maybe = false;
    }
    return known;
}

/* How a rendering ends early: with what, where, and by which way it came there. */
#include "base/limits.h"
#include "template/operators.h"
#include "template/rendering.h"

#include <string.h>

enum { SOURCE_SHOWN = 60, CHAIN_SHOWN = 8 };

static size_t line_of(const struct template *template, uint32_t offset) {
    size_t line = 1;
    struct slice before = slice_take(template->text, offset);
    for (size_t i = 0; i < before.length; i++) {
        line += before.data[i] == '\n' ? 1 : 0;
    }
    return line;
}

static void append_step(struct buffer *out, const struct template *template, uint32_t offset) {
    if (out->length > 0) {
        buffer_append_text(out, " → ");
    }
    buffer_append(out, template->name);
    buffer_format(out, ":%zu", line_of(template, offset));
}

/* From the page's template to the one that failed; of a long way only the last steps. */
static struct slice chain_of(struct rendering *render, uint32_t offset) {
    const struct activation *way[CHAIN_SHOWN];
    size_t count = 0;
    bool cut = false;
    for (const struct activation *at = render->current; at != NULL; at = at->caller) {
        if (count == CHAIN_SHOWN) {
            cut = true;
            break;
        }
        way[count++] = at;
    }
    struct buffer out;
    buffer_init(&out, render->arena);
    buffer_append_text(&out, cut ? "…" : "");
    for (size_t i = count; i-- > 0;) {
        uint32_t place = i == 0 ? offset : way[i - 1]->call_offset;
        append_step(&out, way[i]->function->template, place);
    }
    return buffer_slice(&out);
}

struct slice rendering_source(const struct rendering *render, const struct expression *expression) {
    if (expression == NULL || render->current == NULL) {
        return SLICE("");
    }
    struct slice text = slice_between(render->current->function->template->text, expression->start,
                                      expression->end);
    if (text.length > SOURCE_SHOWN) {
        size_t end = SOURCE_SHOWN;
        while (end > 0 && ((unsigned char)text.data[end] & 0xC0) == 0x80) {
            end--;
        }
        text = slice_take(text, end);
    }
    return text;
}

_Noreturn void rendering_fail(struct rendering *render, const struct expression *at,
                              enum message message, struct slice first, struct slice second) {
    struct template_result *result = render->result;
    *result = (struct template_result){.failed = true, .message = message};
    uint32_t start = at != NULL                  ? at->start
                     : render->statement != NULL ? render->statement->start
                                                 : 0;
    uint32_t end = at != NULL ? at->end : start;
    if (render->current != NULL) {
        const struct template *template = render->current->function->template;
        result->place = place_of(template->path, start, end);
        result->chain = chain_of(render, start);
    }
    result->arguments[0] = arena_copy(render->arena, first);
    result->arguments[1] = arena_copy(render->arena, second);
    result->argument_count = 2;
    longjmp(render->failed, 1);
}

_Noreturn void rendering_fail_type(struct rendering *render, const struct expression *at,
                                   enum message message, const char *what, struct value value) {
    rendering_fail(render, at, message, slice_from(what), slice_from(value_type_name(value)));
}

void rendering_require(struct rendering *render, const struct expression *of, struct value value) {
    if (value.type == VALUE_UNDEFINED && (value.flags & UNDEFINED_IS_EMPTY) == 0) {
        rendering_fail(render, of, MESSAGE_TEMPLATE_UNDEFINED, rendering_source(render, of),
                       SLICE(""));
    }
}

_Noreturn void rendering_fail_steps(struct rendering *render) {
    rendering_fail(render, NULL, MESSAGE_TEMPLATE_RUN_STEPS, SLICE(""), SLICE(""));
}

void rendering_count_bytes(struct rendering *render, uint64_t count) {
    /* What a page's texts may take together is a few times what it may write. */
    const uint64_t limit = (uint64_t)LIMIT_TEMPLATE_BYTES * 4;
    if (count > limit || render->made > limit - count) {
        rendering_fail(render, NULL, MESSAGE_TEMPLATE_RUN_BYTES, SLICE(""), SLICE(""));
    }
    render->made += count;
}

void template_result_report(const struct template_result *result, struct slice rendered,
                            struct diagnostics *diagnostics) {
    struct diagnostic *diagnostic = diagnostic_add(diagnostics, result->message, result->place);
    for (size_t i = 0; i < result->argument_count; i++) {
        diagnostic_argument(diagnostic, result->arguments[i]);
    }
    diagnostic_argument(diagnostic, rendered);
    diagnostic_argument(diagnostic, result->chain);
    diagnostic_suggest(diagnostic, result->suggestion);
}

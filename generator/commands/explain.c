#include "base/nearest.h"
#include "commands/command.h"
#include "commands/examples.h"
#include "commands/topics.h"

int run_explain(struct command_line *line) {
    struct slice code = slice_from(line->arguments[0]);
    if (code.length > 2 && code.data[0] == '[' && code.data[code.length - 1] == ']') {
        code = slice_between(code, 1, code.length - 1); /* as messages show it */
    }
    if (topics_explain_code(line, code, line->world.out)) {
        examples_print(line, code, line->world.out);
        return EXIT_DONE;
    }
    struct nearest nearest;
    nearest_init(&nearest, code);
    size_t count = 0;
    const char *const *codes = topics_codes(line->arena, &count);
    for (size_t i = 0; i < count; i++) {
        nearest_offer(&nearest, slice_from(codes[i]));
    }
    if (nearest.best.length > 0) {
        return usage_wrong(line,
                           say(line, "no message has the code `%.*s`; did you mean `%.*s`?",
                               "geen melding heeft de code `%.*s`; bedoelde je `%.*s`?"),
                           slice_width(code), code.data, slice_width(nearest.best),
                           nearest.best.data);
    }
    return usage_wrong(line,
                       say(line, "no message has the code `%.*s`; `knoop help codes` lists all",
                           "geen melding heeft de code `%.*s`; `knoop help codes` noemt ze alle"),
                       slice_width(code), code.data);
}

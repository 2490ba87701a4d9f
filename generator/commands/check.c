#include "commands/build.h"
#include "commands/command.h"

static void tell_success(const struct build *build) {
    static const struct noun ITEMS = {{"item", "item"}, {"items", "items"}};
    const struct command_line *line = build->line;
    if (!build_may_tell(build)) {
        return;
    }
    struct buffer out;
    buffer_init(&out, line->arena);
    language_append_count(&out, line->language, build->site->item_count, &ITEMS);
    buffer_append_text(&out, say(line, " checked", " gecontroleerd"));
    build_append_elapsed(&out, build);
    buffer_append_text(&out, say(line, ": no errors", ": geen fouten"));
    fprintf(line->world.out, "%.*s\n", (int)out.length, out.data);
}

int run_check(struct command_line *line) {
    struct build build;
    int status = build_begin(&build, line, line->argument_count > 0 ? line->arguments[0] : ".");
    if (status != EXIT_DONE) {
        return status;
    }
    build_load(&build);
    build_prepare(&build);
    status = build_report(&build);
    if (status == EXIT_DONE) {
        tell_success(&build);
    }
    build_end(&build);
    return status;
}

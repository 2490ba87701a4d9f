#include "base/nearest.h"
#include "commands/command.h"
#include "commands/examples.h"
#include "commands/manual.h"
#include "commands/topics.h"
#include "commands/usage.h"

static const struct topic *topic_named(struct slice name) {
    size_t count = 0;
    const struct topic *table = topics(&count);
    for (size_t i = 0; i < count; i++) {
        if (slice_equals(name, slice_from(table[i].name))) {
            return &table[i];
        }
    }
    return NULL;
}

static void print_topics(const struct command_line *line) {
    FILE *out = line->world.out;
    fprintf(out, "\n%s:\n",
            say(line, "Topics (knoop help TOPIC)", "Onderwerpen (knoop help ONDERWERP)"));
    size_t count = 0;
    const struct topic *table = topics(&count);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "  %-20s  %s\n", table[i].name, table[i].summary[line->language]);
    }
    fprintf(out, "  %-20s  %s\n", say(line, "CODE", "CODE"),
            say(line, "the message with that code, as in `reference-missing`",
                "de melding met die code, zoals `reference-missing`"));
}

static int unknown_topic(struct command_line *line, struct slice name) {
    line->command = NULL; /* more help is with the program, not with this command */
    struct nearest nearest;
    nearest_init(&nearest, name);
    size_t count = 0;
    const struct command *command = commands(&count);
    for (size_t i = 0; i < count; i++) {
        nearest_offer(&nearest, slice_from(command[i].name));
    }
    const struct topic *topic = topics(&count);
    for (size_t i = 0; i < count; i++) {
        nearest_offer(&nearest, slice_from(topic[i].name));
    }
    const char *const *codes = topics_codes(line->arena, &count);
    for (size_t i = 0; i < count; i++) {
        nearest_offer(&nearest, slice_from(codes[i]));
    }
    if (nearest.best.length > 0) {
        return usage_wrong(line,
                           say(line, "there is no help on `%.*s`; did you mean `%.*s`?",
                               "er is geen hulp over `%.*s`; bedoelde je `%.*s`?"),
                           slice_width(name), name.data, slice_width(nearest.best),
                           nearest.best.data);
    }
    return usage_wrong(line, say(line, "there is no help on `%.*s`", "er is geen hulp over `%.*s`"),
                       slice_width(name), name.data);
}

int run_help(struct command_line *line) {
    FILE *out = line->world.out;
    if (option_given(line, OPTION_MAN)) {
        manual_print(line, out);
        return EXIT_DONE;
    }
    if (line->argument_count == 0) {
        line->command = NULL; /* the help of the program, not that of help */
        usage_print(line, out);
        print_topics(line);
        return EXIT_DONE;
    }
    struct slice name = slice_from(line->arguments[0]);
    const struct command *command = command_named(name);
    const struct topic *topic = topic_named(name);
    if (command != NULL) {
        usage_print_command(line, command, out);
    } else if (topic != NULL) {
        topic->print(line, out);
    } else if (topics_explain_code(line, name, out)) {
        examples_print(line, name, out);
    } else {
        return unknown_topic(line, name);
    }
    return EXIT_DONE;
}

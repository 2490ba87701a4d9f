#include "commands/examples.h"

/* The file as it lies in the source, put in by the assembler. */
__asm__(".section .rodata\nknoop_examples:\n.incbin \"generator/commands/examples.txt\"\n"
        "knoop_examples_end:\n.byte 0\n.previous\n");
extern const char knoop_examples[];
extern const char knoop_examples_end[];

/* What each side is called; `both` belongs to the wrong and the right example. */
static const struct side_row {
    const char *name;
    const char *title[LANGUAGE_COUNT];
} SIDES[] = {
    {"both", {"Beside it", "Daarnaast"}},
    {"wrong", {"Wrong", "Fout"}},
    {"right", {"Right", "Goed"}},
};

/* The sections of the code: from the line behind "=== CODE" to the next such line. */
static struct slice sections_of(struct slice code) {
    struct slice rest = slice_of(knoop_examples, (size_t)(knoop_examples_end - knoop_examples));
    struct slice line;
    const char *start = NULL;
    while (slice_cut_line(&rest, &line)) {
        if (slice_starts_with(line, SLICE("=== "))) {
            if (start != NULL) {
                return slice_of(start, (size_t)(line.data - start));
            }
            start = slice_equals(slice_skip(line, 4), code) ? rest.data : NULL;
        }
    }
    return start == NULL ? SLICE("") : slice_of(start, (size_t)(knoop_examples_end - start));
}

/* "--- wrong: content/people/jan.yaml" */
static void print_head(const struct command_line *line, struct slice head, FILE *out) {
    struct slice name;
    slice_cut(&head, ':', &name);
    head = slice_trim(head);
    for (size_t i = 0; i < sizeof SIDES / sizeof *SIDES; i++) {
        if (slice_equals(name, slice_from(SIDES[i].name))) {
            fprintf(out, "\n%s, ", SIDES[i].title[line->language]);
        }
    }
    if (slice_equals(head, SLICE("commands"))) {
        fputs(say(line, "by these commands:\n\n", "met deze opdrachten:\n\n"), out);
    } else {
        fprintf(out, "%.*s:\n\n", slice_width(head), head.data);
    }
}

void examples_print(const struct command_line *line, struct slice code, FILE *out) {
    struct slice rest = slice_trim(sections_of(code)), text;
    while (slice_cut_line(&rest, &text)) {
        if (slice_starts_with(text, SLICE("--- ")) && slice_find(text, ':') != SLICE_NOT_FOUND) {
            print_head(line, slice_skip(text, 4), out);
        } else {
            fprintf(out, "%s%.*s\n", text.length > 0 ? "    " : "", slice_width(text), text.data);
        }
    }
}

/* Renders templates for run.py, which compares the bytes with those of Jinja2. Reads jobs from
 * standard input until it ends, and answers each on standard output.
 *
 *     options TRIM LSTRIP CONTEXT\n        0 or 1 each; CONTEXT: escape by context instead of as
 * Jinja does template NAME-LENGTH TEXT-LENGTH\n   then the name and the text; the first one is
 * rendered data LENGTH\n                        then the globals, see read_value go\n
 *
 * The answer is `ok LENGTH` or `error LENGTH`, a line end, and as many bytes of output or messages.
 */
#include "template/template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_TEMPLATES = 64 };

struct job {
    struct arena arena;
    struct template_options options;
    struct slice names[MOST_TEMPLATES];
    struct slice texts[MOST_TEMPLATES];
    size_t template_count;
    bool shapes;
    bool by_context;
    size_t repetitions; /* 0: go */
    struct value globals;
};

/* What is left of a value's text. */
struct reader {
    struct arena *arena;
    const char *at;
    const char *end;
};

static _Noreturn void give_up(const char *why) {
    fprintf(stderr, "driver: %s\n", why);
    exit(3);
}

static size_t read_count(struct reader *reader) {
    char *behind = NULL;
    unsigned long long count = strtoull(reader->at, &behind, 10);
    if (behind == reader->at || *behind != ':') {
        give_up("a count was expected");
    }
    reader->at = behind + 1;
    return (size_t)count;
}

static struct slice read_bytes(struct reader *reader) {
    size_t length = read_count(reader);
    if ((size_t)(reader->end - reader->at) < length) {
        give_up("a text is cut off");
    }
    struct slice text = slice_of(reader->at, length);
    reader->at += length;
    return text;
}

/* What stands for the generator's functions when speed is measured: gives its first argument. */
static bool call_first(const struct value_object *self, struct value_call *call,
                       struct value *out) {
    (void)self;
    *out = call->argument_count > 0 ? call->arguments[0] : value_null();
    return true;
}

static const struct value_object_type FUNCTION = {.name = "function", .call = call_first};
static const struct value_object FUNCTION_OBJECT = {&FUNCTION};

/* F: a function that gives its first argument. n, t, f: none, true, false. i5: d2.5: numbers.
 * s3:abc h3:abc text and HTML. D10:2017-10-20 a date. l2: and two values: a list. m1: and a text
 * and a value: a mapping. */
static struct value read_value(struct reader *reader) {
    char *behind = NULL;
    struct date date = {0};
    switch (*reader->at++) {
    case 'F':
        return value_object(&FUNCTION_OBJECT);
    case 'n':
        return value_null();
    case 't':
        return value_boolean(true);
    case 'f':
        return value_boolean(false);
    case 'i': {
        int64_t integer = strtoll(reader->at, &behind, 10);
        reader->at = behind + 1;
        return value_integer(integer);
    }
    case 'd': {
        double number = strtod(reader->at, &behind);
        reader->at = behind + 1;
        return value_number(number);
    }
    case 's':
        return value_text(read_bytes(reader));
    case 'h':
        return value_html(read_bytes(reader));
    case 'D':
        if (!date_parse(read_bytes(reader), &date)) {
            give_up("a date was expected");
        }
        return value_date(date);
    case 'l': {
        size_t count = read_count(reader);
        struct value *entries = arena_new(reader->arena, struct value, count);
        for (size_t i = 0; i < count; i++) {
            entries[i] = read_value(reader);
        }
        return value_list(entries, count);
    }
    case 'm': {
        size_t count = read_count(reader);
        struct value_pair *pairs = arena_new(reader->arena, struct value_pair, count);
        for (size_t i = 0; i < count; i++) {
            reader->at++; /* the s of the key */
            pairs[i].key = read_bytes(reader);
            pairs[i].value = read_value(reader);
        }
        return value_map(pairs, count);
    }
    default:
        give_up("a value was expected");
    }
}

static bool load(void *context, struct slice name, struct slice from, struct slice *text,
                 struct slice *path) {
    const struct job *job = context;
    (void)from;
    for (size_t i = 0; i < job->template_count; i++) {
        if (slice_equals(job->names[i], name)) {
            *text = job->texts[i];
            *path = job->names[i];
            return true;
        }
    }
    return false;
}

static struct slice take(struct job *job, size_t length) {
    char *bytes = arena_bytes(&job->arena, length + 1);
    if (fread(bytes, 1, length, stdin) != length) {
        give_up("the input is cut off");
    }
    bytes[length] = '\0';
    return slice_of(bytes, length);
}

/* Reads the lines of one job; false at the end of the input. */
static bool read_job(struct job *job) {
    char line[256];
    while (fgets(line, sizeof line, stdin) != NULL) {
        size_t first = 0;
        size_t second = 0;
        int flags[3] = {0, 0, 0};
        if (sscanf(line, "options %d %d %d", &flags[0], &flags[1], &flags[2]) == 3) {
            job->options.trim_blocks = flags[0] != 0;
            job->options.lstrip_blocks = flags[1] != 0;
            job->shapes = flags[2] != 0;
        } else if (sscanf(line, "template %zu %zu", &first, &second) == 2) {
            if (job->template_count == MOST_TEMPLATES) {
                give_up("too many templates");
            }
            job->names[job->template_count] = take(job, first);
            job->texts[job->template_count++] = take(job, second);
        } else if (sscanf(line, "data %zu", &first) == 1) {
            struct slice text = take(job, first);
            struct reader reader = {
                .arena = &job->arena, .at = text.data, .end = text.data + text.length};
            job->globals = read_value(&reader);
        } else if (sscanf(line, "measure %zu %d", &job->repetitions, &flags[0]) == 2) {
            job->by_context = flags[0] != 0;
            return true;
        } else if (strcmp(line, "go\n") == 0) {
            return true;
        } else {
            give_up(line);
        }
    }
    return false;
}

static void answer(const char *kind, struct slice text) {
    printf("%s %zu\n", kind, text.length);
    fwrite(text.data, 1, text.length, stdout);
    fflush(stdout);
}

static void answer_errors(struct job *job, const struct diagnostics *diagnostics) {
    struct buffer out;
    buffer_init(&out, &job->arena);
    for (size_t i = 0; i < diagnostics->count; i++) {
        const struct diagnostic *diagnostic = diagnostics->entries[i];
        buffer_append(&out, diagnostic->place.path);
        buffer_format(&out, ":%u-%u: ", (unsigned)diagnostic->place.start,
                      (unsigned)diagnostic->place.end);
        diagnostic_append_message(&out, diagnostic, SLICE("en"));
        buffer_append_byte(&out, '\n');
    }
    answer("error", buffer_slice(&out));
}

static const struct shape ANY = {.type = SHAPE_ANY};

static const struct shape *shape_of(struct arena *arena, struct value value);

/* A record of the fields that a mapping has. */
static void describe_map(struct arena *arena, struct value map, struct shape *shape) {
    struct shape_field *fields = arena_new(arena, struct shape_field, map.length);
    for (uint32_t i = 0; i < map.length; i++) {
        fields[i].name = map.as.map[i].key;
        fields[i].shape = shape_of(arena, map.as.map[i].value);
    }
    shape->type = map.length == 0 ? SHAPE_MAPPING : SHAPE_RECORD;
    shape->name = "data";
    shape->fields = fields;
    shape->field_count = map.length;
}

/* What the data look like. The entries of a list count as being of any shape. */
static const struct shape *shape_of(struct arena *arena, struct value value) {
    static const enum shape_type types[] = {
        [VALUE_UNDEFINED] = SHAPE_ANY,   [VALUE_NULL] = SHAPE_ANY,
        [VALUE_BOOLEAN] = SHAPE_BOOLEAN, [VALUE_INTEGER] = SHAPE_NUMBER,
        [VALUE_NUMBER] = SHAPE_NUMBER,   [VALUE_TEXT] = SHAPE_TEXT,
        [VALUE_DATE] = SHAPE_DATE,       [VALUE_LIST] = SHAPE_LIST,
        [VALUE_MAP] = SHAPE_RECORD,      [VALUE_OBJECT] = SHAPE_ANY};
    struct shape *shape = arena_new(arena, struct shape, 1);
    shape->type = types[value.type];
    shape->element = &ANY;
    if (value.type == VALUE_TEXT && (value.flags & VALUE_SAFE) != 0) {
        shape->type = SHAPE_HTML;
    } else if (value.type == VALUE_MAP) {
        describe_map(arena, value, shape);
    }
    return shape;
}

static double nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static void measure(struct job *job, const struct template_loader *loader) {
    struct arena page;
    struct diagnostics diagnostics;
    arena_init(&page);
    diagnostics_init(&diagnostics, &job->arena);
    job->options.plain_escaping = !job->by_context;
    double start = nanoseconds();
    struct template_set *set =
        template_set_create(loader, &job->options, NULL, &job->arena, &diagnostics);
    struct template_program *program = template_compile(set, job->names[0], NULL);
    double compiled = nanoseconds();
    for (size_t i = 0; program != NULL && i < job->repetitions; i++) {
        struct buffer out;
        struct template_result result;
        buffer_init(&out, &page);
        template_render(program, job->globals, &page, &out, &result);
        if (result.failed) {
            give_up("the template to measure fails");
        }
        arena_reset(&page);
    }
    double rendered = nanoseconds();
    arena_release(&page);
    printf("time %.0f %.0f\n", compiled - start, (rendered - compiled) / (double)job->repetitions);
    fflush(stdout);
}

static void run_job(struct job *job) {
    struct diagnostics diagnostics;
    diagnostics_init(&diagnostics, &job->arena);
    job->options.plain_escaping = !job->by_context;
    struct shape *shapes = NULL;
    if (job->shapes) {
        shapes = arena_new(&job->arena, struct shape, 1);
        describe_map(&job->arena, job->globals, shapes);
        shapes->type = SHAPE_RECORD;
    }
    struct template_loader loader = {.load = load, .context = job};
    if (job->repetitions > 0) {
        measure(job, &loader);
        return;
    }
    struct template_set *set =
        template_set_create(&loader, &job->options, shapes, &job->arena, &diagnostics);
    struct template_program *program = template_compile(set, job->names[0], NULL);
    struct arena page;
    arena_init(&page);
    struct buffer out;
    buffer_init(&out, &page);
    if (program == NULL) {
        answer_errors(job, &diagnostics);
    } else {
        struct template_result result;
        template_render(program, job->globals, &page, &out, &result);
        if (result.failed) {
            template_result_report(&result, SLICE("test"), &diagnostics);
            answer_errors(job, &diagnostics);
        } else {
            answer("ok", buffer_slice(&out));
        }
    }
    arena_release(&page);
}

int main(void) {
    bool more = true;
    while (more) {
        struct job job = {.options.language = SLICE("en")};
        arena_init(&job.arena);
        job.globals = value_map(NULL, 0);
        more = read_job(&job);
        if (more) {
            run_job(&job);
        }
        arena_release(&job.arena);
    }
    return 0;
}

#include "site/pattern.h"

#include "base/limits.h"

/* What is known of the pattern while it is walked through. */
struct measure {
    size_t
        sizes[LIMIT_PATTERN_DEPTH + 1]; /* of what stands in each open group, all copies counted */
    size_t depth;
    size_t last; /* the size of what a repetition would be of */
};

/* The place behind a bracket expression that begins at `at`. */
static size_t skip_brackets(struct slice pattern, size_t at) {
    at++;
    at += at < pattern.length && pattern.data[at] == '^';
    at += at < pattern.length && pattern.data[at] == ']';
    while (at < pattern.length && pattern.data[at] != ']') {
        at++;
    }
    return at + 1;
}

/* The larger of the numbers in "{2,40}", which begins at `*at`; `*at` goes to its last byte. */
static size_t repeat_count(struct slice pattern, size_t *at) {
    size_t largest = 1, number = 0;
    for (; *at + 1 < pattern.length && pattern.data[*at] != '}'; (*at)++) {
        char byte = pattern.data[*at];
        number = byte >= '0' && byte <= '9' ? number * 10 + (size_t)(byte - '0') : 0;
        number = number > LIMIT_PATTERN_SIZE ? LIMIT_PATTERN_SIZE + 1 : number;
        largest = number > largest ? number : largest;
    }
    return largest;
}

static void add_size(struct measure *measure, size_t size) {
    measure->sizes[measure->depth] += size;
    measure->last = size;
}

/* Takes what stands at `*at`; false when there are too many groups in each other. */
static bool take_part(struct measure *measure, struct slice pattern, size_t *at) {
    switch (pattern.data[*at]) {
    case '(':
        if (measure->depth == LIMIT_PATTERN_DEPTH) {
            return false;
        }
        measure->sizes[++measure->depth] = 1;
        break;
    case ')':
        if (measure->depth > 0) {
            measure->depth--;
            add_size(measure, measure->sizes[measure->depth + 1]);
        }
        break;
    case '{': {
        size_t more = measure->last * (repeat_count(pattern, at) - 1);
        measure->sizes[measure->depth] += more;
        measure->last += more;
        break;
    }
    case '[':
        *at = skip_brackets(pattern, *at) - 1;
        add_size(measure, 1);
        break;
    default:
        add_size(measure, 1);
    }
    return true;
}

/* Why the pattern is refused before it is compiled; NULL if it is not. */
static const char *find_excess(struct slice pattern) {
    struct measure measure = {.depth = 0};
    if (pattern.length > LIMIT_PATTERN_BYTES) {
        return "it is too long";
    }
    for (size_t at = 0; at < pattern.length; at++) {
        if (pattern.data[at] == '\\' && at + 1 < pattern.length) {
            at++;
            if (pattern.data[at] >= '0' && pattern.data[at] <= '9') {
                return "it refers back to a group";
            }
            add_size(&measure, 1);
        } else if (!take_part(&measure, pattern, &at)) {
            return "its groups are nested too deeply";
        }
        if (measure.sizes[measure.depth] > LIMIT_PATTERN_SIZE) {
            return "it repeats too much";
        }
    }
    return NULL;
}

static const char *compile(const char *pattern, regex_t *expression, char reason[200]) {
    int error = regcomp(expression, pattern, REG_EXTENDED);
    if (error == REG_ESPACE) {
        machine_failed("out of memory");
    }
    if (error != 0) {
        regerror(error, expression, reason, 200);
    }
    return error == 0 ? NULL : reason;
}

const char *pattern_compile(struct slice pattern, regex_t *expression, struct arena *arena,
                            char reason[200]) {
    const char *problem = find_excess(pattern);
    if (problem == NULL) {
        problem = compile(arena_copy(arena, pattern).data, expression, reason);
    }
    if (problem != NULL) {
        return problem;
    }
    /* Without the anchors a match would be looked for from every character of the text on. */
    regfree(expression);
    return compile(arena_format(arena, "^(%.*s)$", slice_width(pattern), pattern.data).data,
                   expression, reason);
}

bool pattern_matches(const regex_t *expression, struct slice text) {
    regmatch_t match;
    return text.length <= LIMIT_PATTERN_TEXT && slice_find(text, '\0') == SLICE_NOT_FOUND &&
           regexec(expression, text.data, 1, &match, 0) == 0 && match.rm_so == 0 &&
           (size_t)match.rm_eo == text.length;
}

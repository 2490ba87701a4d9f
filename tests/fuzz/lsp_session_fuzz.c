/* Sessions of the language server over a small site: what is made up are the messages, their texts
 * and their places. Every request gets one answer, and what comes back are messages. */
#include "fuzz_site.h"

#include "base/files.h"
#include "lsp/lsp.h"
#include "lsp/message.h"

#include <sys/mman.h>

static const char *const FILES[] = {"content/articles/begin.md", "content/networks/veluwe.yaml",
                                    "content/site.yaml",         "content/kinds/network.yaml",
                                    "content/articles/nieuw.md", "elders/x.md"};
static const char *const REQUESTS[] = {
    "textDocument/completion",    "textDocument/hover",      "textDocument/definition",
    "textDocument/references",    "textDocument/codeAction", "textDocument/documentSymbol",
    "textDocument/prepareRename", "textDocument/rename",     "textDocument/unknown"};

struct made {
    const uint8_t *data; /* what is left */
    size_t size;
    char *out; /* the client's messages */
    size_t length;
    FILE *stream;
    json_int_t asked;
};

static unsigned next(struct made *made) {
    if (made->size == 0) {
        return 0;
    }
    made->size--;
    return *made->data++;
}

static struct slice next_bytes(struct made *made) {
    size_t length = next(made) % 64;
    length = length < made->size ? length : made->size;
    struct slice bytes = slice_of((const char *)made->data, length);
    made->data += length;
    made->size -= length;
    return bytes;
}

static void say(struct made *made, json_t *message) {
    char *text = json_dumps(message, JSON_COMPACT);
    fprintf(made->stream, "Content-Length: %zu\r\n\r\n%s", strlen(text), text);
    free(text);
    json_decref(message);
}

static json_t *string_of(struct slice bytes) {
    json_t *string = json_stringn(bytes.data, bytes.length);
    return string != NULL ? string : json_string("");
}

static json_t *document(const char *file, json_int_t version) {
    char uri[256];
    snprintf(uri, sizeof uri, "file://%s/%s", fuzz_site_begin()->path, file);
    return json_pack("{s:s, s:I}", "uri", uri, "version", version);
}

static json_t *place(struct made *made) {
    unsigned line = next(made) % 20, character = next(made) % 100;
    return json_pack("{s:i, s:i}", "line", (int)line, "character", (int)character);
}

/* The file as it is, with some bytes put in the place of others. */
static json_t *changed_text(struct made *made, const char *file) {
    struct arena arena;
    struct slice text = {"", 0};
    arena_init(&arena);
    file_read(fuzz_site_begin()->root, slice_from(file), 1 << 16, &arena, &text);
    size_t low = next(made), high = next(made), skipped = next(made) % 16;
    size_t at = text.length == 0 ? 0 : (low | high << 8) % text.length;
    struct slice parts[] = {slice_take(text, at), next_bytes(made), slice_skip(text, at + skipped)};
    json_t *string = string_of(arena_join(&arena, parts, 3));
    arena_release(&arena);
    return string;
}

static void notify(struct made *made, unsigned which, const char *file) {
    json_t *it = document(file, (json_int_t)next(made));
    if (which == 0) {
        json_object_set_new(it, "text", changed_text(made, file));
        say(made, json_pack("{s:s, s:s, s:{s:o}}", "jsonrpc", "2.0", "method",
                            "textDocument/didOpen", "params", "textDocument", it));
    } else if (which == 1) {
        say(made, json_pack("{s:s, s:s, s:{s:o, s:[{s:o}]}}", "jsonrpc", "2.0", "method",
                            "textDocument/didChange", "params", "textDocument", it,
                            "contentChanges", "text", changed_text(made, file)));
    } else {
        say(made, json_pack("{s:s, s:s, s:{s:o}}", "jsonrpc", "2.0", "method",
                            "textDocument/didClose", "params", "textDocument", it));
    }
}

static void ask(struct made *made, const char *method, const char *file) {
    json_t *position = place(made), *start = place(made), *end = place(made);
    json_t *parameters = json_pack("{s:o, s:o, s:{s:o, s:o}, s:o}", "textDocument",
                                   document(file, 1), "position", position, "range", "start", start,
                                   "end", end, "newName", string_of(next_bytes(made)));
    say(made, json_pack("{s:s, s:I, s:s, s:o}", "jsonrpc", "2.0", "id", ++made->asked, "method",
                        method, "params", parameters));
}

static void say_anything(struct made *made) {
    struct slice bytes = next_bytes(made);
    fprintf(made->stream, "Content-Length: %zu\r\n\r\n", bytes.length);
    fwrite(bytes.data, 1, bytes.length, made->stream);
}

static void make_session(struct made *made) {
    json_t *able =
        json_pack("{s:{s:{s:b, s:[s]}}}", "workspace", "workspaceEdit", "documentChanges",
                  next(made) % 4 != 0, "resourceOperations", "rename");
    say(made, json_pack("{s:s, s:I, s:s, s:{s:o}}", "jsonrpc", "2.0", "id", ++made->asked, "method",
                        "initialize", "params", "capabilities", able));
    for (size_t i = 0; i < 12 && made->size > 0; i++) {
        unsigned which = next(made) % 16;
        const char *file = FILES[next(made) % (sizeof FILES / sizeof *FILES)];
        if (which < 3) {
            notify(made, which, file);
        } else if (which == 3) {
            say_anything(made);
        } else {
            ask(made, REQUESTS[(which - 4) % (sizeof REQUESTS / sizeof *REQUESTS)], file);
        }
    }
    say(made,
        json_pack("{s:s, s:I, s:s}", "jsonrpc", "2.0", "id", ++made->asked, "method", "shutdown"));
    say(made, json_pack("{s:s, s:s}", "jsonrpc", "2.0", "method", "exit"));
}

/* Every request has its answer, in order; what somebody said that is none may have one more. */
static void check_answers(int out, json_int_t asked) {
    struct message_input input;
    json_t *message = NULL;
    json_int_t last = 0;
    lseek(out, 0, SEEK_SET);
    message_input_init(&input, out);
    while (!input.ended) {
        message_fill(&input);
        while (message_take(&input, &message)) {
            assert(message != NULL);
            const json_t *id = json_object_get(message, "id");
            if (json_is_integer(id) && json_integer_value(id) == last + 1) {
                last++;
            }
            json_decref(message);
        }
    }
    assert(input.bytes.length == 0);
    assert(last == asked);
    message_input_release(&input);
}

static void begin_site(void) {
    static bool is_begun = false;
    const struct fuzz_site *site = fuzz_site_begin();
    if (!is_begun) {
        is_begun = true;
        fuzz_put(site, "themes/plain/theme.yaml", SLICE("name: plain\n"));
        fuzz_put(site, "themes/plain/templates/default.html",
                 SLICE("<!DOCTYPE html>\n<html><body>{{ page.title }}</body></html>\n"));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct made made = {.data = data, .size = size};
    begin_site();
    made.stream = open_memstream(&made.out, &made.length);
    make_session(&made);
    fclose(made.stream);
    int in = memfd_create("in", MFD_CLOEXEC), out = memfd_create("out", MFD_CLOEXEC);
    assert(in >= 0 && out >= 0 && write(in, made.out, made.length) == (ssize_t)made.length);
    lseek(in, 0, SEEK_SET);
    const struct lsp_options options = {
        .site = {.root = fuzz_site_begin()->root, .today = {2026, 3, 1}, .jobs = 1},
        .path = fuzz_site_begin()->path,
        .language = SLICE("nl"),
        .in = in,
        .out = out};
    int status = lsp_module.run(&options);
    if (status == 0) {
        check_answers(out, made.asked);
    }
    close(in);
    close(out);
    free(made.out);
    return 0;
}

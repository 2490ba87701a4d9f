/* check/published.h: small published folders with faults in them. */
#include "folder_testing.h"

#include "base/files.h"
#include "check/published.h"

#include <string.h>

static struct test_folder folder;
static struct arena arena;
static struct diagnostics found;
static struct published_summary summary;

static int start(void **state) {
    (void)state;
    return !folder_begin(&folder);
}

static int finish(void **state) {
    (void)state;
    arena_release(&arena);
    return !folder_end(&folder);
}

static void put(const char *path, const char *text) {
    folder_put(&folder, path, text);
}

static void append_place(struct buffer *out, struct place place) {
    int root = folder_open(folder.path);
    struct slice text = SLICE("");
    file_read(root, place.path, 1 << 20, &arena, &text);
    close(root);
    buffer_format(out, "%.*s [", slice_width(place.path), place.path.data);
    buffer_append(out, slice_between(text, place.start, place.end));
    buffer_append_text(out, "] ");
}

/* Checks the folder, and gives each finding as `path [what stands there] code arguments` on a line.
 */
static struct slice findings(const char *base_url, size_t jobs) {
    diagnostics_init(&found, &arena);
    check_published(folder.path, slice_from(base_url), jobs, &arena, &found, &summary);
    diagnostics_sort(&found);
    struct buffer out;
    buffer_init(&out, &arena);
    for (size_t i = 0; i < found.count; i++) {
        const struct diagnostic *d = found.entries[i];
        append_place(&out, d->place);
        buffer_append_text(&out, message_row(d->message)->code);
        for (size_t j = 0; j < d->argument_count; j++) {
            buffer_append_byte(&out, ' ');
            buffer_append(&out, d->arguments[j]);
        }
        buffer_append_byte(&out, '\n');
    }
    return buffer_slice(&out);
}

static void test_a_good_site(void **state) {
    (void)state;
    put("index.html",
        "<!DOCTYPE html><html><head><link rel=stylesheet href=assets/site.css>\n"
        "<link rel=alternate href='feed.xml'></head><body id=top>\n"
        "<a href='articles/%C3%A9%C3%A9n%20twee.html#kop-%C3%A9'>a</a>"
        "<a href='#top'>b</a><a href='#'>c</a><a href=''>d</a>"
        "<a href='https://elders.nl/x'>e</a><a href='mailto:a@b.nl'>f</a>"
        "<a href='search.html?q=x#r'>g</a><form action=search.html></form>"
        "<img src='data:image/png;base64,x' srcset='assets/p.png 1x, assets/p.png 2x'>"
        "<a href='assets/a.pdf#page=3'>h</a><a name=oud></a><a href='#oud'>i</a>"
        "<a href='#kop:~:text=x'>j</a><p id=kop></p>");
    put("articles/één twee.html",
        "<html><body><h2 id='kop-é'>x</h2><a href='../index.html#kop'>y</a><video poster="
        "'../assets/p.png' src=film.mp4></video>");
    put("articles/film.mp4", "x");
    put("search.html", "<html><body><ol id=r></ol>");
    put("assets/site.css", "x");
    put("assets/p.png", "x");
    put("assets/a.pdf", "x");
    put("alias.html", "<html><head><meta http-equiv=refresh content='0; url=index.html#kop'>");
    put("feed.xml", "<feed xmlns='http://www.w3.org/2005/Atom'>"
                    "<link href='https://site.nl/kennis/articles/%C3%A9%C3%A9n%20twee.html'/>"
                    "<id>https://site.nl/kennis/</id><link href='index.html'/></feed>");
    put("sitemap.xml", "<urlset><url><loc>https://site.nl/kennis/index.html</loc></url></urlset>");
    put("site.json", "{\"a\": [1, 2]}");
    assert_text(findings("https://site.nl/kennis/", 1), "");
    assert_size(summary.files, 11);
    assert_size(summary.pages, 4);
    assert_size(summary.anchors, 6);
    assert_text(findings("https://site.nl/kennis", 4), "");
}

static void test_links(void **state) {
    (void)state;
    put("a/x.html", "<html><body>\n<a href='y.html'>1</a>\n<a href=\"../b.html\">2</a>\n"
                    "  <img src=z.png>\n<a href='/a/x.html'>3</a>\n<a href='../a/'>4</a>\n"
                    "<a href='.'>5</a>\n<a href='..'>6</a>\n<a href='../a'>7</a>\n"
                    "<a href='../../b.html'>8</a>\n<a href='//elders.nl/'>9</a>\n"
                    "<img src=''>\n<img srcset='p.png 1x, q.png 2x'>\n<video poster=r.png>\n"
                    "<form action='../search.html'>\n<a href='X.html'>10</a>\n"
                    "<a href='x.html%00'>11</a>\n<a\n href='weg.html'\n>12</a>\n"
                    "<a href='a&amp;b.html'>13</a>\n"
                    "<a href='file:///a/x.html'>14</a>\n"
                    "<meta http-equiv=Refresh content='0;URL=gone.html'>\n");
    assert_text(findings("", 2),
                "a/x.html [y.html] published-link y.html\n"
                "a/x.html [../b.html] published-link ../b.html\n"
                "a/x.html [z.png] published-link z.png\n"
                "a/x.html [/a/x.html] published-absolute /a/x.html\n"
                "a/x.html [../a/] published-absolute ../a/\n"
                "a/x.html [.] published-absolute .\n"
                "a/x.html [..] published-absolute ..\n"
                "a/x.html [../a] published-absolute ../a\n"
                "a/x.html [../../b.html] published-link ../../b.html\n"
                "a/x.html [//elders.nl/] published-absolute //elders.nl/\n"
                "a/x.html [<img src=''>] published-link \n"
                "a/x.html [p.png] published-link p.png\n"
                "a/x.html [q.png] published-link q.png\n"
                "a/x.html [r.png] published-link r.png\n"
                "a/x.html [../search.html] published-link ../search.html\n"
                "a/x.html [X.html] published-link X.html\n"
                "a/x.html [x.html%00] published-link x.html%00\n"
                "a/x.html [weg.html] published-link weg.html\n"
                "a/x.html [<a href='a&amp;b.html'>13</a>] published-link a&b.html\n"
                "a/x.html [file:///a/x.html] published-absolute file:///a/x.html\n"
                "a/x.html [gone.html] published-link gone.html\n");
}

static void test_anchors(void **state) {
    (void)state;
    put("a.html", "<html><body>\n<a href='#weg'>1</a>\n<a href='b.html#er'>2</a>\n"
                  "<a href='b.html#w%C3%A9g'>3</a>\n<a href='a.html#b'>4</a>\n<p id=b>");
    put("b.html", "<html><body><p id=er><a href='c.txt#x'>5</a>");
    put("c.txt", "x");
    assert_text(findings("", 1),
                "a.html [#weg] published-anchor #weg a.html\n"
                "a.html [b.html#w%C3%A9g] published-anchor b.html#w%C3%A9g b.html\n");
    assert_size(summary.anchors, 4);
}

static void test_ids(void **state) {
    (void)state;
    put("a.html", "<html><body><p id=x>\n<p id=y><p id=X>\n<a name=x></a><p id=\"x\">\n<i id=x>");
    put("b.html", "<html><body><p id=x>");
    assert_text(findings("", 1), "a.html [x] published-duplicate-id x\n"
                                 "a.html [x] published-duplicate-id x\n");
}

static void test_other_files(void **state) {
    (void)state;
    put("feed.xml", "<feed>\n<a>\n</feed>");
    put("goed.xml", "<a><link href='https://site.nl/weg.html'/>\n"
                    "<loc>https://site.nl/map/</loc><x href='ook-weg.html' title='geen.html'/>\n"
                    "<y>https://site.nlx/</y><z>https://site.nl</z></a>");
    put("index.html", "<html><link rel=canonical href='https://site.nl/mis.html'>");
    put("leeg.html", "");
    put("data.json", "{\"a\":\n [1,]}");
    put("leeg.json", "");
    assert_text(
        findings("https://site.nl", 1),
        "data.json []] published-form\n"
        "feed.xml [</feed>] published-form Opening and ending tag mismatch: a line 2 and feed\n"
        "goed.xml [https://site.nl/weg.html] published-link https://site.nl/weg.html\n"
        "goed.xml [https://site.nl/map/] published-link https://site.nl/map/\n"
        "goed.xml [ook-weg.html] published-link ook-weg.html\n"
        "index.html [https://site.nl/mis.html] published-link https://site.nl/mis.html\n"
        "leeg.html [] file-empty\n"
        "leeg.json [] published-form\n");
}

static void test_no_folder(void **state) {
    (void)state;
    diagnostics_init(&found, &arena);
    check_published("/tmp/hier/is/niets", SLICE(""), 1, &arena, &found, &summary);
    assert_size(found.count, 1);
    assert_int_equal(found.entries[0]->message, MESSAGE_PUBLISHED_MISSING);
    assert_text(found.entries[0]->arguments[0], "/tmp/hier/is/niets");
}

static void test_links_in_the_file_system(void **state) {
    (void)state;
    char path[128];
    snprintf(path, sizeof path, "%s/link.html", folder.path);
    put("a.html", "<html><a href=link.html>x</a>");
    assert_int_equal(symlink("a.html", path), 0);
    assert_text(findings("", 1), "a.html [link.html] published-link link.html\n"
                                 "link.html [] file-not-regular\n");
}

/* The same findings on any number of threads. */
static void test_threads(void **state) {
    (void)state;
    for (int i = 0; i < 200; i++) {
        char path[32];
        char text[256];
        snprintf(path, sizeof path, "p/%d.html", i);
        snprintf(text, sizeof text,
                 "<html><body><p id=a%d><a href='%d.html#a%d'>x</a>\n<a href='%d.html#b'>y</a>"
                 "<a href='%d.htm'>z</a>",
                 i, (i + 7) % 200, (i + 7) % 200, (i * 3) % 200, i);
        put(path, text);
    }
    struct slice one = findings("", 1);
    assert_size(found.count, 400);
    assert_size(summary.pages, 200);
    assert_slice(findings("", 4), one);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_good_site, start, finish),
        cmocka_unit_test_setup_teardown(test_links, start, finish),
        cmocka_unit_test_setup_teardown(test_anchors, start, finish),
        cmocka_unit_test_setup_teardown(test_ids, start, finish),
        cmocka_unit_test_setup_teardown(test_other_files, start, finish),
        cmocka_unit_test_setup_teardown(test_no_folder, start, finish),
        cmocka_unit_test_setup_teardown(test_links_in_the_file_system, start, finish),
        cmocka_unit_test_setup_teardown(test_threads, start, finish),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed != 0;
}

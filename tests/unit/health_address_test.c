/* health/address.h, health/private.h: addresses cut, compared, and told from private ones. */
#include "testing.h"

#include "health/address.h"
#include "health/private.h"

static struct arena arena;

static void assert_whole(const char *written, const char *whole) {
    struct web_address address;
    bool is_read = web_address_read(slice_from(written), &arena, &address);
    if (whole == NULL) {
        assert_false(is_read);
        return;
    }
    assert_true(is_read);
    assert_string_equal(arena_copy(&arena, address.whole).data, whole);
}

static void reads_addresses(void **state) {
    (void)state;
    assert_whole("https://Example.ORG", "https://example.org/");
    assert_whole("HTTP://example.org:80/A?b#c", "http://example.org/A?b");
    assert_whole("https://example.org:8443?q=1", "https://example.org:8443/?q=1");
    assert_whole("https://jan:geheim@example.org/", "https://example.org/");
    assert_whole("https://[2001:DB8::1]:443/x", "https://[2001:db8::1]/x");
    assert_whole("https://example.org/één twee%20drie\"",
                 "https://example.org/%C3%A9%C3%A9n%20twee%20drie%22");
    assert_whole("https://bücher.example/", "https://bücher.example/");
    assert_whole("https://example.org:/", "https://example.org/");
    static const char *const wrong[] = {"https:",
                                        "https://",
                                        "https:///x",
                                        "ftp://example.org/",
                                        "example.org",
                                        "",
                                        "https://exa mple.org/",
                                        "https://example.org:99999/",
                                        "https://example.org:-1/",
                                        "https://example.org:x/",
                                        "https://[::1/",
                                        "https://[[t]:8/",
                                        "https://[t]/",
                                        "https://[::1]x/",
                                        "https://a]b/",
                                        "https://a\x01/",
                                        "https://%31/",
                                        "https://a\\b/"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_whole(wrong[i], NULL);
    }
}

static struct web_address address_of(const char *written) {
    struct web_address address;
    assert_true(web_address_read(slice_from(written), &arena, &address));
    return address;
}

static void secures(void **state) {
    (void)state;
    struct web_address address = web_address_secured(address_of("http://example.org/a"), &arena);
    assert_string_equal(arena_copy(&arena, address.whole).data, "https://example.org/a");
    address = web_address_secured(address_of("http://example.org:8080/a"), &arena);
    assert_string_equal(arena_copy(&arena, address.whole).data, "https://example.org:8080/a");
}

static bool is_sure(const char *old, const char *moved) {
    struct web_address a = address_of(old), b = address_of(moved);
    return web_move_is_sure(&a, &b);
}

static void knows_sure_moves(void **state) {
    (void)state;
    assert_true(is_sure("https://example.org/a", "https://example.org/b"));
    assert_true(is_sure("http://example.org/a", "https://www.example.org/a/"));
    assert_true(is_sure("https://example.org/", "https://www.example.org/"));
    assert_true(is_sure("https://example.org/a?x=1", "https://example.org/b?x=1"));
    assert_false(is_sure("https://example.org/a", "https://example.net/a"));
    assert_false(is_sure("https://example.org/a", "https://example.org/"));
    assert_false(is_sure("https://example.org/a", "https://example.org/login?next=a"));
    assert_false(is_sure("https://example.org/a", "http://example.org/b"));
}

static bool matches(const char *address, const char *entry) {
    struct web_address read_address = address_of(address);
    return web_address_matches(&read_address, slice_from(entry));
}

static void matches_entries(void **state) {
    (void)state;
    assert_true(matches("https://example.org/a", "example.org"));
    assert_true(matches("https://sub.example.org/a", "example.org"));
    assert_false(matches("https://notexample.org/a", "example.org"));
    assert_false(matches("https://example.org.evil.net/a", "example.org"));
    assert_true(matches("http://localhost:8080/", "localhost:8080"));
    assert_false(matches("http://localhost:8081/", "localhost:8080"));
    assert_true(matches("http://localhost:8081/", "localhost"));
    assert_true(matches("http://[::1]:8081/", "::1"));
    assert_true(matches("http://[::1]:8081/", "[::1]:8081"));
    assert_false(matches("http://[::1]:8082/", "[::1]:8081"));
    assert_true(matches("https://example.org/a/b", "https://example.org/a/"));
    assert_false(matches("https://example.org/b", "https://example.org/a/"));
    assert_false(matches("http://example.org/a/b", "https://example.org/a/"));
}

static void knows_private_hosts(void **state) {
    (void)state;
    static const char *const yes[] = {"localhost",
                                      "a.localhost",
                                      "127.0.0.1",
                                      "10.1.2.3",
                                      "172.16.0.1",
                                      "172.31.255.255",
                                      "192.168.0.1",
                                      "169.254.169.254",
                                      "100.64.0.1",
                                      "0.0.0.0",
                                      "255.255.255.255",
                                      "224.0.0.1",
                                      "::1",
                                      "::",
                                      "fe80::1",
                                      "fd00::1",
                                      "ff02::1",
                                      "::ffff:10.0.0.1",
                                      "64:ff9b::7f00:1",
                                      "2001:db8::1"};
    static const char *const no[] = {"example.org",
                                     "8.8.8.8",
                                     "172.32.0.1",
                                     "172.15.0.1",
                                     "100.128.0.1",
                                     "192.0.1.1",
                                     "11.0.0.1",
                                     "2606:4700::1111",
                                     "::ffff:8.8.8.8",
                                     "localhost.example.org",
                                     ""};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        assert_true(host_is_private(slice_from(yes[i])));
    }
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        assert_false(host_is_private(slice_from(no[i])));
    }
}

static int release(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_addresses),     cmocka_unit_test(secures),
        cmocka_unit_test(knows_sure_moves),    cmocka_unit_test(matches_entries),
        cmocka_unit_test(knows_private_hosts),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}

/* Addresses of the web, and the file of answers: whatever they are, what is read is whole, means
 * the same when it is read again, and is written so that it can be. */
#include "fuzz.h"

#include "health/address.h"
#include "health/answers.h"
#include "health/private.h"

#include <assert.h>

static void check_address(struct slice written, struct arena *arena) {
    struct web_address address, again;
    if (!web_address_read(written, arena, &address)) {
        return;
    }
    assert(web_address_read(address.whole, arena, &again));
    assert(slice_equals(address.whole, again.whole) && slice_equals(address.host, again.host));
    assert(address.port == again.port && address.port > 0 && address.is_secure == again.is_secure);
    assert(address.host.length > 0 && address.path.data[0] == '/');
    assert(slice_find(address.whole, ' ') == SLICE_NOT_FOUND);
    assert(slice_find(address.whole, '\n') == SLICE_NOT_FOUND);
    assert(web_address_matches(&address, address.whole));
    assert(web_move_is_sure(&address, &again));
    again = web_address_secured(address, arena);
    assert(again.is_secure && web_address_read(again.whole, arena, &again));
    (void)host_is_private(address.host);
    (void)web_address_matches(&address, web_fragment(written));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct slice text = slice_of((const char *)data, size);
    struct arena arena;
    struct answers answers, again;
    struct buffer out, more;
    arena_init(&arena);
    check_address(text, &arena);
    answers_init(&answers, &arena);
    answers_init(&again, &arena);
    buffer_init(&out, &arena);
    buffer_init(&more, &arena);
    answers_read(&answers, text, 1000, 14);
    answers_write(&answers, &out);
    answers_read(&again, buffer_slice(&out), 1000, 14);
    answers_write(&again, &more);
    assert(slice_equals(buffer_slice(&out), buffer_slice(&more)));
    arena_release(&arena);
    return 0;
}

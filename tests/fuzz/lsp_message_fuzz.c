/* Messages of the language server: what comes in is cut into messages, whatever it is. */
#include "fuzz.h"

#include "lsp/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct message_input input;
    message_input_init(&input, -1);
    buffer_append(&input.bytes, slice_of((const char *)data, size));
    json_t *message = NULL;
    for (int i = 0; i < 64 && !input.ended && message_take(&input, &message); i++) {
        json_decref(message);
    }
    message_input_release(&input);
    return 0;
}

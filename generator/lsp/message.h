/* Messages on a stream: a header with their length, and JSON. Inside the room. */
#ifndef LSP_MESSAGE_H
#define LSP_MESSAGE_H

#include "base/buffer.h"

#include <jansson.h>

enum { MESSAGE_LARGEST = 64 << 20 };

/* What came in and was not read yet. */
struct message_input {
    int descriptor;
    struct arena arena;
    struct buffer bytes;
    bool ended;
};

void message_input_init(struct message_input *input, int descriptor);
void message_input_release(struct message_input *input);
/* Waits for more bytes, once. */
void message_fill(struct message_input *input);
/* Takes the next whole message; false when there is none yet. `*message` is NULL for one that is no
 * JSON, else the caller's (json_decref). A header without a length, or with one beyond
 * MESSAGE_LARGEST, ends the input: what follows cannot be told apart. */
bool message_take(struct message_input *input, json_t **message);
/* Writes a message, and lets go of it. */
void message_send(int descriptor, json_t *message);

#endif

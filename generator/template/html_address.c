/* Addresses: whether a value may begin one, or stand in it. */
#include "template/html_reading.h"
#include "template/tree.h"

/* A character reference behind a value in an address may be the ":" that makes a scheme of it; only
 * "&amp;" is surely none. */
static bool read_reference(struct html_state *state, char byte) {
    if (byte == '#') {
        return false;
    }
    if (byte != ';') {
        html_add(state->word, &state->word_length, byte);
        return true;
    }
    bool is_ampersand = html_is_listed(state->word, state->word_length, "&amp");
    state->word_length = 0;
    return is_ampersand;
}

bool html_read_address(struct html_state *state, char byte) {
    bool is_unsettled = state->address == ADDRESS_UNSETTLED;
    if (state->address == ADDRESS_SETTLED || state->address == ADDRESS_HARMFUL ||
        (unsigned char)byte <= ' ') {
        return true;
    }
    if (byte == '&') {
        /* What begins with a character reference may spell anything. */
        state->word_length = 0;
        html_add(state->word, &state->word_length, byte);
        state->address = is_unsettled ? ADDRESS_UNSETTLED : ADDRESS_HARMFUL;
    } else if (is_unsettled && state->word_length > 0 && state->word[0] == '&') {
        return read_reference(state, byte);
    } else if (byte == '/' || byte == '?' || byte == '#') {
        state->address = ADDRESS_SETTLED;
    } else if (byte != ':') {
        html_add(state->word, &state->word_length, byte);
        state->address = is_unsettled ? ADDRESS_UNSETTLED : ADDRESS_NAMED;
    } else if (is_unsettled) {
        return false;
    } else {
        bool harmful = html_is_listed(state->word, state->word_length, "javascript data vbscript");
        state->address = harmful ? ADDRESS_HARMFUL : ADDRESS_SETTLED;
    }
    return true;
}

/* In <meta content="0; url=…">: whether the text so far ends with url=. */
bool html_read_content(struct html_state *state, char byte) {
    if (state->address != ADDRESS_BEGINS || state->matched == 4) {
        /* Within the address: a quote may stand before it. */
        if (byte == '\'' || byte == '"') {
            return true;
        }
        state->matched = 4;
        return html_read_address(state, byte);
    }
    static const char word[] = "url=";
    state->matched = html_lower(byte) == word[state->matched] ? (uint8_t)(state->matched + 1)
                     : html_lower(byte) == 'u'                ? 1
                                                              : 0;
    return true;
}

enum html_refusal html_address_value(struct html_state *state, uint8_t *escaping) {
    switch ((enum html_address)state->address) {
    case ADDRESS_HARMFUL:
        return REFUSAL_HARMFUL_ADDRESS;
    case ADDRESS_SETTLED:
        *escaping = ESCAPING_ADDRESS_PART;
        return REFUSAL_NONE;
    case ADDRESS_BEGINS:
        *escaping = ESCAPING_ADDRESS;
        break;
    default:
        *escaping = ESCAPING_ADDRESS_UNSETTLED;
    }
    state->word_length = 0;
    state->address = ADDRESS_UNSETTLED;
    return REFUSAL_NONE;
}

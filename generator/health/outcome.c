#include "health/outcome.h"

/* clang-format off: one row an outcome, its texts below each other, English first. */
static const struct outcome_row ROWS[OUTCOME_COUNT] = {
    [OUTCOME_UNKNOWN] = {"unknown", TRUST_NEVER, MESSAGE_COUNT, {NULL, NULL}},
    [OUTCOME_ALIVE] = {"alive", TRUST_LONG, MESSAGE_COUNT, {NULL, NULL}},
    [OUTCOME_MOVED] = {"moved", TRUST_LONG, MESSAGE_LINK_MOVED, {NULL, NULL}},
    [OUTCOME_UNSECURED] = {"unsecured", TRUST_LONG, MESSAGE_COUNT, {NULL, NULL}},
    [OUTCOME_CLOSED] = {"closed", TRUST_DAY, MESSAGE_COUNT, {NULL, NULL}},
    [OUTCOME_GONE] = {"gone",
                      TRUST_HOUR,
                      MESSAGE_LINK_DEAD,
                      {"the server says that it is not there (%d)",
                       "de server zegt dat het er niet is (%d)"}},
    [OUTCOME_FAILING] = {"failing",
                         TRUST_HOUR,
                         MESSAGE_LINK_UNREACHABLE,
                         {"the server fails (%d)", "de server heeft een storing (%d)"}},
    [OUTCOME_CIRCLE] = {"circle",
                        TRUST_HOUR,
                        MESSAGE_LINK_DEAD,
                        {"it leads on and on, without end",
                         "het leidt steeds verder, zonder eind"}},
    [OUTCOME_ASTRAY] = {"astray",
                        TRUST_HOUR,
                        MESSAGE_LINK_DEAD,
                        {"it leads on to what is no address of the web",
                         "het leidt naar iets dat geen webadres is"}},
    [OUTCOME_FORM] = {"form",
                      TRUST_NEVER,
                      MESSAGE_LINK_DEAD,
                      {"this is no whole address", "dit is geen heel adres"}},
    [OUTCOME_NO_HOST] = {"no-host",
                         TRUST_HOUR,
                         MESSAGE_LINK_UNREACHABLE,
                         {"there is no such host", "deze server bestaat niet"}},
    [OUTCOME_REFUSED] = {"refused",
                         TRUST_HOUR,
                         MESSAGE_LINK_UNREACHABLE,
                         {"the connection is refused", "de verbinding wordt geweigerd"}},
    [OUTCOME_SILENT] = {"silent",
                        TRUST_HOUR,
                        MESSAGE_LINK_UNREACHABLE,
                        {"no answer came in time", "er kwam niet op tijd antwoord"}},
    [OUTCOME_BROKEN] = {"broken",
                        TRUST_HOUR,
                        MESSAGE_LINK_UNREACHABLE,
                        {"the answer is none that a browser takes",
                         "het antwoord is er geen waar een browser iets mee kan"}},
    [OUTCOME_NO_HANDSHAKE] = {"no-handshake",
                              TRUST_HOUR,
                              MESSAGE_LINK_UNREACHABLE,
                              {"no connection with encryption comes about",
                               "er komt geen versleutelde verbinding tot stand"}},
    [OUTCOME_EXPIRED] = {"expired",
                         TRUST_HOUR,
                         MESSAGE_LINK_CERTIFICATE,
                         {"its certificate has expired", "het certificaat is verlopen"}},
    [OUTCOME_SELF_SIGNED] = {"self-signed",
                             TRUST_HOUR,
                             MESSAGE_LINK_CERTIFICATE,
                             {"nobody but itself vouches for its certificate",
                              "niemand anders staat in voor het certificaat"}},
    [OUTCOME_OTHER_HOST] = {"other-host",
                            TRUST_HOUR,
                            MESSAGE_LINK_CERTIFICATE,
                            {"its certificate is that of another host",
                             "het certificaat is van een andere server"}},
    [OUTCOME_UNTRUSTED] = {"untrusted",
                           TRUST_HOUR,
                           MESSAGE_LINK_CERTIFICATE,
                           {"its certificate cannot be trusted",
                            "het certificaat is niet te vertrouwen"}},
    [OUTCOME_PRIVATE] = {"private",
                         TRUST_NEVER,
                         MESSAGE_LINK_NOT_ASKED,
                         {"it is on a private network, where readers elsewhere cannot come",
                          "het ligt op een besloten netwerk, waar lezers elders niet bij kunnen"}},
    [OUTCOME_PORT] = {"port",
                      TRUST_NEVER,
                      MESSAGE_LINK_NOT_ASKED,
                      {"port %d is not one of the web's (80 and 443)",
                       "poort %d is er geen van het web (80 en 443)"}},
};
/* clang-format on */

const struct outcome_row *outcome_row(enum outcome outcome) {
    return &ROWS[outcome];
}

enum outcome outcome_named(struct slice name) {
    size_t i = 0;
    while (i < OUTCOME_COUNT && !slice_equals(slice_from(ROWS[i].name), name)) {
        i++;
    }
    return (enum outcome)i;
}

/* The server is there, knows the address, and has its reasons: who may see it, how it is asked, how
 * often, and from where (999 is LinkedIn's). */
static bool is_closed(int status) {
    static const int statuses[] = {401, 402, 403, 405, 406, 407, 409, 411, 412, 415,
                                   417, 418, 421, 423, 426, 428, 429, 451, 501, 999};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (statuses[i] == status) {
            return true;
        }
    }
    return false;
}

enum outcome outcome_of_status(int status) {
    if (is_closed(status)) {
        return OUTCOME_CLOSED;
    }
    return status < 400 ? OUTCOME_ALIVE : status < 500 ? OUTCOME_GONE : OUTCOME_FAILING;
}

bool status_is_passing(int status) {
    return status == 408 || status == 425 || status == 429 || status == 500 ||
           (status >= 502 && status <= 504);
}

/* What asking an address came to. */
#ifndef HEALTH_OUTCOME_H
#define HEALTH_OUTCOME_H

#include "base/diagnostic_table.h"
#include "base/slice.h"

enum outcome {
    OUTCOME_UNKNOWN,   /* not asked */
    OUTCOME_ALIVE,     /* it is there */
    OUTCOME_MOVED,     /* for good, to another address that is there */
    OUTCOME_UNSECURED, /* there, by way of an address without encryption */
    OUTCOME_CLOSED,    /* the server does not let programs see whether it is there */
    OUTCOME_GONE,      /* the server says that it is not there */
    OUTCOME_FAILING,   /* the server fails */
    OUTCOME_CIRCLE,    /* it leads on without end */
    OUTCOME_ASTRAY,    /* it leads on to what is no address of the web */
    OUTCOME_FORM,      /* it is no address itself */
    OUTCOME_NO_HOST,
    OUTCOME_REFUSED, /* nothing listens there */
    OUTCOME_SILENT,  /* no answer in time */
    OUTCOME_BROKEN,  /* an answer that is none */
    OUTCOME_NO_HANDSHAKE,
    OUTCOME_EXPIRED, /* what is wrong with the certificate */
    OUTCOME_SELF_SIGNED,
    OUTCOME_OTHER_HOST,
    OUTCOME_UNTRUSTED,
    OUTCOME_PRIVATE, /* not asked: only machines nearby can reach it */
    OUTCOME_PORT,    /* not asked: a port that is not of the web */
    OUTCOME_COUNT
};

/* How long an outcome is believed. */
enum outcome_trust {
    TRUST_LONG, /* as many days as the settings say */
    TRUST_DAY,
    TRUST_HOUR, /* somebody may be mending it */
    TRUST_NEVER /* it costs nothing to find out again */
};

struct outcome_row {
    const char *name; /* in the file of answers */
    enum outcome_trust trust;
    enum message message;   /* MESSAGE_COUNT: nothing to tell */
    const char *because[2]; /* English and Dutch; "%d" is the status, or the port */
};

const struct outcome_row *outcome_row(enum outcome outcome);
/* The outcome of that name; OUTCOME_COUNT if there is none. */
enum outcome outcome_named(struct slice name);
/* What the status of an answer to GET means (RFC 9110). */
enum outcome outcome_of_status(int status);
/* Whether asking again may help: the server is busy, or fails. */
bool status_is_passing(int status);

#endif

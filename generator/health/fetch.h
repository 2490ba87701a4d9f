/* Asking one address, by HTTP, with libcurl. Linked apart, as the module "health" (base/module.h):
 * the only place that calls libcurl. */
#ifndef HEALTH_FETCH_H
#define HEALTH_FETCH_H

#include "health/address.h"
#include "health/outcome.h"

struct fetch_options {
    int64_t timeout;         /* milliseconds that a whole answer may take */
    const char *agent;       /* what the program calls itself */
    const char *authorities; /* the file of certificates to trust; NULL: the system's */
    bool has_proxy; /* names are looked up there: then only addresses that are written out can be
                       seen to be private */
};

struct fetch_request {
    size_t ticket; /* the caller's own number; comes back with the answer. The requests of one
                      ticket share their cookies */
    struct slice address;
    bool is_get;         /* else HEAD; of what GET brings only the beginning is read */
    bool may_be_private; /* the host may be on a private network */
};

struct fetch_answer {
    size_t ticket;
    enum outcome failure; /* OUTCOME_UNKNOWN when there was an answer: then … */
    int status;
    int64_t wait;          /* … the seconds that the server asks to wait; -1 if it does not */
    struct slice location; /* … and the whole address that it leads on to; valid until the next
                              fetch_next */
};

struct fetcher;

struct health_module {
    struct fetcher *(*open)(const struct fetch_options *options, size_t tickets);
    /* Milliseconds on a clock that nobody sets. */
    int64_t (*now)(void);
    void (*start)(struct fetcher *fetcher, const struct fetch_request *request);
    /* Waits up to `wait` milliseconds for an answer; false when none came. */
    bool (*next)(struct fetcher *fetcher, int64_t wait, struct fetch_answer *answer);
    /* No more requests of that ticket will come. */
    void (*end)(struct fetcher *fetcher, size_t ticket);
    void (*close)(struct fetcher *fetcher);
};
extern const struct health_module health_module;

#endif

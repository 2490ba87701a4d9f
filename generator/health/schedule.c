#include "health/schedule.h"

#include "health/private.h"

enum {
    CONNECTIONS = 16, /* at once, over all hosts */
    WINDOW = 64,      /* hosts that are looked at: more than that rest while others are asked */
    TRIES = 3,
    HOPS = 10,         /* redirects one after another; browsers stop at 20 */
    WAIT_LONGEST = 60, /* seconds that a server may ask for */
    PORT_HTTP = 80,
    PORT_HTTPS = 443
};

struct host {
    struct job *first; /* what is to be asked of it, in order */
    struct job **end;
    struct host *next;
    int64_t ready; /* not before */
    bool is_busy;
    bool is_listed; /* in the window, or waiting for it */
};

struct job {
    struct web_address asked; /* as it was added … */
    struct web_address at;    /* … and where it has led to */
    struct host *host;
    struct job *next;
    bool is_get;
    bool is_permanent; /* every redirect was */
    bool is_begun;
    unsigned tries;
    unsigned hops;
    bool is_done;
    enum outcome outcome;
    int status;
};

void schedule_init(struct schedule *schedule, const struct link_settings *settings, size_t capacity,
                   struct arena *arena) {
    *schedule = (struct schedule){.arena = arena, .settings = settings, .capacity = capacity};
    schedule->pause = (int64_t)(settings->pause * 1000);
    schedule->jobs = arena_new(arena, struct job, capacity);
    schedule->window = arena_new(arena, struct host *, WINDOW);
    schedule->waiting_end = &schedule->waiting;
    map_init(&schedule->hosts, arena);
    map_init(&schedule->downs, arena);
}

static void finish(struct schedule *schedule, struct job *job, enum outcome outcome, int status) {
    job->is_done = true;
    job->outcome = outcome;
    job->status = status;
    schedule->done++;
}

/* --- Who may be asked --- */

static struct slice authority(const struct schedule *schedule, const struct job *job) {
    return arena_format(schedule->arena, "%.*s:%u", slice_width(job->at.host), job->at.host.data,
                        (unsigned)job->at.port);
}

static bool is_allowed(const struct schedule *schedule, const struct web_address *address) {
    for (size_t i = 0; i < schedule->settings->allow.count; i++) {
        if (web_address_matches(address, schedule->settings->allow.entries[i])) {
            return true;
        }
    }
    return false;
}

/* True, and it is done, when the address must not or need not be asked. */
static bool is_settled(struct schedule *schedule, struct job *job) {
    const struct web_address *at = &job->at;
    const struct job *down = map_get(&schedule->downs, authority(schedule, job));
    bool allowed = is_allowed(schedule, at);
    if (web_host_is_nowhere(at->host)) {
        finish(schedule, job, OUTCOME_NO_HOST, 0);
    } else if (!allowed && host_is_private(at->host)) {
        finish(schedule, job, OUTCOME_PRIVATE, 0);
    } else if (!allowed && at->port != PORT_HTTP && at->port != PORT_HTTPS) {
        finish(schedule, job, OUTCOME_PORT, (int)at->port);
    } else if (down != NULL) {
        finish(schedule, job, down->outcome, down->status);
    }
    return job->is_done;
}

/* --- Queues --- */

static void list_host(struct schedule *schedule, struct host *host) {
    if (host->is_listed) {
        return;
    }
    host->is_listed = true;
    if (schedule->window_count < WINDOW) {
        schedule->window[schedule->window_count++] = host;
    } else {
        host->next = NULL;
        *schedule->waiting_end = host;
        schedule->waiting_end = &host->next;
    }
}

/* A host with nothing to ask makes room for the next. */
static void leave_window(struct schedule *schedule, size_t index) {
    struct host *next = schedule->waiting;
    schedule->window[index]->is_listed = false;
    if (next != NULL) {
        schedule->waiting = next->next;
        if (schedule->waiting == NULL) {
            schedule->waiting_end = &schedule->waiting;
        }
        schedule->window[index] = next;
    } else {
        schedule->window[index] = schedule->window[--schedule->window_count];
    }
}

static struct host *host_of(struct schedule *schedule, struct slice name) {
    void **place = map_place(&schedule->hosts, name);
    if (*place == NULL) {
        struct host *host = arena_new(schedule->arena, struct host, 1);
        host->end = &host->first;
        *place = host;
    }
    return *place;
}

/* In the queue of its host: what was asked already goes first. */
static void queue(struct schedule *schedule, struct job *job) {
    struct host *host = host_of(schedule, job->at.host);
    job->host = host;
    if (!job->is_begun) {
        job->next = NULL;
        *host->end = job;
        host->end = &job->next;
    } else {
        job->next = host->first;
        host->end = host->first == NULL ? &job->next : host->end;
        host->first = job;
    }
    list_host(schedule, host);
}

static struct job *take_first(struct host *host) {
    struct job *job = host->first;
    host->first = job->next;
    host->end = host->first == NULL ? &host->first : host->end;
    return job;
}

size_t schedule_add(struct schedule *schedule, const struct web_address *address) {
    struct job *job = &schedule->jobs[schedule->count];
    *job = (struct job){.asked = *address, .at = *address, .is_permanent = true};
    if (!is_settled(schedule, job)) {
        queue(schedule, job);
    }
    return schedule->count++;
}

/* The first of the host's jobs that is still to be asked, or NULL. */
static struct job *next_of(struct schedule *schedule, struct host *host) {
    while (host->first != NULL) {
        struct job *job = take_first(host);
        if (!is_settled(schedule, job)) {
            return job;
        }
    }
    return NULL;
}

static void make_request(struct schedule *schedule, struct job *job,
                         struct fetch_request *request) {
    *request = (struct fetch_request){.ticket = (size_t)(job - schedule->jobs),
                                      .address = job->at.whole,
                                      .is_get = job->is_get,
                                      .may_be_private = is_allowed(schedule, &job->at)};
    job->is_begun = true;
    job->host->is_busy = true;
    schedule->running++;
}

bool schedule_next(struct schedule *schedule, int64_t now, struct fetch_request *request) {
    size_t looked = 0;
    while (schedule->running < CONNECTIONS && looked < schedule->window_count) {
        size_t index = schedule->window_next % schedule->window_count;
        struct host *host = schedule->window[index];
        schedule->window_next = index + 1;
        looked++;
        if (host->is_busy || host->ready > now) {
            continue;
        }
        struct job *job = next_of(schedule, host);
        if (job != NULL) {
            make_request(schedule, job, request);
            return true;
        }
        leave_window(schedule, index);
        schedule->window_next = index;
        looked = 0;
    }
    return false;
}

int64_t schedule_wait(const struct schedule *schedule, int64_t now) {
    int64_t wait = -1;
    for (size_t i = 0; i < schedule->window_count && schedule->running < CONNECTIONS; i++) {
        const struct host *host = schedule->window[i];
        int64_t left = host->ready > now ? host->ready - now : 0;
        if (!host->is_busy && (wait < 0 || left < wait)) {
            wait = left;
        }
    }
    return wait;
}

/* --- Answers --- */

/* Later, and by GET: some servers know no HEAD. */
static void ask_again(struct schedule *schedule, struct job *job, int64_t not_before) {
    job->is_get = true;
    if (job->host->ready < not_before) {
        job->host->ready = not_before;
    }
    queue(schedule, job);
}

/* Asks again, unless that was done enough. */
static void retry(struct schedule *schedule, struct job *job, enum outcome outcome, int status,
                  int64_t wait, int64_t now) {
    job->tries++;
    if (job->tries == TRIES) {
        finish(schedule, job, outcome, status);
        return;
    }
    int64_t longer = schedule->pause * ((int64_t)1 << job->tries);
    ask_again(schedule, job, now + (wait * 1000 > longer ? wait * 1000 : longer));
}

/* What goes wrong before the server hears which address is asked is so for all of them. */
static void take_failure(struct schedule *schedule, struct job *job, enum outcome failure,
                         int64_t now) {
    if (failure == OUTCOME_SILENT || failure == OUTCOME_BROKEN || failure == OUTCOME_NO_HANDSHAKE) {
        retry(schedule, job, failure, 0, 0, now);
    } else {
        finish(schedule, job, failure, 0);
    }
    if (job->is_done && failure != OUTCOME_BROKEN && failure != OUTCOME_FORM) {
        *map_place(&schedule->downs, authority(schedule, job)) = job;
    }
}

static void follow(struct schedule *schedule, struct job *job, const struct fetch_answer *answer) {
    bool is_permanent = answer->status == 301 || answer->status == 308;
    struct web_address at;
    job->is_permanent = job->is_permanent && is_permanent;
    job->is_get = false;
    job->tries = 0;
    job->hops++;
    if (job->hops > HOPS) {
        finish(schedule, job, OUTCOME_CIRCLE, answer->status);
    } else if (!web_address_read(answer->location, schedule->arena, &at)) {
        finish(schedule, job, OUTCOME_ASTRAY, answer->status);
    } else {
        job->at = at;
        if (!is_settled(schedule, job)) {
            queue(schedule, job);
        }
    }
}

static void take_success(struct schedule *schedule, struct job *job, int status) {
    bool is_unsecured = job->asked.is_secure && !job->at.is_secure;
    bool is_moved =
        job->hops > 0 && job->is_permanent && !slice_equals(job->asked.whole, job->at.whole);
    finish(schedule, job,
           is_unsecured ? OUTCOME_UNSECURED
           : is_moved   ? OUTCOME_MOVED
                        : OUTCOME_ALIVE,
           status);
}

static void take_status(struct schedule *schedule, struct job *job,
                        const struct fetch_answer *answer, int64_t now) {
    int status = answer->status;
    enum outcome outcome = outcome_of_status(status);
    if (status >= 300 && status < 400 && answer->location.length > 0) {
        follow(schedule, job, answer);
    } else if (outcome == OUTCOME_ALIVE) {
        take_success(schedule, job, status);
    } else if (status_is_passing(status) && answer->wait > WAIT_LONGEST) {
        finish(schedule, job, outcome, status);
    } else if (status_is_passing(status)) {
        retry(schedule, job, outcome, status, answer->wait, now);
    } else if (!job->is_get) {
        ask_again(schedule, job, 0); /* nobody is called dead by what HEAD says */
    } else {
        finish(schedule, job, outcome, status);
    }
}

void schedule_take(struct schedule *schedule, const struct fetch_answer *answer, int64_t now) {
    struct job *job = &schedule->jobs[answer->ticket];
    schedule->running--;
    job->host->is_busy = false;
    job->host->ready = now + schedule->pause;
    if (answer->failure != OUTCOME_UNKNOWN) {
        take_failure(schedule, job, answer->failure, now);
    } else {
        take_status(schedule, job, answer, now);
    }
}

bool schedule_is_done(const struct schedule *schedule) {
    return schedule->done == schedule->count;
}

struct answer schedule_answer(const struct schedule *schedule, size_t ticket) {
    const struct job *job = &schedule->jobs[ticket];
    return (struct answer){.outcome = job->outcome,
                           .status = job->status,
                           .moved =
                               job->outcome == OUTCOME_MOVED ? job->at.whole : slice_of("", 0)};
}

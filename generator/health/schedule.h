/* Who is asked when: politely. A host gets one request at a time, and rest between two; what fails
 * in passing is asked again later, as late as the server says; what a host cannot answer at all is
 * not asked of it again. The schedule asks nobody itself and has no clock (health.c has both). */
#ifndef HEALTH_SCHEDULE_H
#define HEALTH_SCHEDULE_H

#include "base/map.h"
#include "health/answers.h"
#include "health/fetch.h"
#include "site/site.h"

struct host;
struct job;

struct schedule {
    struct arena *arena;
    const struct link_settings *settings;
    int64_t pause; /* milliseconds */
    struct job *jobs;
    size_t count;
    size_t capacity;
    size_t done;
    size_t running;
    struct map hosts;     /* name → struct host */
    struct map downs;     /* "host:port" → a job that found out that nothing answers there */
    struct host **window; /* hosts with something to ask, those that are looked at … */
    size_t window_count;
    size_t window_next;
    struct host *waiting; /* … and those that come after */
    struct host **waiting_end;
};

/* `capacity` addresses at most will be added. The settings live as long as the schedule. */
void schedule_init(struct schedule *schedule, const struct link_settings *settings, size_t capacity,
                   struct arena *arena);
/* Adds an address; its ticket. */
size_t schedule_add(struct schedule *schedule, const struct web_address *address);
/* The next request that may be made at `now` (milliseconds); false when there is none yet. */
bool schedule_next(struct schedule *schedule, int64_t now, struct fetch_request *request);
/* How many milliseconds there is nothing to start; -1: until an answer comes. */
int64_t schedule_wait(const struct schedule *schedule, int64_t now);
/* Takes the answer to a request. */
void schedule_take(struct schedule *schedule, const struct fetch_answer *answer, int64_t now);
/* Whether all is known. */
bool schedule_is_done(const struct schedule *schedule);
/* What the address of a ticket came to; its moment is not set. */
struct answer schedule_answer(const struct schedule *schedule, size_t ticket);

#endif

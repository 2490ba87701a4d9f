/* What a build writes besides pages, made when somebody asks: feeds, sitemap and the like all at
 * once, a document on its own. */
#ifndef SERVE_OUTPUTS_H
#define SERVE_OUTPUTS_H

#include "base/map.h"
#include "serve/warm.h"

#include <pthread.h>

struct warm_outputs {
    pthread_mutex_t mutex;
    struct arena arena;
    struct map files; /* path → struct slice, the bytes */
    bool made;
};

void warm_outputs_init(struct warm_outputs *outputs);
/* The site changed: nobody looks at what was made before. */
void warm_outputs_forget(struct warm_outputs *outputs);
/* The bytes of the output at `address`, or NULL. They stay until they are forgotten. */
const struct slice *warm_outputs_get(struct warm_outputs *outputs, const struct site *site,
                                     const struct warm_options *options, struct slice address);
void warm_outputs_release(struct warm_outputs *outputs);

#endif

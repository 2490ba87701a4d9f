/* The plan: what has to happen to output/, found by laying three sorted lists beside each other:
 * the files of the site, the files that stand in output/, and the files that the manifest there
 * says are ours.
 *
 *     of the site   standing   ours
 *         yes         yes       yes     unchanged: linked; else replaced
 *         yes         no         -      added
 *         yes         yes       no      in the way: nothing is touched
 *         no          yes       yes     removed
 *         no          yes       no      foreign: linked
 */
#ifndef PUBLISH_PLAN_H
#define PUBLISH_PLAN_H

#include "publish/failure.h"
#include "publish/lanes.h"
#include "publish/paths.h"
#include "publish/tree.h"

struct plan {
    struct arena *arena;
    struct published *files; /* of the site, sorted */
    struct tree standing;    /* all that is in output/, folders too */
    struct paths site;       /* the paths of `files` */
    struct paths ours;       /* by the manifest in output/; these have no NUL after their end, all
                                others do */
    struct paths added;
    struct paths replaced;
    struct paths removed;
    struct paths foreign;
    struct paths linked;   /* unchanged and foreign: they go into the stage as they are */
    struct paths old;      /* every file that stands */
    struct slice manifest; /* the new one */
    bool nothing_to_do;    /* output/ is what it must be */
};

/* Makes the plan for the files in `lanes` and the open folder `output` (-1: there is none). A
 * failure, and then no plan, when a path is published twice, when something cannot be read, and
 * when a foreign file is in the way. */
void plan_make(struct plan *plan, struct arena *arena, const struct lanes *lanes, int output,
               struct failure *failure);
/* Whether a standing folder is one that somebody else made. */
bool plan_folder_is_foreign(const struct plan *plan, struct slice path);

#endif

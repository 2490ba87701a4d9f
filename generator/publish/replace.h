/* Publishing where folders cannot be exchanged: file after file takes its place in output/. Each
 * file is whole at every moment, but the site is a mixture while this lasts.
 *
 * So that no link leads to nothing on the way: new files come first, assets before pages, for
 * nothing refers to them yet; then the changed ones, pages before the lists of pages; files that no
 * page refers to any more go last. (Only files that stand in the way of a new one go first.)
 *
 * All steps stand in a journal in the stage before the first is taken. If the run is killed, the
 * next one finds the journal and takes the steps that are left. */
#ifndef PUBLISH_REPLACE_H
#define PUBLISH_REPLACE_H

#include "publish/place.h"
#include "publish/plan.h"
#include "publish/stage.h"

/* Publishes the stage, which holds what was written and the manifest. False with a failure. If that
 * came after the journal was written, the journal stays and so must the stage: `*halfway`. */
bool replace_publish(const struct place *place, const struct stage *stage, const struct plan *plan,
                     struct failure *failure, bool *halfway);
/* Takes the steps that are left of a journal in the stage of a run that ended too early, if there
 * are. False with a failure; then the stage must stay. */
bool replace_resume(const struct place *place, struct arena *arena, struct failure *failure);

#endif

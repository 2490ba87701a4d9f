/* Publishing in one step: the stage is filled up with links to what did not change, changes places
 * with output/, and then what was output/ is removed.
 *
 * After each system call output/ is the old site or the new one. The same holds when the machine
 * stops, on a file system that keeps the order of changes to folders (ext4, XFS, Btrfs): the new
 * files are waited for before the step. */
#ifndef PUBLISH_EXCHANGE_H
#define PUBLISH_EXCHANGE_H

#include "publish/place.h"
#include "publish/plan.h"
#include "publish/stage.h"

/* Publishes the stage, which holds what was written and the manifest. False when the file system
 * does not offer links or the exchange, or will not have them here; then nothing happened to
 * output/, and replace_publish is the way. A failure otherwise, and then output/ is as it was too.
 * The work is done by `jobs` threads. */
bool exchange_publish(const struct place *place, const struct stage *stage, const struct plan *plan,
                      size_t jobs, struct failure *failure);

#endif

#!/bin/bash
# sweep.sh [ARGUMENT…]: sweep.py with the program of $BUILD: the arguments, or a sample of each part. Ends with
# `N passed, N failed`.
set -u
cd "$(dirname "$0")/../.." || exit 3
build=$(realpath -m "${BUILD:-build}")
shim=$(sh tests/faults/shim.sh "$build") || { echo "0 passed, 1 failed"; exit 1; }
# In memory it takes a third of the time; what is on the disk after a power failure is not what is tested here.
folder=$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)
sweep() { python3 tests/faults/sweep.py --program "$build/knoop" --shim "$shim" --folder "$folder" "$@"; }
if [ $# -gt 0 ]; then
    sweep "$@"
    exit
fi
{
    sweep --points 60 kill replace
    sweep --points 120 error memory
} | awk '/^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3; next } { print }
         END { print passed + 0 " passed, " failed + 0 " failed"; exit failed > 0 || passed == 0 }'

#!/bin/sh
# coverage.sh FOLDER: runs the unit tests and small sites of the coverage build in FOLDER, and prints a table of the
# lines and branches that they reached, a row a file.
set -eu
export LLVM_PROFILE_FILE="$1/profiles/%p-%m.profraw"
rm -rf "$1/profiles"
sh tests/tools/unit.sh "$1/unit" | tail -n 1
python3 tests/tools/sites.py --program "$1/knoop" | tail -n 1
llvm-profdata-14 merge -sparse "$1"/profiles/*.profraw -o "$1/profile"
objects=
for test in "$1"/unit/*_test; do
    objects="$objects -object $test"
done
# shellcheck disable=SC2086 # the objects are words
llvm-cov-14 report "$1/knoop" $objects -instr-profile="$1/profile" -show-functions=0 --ignore-filename-regex=tests/

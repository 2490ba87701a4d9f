#!/bin/sh
# coverage.sh FOLDER: runs the tests with the coverage build in FOLDER, and prints a table of the
# lines and branches that they reached, a row a file.
set -eu
set -- "$(realpath "$1")" # programs that run elsewhere find it too
export LLVM_PROFILE_FILE="$1/profiles/%p-%m.profraw"
rm -rf "$1/profiles"
mkdir -p "$1/profiles"
chmod 1777 "$1/profiles" # some tests run the program as another user
sh tests/tools/unit.sh "$1/unit" | tail -n 1
python3 tests/tools/sites.py --program "$1/knoop" | tail -n 1
for script in tests/spec/*/run; do
    BUILD=$1 CC=clang SANITIZE="-fprofile-instr-generate -fcoverage-mapping" "$script" | tail -n 1
done
python3 tests/serve/soak.py "$1/knoop" 40 1 | tail -n 1
bash tests/tools/editors.sh "$1/knoop" | tail -n 1
bash tests/documents/run "$1/knoop" | tail -n 1
bash tests/documents/pdf "$1/knoop" | tail -n 1
python3 tests/links/links.py "$1/knoop" | tail -n 1
bash tests/import/run "$1/knoop" | tail -n 1
bash tests/tools/sample.sh "$1/knoop" | tail -n 1
python3 tests/faults/hostile.py --program "$1/knoop" | tail -n 1
llvm-profdata-14 merge -sparse "$1"/profiles/*.profraw -o "$1/profile"
objects=
for test in "$1"/unit/*_test $(find "$1/spec" -type f -perm -u+x); do
    objects="$objects -object $test"
done
# shellcheck disable=SC2086 # the objects are words
llvm-cov-14 report "$1/knoop" $objects -instr-profile="$1/profile" -show-functions=0 --ignore-filename-regex=tests/

#!/bin/sh
# unit.sh FOLDER: runs every unit test program in FOLDER ($RUN before each, for valgrind), prints what went wrong, and
# ends with `N passed, N failed`. A program that crashes is a failure beside those that it reported.
set -u
passed=0 failed=0
log=$1/log
for test in "$1"/*_test; do
    ASAN_OPTIONS=allow_user_segv_handler=0 ${RUN:-} "$test" >"$log" 2>&1
    status=$?
    good=$(grep -c '^\[       OK \]' "$log")
    bad=$(sed -n 's/^\[  FAILED  \] \([0-9]*\) test(s).*/\1/p' "$log" | awk '{ n += $1 } END { print n + 0 }')
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        bad=1
    fi
    if [ "$good" -eq 0 ] && [ "$bad" -eq 0 ]; then
        bad=1
    fi
    if [ "$bad" -ne 0 ]; then
        echo "$test (status $status):"
        grep -v '^\[\( RUN\|       OK\|==\|  PASSED\)' "$log"
    fi
    passed=$((passed + good)) failed=$((failed + bad))
done
rm -f "$log"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

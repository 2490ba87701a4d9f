#!/bin/sh
# pathological.sh PROGRAM [COUNT]: for every shape of PROGRAM (formats_pathological.c), twice the input may take at most
# 2.5 times the instructions. Instructions are counted by callgrind, so that a busy machine does not matter.
set -u
program=$1
count=${2:-4000}
passed=0
failed=0
instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" "$2" 2>&1 |
        sed -n 's/.*Collected : //p'
}
base=$(instructions words 0)
for shape in $("$program"); do
    once=$(($(instructions "$shape" "$count") - base))
    twice=$(($(instructions "$shape" $((2 * count))) - base))
    if [ "$once" -gt 0 ] && [ $((twice * 10)) -le $((once * 25)) ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$shape: $once instructions for $count, $twice for twice as many"
    fi
done
[ "$passed" -gt 0 ] || failed=$((failed + 1)) # without shapes nothing was shown
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

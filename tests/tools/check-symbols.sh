#!/bin/bash
# check-symbols.sh BUILD: the program lends its functions to its modules, so none may have the name of a function in a library
# that it or a module loads: the library would call ours. Ends with `N passed, N failed`.
set -u
passed=0 failed=0
own=$(nm -D --defined-only "$1/knoop" | awk '$2 ~ /[TDBR]/ { print $3 }' | grep -v '^_' | sort -u)
for library in $(ldd "$1/knoop" "$1"/modules/*.so | awk '$3 ~ /^\// { print $3 }' | sort -u); do
    twice=$(comm -12 <(echo "$own") <(nm -D --defined-only "$library" 2>/dev/null | awk '{ sub(/@.*/, "", $3); print $3 }' | sort -u))
    if [ -z "$twice" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "${library##*/} has these too: $(echo "$twice" | tr '\n' ' ')"
    fi
done
[ -n "$own" ] || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

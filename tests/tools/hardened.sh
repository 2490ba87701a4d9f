#!/bin/sh
# hardened.sh PROGRAM MODULE…: what is released has what the Makefile asks for: it is loaded anywhere, its tables are
# read-only once it runs, its stack and heap are not run, and its calls are checked. Ends with `N passed, N failed`.
set -u
passed=0 failed=0
must() { # FILE WHAT PATTERN TEXT
    if printf '%s\n' "$4" | grep -qE "$3"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$1: $2"
    fi
}
for file in "$@"; do
    headers=$(readelf -lhdW "$file")
    must "$file" "is not loaded anywhere (PIE)" 'Type: +DYN' "$headers"
    must "$file" "has no read-only relocations" 'GNU_RELRO' "$headers"
    must "$file" "binds its symbols later" 'BIND_NOW|FLAGS.* NOW' "$headers"
    must "$file" "may run its stack" 'GNU_STACK .* RW ' "$headers"
done
symbols=$(readelf --dyn-syms -W "$1")
must "$1" "has no stack protector" '__stack_chk_fail' "$symbols"
must "$1" "was built without _FORTIFY_SOURCE" '__(vsnprintf|snprintf|memcpy|fprintf)_chk' "$symbols"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

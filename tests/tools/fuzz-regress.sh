#!/bin/sh
# fuzz-regress.sh FOLDER: every fuzz target in FOLDER reads its corpus, tests/fuzz/corpus/TARGET/. Ends with
# `N passed, N failed`.
set -u
passed=0 failed=0
for source in tests/fuzz/*_fuzz.c; do
    [ -e "$source" ] || continue
    target=$(basename "$source" .c)
    corpus=tests/fuzz/corpus/${target%_fuzz}
    for file in "$corpus"/*; do
        if [ -f "$file" ] && timeout 20 "$1/$target" "$file" >"$1/log" 2>&1; then
            passed=$((passed + 1))
        else
            echo "$target $file:"
            tail -n 20 "$1/log"
            failed=$((failed + 1))
        fi
    done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

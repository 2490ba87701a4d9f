#!/bin/sh
# fuzz-regress.sh FOLDER: every fuzz target in FOLDER reads its corpus, tests/fuzz/corpus/TARGET/. Ends with
# `N passed, N failed`.
set -u
passed=0 failed=0
for source in tests/fuzz/*_fuzz.c; do
    [ -e "$source" ] || continue
    target=$(basename "$source" .c)
    corpus=tests/fuzz/corpus/${target%_fuzz}
    if timeout 300 "$1/$target" "$corpus"/* >"$1/$target.log" 2>&1; then
        passed=$((passed + $(find "$corpus" -type f | wc -l)))
        continue
    fi
    # Something is wrong with one of them: which?
    for file in "$corpus"/*; do
        if timeout 20 "$1/$target" "$file" >"$1/$target.log" 2>&1; then
            passed=$((passed + 1))
        else
            echo "$target $file:"
            tail -n 20 "$1/$target.log"
            failed=$((failed + 1))
        fi
    done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

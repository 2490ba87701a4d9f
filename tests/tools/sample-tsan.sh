#!/bin/bash
# sample-tsan.sh PROGRAM: builds and checks the knowledge base in content/ with a program that was made with
# ThreadSanitizer, on more threads than there is work for at times. Ends with `N passed, N failed`.
set -u
program=$(realpath "$1")
export TSAN_OPTIONS=suppressions=$PWD/tests/tools/races.txt:print_suppressions=0:exitcode=66:halt_on_error=0:second_deadlock_stack=1
passed=0 failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r content themes "$work"
for command in "check --jobs 8" "build --jobs 8" "build --jobs 3" "build --jobs 64" "check --published --jobs 8"; do
    # shellcheck disable=SC2086 # the command is words
    if "$program" $command --lang en --today 2026-03-01 "$work" >"$work/log" 2>&1 &&
        ! grep -q ThreadSanitizer "$work/log"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "failed: $command"
        head -n 60 "$work/log"
    fi
done
# Mistakes are gathered from all threads too.
for file in "$work"/content/articles/*.md; do
    printf '\n[fout](article:bestaat-niet), ![](weg.png)\n' >>"$file"
done
"$program" check --jobs 8 --lang en "$work" >"$work/log" 2>&1
if [ $? -eq 1 ] && ! grep -q ThreadSanitizer "$work/log"; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
    head -n 60 "$work/log"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

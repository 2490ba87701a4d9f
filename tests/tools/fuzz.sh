#!/bin/sh
# fuzz.sh FOLDER SECONDS: runs every fuzz target in FOLDER for SECONDS, beginning with its corpus in
# tests/fuzz/corpus/TARGET/. What it finds new lies in FOLDER/corpus/TARGET/, what crashes in FOLDER/crash-TARGET-….
set -u
status=0
for source in tests/fuzz/*_fuzz.c; do
    target=$(basename "$source" _fuzz.c)
    mkdir -p "$1/corpus/$target"
    echo "== $target"
    dictionary=tests/fuzz/$target.dict
    "$1/fuzz/${target}_fuzz" -max_total_time="$2" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$1/crash-$target-" ${dictionary:+$([ -e "$dictionary" ] && echo "-dict=$dictionary")} \
        "$1/corpus/$target" "tests/fuzz/corpus/$target" 2>&1 | tail -n 12
    if ls "$1/crash-$target-"* >/dev/null 2>&1; then
        echo "$target: see $1/crash-$target-*"
        status=1
    fi
done
exit $status

#!/bin/sh
# markdown.sh PROGRAM [MEGABYTES]: what Markdown with all extensions costs beside cmark's own parse and render of the
# same bytes: seconds for that many megabytes (50), the median of five runs, and instructions (callgrind) for one.
set -eu
program=$1
megabytes=${2:-50}
for run in 1 2 3 4 5; do
    "$program" "$megabytes" >"${TMPDIR:-/tmp}/markdown-bench.$$.$run"
done
sed -n 's/^ratio //p' "${TMPDIR:-/tmp}/markdown-bench.$$".* | sort -n >"${TMPDIR:-/tmp}/markdown-bench.$$.ratios"
sed '/^ratio/d' "${TMPDIR:-/tmp}/markdown-bench.$$.3"
printf 'seconds:      ratio %s (from %s to %s)\n' "$(sed -n 3p "${TMPDIR:-/tmp}/markdown-bench.$$.ratios")" \
    "$(sed -n 1p "${TMPDIR:-/tmp}/markdown-bench.$$.ratios")" "$(sed -n 5p "${TMPDIR:-/tmp}/markdown-bench.$$.ratios")"
rm -f "${TMPDIR:-/tmp}/markdown-bench.$$".*

instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" 1 "$1" 2>&1 | sed -n 's/.*Collected : //p'
}
none=$(instructions none) # what making the articles takes
cmark=$(($(instructions cmark) - none))
knoop=$(($(instructions knoop) - none))
printf 'instructions: cmark %d, knoop %d, ratio %d.%02d\n' "$cmark" "$knoop" $((knoop / cmark)) $((knoop * 100 / cmark % 100))

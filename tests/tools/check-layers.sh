#!/bin/sh
# check-layers.sh: every #include "room/file.h" in generator/ must be allowed by tests/layers.txt, and every header must
# compile alone. Ends with `N passed, N failed`.
set -eu
awk '
FNR == NR && /^[a-z]+:/ {
    room = $1
    sub(":", "", room)
    allowed[room, room] = 1
    for (i = 2; i <= NF; i++) allowed[room, $i] = 1
    known[room] = 1
    next
}
FNR == NR { next }
/^[ \t]*#[ \t]*include[ \t]*"/ {
    split(FILENAME, path, "/")
    from = path[3] == "" ? "main" : path[2]
    header = $0
    sub(/^[^"]*"/, "", header)
    sub(/".*/, "", header)
    to = header
    sub("/.*", "", to)
    wrong = ""
    if (header !~ /^[a-z]+\/[a-z0-9_]+\.h$/) wrong = "includes are written \"room/file.h\", not \"" header "\""
    else if (!(to in known)) wrong = "there is no room " to "/"
    else if (!((from, to) in allowed)) wrong = from "/ may not include " header
    else if ((getline line < ("generator/" header)) < 0) wrong = "there is no " header
    close("generator/" header)
    if (wrong == "") passed++
    else { failed++; print FILENAME ":" FNR ": " wrong }
}
END { print passed + 0 " passed, " failed + 0 " failed (includes)" }
' tests/layers.txt generator/*.c generator/*/*.[ch] >"${TMPDIR:-/tmp}/layers.$$" || true
grep -v ' (includes)$' "${TMPDIR:-/tmp}/layers.$$" || true
counts=$(sed -n 's/ (includes)$//p' "${TMPDIR:-/tmp}/layers.$$")
rm -f "${TMPDIR:-/tmp}/layers.$$"
passed=${counts%% *} failed=${counts#*, }
failed=${failed%% *}

libraries=$(pkg-config --cflags libcmark yaml-0.1 libxml-2.0 libutf8proc pangocairo cairo-pdf librsvg-2.0)
for header in generator/*/*.h; do
    # shellcheck disable=SC2086 # the flags are words
    if printf '#include "%s"\n' "${header#generator/}" |
        ${CC:-cc} -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Werror -Igenerator $libraries -fsyntax-only -x c -; then
        passed=$((passed + 1))
    else
        echo "$header does not compile alone"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

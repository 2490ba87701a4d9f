#!/bin/sh
# check-words.sh: words and calls that do not belong in generator/. Each rule is one test; it ends with
# `N passed, N failed`.
set -u
passed=0 failed=0
bare=$(mktemp -d)
trap 'rm -rf "$bare"' EXIT

# The same files without comments, line for line.
for file in generator/*.c generator/*/*.[ch]; do
    mkdir -p "$bare/${file%/*}"
    ${CC:-cc} -fpreprocessed -dD -E -w "$file" 2>/dev/null |
        awk '/^# [0-9]+ "/ { for (n++; n < $2; n++) print ""; n = $2 - 1; next } { n++; print }' >"$bare/$file"
done

# rule TEXT GREP-ARGUMENT…: nothing in generator/ may match, comments aside.
rule() {
    text=$1
    shift
    if found=$(cd "$bare" && grep -rnE --include='*.[ch]' "$@" generator); then
        printf '%s:\n%s\n' "$text" "$found"
        failed=$((failed + 1))
    else
        passed=$((passed + 1))
    fi
}

# Kinds are data: no C file names one of the sample content, nor its folder. `page`, `term` and `document` are words of the
# generator too: what is made, a marked word of the glossary, and a book of the site. formats/ and import/ know no kinds, but have the element <article>,
# and words of pages that others made.
for file in content/kinds/*.yaml; do
    [ -e "$file" ] || continue
    kind=$(sed -n 's/^kind: *\([a-z-]*\).*/\1/p' "$file")
    folder=$(sed -n 's/^folder: *\([a-z-]*\).*/\1/p' "$file")
    case $kind in
    page | term | document | "") continue ;;
    esac
    rule "kinds are data, but the kind $kind is named" --exclude-dir=formats --exclude-dir=import "\"($kind|$folder)([:/-][^\"]*|\\.html)?\""
done

rule "these calls are not safe" \
    '\b(strcpy|strcat|sprintf|vsprintf|strtok|gets|gmtime|localtime|asctime|ctime|atoi|atol|atof|tmpnam|mktemp)\('
rule "these depend on the locale" \
    '\b(setlocale|strcoll|strxfrm|is(alpha|digit|space|alnum|punct|upper|lower)|to(lower|upper)|strn?casecmp|strftime)\('
rule "random numbers make no two builds alike" '\b(s?rand|random|drand48|getrandom|arc4random)\('
rule "HTML is escaped by base/escape.h only" --exclude=escape.c 'append[a-z_]*\(.*"&(amp|lt|gt|quot|#39|#34|#x27);'
rule "addresses are escaped by base/escape.h only" --exclude=escape.c '"%%%0?2?[xX]'
rule "only commands print" --exclude-dir=commands --exclude=arena.c --exclude=main.c \
    '\b(printf|puts|putchar|fprintf|fputs|perror)\('
rule "a path of one machine" '"/(home|root|work|Users)/'

# This one looks at comments.
rm -rf "$bare"
bare=.
trap - EXIT
rule "what is left to do belongs in the tracker" '\b(TODO|FIXME|XXX)\b'
# Every message of the table is told somewhere.
for message in $(grep -o "^    MESSAGE_[A-Z0-9_]*" generator/base/diagnostic_table.h | grep -v MESSAGE_COUNT); do
    if grep -rqw --include="*.c" --exclude=diagnostic_table.c "$message" generator; then
        passed=$((passed + 1))
    else
        echo "nothing tells $message: take it out of the table"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

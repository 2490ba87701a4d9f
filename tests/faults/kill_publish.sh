#!/bin/bash
# kill_publish.sh [POINTS [PAGES]]: publishes over a published site while the kernel, told so by strace, kills the
# process at a system call or lets the call fail. After a kill, output/ is exactly the old site or exactly the new one;
# after an error the same, with a message; and the next run makes everything right and leaves nothing behind. Without
# an exchange of folders every file is whole and no link leads to nothing.
#
# POINTS (200) is about how many moments are tried, spread over all calls; PAGES (60) the size of the site. Ends with
# `N passed, N failed`.
set -u
points=${1:-200} pages=${2:-60}
cd "$(dirname "$0")/../.." || exit 3
root=$PWD build=$(realpath -m "${BUILD:-build}")/faults
passed=0 failed=0
export LC_ALL=C
mkdir -p "$build"
if ! command -v strace >/dev/null; then
    echo "strace is not installed"
    echo "0 passed, 1 failed"
    exit 1
fi
if ! ${CC:-cc} -std=c11 -D_GNU_SOURCE -O1 -pthread -Igenerator -o "$build/publish_driver" \
    tests/faults/publish_driver.c generator/publish/*.c generator/base/*.c -lutf8proc; then
    echo "0 passed, 1 failed"
    exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/site"
cd "$work" || exit 3
driver=$build/publish_driver

publish() { # VERSION [THREADS]
    (cd site && "$driver" output "$1" "$pages" "${2:-1}")
}

# One line for all names, kinds, modes and bytes below a folder.
hash_of() {
    (cd "$1" 2>/dev/null && find . -printf '%P %y %m %l\n' | sort &&
        find . -type f -print0 | sort -z | xargs -0 -r sha256sum) | sha256sum
}

put_old() {
    rm -rf site
    mkdir site
    [ "$case" = first ] || cp -a old site/output
}

publish 1 >/dev/null
echo example.org >site/output/CNAME
mkdir site/output/.git
echo HEAD >site/output/.git/HEAD
cp -a site/output old
hash_old=$(hash_of old)
publish 2 >/dev/null
mv site/output new
hash_new=$(hash_of new)
publish 2 >/dev/null
hash_fresh=$(hash_of site/output)
hash_none=$(hash_of none)
[ "$hash_old" != "$hash_new" ] || { echo "the two versions are the same"; echo "0 passed, 1 failed"; exit 1; }

fail() {
    failed=$((failed + 1))
    echo "$case: $*"
}

# The next run needs no help.
repaired() {
    local wanted=$hash_new
    [ "$case" != first ] || wanted=$hash_fresh
    if ! publish 2 >/dev/null 2>message; then
        fail "$1: the next run failed: $(cat message)"
    elif [ "$(hash_of site/output)" != "$wanted" ]; then
        fail "$1: the next run did not make the site right"
    elif [ "$(ls -A site)" != output ]; then
        fail "$1: the next run left $(ls -A site | tr '\n' ' ')"
    else
        return 0
    fi
    return 1
}

# Old or new, and nothing else.
is_one_site() {
    local before=$hash_old after=$hash_new now
    [ "$case" != first ] || before=$hash_none after=$hash_fresh
    now=$(hash_of site/output)
    [ "$now" = "$before" ] && state=old || state=new
    [ "$now" = "$before" ] || [ "$now" = "$after" ]
}

# Where folders are not exchanged: each file is one of the old site or of the new one, what both have is there, and no
# link leads to nothing.
is_whole() {
    local file bad
    while IFS= read -r file; do
        cmp -s "site/output/$file" "old/$file" || cmp -s "site/output/$file" "new/$file" || {
            echo "$file is neither old nor new"
            return 1
        }
    done < <(diff -rq site/output old | sed -n 's/^Files site\/output\/\(.*\) and old\/.* differ$/\1/p
                                              s/^Only in site\/output\(.*\): \(.*\)$/\1\/\2/p' | sed 's/^\///' |
        while IFS= read -r file; do [ -d "site/output/$file" ] || echo "$file"; done)
    bad=$(cd site && find output -type f -print0 | xargs -0 awk -v root=output/ -f "$root/tests/faults/check_links.awk" |
        head -n 3)
    [ -z "$bad" ] || { echo "$bad"; return 1; }
}

# The calls that a run makes, without those of starting a process: CALL FIRST LAST, the numbers to try.
calls() {
    strace -f -o log -e "trace=$1" "$driver" >/dev/null 2>&1
    sed -n 's/^[0-9]* *\([a-z0-9_]*\)(.*/\1/p' log | sort | uniq -c >start
    put_old
    (cd site && strace -f -o ../log -e "trace=$1" ${2:+-e "$2"} ${3:+-e "$3"} "$driver" output 2 "$pages") >/dev/null
    sed -n 's/^[0-9]* *\([a-z0-9_]*\)(.*/\1/p' log | sort | uniq -c |
        awk 'NR == FNR { start[$2] = $1; next } { print $2, start[$2] + 1, $1 }' start -
}

# Runs with the fault at call $1 number $2: $3 is what happens there, the rest goes to strace too.
run_with() {
    local call=$1 number=$2 what=$3
    shift 3
    put_old
    # strace injects into calls that it traces only, and the last list of those counts.
    (cd site && timeout 60 strace -f -o /dev/null -e "trace=$call,linkat,renameat2" "$@" -e "inject=$call:$what:when=$number" \
        "$driver" output 2 "$pages" "$threads" >/dev/null 2>../message)
}

kill_at() {
    run_with "$1" "$2" signal=KILL "${@:3}" 2>/dev/null
    # Of two threads each has calls of its own, so that the number may be beyond them.
    [ $? -eq 137 ] || [ "$threads" -gt 1 ] || { fail "not killed at $1 number $2"; return; }
    if [ "$case" = replace ]; then
        is_whole >why || { fail "killed at $1 number $2: $(cat why)"; return; }
    else
        is_one_site || { fail "killed at $1 number $2: neither the old site nor the new one"; return; }
    fi
    repaired "killed at $1 number $2" && passed=$((passed + 1))
}

fail_at() {
    local error=$3 status
    run_with "$1" "$2" "error=$error"
    status=$?
    local what="$error of $1 number $2"
    is_one_site || { fail "$what: neither the old site nor the new one"; return; }
    case $status in
    0) [ "$state" = new ] || { fail "$what: ended well with the old site"; return; } ;;
    3)
        [ "$state" = old ] || { fail "$what: failed with the new site"; return; }
        [ "$error" != EINTR ] || { fail "$what: a signal is no failure"; return; }
        grep -q '^output.*: [A-Z]' message && [ "$(wc -l <message)" -eq 1 ] ||
            { fail "$what: the message is '$(cat message)'"; return; }
        ;;
    *) fail "$what: status $status" && return ;;
    esac
    repaired "$what" && passed=$((passed + 1))
}

# spread MOST MOMENTS COMMAND ARGUMENT…: calls COMMAND CALL NUMBER ARGUMENT… for about MOST of the moments in the file.
spread() {
    local most=$1 moments=$2 command=$3 total step call first last number
    shift 3
    total=$(awk '{ n += $3 - $2 + 1 } END { print n + 0 }' "$moments")
    step=$(((total + most - 1) / most))
    [ "$step" -gt 0 ] || step=1
    exec 3<"$moments"
    while read -r call first last <&3; do
        # A call that is made a few times only is tried every time.
        local each=$step
        [ $((last - first)) -ge 4 ] || each=1
        for ((number = first; number <= last; number += each)); do
            "$command" "$call" "$number" "$@"
        done
    done
    exec 3<&-
}

writing=openat,mkdirat,write,close,linkat,renameat,renameat2,unlinkat,fdatasync,syncfs,flock
no_exchange="inject=renameat2:error=EINVAL" no_links="inject=linkat:error=EPERM"

case=exchange threads=1
calls "$writing" >all
spread $((points * 4 / 10)) all kill_at
grep -E '^(linkat|unlinkat|write) ' all >most
threads=2
spread $((points / 20)) most kill_at
threads=1
for error in ENOSPC EIO EACCES EMFILE EINTR; do
    spread $((points / 20)) all fail_at "$error"
done
case=first
calls "$writing" >all
spread $((points / 10)) all kill_at
case=replace
calls "$writing" "$no_exchange" "$no_links" | grep -vE '^(linkat|renameat2) ' >all
spread $((points * 2 / 10)) all kill_at -e "$no_exchange" -e "$no_links"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

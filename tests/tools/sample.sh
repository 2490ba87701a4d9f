#!/bin/bash
# sample.sh PROGRAM: the knowledge base in content/ itself. It is built without a warning, verified, built again in other
# circumstances to the same bytes, edited rightly and wrongly. Ends with `N passed, N failed`.
set -u
program=$(realpath "$1")
passed=0 failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
log=$work/log

ok() {
    local name=$1
    shift
    if "$@" >"$log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "failed: $name"
        head -n 30 "$log" | sed 's/^/    /'
    fi
}

# A site in a folder of its own: the sample's content and themes.
new_site() {
    mkdir -p "$1"
    cp -r content themes "$1"
}
build() { (cd "$1" && shift && "$program" build --lang en --today 2026-03-01 "$@"); }
# What stands in output/, with what a rewritten file would change.
inodes() { (cd "$1" && find output ! -type d -printf '%p %i %T@ %m %s\n' | sort); }
same_tree() { diff -r "$1/output" "$2/output"; }
quiet() { "$@" >"$work/said" 2>&1 && [ ! -s "$work/said" ] || { cat "$work/said"; false; }; }
says_nothing_wrong() { "$@" >/dev/null 2>"$work/said" && ! grep -E '(error|warning|note): ' "$work/said" || { cat "$work/said"; false; }; }
status_is() {
    local wanted=$1 status=0
    shift
    "$@" || status=$?
    [ "$status" -eq "$wanted" ] || { echo "status $status, not $wanted"; false; }
}

new_site "$work/a"
ok "check --strict finds nothing" says_nothing_wrong "$program" check --strict --lang en --today 2026-03-01 "$work/a"
ok "check wrote nothing" test ! -e "$work/a/output"
ok "build --strict finds nothing" says_nothing_wrong build "$work/a" --strict
ok "it has a home page" test -s "$work/a/output/index.html"
for file in site.json sitemap.xml robots.txt 404.html; do
    ok "it has $file" test -s "$work/a/output/$file"
done
ok "what is published is right" says_nothing_wrong "$program" check --published --lang en --today 2026-03-01 "$work/a"
ok "XML is well-formed" sh -c "find '$work/a/output' -name '*.xml' -exec xmllint --noout --nonet {} +"
ok "site.json is JSON" python3 -m json.tool "$work/a/output/site.json" /dev/null
ok "files can be read by everyone" sh -c "! find '$work/a/output' ! -perm -444 | grep ."
ok "no path of this machine is published" sh -c "! grep -rlF '$work' '$work/a/output'"

# The same bytes, whatever the circumstances.
new_site "$work/b"
ok "build --jobs 1" build "$work/b" --jobs 1
ok "--jobs 1 gives the same bytes" same_tree "$work/a" "$work/b"
deep=$work/een/heel/andere/map
new_site "$deep"
ok "build --jobs 8" build "$deep" --jobs 8
ok "--jobs 8 in another folder gives the same bytes" same_tree "$work/a" "$deep"
new_site "$work/c"
mkdir "$work/locales"
localedef -i tr_TR -f UTF-8 "$work/locales/tr_TR.UTF-8" 2>/dev/null
ok "build in Turkey, Tokyo and privacy" env LOCPATH="$work/locales" LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 TZ=Asia/Tokyo \
    bash -c "umask 077; cd '$work/c' && '$program' build --lang nl --today 2026-03-01"
ok "locale, time zone and umask give the same bytes" same_tree "$work/a" "$work/c"
new_site "$work/d"
find "$work/d/content" -exec touch -d 2001-02-03 {} +
ok "build with the site as argument" "$program" build --lang en --today 2026-03-01 "$work/d"
ok "times of files and the way the site is named give the same bytes" same_tree "$work/a" "$work/d"

# A second build writes nothing.
inodes "$work/a" >"$work/before"
sleep 0.1
ok "build again" build "$work/a"
inodes "$work/a" >"$work/after"
ok "the second build kept every file" cmp "$work/before" "$work/after"

# A mistake leaves output/ exactly as it was.
page=$(cd "$work/a" && find content/articles -name '*.md' | sort | sed -n 1p)
cp "$work/a/$page" "$work/page.md"
printf '\nEen [fout](article:bestaat-niet-echt).\n' >>"$work/a/$page"
ok "a mistake has status 1" status_is 1 build "$work/a"
inodes "$work/a" >"$work/after"
ok "a mistake leaves output/ as it was" cmp "$work/before" "$work/after"
ok "a mistake leaves nothing beside output/" sh -c "[ \"\$(ls -A '$work/a' | tr '\n' ' ')\" = 'content output themes ' ]"

# An edit writes the pages that it changes, and no others.
cp "$work/page.md" "$work/a/$page"
printf '\nNog een zin.\n' >>"$work/a/$page"
ok "an edit is published" build "$work/a"
inodes "$work/a" >"$work/after"
changed=$(comm -13 "$work/before" "$work/after" | wc -l)
ok "an edit changed a page" test "$changed" -ge 1
ok "an edit left most pages alone ($changed written)" test "$changed" -le $(($(wc -l <"$work/before") / 4))
cp "$work/page.md" "$work/a/$page"
ok "an edit taken back is published" build "$work/a"
ok "and gives the first bytes again" same_tree "$work/a" "$work/b"

# Files that are not ours stay, and are told; ours that no longer belong go.
mkdir -p "$work/a/output/vreemd"
echo x >"$work/a/output/vreemd/bestand.txt"
build "$work/a" >"$work/said" 2>&1
ok "a foreign file stays" test -f "$work/a/output/vreemd/bestand.txt"
ok "a foreign file is told" grep -F 'vreemd/bestand.txt' "$work/said"
printf -- '---\ntitle: Even\ndescription: Voor even.\n---\n\nTekst.\n' >"$work/a/content/pages/even-maar.md"
ok "a page is added" build "$work/a"
ok "it is there" test -f "$work/a/output/pages/even-maar.html"
rm "$work/a/content/pages/even-maar.md"
ok "a page that was published cannot just go" status_is 1 build "$work/a"
ok "and is there still" test -f "$work/a/output/pages/even-maar.html"
sed -i 's|^pages/even-maar|gone: &|' "$work/a/content/addresses.txt"
ok "a page is removed" build "$work/a"
ok "it is gone" test ! -e "$work/a/output/pages/even-maar.html"
rm -r "$work/a/output/vreemd"
ok "all is as at first" same_tree "$work/a" "$work/b"

# The other commands, and what can go wrong around the content.
ok "show tells of an item" sh -c "cd '$work/a' && '$program' show --lang en article:$(basename "$page" .md) | grep -q '$page'"
ok "show of nothing has status 1" status_is 1 sh -c "cd '$work/a' && '$program' show --lang en article:bestaat-niet"
ok "help has status 0" sh -c "'$program' --help | grep -q build"
ok "the version is told" sh -c "'$program' --version | grep -q '[0-9]\.[0-9]'"
ok "a wrong command has status 2" status_is 2 "$program" bouw
ok "help that cannot be written has status 3" status_is 3 sh -c "'$program' --help >/dev/full"
ok "init makes a site" "$program" init "$work/new"
ok "which has no mistakes" says_nothing_wrong "$program" check --lang en "$work/new"
ok "and can be built" says_nothing_wrong "$program" build --lang en "$work/new"
ok "and verified" says_nothing_wrong "$program" check --published --lang en "$work/new"
ok "init does not overwrite" status_is 2 "$program" init "$work/new"
if [ "$(id -u)" -ne 0 ]; then
    chmod 555 "$work/b"
    ok "no permission to write has status 3" status_is 3 sh -c "echo '# x' >>'$work/b/content/site.yaml'; rm -rf '$work/b/output/'*; '$program' build '$work/b'"
    chmod 755 "$work/b"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

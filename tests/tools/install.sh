#!/bin/bash
# install.sh BUILD: installs what lies in the build folder BUILD, uses it without this repository, and removes it again.
# Ends with `N passed, N failed`.
set -u
passed=0 failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ok() {
    local name=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "failed: $name"
        head -n 30 "$work/log" | sed 's/^/    /'
    fi
}
make_it() { make --no-print-directory CC=gcc DEVELOPER=1 BUILD="$1" DESTDIR="$work/root" PREFIX=/usr/local "$2"; }

prefix=$work/root/usr/local
ok "make install" make_it "$1" install
ok "the program is there" test -x "$prefix/bin/knoop"
ok "its parts are there" test -f "$prefix/lib/knoop/archive.so"
ok "a theme is there" test -f "$prefix/share/knoop/themes/standaard/theme.yaml"
ok "the kinds are there" sh -c "ls '$prefix'/share/knoop/kinds/*.yaml"
ok "the manual is there" grep -q '^\.TH' "$prefix/share/man/man1/knoop.1"
if command -v groff >/dev/null 2>&1; then
    ok "the manual is well-formed" sh -c "! groff -man -Tutf8 -ww -z '$prefix/share/man/man1/knoop.1' 2>&1 | grep ."
fi
ok "bash completes" bash -c "source '$prefix/share/bash-completion/completions/knoop'
    COMP_WORDS=(knoop check --fo) COMP_CWORD=2; _knoop; [ \"\${COMPREPLY[*]}\" = --format ]
    COMP_WORDS=(knoop check --format s) COMP_CWORD=3; _knoop; [ \"\${COMPREPLY[*]}\" = sarif ] &&
    COMP_WORDS=(knoop expl) COMP_CWORD=1; _knoop; [ \"\${COMPREPLY[*]}\" = explain ] &&
    COMP_WORDS=(knoop explain field-un) COMP_CWORD=2; _knoop; [ \"\${COMPREPLY[*]}\" = 'field-unique field-unknown' ]"
if command -v zsh >/dev/null 2>&1; then
    ok "zsh reads its completion" zsh -n "$prefix/share/zsh/site-functions/_knoop"
fi
if command -v fish >/dev/null 2>&1; then
    ok "fish reads its completion" fish -n "$prefix/share/fish/vendor_completions.d/knoop.fish"
fi
ok "zsh and fish know every command" sh -c "for name in build check serve new move explain help; do
    grep -q \"'\$name:\" '$prefix/share/zsh/site-functions/_knoop' &&
    grep -q -- \"-a \$name -d\" '$prefix/share/fish/vendor_completions.d/knoop.fish' || exit 1; done"
mkdir "$work/empty"
ok "a new site" sh -c "cd '$work/empty' && '$prefix/bin/knoop' init site"
ok "can be built with the installed theme" sh -c "rm -rf '$work/empty/site/themes'; cd '$work/empty' && '$prefix/bin/knoop' build site"
ok "and has a home page" test -s "$work/empty/site/output/index.html"
ok "can be packed by the installed part" sh -c "'$prefix/bin/knoop' build '$work/empty/site' --zip '$work/empty/site.zip' && unzip -tq '$work/empty/site.zip'"
# A part is asked for when it is needed and not before; then what is wrong with it is told, and nothing was published.
mv "$prefix/lib/knoop" "$work/parts"
ok "a site of Markdown and YAML needs no part" "$prefix/bin/knoop" build --output "$work/out" "$work/empty/site"
echo '<svg xmlns="http://www.w3.org/2000/svg"/>' >"$work/empty/site/content/pages/drawing.svg"
told() {
    "$prefix/bin/knoop" build --output "$work/out-$1" "$work/empty/site" >"$work/told" 2>&1
    [ $? -eq 3 ] && grep -q "a part of the program is missing, install it again: .*/xml.so: .*$2" "$work/told" && [ ! -e "$work/out-$1" ]
}
ok "a part that is missing is told of" told missing "No such file"
mkdir "$prefix/lib/knoop" && echo broken >"$prefix/lib/knoop/xml.so"
ok "and one that is broken" told broken "file too short\|invalid ELF header"
rm -r "$prefix/lib/knoop" && mv "$work/parts" "$prefix/lib/knoop"
ok "and with them the site is built" "$prefix/bin/knoop" build --output "$work/out" "$work/empty/site"
ok "make uninstall" make_it "$1" uninstall
ok "leaves no file" sh -c "! find '$work/root' -type f | grep ."
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

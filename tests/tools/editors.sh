#!/bin/bash
# editors.sh PROGRAM: what helps editors at work: explanations with their examples, messages for programs, new items,
# schemas, renaming, fixes. Ends with `N passed, N failed`.
set -u
program=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A script that ends without a count has failed.
counted() {
    local output
    output=$("$@" 2>&1)
    printf '%s\n' "$output"
    tail -n 1 <<<"$output" | grep -qxE '[0-9]+ passed, [0-9]+ failed' || printf '%s: no count\n0 passed, 1 failed\n' "$*"
}
{
    counted python3 "$here/explain.py" "$program"
    for name in field-unknown reference-missing yaml-syntax heading-jump yaml-duplicate-key file-not-regular; do
        mkdir "$work/$name"
        (cd "$work/$name" && cp -r "$here/../sites/base/." . && mkdir -p content/people &&
            printf 'nmae: Jan é\nname: Jan\nname: Jan\n' >content/people/a.yaml &&
            printf -- '---\ntitle: é\ndate: 2-3-2026\n---\n\n#### é [é](network:gezondvelue)\n' >content/articles/"é $name.md" &&
            ln -s x content/people/link.yaml
            "$program" check --lang nl --format sarif >/dev/null 2>"$work/$name.sarif")
    done
    (cd "$here/../sites/base" && "$program" check --format sarif 2>"$work/empty.sarif" >&2)
    counted node "$here/sarif.mjs" "$work"/*.sarif
    for script in "$here"/editors-*; do
        [ ! -e "$script" ] || counted "$script" "$program"
    done
} 2>&1 | awk '/^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3; next } { print }
    END { print passed + 0 " passed, " failed + 0 " failed"; exit failed != 0 }'

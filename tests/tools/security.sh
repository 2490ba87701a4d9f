#!/bin/sh
# security.sh: every test that .github/SECURITY.md names is there. Ends with `N passed, N failed`.
set -u
cd "$(dirname "$0")/../.." || exit 3
passed=0 failed=0
for name in $(grep -o '`tests/[^`]*`' .github/SECURITY.md | tr -d '`' | sort -u); do
    if [ -e "$name" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo ".github/SECURITY.md names $name, which is not there"
    fi
done
[ "$passed" -gt 0 ] || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

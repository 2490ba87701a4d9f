#!/bin/sh
# check-format.sh: every C file looks as clang-format 14 makes it. Ends with `N passed, N failed`.
set -u
passed=0 failed=0
for file in $(find generator tests -name node_modules -prune -o -name '*.[ch]' -print | sort); do
    if clang-format-14 --dry-run -Werror "$file" >/dev/null 2>&1; then
        passed=$((passed + 1))
    else
        echo "$file is not formatted: clang-format-14 -i $file"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

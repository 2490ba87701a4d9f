#!/bin/sh
# shim.sh BUILD: builds BUILD/faults/shim.so, if it is not there or older than its source, and prints its path.
set -eu
source=$(dirname "$0")/shim.c shim=$1/faults/shim.so
mkdir -p "$1/faults"
if [ ! -e "$shim" ] || [ "$source" -nt "$shim" ]; then
    ${CC:-cc} -std=c11 -D_GNU_SOURCE -O1 -Wall -Wextra -shared -fPIC -o "$shim.$$" "$source" -ldl
    mv "$shim.$$" "$shim"
fi
echo "$shim"

#!/bin/sh
# packages.sh PURPOSE PACKAGE:PROBE…: installs the Debian packages whose probe fails. A probe is a command, a
# pkg-config file (NAME.pc) or a path. On a system without apt it names what is missing and stops.
set -eu
purpose=$1
shift

is_there() {
    case $1 in
    *.pc) pkg-config --exists "${1%.pc}" 2>/dev/null ;;
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

missing=
for pair; do
    is_there "${pair#*:}" || missing="$missing ${pair%%:*}"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing for $purpose (by their Debian names):$missing" >&2
    echo "Install them with your system's package manager, then run make again." >&2
    exit 1
fi
sudo=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Missing for $purpose:$missing" >&2
        echo "Install them as root: apt-get install$missing" >&2
        exit 1
    fi
    sudo=sudo
fi
echo "Installing for $purpose:$missing"
$sudo apt-get -qq update
# shellcheck disable=SC2086 # the names are words
$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $missing >/dev/null

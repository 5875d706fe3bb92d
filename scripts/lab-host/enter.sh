#!/usr/bin/env bash
# Runs a command inside a fresh lab of its own: libvirt, network `labvm`, pool `labvm` and image `tiny` in
# namespaces made for this run, files in a temporary folder, everything gone at the end however it ends.
#
#   scripts/lab-host/enter.sh [--stock-network] -- <command> [argument…]
#
# --stock-network adds libvirt's network `default` as the distribution ships it.
# Passes the command's exit status on. The command runs as root. For what it finds in its environment see docs/set-up.md.
set -u
umask 022
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
fail() { echo "lab-host: $*" >&2 && exit 70; }
for part in own-folder apart; do
  # shellcheck source=/dev/null
  . "$here/../shell/$part.sh"
done
usage='usage: enter.sh [--stock-network] -- <command> [argument…]'

if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || fail "needs root: run it as root, or install sudo"
  keep=$(compgen -e | grep -E '^(LABVM_|LC_|LANG$|HOME$|TMPDIR$|TERM$|CI$|NO_COLOR$|FORCE_COLOR$)' | paste -sd,)
  exec sudo --preserve-env="$keep" env PATH="$PATH" bash "$here/enter.sh" "$@"
fi

stock_network=no
while [ $# -gt 0 ]; do
  case $1 in
    --stock-network) stock_network=yes ;;
    --) break ;;
    *) fail "$1 is no option. $usage" ;;
  esac
  shift
done
[ $# -ge 2 ] || fail "$usage"
shift

own_folder "${TMPDIR:-/tmp}" lab
lab=$folder
chmod 0711 "$lab"

export PATH="$here/../../node_modules/.bin:$PATH:/usr/sbin:/sbin"
export LABVM_LAB_STOCK_NETWORK=$stock_network
run_apart --net --mount-proc bash "$here/process-one.sh" "$lab" "$@"

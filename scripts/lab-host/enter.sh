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

# A lab's folder bears this name only while its lock is held, so one whose lock is free belongs to nobody alive.
# All processes of the lab inherit the lock.
base=${TMPDIR:-/tmp}
for stale in "$base"/labvm-lab.*; do
  [ -d "$stale" ] && [ -O "$stale" ] && [ ! -L "$stale" ] || continue
  (flock -n 8 && rm -rf --one-file-system "$stale") 8<"$stale"
done
new=$(mktemp -d "$base/labvm-new.XXXXXX") || fail "cannot make a folder in $base"
exec 9<"$new"
flock 9
lab=$base/labvm-lab.${new##*.}
mv -T "$new" "$lab" || fail "cannot make $lab"
trap 'rm -rf --one-file-system "$lab"' EXIT
chmod 0711 "$lab"

export PATH="$here/../../node_modules/.bin:$PATH:/usr/sbin:/sbin"
export LABVM_LAB_STOCK_NETWORK=$stock_network
# Dies with this shell (setpriv), takes the lab's process 1 along (kill-child), and that one takes everything.
# A shell starts background commands deaf to Ctrl-C and without stdin: both are given back.
env --default-signal=INT,QUIT setpriv --pdeathsig KILL \
  unshare --mount --net --pid --fork --kill-child --mount-proc \
  bash "$here/process-one.sh" "$lab" "$@" <&0 &
lab_pid=$!

# The command is asked to end, and gets ten seconds for it.
end_lab() {
  local first
  first=$(tr -d ' ' <"/proc/$lab_pid/task/$lab_pid/children")
  [ -n "$first" ] || return
  kill -TERM "$first"
  # A pipe that nobody writes to: a wait without a process that would have to be ended too.
  (read -rt 10 <> <(:) || kill -KILL "$first") 9<&- >/dev/null 2>&1 &
  killer=$!
}
killer=
trap end_lab TERM HUP
trap : INT # the terminal tells the command itself

status=0
while wait "$lab_pid"; status=$?; kill -0 "$lab_pid" 2>/dev/null; do :; done
[ -z "$killer" ] || kill "$killer" 2>/dev/null
exit "$status"

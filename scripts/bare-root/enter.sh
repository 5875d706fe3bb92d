#!/usr/bin/env bash
# Runs a command on a machine that nothing was ever installed on: Debian's minimal system (this machine's release),
# Node, npm, and a fresh clone of this one's HEAD, in a folder and in namespaces that are gone at the end however it ends.
#
#   scripts/bare-root/enter.sh -- <command> [argument…]
#
# The command runs as root in the clone, without a login: HOME and PATH are all that its environment holds, besides the
# way to npm's registry. Passes its exit status on. Needs root, debootstrap, and this machine's mirror of Debian.
# LABVM_BARE_CACHE=<dir> keeps the downloaded packages. The folder is made in TMPDIR, or /var/tmp: 4 GiB.
set -u
umask 022
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
fail() { echo "bare-root: $*" >&2 && exit 70; }
for part in own-folder apart mirror; do
  # shellcheck source=/dev/null
  . "$here/../shell/$part.sh"
done
# shellcheck source=/dev/null
. "$here/node.sh"
[ $# -ge 2 ] && [ "$1" = -- ] || fail 'usage: enter.sh -- <command> [argument…]'
shift

if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || fail "needs root: run it as root, or install sudo"
  keep=$(compgen -e | grep -E '^(LABVM_BARE_CACHE|TMPDIR|NODE_EXTRA_CA_CERTS|npm_config_.*)$' | paste -sd,)
  exec sudo --preserve-env="$keep" env PATH="$PATH" bash "$here/enter.sh" -- "$@"
fi
PATH=$PATH:/usr/sbin:/sbin
command -v debootstrap >/dev/null ||
  fail "debootstrap is not installed; as root: apt-get install --no-install-recommends debootstrap"
find_mirror
find_node
own_folder "${TMPDIR:-/var/tmp}" bare

export codename mirror node_program npm_folder
run_apart bash "$here/process-one.sh" "$folder" "$@"

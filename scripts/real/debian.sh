#!/usr/bin/env bash
# Builds a Debian 12 cloud image from Debian's own packages: debian-cloud.qcow2 and debian-cloud.json in <out-dir>.
#
#   scripts/real/debian.sh <out-dir>
#
# Must run as root, for the guest's files are owned by many. Uses no loop mount, no KVM, and no network but apt's
# mirror; installs nothing on this host (debian-packages.txt lists what it needs). Does nothing if <out-dir> holds
# what this recipe makes. LABVM_DEBIAN_CACHE=<dir> keeps the downloaded packages.
set -euo pipefail
export LC_ALL=C TZ=UTC
umask 022
PATH=$PATH:/usr/sbin:/sbin

real=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
here=$real/debian
release=bookworm
fail() { echo "debian: $*" >&2 && exit 1; }
say() { echo "debian: $*" >&2; }
[ $# = 1 ] && [ -n "$1" ] || fail "usage: debian.sh <out-dir>"
mkdir -p "$1"
out=$(cd "$1" && pwd)

recipe=$(cd "$real" && find debian.sh debian debian-packages.txt -type f -print0 | sort -z | xargs -0 sha256sum |
  sha256sum | cut -d' ' -f1)

# What stands in <out-dir> was made by this recipe, as a whole: debian-cloud.json is the last to be put there.
is_current() { [ -s "$out/debian-cloud.qcow2" ] && grep -qs "\"recipe\": \"$recipe\"" "$out/debian-cloud.json"; }
is_current && exit 0
[ "$(id -u)" = 0 ] || fail "the guest's files belong to many owners: run this as root"

exec 9>"$out/.debian.lock"
flock 9
is_current && exit 0
# Left by a build that was killed: nobody else can be at work while the lock is held.
rm -rf --one-file-system "$out"/.debian-build.*
work=$(mktemp -d "$out/.debian-build.XXXXXX")
root=$work/root

for part in contain host system settle disk describe; do
  # shellcheck source=/dev/null
  . "$here/$part.sh"
done
# shellcheck source=/dev/null
. "$real/../shell/mirror.sh"
trap clean_up EXIT
trap 'exit 1' INT TERM HUP

check_host
find_mirror
install_system
settle_system
make_disk
describe

rm -f "$out/debian-cloud.json"
for name in debian-cloud.qcow2 debian-cloud.json; do mv "$work/$name" "$out/$name"; done

#!/usr/bin/env bash
# Builds the guest image `tiny` from Debian's own packages: tiny.qcow2, tiny.iso and tiny.json in <out-dir>.
#
#   scripts/tiny/build.sh <out-dir>
#
# Needs no root, no loop mount, and no network but apt's mirror. The same packages give the same bytes.
# Does nothing if <out-dir> holds what this recipe makes. LABVM_TINY_CACHE=<dir> keeps the downloaded packages.
set -euo pipefail
export LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=1700000000
umask 022
PATH=$PATH:/usr/sbin:/sbin

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
fail() { echo "tiny: $*" >&2 && exit 1; }
[ $# = 1 ] && [ -n "$1" ] || fail "usage: build.sh <out-dir>"
mkdir -p "$1"
out=$(cd "$1" && pwd)

recipe=$(cd "$here" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)

# What stands in <out-dir> was made by this recipe, as a whole: tiny.json is the last to be put there.
is_current() {
  [ -s "$out/tiny.qcow2" ] && [ -s "$out/tiny.iso" ] && grep -qs "\"recipe\": \"$recipe\"" "$out/tiny.json"
}
is_current && exit 0

exec 9>"$out/.lock"
flock 9
is_current && exit 0
# Left by a build that was killed: nobody else can be at work while the lock is held.
rm -rf "$out"/.build.*
work=$(mktemp -d "$out/.build.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP

for part in build/{packages,kernel,initramfs,disk,iso,describe} ../shell/apt; do
  # shellcheck source=/dev/null
  . "$here/$part.sh"
done

check_host
fetch_packages
unpack_packages
make_kernel
make_initramfs
make_disk
make_iso
describe

rm -f "$out/tiny.json"
for name in tiny.qcow2 tiny.iso tiny.json; do mv "$work/$name" "$out/$name"; done

#!/usr/bin/env bash
# Makes a bootable CD of Debian's own installer, from Debian's package of it: debian-installer.iso, and
# debian-installer.json, which says what it was made of, in <out-dir>.
#
#   scripts/real/installer.sh <out-dir>
#
# The installer starts by itself, by BIOS or by UEFI, and asks its questions on the screen and on the first serial
# port alike. Below some 830 MiB of memory it first says, on the serial port only, that it has little of it.
#
# Needs no root, no loop mount, and no network but apt's mirror. The same package gives the same bytes.
# Does nothing if <out-dir> holds what this recipe makes. LABVM_INSTALLER_CACHE=<dir> keeps the downloaded package.
set -euo pipefail
export LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=1700000000
umask 022

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
fail() { echo "installer: $*" >&2 && exit 1; }
[ $# = 1 ] && [ -n "$1" ] || fail "usage: installer.sh <out-dir>"
mkdir -p "$1"
out=$(cd "$1" && pwd)
# shellcheck source=/dev/null
. "$here/../shell/apt.sh"
iso=debian-installer.iso about=debian-installer.json

# The installer runs on every console that the kernel names, unless it is given answers (auto, url, a preseed file).
boot_words='console=tty0 console=ttyS0,115200 quiet'

recipe=$(cd "$here" && sha256sum installer.sh installer-packages.txt | sha256sum | cut -d' ' -f1)
is_current() { [ -s "$out/$iso" ] && grep -qs "\"recipe\": \"$recipe\"" "$out/$about"; }

check_host() {
  local wanted missing
  mapfile -t wanted < <(sed 's/#.*//' "$here/installer-packages.txt" | grep -v '^ *$')
  missing=$(comm -23 <(printf '%s\n' "${wanted[@]}" | sort) \
    <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/ installed$//p' | sort))
  [ -z "$missing" ] || fail "missing on this host; as root: apt-get install --no-install-recommends ${missing//$'\n'/ }"
}

# Leaves the package's file in deb, and "name=version" in package.
fetch_package() {
  local trouble
  if try_fetching; then return; fi
  # Where apt's lists are old or empty; root alone may fetch new ones.
  if [ "$(id -u)" = 0 ] && update_lists && try_fetching; then return; fi
  fail "$trouble; as root: apt-get update, then try again"
}

# A cached package with the right sum is not fetched again. Leaves in trouble what went wrong.
try_fetching() {
  local cache=${LABVM_INSTALLER_CACHE:-$out/packages} name uri file sum version
  # One package for each release, named by its number: the newest that this host knows.
  trouble='apt knows no debian-installer-<release>-netboot-amd64'
  name=$(apt-cache pkgnames debian-installer- | grep -E '^debian-installer-[0-9]+-netboot-amd64$' | sort -V | tail -n 1) ||
    return
  trouble="apt does not know where to get $name"
  uri=$(apt-get -qq download --print-uris "$name") || return
  read -r _ file _ sum <<<"$uri"
  version=${file#*_}
  version=${version%_*}
  package=$name=${version//%3a/:}
  mkdir -p "$cache"
  deb=$(cd "$cache" && pwd)/$file
  if ! has_sum "$deb" "$sum"; then
    # Into a folder of its own first, so that an interrupted download is never taken for the package.
    rm -rf "$work/download"
    mkdir "$work/download"
    trouble="$package could not be downloaded"
    (cd "$work/download" && apt-get -qq -o APT::Sandbox::User= download "$package" >&2) || return
    trouble="$file is not what apt's index says it is"
    has_sum "$work/download/$file" "$sum" || return
    mv "$work/download/$file" "$deb" || return
  fi
  # Of a cache of our own, what a newer version has replaced goes.
  [ -n "${LABVM_INSTALLER_CACHE:-}" ] || find "$cache" -name '*.deb' ! -name "$file" -delete
}

# has_sum <file> <SHA256:sum>
has_sum() { echo "${2#SHA256:}  $1" | sha256sum --quiet -c >/dev/null 2>&1; }

# Leaves linux, initrd.gz and the loaders for UEFI (signed: Debian's shim and GRUB) in the folder that files names.
unpack_package() {
  mkdir "$work/root"
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$work/root" --no-same-owner --wildcards \
    '*/text/debian-installer/amd64/linux' '*/text/debian-installer/amd64/initrd.gz' \
    '*/text/debian-installer/amd64/bootnetx64.efi' '*/text/debian-installer/amd64/grubx64.efi' ||
    fail "$package does not hold the files that it used to; see: dpkg-deb --contents $deb"
  files=$(dirname "$(find "$work/root" -name initrd.gz)")
}

make_tree() {
  tree=$work/iso
  local menu=$tree/debian-installer/amd64/grub
  mkdir -p "$tree/isolinux" "$tree/install" "$menu"
  cp "$files/linux" "$files/initrd.gz" "$tree/install/"
  cp /usr/lib/ISOLINUX/isolinux.bin /usr/lib/syslinux/modules/bios/ldlinux.c32 "$tree/isolinux/"
  # The prompt lasts a second; TIMEOUT counts tenths.
  printf '%s\n' 'SERIAL 0 115200' 'DEFAULT install' 'PROMPT 1' 'TIMEOUT 10' 'LABEL install' \
    ' LINUX /install/linux' ' INITRD /install/initrd.gz' " APPEND $boot_words" >"$tree/isolinux/isolinux.cfg"
  # Where the GRUB of Debian's package looks for its menu, on the CD that it was started from.
  printf '%s\n' 'set timeout=1' 'menuentry "Install" {' " linux /install/linux $boot_words" \
    ' initrd /install/initrd.gz' '}' >"$menu/grub.cfg"
  make_efi_image "$tree/efi.img"
  find "$tree" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
}

# make_efi_image <file>: what UEFI starts from a CD, a FAT volume of 6 MiB with the loaders
make_efi_image() {
  touch -d "@$SOURCE_DATE_EPOCH" "$files"/*.efi
  export MTOOLS_SKIP_CHECK=1 MTOOLSRC=/dev/null
  mformat -i "$1" -C -T 12288 -h 2 -s 32 -c 4 -N 64656269 -v EFI ::
  mmd -i "$1" ::/EFI ::/EFI/BOOT
  mcopy -m -i "$1" "$files/bootnetx64.efi" ::/EFI/BOOT/BOOTX64.EFI
  mcopy -m -i "$1" "$files/grubx64.efi" ::/EFI/BOOT/
}

make_iso() {
  # xorriso takes all dates and the volume's id from SOURCE_DATE_EPOCH. It greets on stderr whatever one asks.
  xorriso -as mkisofs -quiet -R -V DEBIAN_INSTALLER -o "$work/$iso" -b isolinux/isolinux.bin -c isolinux/boot.cat \
    -no-emul-boot -boot-load-size 4 -boot-info-table -eltorito-alt-boot -e efi.img -no-emul-boot \
    "$tree" 2>"$work/xorriso.log" || fail "xorriso could not make the ISO: $(cat "$work/xorriso.log")"
}

describe() {
  printf '{\n  "recipe": "%s",\n  "package": "%s",\n  "version": "%s",\n  "bytes": %s,\n  "sha256": "%s"\n}\n' "$recipe" \
    "${package%%=*}" "${package#*=}" "$(stat -c %s "$work/$iso")" "$(sha256sum "$work/$iso" | cut -d' ' -f1)" >"$work/$about"
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

check_host
fetch_package
unpack_package
make_tree
make_iso
describe

# The description is the last to be put there: with it, all is there.
rm -f "$out/$about"
mv "$work/$iso" "$out/$iso"
mv "$work/$about" "$out/$about"

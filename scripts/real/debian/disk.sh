# debian-cloud.qcow2: an MBR disk. First partition: FAT with kernel and initramfs, started by SYSLINUX (BIOS) or by
# systemd-boot (UEFI). Second partition, to the disk's end, so that it can grow: ext4, the guest's root.

sector_bytes=512
disk_sectors=$((2 * 1024 * 1024 * 2))
boot_start=2048 boot_sectors=129024
root_start=131072
root_sectors=$((disk_sectors - root_start))

make_disk() {
  local raw=$work/disk.raw words
  words=$(words_of "$here/boot-words.txt" | paste -s -d ' ')
  say "writing the disk"
  truncate -s $((disk_sectors * sector_bytes)) "$raw"
  printf 'label: dos\n%s\n%s\n' "start=$boot_start, size=$boot_sectors, type=c, bootable" \
    "start=$root_start, size=$root_sectors, type=83" | sfdisk -q "$raw"
  dd if=/usr/lib/SYSLINUX/mbr.bin of="$raw" bs=440 count=1 conv=notrunc status=none
  make_boot_partition "$raw" "$words"
  contain mke2fs -q -F -t ext4 -b 4096 -L debian-root -m 1 -d "$root" \
    -E "offset=$((root_start * sector_bytes)),lazy_itable_init=0,nodiscard" \
    "$raw" $((root_sectors * sector_bytes / 1024))k || fail "the guest's files do not fit on its root partition"
  contain qemu-img convert -c -o compression_type=zstd -f raw -O qcow2 "$raw" "$work/debian-cloud.qcow2" ||
    fail "qemu-img could not write the image"
}

make_boot_partition() {
  local raw=$1 words=$2
  local fat=$raw@@$((boot_start * sector_bytes)) kernels initrds
  kernels=("$root"/boot/vmlinuz-*) initrds=("$root"/boot/initrd.img-*)
  [ ${#kernels[@]} = 1 ] && [ -e "${initrds[0]}" ] || fail "expected one kernel with its initramfs, found ${kernels[*]}"
  printf 'DEFAULT debian\nPROMPT 0\nTIMEOUT 0\nLABEL debian\n LINUX /vmlinuz\n INITRD /initrd.img\n APPEND %s\n' \
    "$words" >"$work/syslinux.cfg"
  printf 'timeout 0\ndefault debian.conf\neditor no\n' >"$work/loader.conf"
  printf 'title debian\nlinux /vmlinuz\ninitrd /initrd.img\noptions %s\n' "$words" >"$work/debian.conf"
  export MTOOLS_SKIP_CHECK=1 MTOOLSRC=/dev/null
  mformat -i "$fat" -T $boot_sectors -h 16 -s 63 -H $boot_start -c 4 -v DEBIAN-BOOT ::
  syslinux --offset $((boot_start * sector_bytes)) --install "$raw"
  mmd -i "$fat" ::/EFI ::/EFI/BOOT ::/loader ::/loader/entries
  mcopy -i "$fat" "${kernels[0]}" ::/vmlinuz
  mcopy -i "$fat" "${initrds[0]}" ::/initrd.img
  mcopy -i "$fat" "$work/syslinux.cfg" ::/
  mcopy -i "$fat" "$root/usr/lib/systemd/boot/efi/systemd-bootx64.efi" ::/EFI/BOOT/BOOTX64.EFI
  mcopy -i "$fat" "$work/loader.conf" ::/loader/loader.conf
  mcopy -i "$fat" "$work/debian.conf" ::/loader/entries/debian.conf
}

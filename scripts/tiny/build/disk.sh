# tiny.qcow2: an MBR disk. First partition: FAT with kernel and initramfs, started by SYSLINUX (BIOS) or by
# systemd-boot (UEFI). Second partition: ext4, empty, for what the machine wants to keep.

sector_bytes=512
boot_start=2048 boot_sectors=63488
data_start=65536 data_sectors=65536

make_disk() {
  local raw=$work/disk.raw words
  words=$(words_of boot-words.txt | tr '\n' ' ')
  truncate -s $(((data_start + data_sectors) * sector_bytes)) "$raw"
  printf 'label: dos\nlabel-id: 0x74696e79\n%s\n%s\n' \
    "start=$boot_start, size=$boot_sectors, type=c, bootable" \
    "start=$data_start, size=$data_sectors, type=83" | sfdisk -q "$raw"
  dd if=/usr/lib/SYSLINUX/mbr.bin of="$raw" bs=440 count=1 conv=notrunc status=none
  make_boot_partition "$raw" "$words"
  make_data_partition "$raw"
  qemu-img convert -f raw -O qcow2 "$raw" "$work/tiny.qcow2"
}

make_boot_partition() {
  local raw=$1 words=$2
  local fat=$raw@@$((boot_start * sector_bytes))
  printf 'DEFAULT tiny\nPROMPT 0\nTIMEOUT 0\nLABEL tiny\n LINUX /vmlinuz\n INITRD /initrd.img\n APPEND %s\n' \
    "$words" >"$work/syslinux.cfg"
  printf 'timeout 0\ndefault tiny.conf\neditor no\n' >"$work/loader.conf"
  printf 'title tiny\nlinux /vmlinuz.efi\ninitrd /initrd.img\noptions %s\n' "$words" >"$work/tiny.conf"
  export MTOOLS_SKIP_CHECK=1 MTOOLSRC=/dev/null
  touch -d "@$SOURCE_DATE_EPOCH" "$work"/{vmlinuz,vmlinuz.efi,initrd.img,syslinux.cfg,loader.conf,tiny.conf}
  mformat -i "$fat" -T $boot_sectors -h 16 -s 63 -H $boot_start -c 16 -N 74696e79 -v TINY-BOOT ::
  syslinux --offset $((boot_start * sector_bytes)) --install "$raw"
  mcopy -m -i "$fat" "$work/vmlinuz" "$work/syslinux.cfg" ::/
  fill_efi "$fat"
}

# fill_efi <image of a FAT volume>: what UEFI starts, and what systemd-boot starts in its turn.
fill_efi() {
  mmd -i "$1" ::/EFI ::/EFI/BOOT ::/loader ::/loader/entries
  mcopy -m -i "$1" "$work/vmlinuz.efi" "$work/initrd.img" ::/
  mcopy -m -i "$1" "$root/lib/systemd/boot/efi/systemd-bootx64.efi" ::/EFI/BOOT/BOOTX64.EFI
  mcopy -m -i "$1" "$work/loader.conf" ::/loader/loader.conf
  mcopy -m -i "$1" "$work/tiny.conf" ::/loader/entries/tiny.conf
}

make_data_partition() {
  local id=74696e79-0000-4000-8000-000000000001
  E2FSPROGS_FAKE_TIME=$SOURCE_DATE_EPOCH mke2fs -q -F -t ext4 -b 4096 -L tiny-data -m 0 -U $id \
    -E "hash_seed=$id,root_owner=0:0,offset=$((data_start * sector_bytes)),lazy_itable_init=0,nodiscard" \
    "$1" $((data_sectors * sector_bytes / 1024))k
}

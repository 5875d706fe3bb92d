# tiny.iso: the same kernel and initramfs as a live CD, started by ISOLINUX (BIOS) or by systemd-boot (UEFI).

make_iso() {
  local tree=$work/iso
  mkdir -p "$tree/isolinux"
  cp /usr/lib/ISOLINUX/isolinux.bin /usr/lib/syslinux/modules/bios/ldlinux.c32 "$tree/isolinux/"
  cp "$work/syslinux.cfg" "$tree/isolinux/isolinux.cfg"
  cp "$work/vmlinuz" "$work/initrd.img" "$tree/"
  make_efi_image "$tree/efi.img"
  find "$tree" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
  # xorriso takes all dates and the volume's id from SOURCE_DATE_EPOCH. It greets on stderr whatever one asks.
  xorriso -as mkisofs -quiet -R -V TINY -o "$work/tiny.iso" -b isolinux/isolinux.bin -c isolinux/boot.cat \
    -no-emul-boot -boot-load-size 4 -boot-info-table -eltorito-alt-boot -e efi.img -no-emul-boot \
    "$tree" 2>"$work/xorriso.log" ||
    fail "xorriso could not make the ISO: $(cat "$work/xorriso.log")"
}

# make_efi_image <file>: what UEFI starts from a disc. systemd-boot sees this volume only, so that kernel and
# initramfs lie in it once more. El Torito counts its sectors in 16 bits: it must stay below 32 MiB.
make_efi_image() {
  local kib=$((($(stat -c %s "$work/vmlinuz.efi") + $(stat -c %s "$work/initrd.img")) / 1024 + 1024))
  # Whole tracks of 63 sectors, which mformat wants.
  mformat -i "$1" -C -T $((kib * 2)) -h 16 -s 63 -c 16 -N 74696e79 -v TINY-EFI ::
  fill_efi "$1"
}

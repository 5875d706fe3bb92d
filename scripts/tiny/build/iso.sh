# tiny.iso: the same kernel and initramfs as a live CD, started by ISOLINUX.

make_iso() {
  local tree=$work/iso
  mkdir -p "$tree/isolinux"
  cp /usr/lib/ISOLINUX/isolinux.bin /usr/lib/syslinux/modules/bios/ldlinux.c32 "$tree/isolinux/"
  cp "$work/syslinux.cfg" "$tree/isolinux/isolinux.cfg"
  cp "$work/vmlinuz" "$work/initrd.img" "$tree/"
  find "$tree" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
  # xorriso takes all dates and the volume's id from SOURCE_DATE_EPOCH. It greets on stderr whatever one asks.
  xorriso -as mkisofs -quiet -R -V TINY -o "$work/tiny.iso" -b isolinux/isolinux.bin -c isolinux/boot.cat \
    -no-emul-boot -boot-load-size 4 -boot-info-table "$tree" 2>"$work/xorriso.log" ||
    fail "xorriso could not make the ISO: $(cat "$work/xorriso.log")"
}

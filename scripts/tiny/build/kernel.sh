# $work/vmlinuz: Debian's kernel, byte for byte the same code, packed with LZ4 in place of xz (see loader/unpack.S).
# $work/vmlinuz.efi: Debian's own file, which UEFI needs.

# field <offset> <bytes>: a number of the set-up header (Documentation/x86/boot.rst, "The Real-Mode Kernel Header")
field() { od -An -v -t "u$2" -j $(($1)) -N "$2" "$work/vmlinuz.efi" | tr -d ' '; }

# patch <offset> <bytes> <number>
patch() {
  local value=$3 i bytes=
  for ((i = 0; i < $2; i++)); do
    bytes+=$(printf '\\x%02x' $((value & 255)))
    value=$((value >> 8))
  done
  # shellcheck disable=SC2059
  printf "$bytes" | dd of="$work/setup.bin" bs=1 seek=$(($1)) conv=notrunc status=none
}

make_kernel() {
  cp "$root/boot/vmlinuz-$kernel" "$work/vmlinuz.efi"
  local setup_bytes=$((($(field 0x1f1 1) + 1) * 512))
  unpack_kernel "$setup_bytes"
  local target=$((0x1000000)) start=$((0x100000))
  # .BTF describes types to tracers; .init.scratch is empty and serves encrypted memory only.
  (cd "$work" && objcopy -O binary -R .BTF -R .init.scratch vmlinux vmlinux.bin && lz4 -q -l -9 vmlinux.bin vmlinux.lz4 &&
    as --64 --defsym "length=$(stat -c %s vmlinux.bin)" -o unpack.o "$here/loader/unpack.S" && ld -n -Ttext=$(printf '0x%x' $start) --oformat binary -o protected.bin unpack.o)
  local bytes
  bytes=$(stat -c %s "$work/protected.bin")
  [ $((start + bytes)) -lt $target ] || fail "the kernel packed with LZ4 is too large to lie below $target: $bytes bytes"
  head -c "$setup_bytes" "$work/vmlinuz.efi" >"$work/setup.bin"
  patch 0x000 2 0                      # no "MZ": this one is not for UEFI
  patch 0x1f4 4 $((bytes / 16))        # syssize
  patch 0x234 1 0                      # relocatable_kernel: to be loaded at code32_start, nowhere else
  patch 0x236 2 0                      # xloadflags: no 64-bit entry, no EFI handover
  patch 0x248 4 0                      # payload_offset, payload_length: not what a reader would expect
  patch 0x24c 4 0
  patch 0x258 8 $start                 # pref_address
  patch 0x260 4 $((target - start + $(field 0x260 4))) # init_size: nothing else may be put below this
  patch 0x264 4 0                      # handover_offset
  cat "$work/setup.bin" "$work/protected.bin" >"$work/vmlinuz"
}

# The ELF file inside the bzImage, by the packer that this release of Debian uses. Behind it lies its length.
unpack_kernel() {
  local offset=$(($1 + $(field 0x248 4))) length=$(($(field 0x24c 4) - 4)) magic
  magic=$(od -An -t x1 -j $offset -N 4 "$work/vmlinuz.efi" | tr -d ' ')
  local unpack
  case $magic in
    fd377a58) unpack=(xz -dc) ;;
    28b52ffd) unpack=(zstd -dcq) ;;
    1f8b*) unpack=(gzip -dc) ;;
    02214c18) unpack=(lz4 -dcq) ;;
    *) fail "kernel $kernel is packed in an unknown way ($magic)" ;;
  esac
  dd if="$work/vmlinuz.efi" bs=64K iflag=skip_bytes,count_bytes skip=$offset count=$length status=none |
    "${unpack[@]}" >"$work/vmlinux"
}

# The guest's packages, installed into $root.

install_system() {
  local names options=(--variant=minbase --arch=amd64 --components=main --merged-usr --force-check-gpg
    --keyring=/usr/share/keyrings/debian-archive-keyring.gpg)
  names=$(words_of "$here/guest-packages.txt" | paste -s -d ,)
  if [ -n "${LABVM_DEBIAN_CACHE:-}" ]; then
    mkdir -p "$LABVM_DEBIAN_CACHE"
    options+=("--cache-dir=$(cd "$LABVM_DEBIAN_CACHE" && pwd)")
  fi
  mkdir -p "$root/etc/initramfs-tools/conf.d"
  # Before the kernel's package makes its initramfs, or it would be made twice.
  cp "$here/rootfs/etc/initramfs-tools/conf.d/lab" "$root/etc/initramfs-tools/conf.d/"
  words_of "$here/initramfs-modules.txt" >"$work/modules"
  say "installing Debian $release (some minutes)"
  contain debootstrap "${options[@]}" "--include=$names" "$release" "$root" "$mirror" >"$work/debootstrap.log" 2>&1 ||
    fail "debootstrap failed: $(tail -n 20 "$work/debootstrap.log" "$root/debootstrap/debootstrap.log" 2>/dev/null)"
}

# From an installed system to an image: what every machine must have of its own goes, what none needs is masked.

settle_system() {
  cp -R --no-preserve=mode "$here/rootfs/." "$root/"
  local unit
  while read -r unit; do ln -sfn /dev/null "$root/etc/systemd/system/$unit"; done < <(words_of "$here/masked-units.txt")
  in_guest systemctl -q enable systemd-networkd.service systemd-resolved.service ssh.service ||
    fail "the network's and SSH's services could not be switched on"
  # A new kernel would never get to the boot partition.
  in_guest apt-mark -q hold linux-image-cloud-amd64 >/dev/null || fail "the kernel's package could not be held"
  ln -sfn ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
  cp "$work/modules" "$root/etc/initramfs-tools/modules"
  in_guest update-initramfs -u >"$work/initramfs.log" 2>&1 ||
    fail "the initramfs could not be made: $(tail -n 20 "$work/initramfs.log")"
  forget_this_build
  check_system
}

forget_this_build() {
  rm -f "$root"/etc/ssh/ssh_host_* "$root/var/lib/dbus/machine-id" "$root/var/lib/systemd/random-seed" \
    "$root"/var/cache/apt/*.bin "$root"/var/cache/debconf/*-old "$root"/var/lib/dpkg/*-old
  rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/archives/*.deb "$root"/var/log/* "$root"/var/lib/cloud/* \
    "$root"/usr/share/{man,info,lintian}/* "$root"/run/* "$root"/tmp/*
  mkdir -p "$root/var/lib/apt/lists/partial"
  find "$root/usr/share/doc" -type f ! -name copyright -delete
  find "$root/usr/share/locale" -mindepth 1 -maxdepth 1 -type d -exec rm -rf {} +
}

# What an image that is copied must never hold.
check_system() {
  [ ! -s "$root/etc/machine-id" ] || fail "the image has a machine id of its own"
  grep -qE '^root:[!*]' "$root/etc/shadow" || fail "root can log in by password"
  local keys=("$root"/etc/ssh/ssh_host_*)
  [ ! -e "${keys[0]}" ] || fail "the image has SSH host keys of its own"
}

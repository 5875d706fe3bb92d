# Debian's packages, without what they merely recommend.

make_packages() {
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    fail "this is no Debian: install QEMU, qemu-img, libvirtd, virsh and dnsmasq yourself, then LABVM_SETUP=off npm start" \
      "esto no es Debian: instale QEMU, qemu-img, libvirtd, virsh y dnsmasq, y después LABVM_SETUP=off npm start"
  fi
  local wanted missing
  wanted=$(wanted_packages)
  # shellcheck disable=SC2086
  missing=$(missing_packages $wanted)
  if [ -z "$missing" ]; then
    # shellcheck disable=SC2086
    set -- $wanted
    say "packages: $# present" "paquetes: $# presentes"
    return
  fi
  if [ "$(id -u)" != 0 ]; then
    as_root
    return
  fi
  # shellcheck disable=SC2086
  set -- $missing
  say "packages: installing $* (some minutes the first time) …" \
    "paquetes: instalando $* (unos minutos la primera vez) …"
  # Where the lists are old or empty the first attempt fails, and only then they are fetched.
  install_packages "$@" 2>/dev/null || { finish_interrupted && update_lists && install_packages "$@"; } ||
    fail "apt-get failed, see above. After mending it run the same command again." \
      "apt-get ha fallado, véase arriba. Una vez arreglado, repítase la misma orden."
}

wanted_packages() {
  local architecture lists=(scripts/setup/packages.txt scripts/tiny/host-packages.txt)
  architecture=$(dpkg --print-architecture)
  [ "$mode" != tools ] || lists+=(scripts/setup/test-packages.txt)
  sed 's/#.*//' "${lists[@]}" |
    awk -v own="$architecture" 'NF && ($2 == "" || $2 == own) {print $1}' | sort -u
}

missing_packages() {
  # dpkg-query fails for names that it has never heard of, and prints the others.
  printf '%s\n' "$@" | grep -vxF -f <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
    sed -n 's/^installed //p')
}

install_packages() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold \
    install --yes --no-install-recommends "$@" </dev/null >/dev/null 8<&- 9<&-
}

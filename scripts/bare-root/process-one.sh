#!/usr/bin/env bash
# Process 1 of a bare root (enter.sh starts it): makes the root, moves into it, and runs the command.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
fail() { echo "bare-root: $*" >&2 && exit 70; }
for part in shell/apart shell/mirror bare-root/node; do
  # shellcheck source=/dev/null
  . "$here/../$part.sh"
done
root=$1/root
clone=/root/labvm
shift

make_debian() {
  mkdir -p "$root/etc/dpkg/dpkg.cfg.d" "$root/var/cache/apt/archives" || return
  # All of it is thrown away: nothing has to survive a power cut.
  echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
  if [ -n "${LABVM_BARE_CACHE:-}" ]; then
    mkdir -p "$LABVM_BARE_CACHE" && mount --bind "$LABVM_BARE_CACHE" "$root/var/cache/apt/archives" || return
  fi
  echo "bare-root: making a minimal Debian ($codename) …" >&2
  debootstrap --variant=minbase "$codename" "$root" "$mirror" >"$root.log" 2>&1 || {
    tail -n 20 "$root.log" >&2
    return 1
  }
  sources_of_release | sed 's/^/deb /' >"$root/etc/apt/sources.list"
  # The way out only: nothing else of this machine's settings.
  apt-config dump 'Acquire::http::Proxy' 'Acquire::https::Proxy' >"$root/etc/apt/apt.conf.d/proxy"
}

make_clone() {
  git -c safe.directory='*' clone --quiet --no-local "$(git -c safe.directory='*' -C "$here" rev-parse --show-toplevel)" "$root$clone"
}

# Away from everything of this machine but its kernel, its devices and its network.
enter_root() {
  mount --rbind "$root" "$root" && cd "$root" || return
  mount -t proc proc proc && mount --rbind /sys sys && mount --rbind /dev dev && mount --make-rslave dev || return
  pivot_root . . && umount -l . && cd "$clone"
}

make_debian || fail "cannot make a Debian in $root"
copy_node "$root" || fail "cannot copy Node and npm"
mapfile -t settings < <(registry_settings "$root")
make_clone || fail "cannot clone this clone's HEAD"
enter_root || fail "cannot enter $root"
run_as_child env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${settings[@]}" "$@"

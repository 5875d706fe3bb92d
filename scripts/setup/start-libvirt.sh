#!/usr/bin/env bash
# Starts virtlogd and libvirtd as daemons where no init system does it. Says nothing unless it fails.
#
#   start-libvirt.sh [--mask-kvm]     in a mount namespace of its own: hides /dev/kvm
set -eu
umask 022
export PATH=$PATH:/usr/sbin:/sbin
logs=/var/log/libvirt
mkdir -p "$logs/qemu"

runs() {
  local pid
  read -r pid 2>/dev/null <"/run/$1.pid" && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$1" ]
}

if [ "${1:-}" = --mask-kvm ]; then
  # A device without a driver, which nobody may open. libvirt carries what is mounted under /dev over to each guest's
  # own /dev, which fails with a plain file.
  mkdir -p /run/labvm
  [ -e /run/labvm/no-kvm ] || mknod -m 0 /run/labvm/no-kvm c 0 0
  mount --bind /run/labvm/no-kvm /dev/kvm
fi
for daemon in virtlogd libvirtd; do
  runs "$daemon" || LIBVIRT_LOG_OUTPUTS="3:file:$logs/$daemon.log" "$daemon" -d </dev/null
done

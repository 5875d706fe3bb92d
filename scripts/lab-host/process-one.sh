#!/usr/bin/env bash
# Process 1 of a lab (enter.sh starts it): makes the host, runs the command, and reaps what is orphaned: libvirt
# takes a guest for ended only when process 1 has reaped its QEMU, and a shell does that at once.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=/dev/null
. "$here/../shell/apart.sh"
lab=$1
shift
fail() {
  echo "lab-host: $*" >&2
  tail -n 20 /var/log/libvirt/libvirtd.log >&2 2>/dev/null
  exit 70
}

# A sysfs of this network namespace: in the host's libvirt would find, and change, the host's bridges. It also hides
# the host's control groups, where guests of the same name would meet.
make_host() {
  mount -t sysfs sysfs /sys || return
  local path
  for path in /run /var/lib/libvirt /etc/libvirt /var/cache/libvirt /var/log/libvirt; do
    mkdir -p "$path" "$lab/host$path" && mount --bind "$lab/host$path" "$path" || return
  done
  # Guests are emulated in every lab, so that tests see the same wherever they run. A device, not a file: libvirt
  # carries what is mounted under /dev over to the guest's own /dev, and fails with a file.
  if [ -e /dev/kvm ]; then
    mknod -m 0 "$lab/no-kvm" c 0 0 && mount --bind "$lab/no-kvm" /dev/kvm || return
  fi
  mkdir -p /run/lock /var/log/libvirt/qemu /var/lib/libvirt/images && chmod 0711 /var/lib/libvirt/images || return
  mkdir -m 1777 "$lab/tmp" || return
  # For tests as somebody else, whom the clone may be hidden from: root often has it in a home of its own.
  mkdir "$lab/node_modules" && mount --bind "$here/../../node_modules" "$lab/node_modules" || return
  cp "$here"/etc/*.conf /etc/libvirt/ || return
  # libvirtd looks for hooks only when it starts; set-up finds this one in its place.
  install -D -m 0755 "$here/../setup/hook/labvm" /etc/libvirt/hooks/network.d/labvm || return
  ip link set lo up
}

make_host || fail "cannot make the lab's host"

export LABVM_LAB=1 LABVM_LAB_DIR=$lab LABVM_SETUP=off
export LABVM_DATA_DIR=$lab/data LABVM_LIBVIRT_SOCKET=/run/libvirt/libvirt-sock
export LABVM_LAB_LIBVIRTD_PIDFILE=/run/libvirtd.pid LABVM_LAB_RESTART_LIBVIRTD=$here/restart-libvirtd.sh
export TMPDIR=$lab/tmp LABVM_LAB_NODE_MODULES=$lab/node_modules
unset LABVM_NETWORK_SUBNET LABVM_SETUP_USER XDG_RUNTIME_DIR DBUS_SYSTEM_BUS_ADDRESS

virtlogd -d </dev/null || fail "virtlogd does not start"
libvirtd -d </dev/null || fail "libvirtd does not start"
node "$here/prepare.ts" </dev/null >&2 || fail "network, pool or image cannot be created"
if [ "$LABVM_LAB_STOCK_NETWORK" = yes ]; then
  virsh -q -c qemu:///system net-define /usr/share/libvirt/networks/default.xml >/dev/null &&
    virsh -q -c qemu:///system net-start default >/dev/null || fail "libvirt's stock network does not start"
fi
unset LABVM_LAB_STOCK_NETWORK

run_as_child "$@"

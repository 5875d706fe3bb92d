#!/usr/bin/env bash
# Inside a lab: makes it a host on which nothing was ever set up, and runs a command there.
#
#   bare-host.sh <command> [argument…]
set -eu
[ "${LABVM_LAB:-}" = 1 ] || { echo "bare-host: only inside a lab" >&2; exit 64; }
for pid in /run/libvirtd.pid /run/virtlogd.pid /run/libvirt/network/labvm.pid; do
  number=$(cat "$pid")
  kill "$number"
  while kill -0 "$number" 2>/dev/null; do sleep 0.02; done
done
ip link delete labvm0
for family in bridge inet; do nft delete table $family labvm; done
rm -rf /run/labvm /run/libvirt /run/*.pid /var/lib/libvirt/* "$LABVM_DATA_DIR"
find /etc/libvirt -mindepth 1 -type d -exec rm -rf {} +
mkdir -m 0711 /var/lib/libvirt/images
# As the machine has it, working or not.
while umount /dev/kvm 2>/dev/null; do :; done
unset LABVM_SETUP
exec "$@"

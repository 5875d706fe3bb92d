#!/usr/bin/env bash
# On a bare host: what the libvirt that set-up starts does with a guest.
set -eu
. "$(dirname "$0")/state.sh"
virsh() { command virsh -q -c qemu:///system "$@"; }
# In a session of its own, which ends with it, as a terminal does.
setsid --wait bash "$CLONE/scripts/setup.sh" 2>/dev/null
say verdict
sed -n 's/.*"case": "\(.*\)".*/\1/p' /run/labvm/kvm.json
say 'kvm hidden'
grep -q ' /dev/kvm ' "/proc/$(cat /run/libvirtd.pid)/mountinfo" && echo yes || echo no
virsh create "$(dirname "$0")/guest.xml" >/dev/null
say guest
virsh domstate guest
# Without somebody to reap its QEMU libvirt fails here, and this script with it.
virsh destroy guest >/dev/null
say 'after its terminal ended'
virsh net-list | grep -q labvm && echo running

#!/usr/bin/env bash
# On a bare host: a network as libvirt would make it by itself, with a machine on it and without.
set -eu
. "$(dirname "$0")/state.sh"
virsh() { command virsh -q -c qemu:///system "$@"; }
setup 2>/dev/null
virsh net-dumpxml labvm | sed "s/stp='off'/stp='on'/" >"$TMPDIR/network.xml"
virsh net-destroy labvm >/dev/null
virsh net-define "$TMPDIR/network.xml" >/dev/null
virsh net-start labvm >/dev/null
virsh create "$(dirname "$0")/guest.xml" >/dev/null
say 'with a machine'
setup 2>&1 | grep 'labvm: network'
say 'bridge with a machine'
virsh net-dumpxml labvm | grep '<bridge'
say 'subnet with a machine'
virsh net-dumpxml labvm | grep '<ip'
virsh destroy guest >/dev/null
setup 2>/dev/null
say 'bridge without'
virsh net-dumpxml labvm | grep '<bridge'
say 'subnet without'
virsh net-dumpxml labvm | grep '<ip'

# What set-up made, in words that stay the same as long as nothing was made anew. Sourced.

state() {
  local virsh='virsh -q -c qemu:///system'
  $virsh 'net-uuid labvm; net-info labvm; pool-uuid labvm; pool-info labvm --bytes; vol-list labvm' |
    grep -vE '^(Allocation|Available|Capacity)'
  # A table that was loaded anew has another handle.
  nft --handle list tables
  cat /run/libvirtd.pid /run/virtlogd.pid /run/libvirt/network/labvm.pid
  find "$LABVM_DATA_DIR" /var/lib/libvirt/images /var/lib/libvirt/dnsmasq/labvm.names /run/labvm \
    /etc/libvirt/hooks /etc/libvirt/labvm -printf '%p %y %m %u %T@\n' | sort
}

say() { printf '\n== %s\n' "$1"; }

setup() { bash "$CLONE/scripts/setup.sh"; }

# Loads the drivers that the hardware asks for, and no other: every device names its driver by an alias.

kernel_release() {
  read -r release </proc/sys/kernel/osrelease
  echo "$release"
}

memory_mib() {
  read -r _ kib _ </proc/meminfo
  echo $((kib / 1024))
}

# load_for <file with a device's alias>...
load_for() {
  aliases=
  for file; do
    [ -e "$file" ] && read -r alias <"$file" && aliases="$aliases $alias"
  done
  # shellcheck disable=SC2086
  [ -z "$aliases" ] || modprobe -qa $aliases 2>/dev/null
}

# load_for_class <beginning of a PCI class>
load_for_class() {
  files=
  for device in /sys/bus/pci/devices/*; do
    read -r class <"$device/class"
    case $class in "$1"*) files="$files $device/modalias" ;; esac
  done
  # shellcheck disable=SC2086
  load_for $files
}

load_network_drivers() {
  load_for_class 0x02
  for device in /sys/bus/virtio/devices/*; do
    [ -e "$device/modalias" ] && read -r alias <"$device/modalias" || continue
    # Of what virtio-pci has found, the network cards only: the rest can wait.
    case $alias in virtio:d00000001v*) modprobe -q "$alias" ;; esac
  done
}

load_disk_drivers() {
  load_for_class 0x01
  load_for /sys/bus/virtio/devices/*/modalias
  [ -d /sys/bus/scsi ] || return 0
  await_probing nls_ascii
  load_for /sys/bus/scsi/devices/*/modalias
  [ -z "$aliases" ] || await_probing nls_utf8
}

# Disks and CDs are looked for in the background. Loading a module in this way, whichever it is and needed or
# not, returns when all that has been begun is done.
await_probing() {
  modprobe -q "$1" async_probe=1
}

load_other_drivers() {
  load_for /sys/bus/pci/devices/*/modalias /sys/bus/acpi/devices/*/modalias
  modprobe -q evdev
}

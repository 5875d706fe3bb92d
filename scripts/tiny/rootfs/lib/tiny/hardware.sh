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
  load_for /sys/bus/virtio/devices/*/modalias
}

load_disk_drivers() {
  load_for_class 0x01
  [ -d /sys/bus/scsi ] || return 0
  # IDE, SATA and SCSI look for their disks in the background: loading a module so waits until they are done.
  modprobe -qa sd_mod sr_mod
  modprobe -q isofs async_probe=1
}

load_other_drivers() {
  load_for /sys/bus/pci/devices/*/modalias /sys/bus/acpi/devices/*/modalias
  load_for /sys/bus/virtio/devices/*/modalias
  modprobe -q evdev
}

# Loads the drivers that the hardware asks for, and no other: every device names its driver by an alias.

# aliases_of <modalias file>...: their contents in $aliases
aliases_of() {
  aliases=
  for file; do
    [ -e "$file" ] && read -r alias <"$file" && aliases="$aliases $alias"
  done
}

load_aliases() {
  aliases_of "$@"
  [ -n "$aliases" ] && modprobe -qa $aliases 2>/dev/null
  return 0
}

# pci_of_class <prefix of the class>: the modalias files of such devices in $files
pci_of_class() {
  files=
  for device in /sys/bus/pci/devices/*; do
    read -r class <"$device/class"
    case $class in $1*) files="$files $device/modalias" ;; esac
  done
}

load_network() {
  pci_of_class 0x02
  load_aliases $files
  load_aliases /sys/bus/virtio/devices/*/modalias
}

load_disks() {
  pci_of_class 0x01
  load_aliases $files
  load_aliases /sys/bus/virtio/devices/*/modalias /sys/bus/scsi/devices/*/modalias
}

load_rest() {
  load_aliases /sys/bus/pci/devices/*/modalias /sys/bus/acpi/devices/*/modalias
  load_aliases /sys/bus/virtio/devices/*/modalias
  modprobe -q evdev
}

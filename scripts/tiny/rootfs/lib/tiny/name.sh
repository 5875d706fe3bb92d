# The machine's name, from the first of: NoCloud seed, SMBIOS serial, QEMU's fw_cfg, "tiny".
# The seed is read last, for its disk takes a while to appear: see rename_by_seed.

valid_name() {
  case $1 in
    '' | [!a-z]* | *[!a-z0-9-]*) return 1 ;;
  esac
  [ ${#1} -le 63 ]
}

# The serial number as cloud-init reads it: ds=nocloud;h=<name>
name_from_serial() {
  [ -r /sys/class/dmi/id/product_serial ] && read -r serial </sys/class/dmi/id/product_serial || return 1
  case $serial in
    'ds=nocloud;'* | 'ds=nocloud-net;'*) ;;
    *) return 1 ;;
  esac
  serial=";$serial;"
  name=${serial#*;h=}
  [ "$name" != "$serial" ] || name=${serial#*;local-hostname=}
  [ "$name" != "$serial" ] || return 1
  name=${name%%;*}
  valid_name "$name"
}

name_from_firmware() {
  [ -e /sys/bus/acpi/devices/QEMU0002:00 ] || return 1
  modprobe -q qemu_fw_cfg
  file=/sys/firmware/qemu_fw_cfg/by_name/opt/labvm/hostname/raw
  [ -r "$file" ] || return 1
  # Without a newline at its end the text is read all the same, but read says 1.
  read -r name <"$file" || [ -n "$name" ]
  valid_name "$name"
}

choose_name() {
  name_from_serial || name_from_firmware || name=tiny
  set_name "$name"
}

set_name() {
  echo "$1" >/proc/sys/kernel/hostname
  echo "$1" >/etc/hostname
  printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$1" >/etc/hosts
}

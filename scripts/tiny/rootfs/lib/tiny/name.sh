# The machine's name, from the first of: NoCloud seed, SMBIOS serial, QEMU's fw_cfg, "tiny".

valid_name() {
  case $1 in
    '' | [!a-z]* | *[!a-z0-9-]*) return 1 ;;
  esac
  [ ${#1} -le 63 ]
}

# The serial number as cloud-init reads it: ds=nocloud;h=<name>
name_from_serial() {
  read -r serial </sys/class/dmi/id/product_serial || return 1
  case $serial in
    'ds=nocloud;'* | 'ds=nocloud-net;'*) ;;
    *) return 1 ;;
  esac
  serial=";$serial;"
  name=${serial#*;h=}
  [ "$name" != "$serial" ] || name=${serial#*;local-hostname=}
  [ "$name" != "$serial" ] || return 1
  name=${name%%;*}
}

name_from_firmware() {
  [ -e /sys/bus/acpi/devices/QEMU0002:00 ] || return 1
  modprobe -q qemu_fw_cfg
  name=
  read -r name </sys/firmware/qemu_fw_cfg/by_name/opt/labvm/hostname/raw
  [ -n "$name" ]
} 2>/dev/null

choose_name() {
  name=$seed_name
  valid_name "$name" || name_from_serial && valid_name "$name" ||
    name_from_firmware && valid_name "$name" || name=tiny
  hostname "$name"
  echo "127.0.1.1 $name" >>/etc/hosts
}

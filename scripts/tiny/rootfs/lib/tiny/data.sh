# /data is what outlives a reboot: the second partition of the machine's own disk, if it has one.

mount_data() {
  mkdir -p /data
  device=$(findfs LABEL=tiny-data 2>/dev/null) || return 0
  mount -t ext4 -o noatime "$device" /data 2>/dev/null || say "$device does not mount, /data is in memory only"
}

# The firmware's UUID is the machine's own even when its disk is a copy; without one, a random id is kept.
choose_machine_id() {
  uuid=
  [ -r /sys/class/dmi/id/product_uuid ] && read -r uuid </sys/class/dmi/id/product_uuid
  case $uuid in
    '' | 00000000-* | [Ff][Ff][Ff][Ff][Ff][Ff][Ff][Ff]-*)
      [ -s /data/uuid ] || cat /proc/sys/kernel/random/uuid >/data/uuid
      read -r uuid </data/uuid
      ;;
  esac
  echo "$uuid" | tr -d - | tr A-F a-f >/etc/machine-id
}

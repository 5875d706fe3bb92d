# Run inside of a guest: an agent that answers libvirt's greeting with the number that it was given, and nothing else
# (QEMU guest agent protocol: guest-sync).
find_port() {
  for port in /sys/class/virtio-ports/*; do
    read -r name <"$port/name" && [ "$name" = org.qemu.guest_agent.0 ] && device=/dev/${port##*/}
  done
}
greet() {
  while read -r line; do
    case $line in *guest-sync*)
      number=${line##*:}
      echo "{\"return\":${number%%\}*}}"
      ;;
    esac
  done
}
# Its system may still be loading drivers.
until [ -c "$device" ]; do
  modprobe -q virtio_console
  sleep 1
  find_port
done
greet <>"$device" >&0

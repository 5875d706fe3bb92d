# DHCP on every card, for ever; cards that are plugged in later are taken up as they come.

start_network() {
  write_page ''
  found=
  for card in /sys/class/net/*; do
    card=${card##*/}
    case $card in lo | sit*) continue ;; esac
    start_card "$card"
    found=yes
  done
  ip link set lo up
  [ -n "$found" ] || say 'no network card; waiting for one'
  uevent /lib/tiny/plugged >/dev/null 2>&1 &
}

start_card() {
  [ ! -e "/run/udhcpc.$1" ] || return 0
  : >"/run/udhcpc.$1"
  say "asking for an address on $1 as $(hostname)"
  ip link set "$1" up
  await_carrier "$1" && udhcpc -f -i "$1" -x "hostname:$(hostname)" -t 3 -T 1 -A 1 -s /lib/tiny/lease >/dev/null 2>&1 &
}

# What is sent before the link is up is lost, and the next try comes a second later.
await_carrier() {
  while read -r carrier <"/sys/class/net/$1/carrier" && [ "$carrier" != 1 ]; do usleep 20000; done
}

# write_page <address or nothing>: the page on port 80 and the banner of the consoles
write_page() {
  host=$(hostname)
  mkdir -p /www /run
  cat >/www/index.html <<PAGE
<!doctype html><html><head><meta charset="utf-8"><title>$host</title></head>
<body><h1>$host</h1><p>Address: ${1:-none yet}</p><p>A tiny machine of labvm.</p></body></html>
PAGE
  echo "tiny: $host, ${1:-no address yet}" >/run/motd
}

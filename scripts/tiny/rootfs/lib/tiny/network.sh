# DHCP on every card, for ever; cards that are plugged in later are taken up as they come.

start_network() {
  read -r host </etc/hostname
  found=
  for card in /sys/class/net/*; do
    start_card "${card##*/}"
  done
  [ -n "$found" ] || say 'no network card; waiting for one'
  write_page
  [ -e /run/httpd ] || { httpd -h /www && : >/run/httpd; }
}

# Leaves the processor to DHCP until the lease is there, but not for long.
await_lease() {
  [ -n "$found" ] && read -r -t 1 _ <>/run/leased
}

# start_card <interface>
start_card() {
  case $1 in lo | sit*) return ;; esac
  found=yes
  [ ! -e "/run/card.$1" ] || return
  : >"/run/card.$1"
  say "asking for an address on $1 as $host"
  ifconfig "$1" up
  {
    await_link "$1"
    exec udhcpc -f -i "$1" -x "hostname:$host" -t 3 -T 1 -A 1 -s /lib/tiny/lease
  } >/dev/null 2>&1 &
}

# What is sent before the link is up is lost, and the next try comes a second later.
await_link() {
  while read -r carrier <"/sys/class/net/$1/carrier" && [ "$carrier" != 1 ]; do usleep 20000; done
}

# write_page [address]: the page on port 80, and the banner of the consoles.
write_page() {
  cat >/www/index.html <<PAGE
<!doctype html>
<html>
<head><meta charset="utf-8"><title>$host</title></head>
<body><h1>$host</h1><p>Address: ${1:-none yet}</p><p>A tiny machine of labvm.</p></body>
</html>
PAGE
  echo "tiny: $host, ${1:-no address yet}" >/etc/motd
}

# Said once for an address and a name, as soon as there is an address and the name is final.
announce() {
  [ -e /run/settled ] && [ -s /run/address ] || return 0
  read -r ip </run/address
  read -r host </etc/hostname
  set -C
  true 2>/dev/null >"/run/ready.$ip.$host" && say "ready, address $ip, http://$ip/, name $host"
  set +C
}

settle() {
  : >/run/settled
  announce
}

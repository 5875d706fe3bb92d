# NoCloud: a CD or disk with the label "cidata" may name the machine and bring SSH keys.

read_seed() {
  seed_name=
  seed=$(findfs LABEL=cidata || findfs LABEL=CIDATA) 2>/dev/null || return 0
  mkdir -p /run/seed /root/.ssh
  for type in iso9660 vfat ''; do
    [ -n "$type" ] || return 0
    mount -t "$type" -o ro,nosuid,nodev,noexec "$seed" /run/seed 2>/dev/null && break
  done
  # Lines "name <name>" and "key <key>": nothing of the seed is ever evaluated.
  for file in meta-data user-data; do
    [ -f /run/seed/$file ] && head -c 65536 /run/seed/$file | awk -f /lib/tiny/seed.awk
  done >/run/seed.lines
  umount /run/seed
  while read -r kind value; do
    case $kind in
      name) seed_name=$value ;;
      key) echo "$value" >>/root/.ssh/authorized_keys ;;
    esac
  done </run/seed.lines
  say "seed read from $seed"
}

# DHCP began under another name, so that it did not have to wait for the seed: it begins anew.
rename_by_seed() {
  valid_name "$seed_name" && [ "$seed_name" != "$name" ] || return 0
  name=$seed_name
  set_name "$name"
  killall -q udhcpc
  rm -f /run/card.*
  start_network
}

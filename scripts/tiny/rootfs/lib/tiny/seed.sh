# NoCloud: a CD or disk with the label "cidata" may name the machine and bring SSH keys.

# The machine's only disk is no seed, and looking for labels takes a while.
more_than_one_disk() {
  disks=
  for disk in /dev/sr[0-9] /dev/vd[a-z] /dev/sd[a-z]; do
    [ ! -e "$disk" ] || disks=x$disks
  done
  [ ${#disks} -gt 1 ]
}

read_seed() {
  seed_name=
  more_than_one_disk || return 0
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
  # The address stays while it is asked for again.
  rm -f /run/card.* /run/address*
  start_network
}

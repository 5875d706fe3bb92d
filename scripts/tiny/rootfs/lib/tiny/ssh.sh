# SSH by key only, and only where a seed brought a key. The host key is made by each machine for itself.

start_ssh() {
  [ -s /root/.ssh/authorized_keys ] || return 0
  chmod 700 /root /root/.ssh
  chmod 600 /root/.ssh/authorized_keys
  mkdir -p /dev/pts && mount -t devpts -o gid=5,mode=620 devpts /dev/pts
  # In a folder per machine, so that a copy of the disk does not carry the key of its original.
  read -r id </etc/machine-id
  mkdir -p "/data/ssh/$id"
  key=/data/ssh/$id/ed25519
  {
    [ -s "$key" ] || { dropbearkey -t ed25519 -f "$key.new" && mv "$key.new" "$key" && sync; }
    dropbear -s -r "$key" && say 'SSH is open'
  } >/dev/null 2>&1 &
}

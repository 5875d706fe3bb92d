# SSH by key only, and only where a seed brought a key. The host key is made by each machine for itself.

start_ssh() {
  [ -s /root/.ssh/authorized_keys ] || return 0
  chmod 700 /root /root/.ssh
  chmod 600 /root/.ssh/authorized_keys
  read -r id </etc/machine-id
  # In a folder per machine, so that a copy of the disk does not carry the key of its original.
  mkdir -p "/data/ssh/$id"
  key=/data/ssh/$id/ed25519
  {
    [ -s "$key" ] || { dropbearkey -t ed25519 -f "$key.new" && mv "$key.new" "$key" && sync; }
    dropbear -s -r "$key"
  } >/dev/null 2>&1 &
}

# Long work runs apart: what it mounts and starts is gone when it ends or is ended, and a signal waits for nobody.

worker=

# contain <program> <argument>...
contain() {
  # Should this shell be killed, so is its worker: nothing goes on writing where the next build clears up.
  setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child -- "$@" &
  worker=$!
  local status=0
  wait "$worker" || status=$?
  worker=
  return "$status"
}

# in_guest <program> <argument>...: in the guest's file system, with nothing of this host's environment
in_guest() {
  contain env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"
}

clean_up() {
  if [ -n "$worker" ]; then
    # unshare takes no milder signal while it waits; what it started goes with it.
    kill -KILL "$worker" 2>/dev/null || true
    wait "$worker" 2>/dev/null || true
  fi
  local try
  for try in 1 2 3 4 5; do
    # The last of them may still be at its last file.
    rm -rf --one-file-system "$work" 2>/dev/null && return
    sleep "0.$try"
  done
  echo "debian: could not remove $work" >&2
}

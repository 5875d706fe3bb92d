# Two set-ups at once: the second waits, and says so. Both locks are held until this shell ends; they are taken on
# directories opened for reading, so that nobody can put anything in their way.

# For the clone's node_modules: whoever can read the clone can take it.
lock_clone() {
  exec 9<"$root"
  wait_for 9
}

# For the host: only root changes it, and /run is root's.
lock_host() {
  [ "$(id -u)" = 0 ] || return 0
  mkdir -p -m 0755 /run/labvm
  exec 8</run/labvm
  wait_for 8
}

wait_for() {
  flock -n "$1" && return
  say "another set-up is running, waiting for it …" "hay otra preparación en marcha; esperando …"
  flock "$1"
}

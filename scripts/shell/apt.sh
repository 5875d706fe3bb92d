# apt, where others use it too and where its lists are old. Sourced; root only.

# update_lists: fetches apt's lists; what it says goes to stderr. A machine that has just started does the same by itself,
# and apt waits for no lock on its lists: we do, up to five minutes.
update_lists() {
  local said attempt
  for ((attempt = 0; attempt < 60; attempt++)); do
    said=$(apt-get -qq update 2>&1 </dev/null 8<&- 9<&-) && return
    [[ $said == */lists/lock* ]] || break
    sleep 5
  done
  printf '%s\n' "$said" >&2
  return 1
}

# finish_interrupted: what somebody interrupted in the middle of an installation is brought to its end, or apt refuses all.
finish_interrupted() {
  [ -n "$(ls -A /var/lib/dpkg/updates)" ] || return 0
  DEBIAN_FRONTEND=noninteractive dpkg --configure -a --force-confold </dev/null >/dev/null 8<&- 9<&-
}

# What this host has to offer: packages to build with.

# words_of <list>: its lines without comments
words_of() { sed 's/#.*//' "$1" | grep -v '^ *$'; }

check_host() {
  [ "$(dpkg --print-architecture)" = amd64 ] || fail "the guest is built on amd64 only, this is $(uname -m)"
  local wanted missing
  mapfile -t wanted < <(words_of "$real/debian-packages.txt")
  missing=$(comm -23 <(printf '%s\n' "${wanted[@]}" | sort) \
    <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/ installed$//p' | sort))
  [ -z "$missing" ] || fail "missing on this host; as root: apt-get install --no-install-recommends ${missing//$'\n'/ }"
}

# What this host has to offer: packages to build with, and a mirror of Debian.

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

# Leaves in mirror the address that this host's apt has its own release of Debian from, whichever release that is.
find_mirror() {
  local codename proxy
  codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  mirror=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(SITE)' 'Created-By: Packages' |
    awk -v "codename=$codename" '$1 == codename && $2 == "main" && $3 ~ /^(https?|file):/ { print $3; exit }')
  [ -n "$mirror" ] || fail "apt names no mirror of Debian ${codename:-here} that debootstrap can read; see apt-get indextargets"
  proxy=$(apt-config dump --format '%v%n' Acquire::http::Proxy)
  [ -z "$proxy" ] || export http_proxy=$proxy
  proxy=$(apt-config dump --format '%v%n' Acquire::https::Proxy)
  [ -z "$proxy" ] || export https_proxy=$proxy
}

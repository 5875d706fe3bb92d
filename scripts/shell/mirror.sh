# Where this host's apt has Debian from. Sourced; needs `fail`.

# Leaves in codename the release of Debian that this host runs.
find_release() {
  codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  [ -n "$codename" ] || fail "/etc/os-release names no release; is this Debian?"
}

# Leaves in mirror the address that this host's apt has its own release of Debian from, whichever release that is.
find_mirror() {
  find_release
  mirror=$(sources_of_release | awk -v "codename=$codename" '$2 == codename { print $1; exit }')
  [ -n "$mirror" ] || fail "apt names no mirror of Debian $codename that debootstrap can read; see apt-get indextargets"
  find_proxy
}

# Lines `<address> <suite> <component>`: the release itself and what apt has besides, such as its security updates.
sources_of_release() {
  apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk -v "codename=$codename" '$1 ~ /^(https?|file):/ && $3 == "main" && ($2 == codename || index($2, codename "-") == 1)' |
    sort -u
}

# Exports the proxies that apt goes through.
find_proxy() {
  local proxy
  proxy=$(apt-config dump --format '%v%n' Acquire::http::Proxy)
  [ -z "$proxy" ] || export http_proxy=$proxy
  proxy=$(apt-config dump --format '%v%n' Acquire::https::Proxy)
  [ -z "$proxy" ] || export https_proxy=$proxy
}

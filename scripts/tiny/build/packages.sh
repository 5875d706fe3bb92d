# Debian's packages: which, downloading them, and unpacking them into $work/root. Nothing is installed.

# words_of <list>: its lines without comments
words_of() { sed 's/#.*//' "$here/$1" | grep -v '^ *$'; }

check_host() {
  [ "$(dpkg --print-architecture)" = amd64 ] || fail "the guest is built on amd64 only, this is $(uname -m)"
  local missing=() package
  for package in $(words_of host-packages.txt); do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] || fail "missing on this host; as root: apt-get install --no-install-recommends ${missing[*]}"
}

# The names of all packages to unpack. linux-image-amd64 only points to the kernel of the day.
list_packages() {
  local package deps
  while read -r package deps; do
    case $package in
      linux-image-*)
        apt-cache depends "$package" | sed -n 's/^ *Depends: \(linux-image-[0-9][^ ]*\)$/\1/p' | head -n 1
        ;;
      *)
        echo "$package"
        [ "$deps" != deps ] || apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts \
          --no-breaks --no-replaces --no-enhances "$package" | grep '^[a-z0-9]'
        ;;
    esac
  done < <(words_of guest-packages.txt) | sort -u
}

fetch_packages() {
  cache=${LABVM_TINY_CACHE:-$work/packages}
  mkdir -p "$cache"
  cache=$(cd "$cache" && pwd)
  local package version
  packages=() debs=()
  for package in $(list_packages); do
    version=$(apt-cache policy "$package" | sed -n 's/^ *Candidate: //p')
    [ -n "$version" ] && [ "$version" != '(none)' ] || fail "apt knows no package $package; as root: apt-get update"
    packages+=("$package=$version")
    debs+=("$cache/${package}_${version//:/%3a}_")
  done
  [[ " ${packages[*]}" == *' linux-image-'* ]] || fail "apt knows no kernel package; as root: apt-get update"
  local wanted=() i
  for i in "${!packages[@]}"; do
    compgen -G "${debs[$i]}*.deb" >/dev/null || wanted+=("${packages[$i]}")
  done
  [ ${#wanted[@]} = 0 ] && return
  # Into a folder of its own first, so that an interrupted download is never taken for a package.
  mkdir "$work/download"
  (cd "$work/download" && apt-get -qq -o APT::Sandbox::User= download "${wanted[@]}" >&2) ||
    fail "Debian's packages could not be downloaded; as root: apt-get update, then try again"
  mv "$work"/download/*.deb "$cache/"
}

unpack_packages() {
  root=$work/root
  mkdir "$root"
  local deb
  for deb in "${debs[@]}"; do
    # usr/lib and lib are one in the guest, whichever way this release of Debian packs them.
    dpkg-deb --fsys-tarfile "$(compgen -G "$deb*.deb")" |
      tar -x -C "$root" --no-same-owner --transform='s,^\./usr/,./,;s,^\./lib64/,./lib/x86_64-linux-gnu/,' --exclude='./usr/share/*'
  done
  kernel=$(cd "$root/boot" && ls vmlinuz-*)
  kernel=${kernel#vmlinuz-}
}

# Debian's packages: which, downloading them, and unpacking them into $work/root. Nothing is installed.

# words_of <list>: its lines without comments
words_of() { sed 's/#.*//' "$here/$1" | grep -v '^ *$'; }

check_host() {
  [ "$(dpkg --print-architecture)" = amd64 ] || fail "the guest is built on amd64 only, this is $(uname -m)"
  local wanted missing
  mapfile -t wanted < <(words_of host-packages.txt)
  missing=$(comm -23 <(printf '%s\n' "${wanted[@]}" | sort) \
    <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/ installed$//p' | sort))
  [ -z "$missing" ] || fail "missing on this host; as root: apt-get install --no-install-recommends ${missing//$'\n'/ }"
}

# The names of all packages to unpack. linux-image-amd64 only points to the kernel of the day.
list_packages() {
  local package deps
  while read -r package deps; do
    case $package in
      linux-image-*)
        apt-cache depends "$package" | sed -n '0,/Depends: linux-image-[0-9]/s/^ *Depends: \(linux-image-[0-9].*\)$/\1/p'
        ;;
      *)
        echo "$package"
        [ "$deps" != deps ] || apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts \
          --no-breaks --no-replaces --no-enhances "$package" | grep '^[a-z0-9]'
        ;;
    esac
  done < <(words_of guest-packages.txt) | sort -u
}

# Leaves the files' names in debs, and "name=version" in packages.
fetch_packages() {
  local trouble
  if try_fetching; then return; fi
  # Where apt's lists are old or empty; root alone may fetch new ones.
  if [ "$(id -u)" = 0 ] && update_lists && try_fetching; then return; fi
  fail "$trouble; as root: apt-get update, then try again"
}

# What the cache has already is not fetched again. Leaves in trouble what went wrong.
try_fetching() {
  local cache=${LABVM_TINY_CACHE:-$out/packages} names uris file sum
  mapfile -t names < <(list_packages)
  trouble='apt knows no kernel package'
  [[ " ${names[*]}" == *' linux-image-'* ]] || return
  trouble="apt does not know all of ${names[*]}"
  uris=$(apt-get -qq download --print-uris "${names[@]}") || return
  mkdir -p "$cache"
  cache=$(cd "$cache" && pwd)
  packages=() debs=()
  local wanted=()
  while read -r _ file _ sum; do
    debs+=("$cache/$file")
    local name=${file%%_*} version=${file#*_}
    version=${version%_*}
    packages+=("$name=${version//%3a/:}")
    echo "${sum#SHA256:}  $cache/$file" | sha256sum --quiet -c >/dev/null 2>&1 || wanted+=("${packages[-1]}")
  done < <(sort -k 2,2 <<<"$uris")
  trouble="Debian's packages could not be downloaded"
  if [ ${#wanted[@]} -gt 0 ]; then
    # Into a folder of its own first, so that an interrupted download is never taken for a package.
    rm -rf "$work/download"
    mkdir "$work/download"
    (cd "$work/download" && apt-get -qq -o APT::Sandbox::User= download "${wanted[@]}" >&2) || return
    mv "$work"/download/*.deb "$cache/" || return
  fi
  [ -n "${LABVM_TINY_CACHE:-}" ] || forget_other_packages "$cache"
}

# Of a cache of our own, what a newer version has replaced goes.
forget_other_packages() {
  local deb
  for deb in "$1"/*.deb; do
    [[ " ${debs[*]} " == *" $deb "* ]] || rm -f "$deb"
  done
}

unpack_packages() {
  root=$work/root
  mkdir "$root"
  local deb
  for deb in "${debs[@]}"; do
    # usr/lib and lib are one in the guest, whichever way this release of Debian packs them.
    dpkg-deb --fsys-tarfile "$deb" |
      tar -x -C "$root" --no-same-owner --transform='s,^\./usr/,./,;s,^\./lib64/,./lib/x86_64-linux-gnu/,' \
        --exclude=./usr/share --exclude='*/kernel/sound' --exclude='*/drivers/gpu' --exclude='*/drivers/media' \
        --exclude='*/net/wireless' --exclude='*/drivers/infiniband' --exclude='*/drivers/staging' --exclude='*/drivers/iio'
  done
  kernel=$(cd "$root/boot" && ls vmlinuz-*)
  kernel=${kernel#vmlinuz-}
}

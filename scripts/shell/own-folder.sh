# A temporary folder that is removed however its owner ends. Sourced; needs `fail`.

# own_folder <base> <kind>: leaves in folder a new one, <base>/labvm-<kind>.…, that goes when this shell ends.
#
# A folder bears this name only while its lock is held, so one whose lock is free belongs to nobody alive: such ones
# are removed first. All processes that this shell starts inherit the lock, as descriptor 9.
own_folder() {
  local base=$1 kind=$2 stale new
  for stale in "$base/labvm-$kind".*; do
    [ -d "$stale" ] && [ -O "$stale" ] && [ ! -L "$stale" ] || continue
    (flock -n 8 && rm -rf --one-file-system "$stale") 8<"$stale"
  done
  new=$(mktemp -d "$base/labvm-new.XXXXXX") || fail "cannot make a folder in $base"
  exec 9<"$new"
  flock 9
  folder=$base/labvm-$kind.${new##*.}
  mv -T "$new" "$folder" || fail "cannot make $folder"
  trap 'rm -rf --one-file-system "$folder"' EXIT
}

# debian-cloud.json: what the image is made of.

describe() {
  local image=$work/debian-cloud.qcow2
  {
    printf '{\n  "recipe": "%s",\n  "release": "%s",\n  "bytes": %s,\n  "sha256": "%s",\n  "virtualBytes": %s,\n' \
      "$recipe" "$release" "$(stat -c %s "$image")" "$(sha256sum "$image" | cut -d' ' -f1)" \
      $((disk_sectors * sector_bytes))
    printf '  "packages": {\n'
    dpkg-query --admindir="$root/var/lib/dpkg" -W -f '    "${Package}": "${Version}",\n' | sed '$s/,$//'
    printf '  }\n}\n'
  } >"$work/debian-cloud.json"
}

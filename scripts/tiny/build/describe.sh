# tiny.json: what the images are made of. Nothing in it depends on when or where they were built.

describe() {
  {
    printf '{\n  "recipe": "%s",\n  "kernel": "%s",\n  "packages": {\n' "$recipe" "$kernel"
    printf '%s\n' "${packages[@]}" | sed 's/^\([^=]*\)=\(.*\)$/    "\1": "\2",/;$s/,$//'
    printf '  },\n  "files": {\n'
    local name
    for name in tiny.qcow2 tiny.iso; do
      printf '    "%s": {"bytes": %s, "sha256": "%s"}%s\n' "$name" "$(stat -c %s "$work/$name")" \
        "$(sha256sum "$work/$name" | cut -d' ' -f1)" "$([ $name = tiny.iso ] || echo ,)"
    done
    printf '  }\n}\n'
  } >"$work/tiny.json"
}

# The subset of YAML that seeds are made of: "key: value" at the margin, and a list of SSH keys.
function bare(text) {
  gsub(/\r/, "", text)
  sub(/^[ \t]+/, "", text)
  sub(/[ \t]+$/, "", text)
  if (text ~ /^".*"$/ || text ~ /^'.*'$/) text = substr(text, 2, length(text) - 2)
  return text
}

/^[ \t]*(#|$)/ { next }

/^(local-)?hostname:/ {
  in_keys = 0
  value = $0
  sub(/^[^:]*:/, "", value)
  sub(/[ \t]#.*$/, "", value)
  value = bare(value)
  if (value ~ /^[a-z][a-z0-9-]*$/ && length(value) <= 63) print "name " value
  next
}

/^[ \t]*(- )?(ssh_authorized_keys|public-keys):[ \t\r]*$/ { in_keys = 1; next }

in_keys && /^[ \t]*- / {
  value = $0
  sub(/^[ \t]*-/, "", value)
  value = bare(value)
  if (length(value) <= 8192 && value ~ /^(ssh-[a-z0-9]+|ecdsa-[a-z0-9-]+) [A-Za-z0-9+\/=]+( [ -~]*)?$/) print "key " value
  next
}

{ in_keys = 0 }

# The Node and npm of the person who runs this, and their way to npm's registry. Sourced; needs `fail`.

# Leaves in node_program and npm_folder where they are: those of the machine, not the clone's pinned Node.
find_node() {
  local own npm
  own=$(printf '%s' "$PATH" | tr : '\n' | grep -v '/node_modules/' | paste -sd:)
  node_program=$(PATH=$own command -v node) && npm=$(PATH=$own command -v npm) || fail "node and npm are not in PATH"
  node_program=$(readlink -f "$node_program")
  npm_folder=$(dirname "$(dirname "$(readlink -f "$npm")")")
  [ -e "$npm_folder/bin/npm-cli.js" ] || fail "$npm is not npm as nodejs.org ships it"
}

# copy_node <root>: puts them where a tarball of nodejs.org has them.
copy_node() {
  local to=$1/usr/local
  cp "$node_program" "$to/bin/node"
  mkdir -p "$to/lib/node_modules"
  cp -RL "$npm_folder" "$to/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$to/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$to/bin/npx"
}

# registry_settings <root>: prints `NAME=value` lines for the environment, and copies the certificates that they name.
registry_settings() {
  local name value
  for name in registry https-proxy proxy noproxy cafile; do
    value=$(cd / && "$node_program" "$npm_folder/bin/npm-cli.js" config get "$name")
    case $value in '' | null | undefined) continue ;; esac
    echo "npm_config_${name//-/_}=$value"
    [ "$name" != cafile ] || copy_file "$1" "$value"
  done
  [ -z "${NODE_EXTRA_CA_CERTS:-}" ] || { echo "NODE_EXTRA_CA_CERTS=$NODE_EXTRA_CA_CERTS" && copy_file "$1" "$NODE_EXTRA_CA_CERTS"; }
}

# copy_file <root> <file>: to the same place.
copy_file() { mkdir -p "$1$(dirname "$2")" && cp -L "$2" "$1$2"; }

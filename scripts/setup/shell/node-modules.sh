# The clone's node_modules, with the pinned Node among them.

make_node_modules() {
  local mark=node_modules/.labvm-lock lock
  lock=$(cat package.json package-lock.json | sha256sum)
  if [ -x node_modules/.bin/node ] && [ "$(cat "$mark" 2>/dev/null)" = "$lock" ]; then
    say "node_modules: up to date" "node_modules: al día"
    return
  fi
  say "node_modules: npm ci …" "node_modules: npm ci …"
  run_npm ci --ignore-scripts --no-audit --no-fund --loglevel=error ||
    fail "npm ci failed, see above. It needs npm's registry; behind a proxy: npm config set https-proxy <address>" \
      "npm ci ha fallado, véase arriba. Necesita el registro de npm; tras un proxy: npm config set https-proxy <dirección>"
  check_node
  echo "$lock" >"$mark"
}

# Not with the Node that npm ci is about to replace: npm scripts put node_modules/.bin first.
run_npm() (
  PATH=$(printf '%s' "$PATH" | tr : '\n' | grep -v '/node_modules/' | paste -sd:)
  exec 8<&- 9<&-
  if command -v npm >/dev/null; then exec npm "$@" >&2; fi
  if [ -n "${npm_execpath:-}" ]; then exec node "$npm_execpath" "$@" >&2; fi
  fail "npm is not installed: apt-get install npm, or Node 20 or newer from nodejs.org" \
    "npm no está instalado: apt-get install npm, o Node 20 o posterior de nodejs.org"
)

# The pinned Node is an optional dependency of npm packages for two machines: where it is missing npm says nothing.
check_node() {
  local version
  version=$(node_modules/.bin/node --version 2>&1) || version="none ($version)"
  case $version in
    v24.*) ;;
    *)
      fail "Node 24 is not among node_modules but $version: labvm runs on x86_64 and arm64 with glibc (this is $(uname -m))" \
        "Node 24 no está entre node_modules, sino $version: labvm funciona en x86_64 y arm64 con glibc (esto es $(uname -m))"
      ;;
  esac
}

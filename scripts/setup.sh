#!/usr/bin/env bash
# Sets up everything that labvm needs, and does nothing where it is there already: one line a step on stderr.
#
#   scripts/setup.sh [all|tools]
#
#   all    what `npm start` needs: packages, libvirt, network, storage pool, image
#   tools  what `npm test` needs: packages and the built image; the host's libvirt is left alone
#
# LABVM_SETUP=off leaves the host alone: only the clone's own node_modules are made. See docs/set-up.md.
set -u
umask 022
# No program of set-up's finds them, also where they were given in the environment (src/base/secret-variables.ts).
unset SLACK_BOT_TOKEN SLACK_APP_TOKEN SLACK_SIGNING_SECRET DISCORD_TOKEN
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
mode=${1:-all}
case $mode in all | tools) ;; *) echo "usage: setup.sh [all|tools]" >&2 && exit 64 ;; esac

for part in setup/shell/{say,lock,node-modules,packages,root} shell/apt; do
  # shellcheck source=/dev/null
  . "$root/scripts/$part.sh"
done

# Set-up runs itself again as root for what only root may do; the clone is then its caller's, who holds its lock.
if [ -z "${LABVM_SETUP_USER:-}" ]; then
  lock_clone
  make_node_modules
fi

[ "${LABVM_SETUP:-$(from_env_file LABVM_SETUP)}" != off ] || exit 0

lock_host
make_packages
run_main() {
  local env_file=()
  [ ! -r .env ] || env_file=(--env-file=.env)
  "$root/node_modules/.bin/node" "${env_file[@]}" scripts/setup/main.ts "$mode" 8<&- 9<&-
}
run_main
status=$?
[ "$status" = 77 ] || exit "$status"
as_root
# What root made is looked at once more with the eyes of the one who will use it.
run_main
status=$?
[ "$status" != 77 ] || fail "something is still missing; see above" "todavía falta algo; véase arriba"
exit "$status"

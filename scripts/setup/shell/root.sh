# What only root may do.

# Runs this set-up as root for the person who called it, or says what an administrator has to do, and ends.
as_root() {
  [ "$(id -u)" != 0 ] || fail "set-up is root and still lacks the rights" "la preparación es root y aun así no tiene permisos"
  local name settings command
  settings=("LABVM_SETUP_USER=$(id -un)")
  for name in LABVM_DATA_DIR LABVM_LIBVIRT_SOCKET LABVM_TINY_DIR LABVM_NETWORK_SUBNET XDG_STATE_HOME; do
    [ -z "${!name:-}" ] || settings+=("$name=${!name}")
  done
  command=(bash "$root/scripts/setup.sh" "$mode")
  if command -v sudo >/dev/null; then
    if sudo -n true 2>/dev/null; then
      sudo -n env "${settings[@]}" "LANG=${LANG:-C}" "${command[@]}" || exit
      return
    fi
    if [ -t 0 ] && [ -t 2 ]; then
      say "root is needed for what is missing; sudo asks for your password." \
        "para lo que falta hace falta root; sudo pide su contraseña."
      sudo env "${settings[@]}" "LANG=${LANG:-C}" "${command[@]}" || exit
      return
    fi
  fi
  say "something is missing that only root can set up. As an administrator, run:" \
    "falta algo que solo root puede preparar. Un administrador debe ejecutar:"
  echo "  $(printf '%q ' env "${settings[@]}" "${command[@]}")" >&2
  exit 1
}

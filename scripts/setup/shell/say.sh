# Words for the person, in their language.

case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in es | es[_.@-]*) language=es ;; *) language=en ;; esac

# say <english> <spanish>: one line on stderr.
say() {
  if [ "$language" = es ]; then echo "labvm: $2" >&2; else echo "labvm: $1" >&2; fi
}

# fail <english> <spanish>: the last line.
fail() {
  say "$@"
  exit 1
}

# from_env_file <name>: what the clone's .env says, before there is a Node to read it.
from_env_file() {
  [ -r .env ] || return 0
  sed -n "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*[\"']\\{0,1\\}\\([^\"'#[:space:]]*\\).*/\\1/p" .env | tail -n 1
}

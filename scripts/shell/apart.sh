# Commands that leave nothing behind, and that hear of Ctrl-C and SIGTERM as if nothing stood between. Sourced.

# run_apart <option of unshare>… <command>…: runs a command as process 1 of namespaces of its own, and ends this
# shell with its exit status. The command dies with this shell (setpriv), and what it started with it (kill-child).
run_apart() {
  # A shell starts background commands deaf to Ctrl-C and without stdin: both are given back.
  env --default-signal=INT,QUIT setpriv --pdeathsig KILL \
    unshare --mount --pid --fork --kill-child "$@" <&0 &
  apart_pid=$!
  apart_killer=
  trap end_apart TERM HUP
  trap : INT # the terminal tells the command itself
  local status=0
  while wait "$apart_pid"; status=$?; kill -0 "$apart_pid" 2>/dev/null; do :; done
  [ -z "$apart_killer" ] || kill "$apart_killer" 2>/dev/null
  exit "$status"
}

# The command is asked to end, and gets ten seconds for it.
end_apart() {
  local first
  first=$(tr -d ' ' <"/proc/$apart_pid/task/$apart_pid/children")
  [ -n "$first" ] || return
  kill -TERM "$first"
  # A pipe that nobody writes to: a wait without a process that would have to be ended too.
  (read -rt 10 <> <(:) || kill -KILL "$first") 9<&- >/dev/null 2>&1 &
  apart_killer=$!
}

# run_as_child <command>…: what process 1 does: runs a command, passes SIGTERM on to it, reaps what is orphaned meanwhile,
# and ends with its exit status.
run_as_child() {
  # Not in the foreground, where a shell would hear of SIGTERM only after the command's end.
  env --default-signal=INT,QUIT "$@" <&0 &
  child_pid=$!
  trap 'kill -TERM "$child_pid" 2>/dev/null' TERM
  trap : INT
  local status=0
  while wait "$child_pid"; status=$?; kill -0 "$child_pid" 2>/dev/null; do :; done
  exit "$status"
}

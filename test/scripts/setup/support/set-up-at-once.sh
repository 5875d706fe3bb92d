#!/usr/bin/env bash
# On a bare host: two set-ups at the same moment.
set -eu
. "$(dirname "$0")/state.sh"
run() {
  local status=0
  setup 2>"$TMPDIR/$1" || status=$?
  echo "$status" >"$TMPDIR/$1.status"
}
run one &
run other &
wait
say one
cat "$TMPDIR/one"
say 'the other'
cat "$TMPDIR/other"
say 'status of one'
cat "$TMPDIR/one.status"
say 'status of the other'
cat "$TMPDIR/other.status"

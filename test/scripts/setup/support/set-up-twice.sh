#!/usr/bin/env bash
# On a bare host: sets it up twice, and shows what was there in between and after.
set -eu
. "$(dirname "$0")/state.sh"
say first
setup 2>&1 >"$TMPDIR/stdout"
say 'state before'
state
say second
setup 2>"$TMPDIR/second" >>"$TMPDIR/stdout"
cat "$TMPDIR/second"
say 'state after'
state
say stdout
cat "$TMPDIR/stdout"

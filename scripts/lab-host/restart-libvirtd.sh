#!/usr/bin/env bash
# Inside a lab: ends its libvirtd and starts it again. Guests go on running meanwhile.
#
#   restart-libvirtd.sh [signal]      TERM unless said otherwise; KILL for a crash
set -eu
[ "${LABVM_LAB:-}" = 1 ] || { echo "restart-libvirtd: only inside a lab (enter.sh)" >&2; exit 64; }
pid=$(cat "$LABVM_LAB_LIBVIRTD_PIDFILE")
kill -s "${1:-TERM}" "$pid"
while kill -0 "$pid" 2>/dev/null; do sleep 0.02; done
# Returns as soon as the new one listens.
exec libvirtd -d </dev/null

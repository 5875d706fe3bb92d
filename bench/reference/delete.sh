#!/usr/bin/env bash
# Removes what create.sh made.   delete.sh NAME POOL_DIR
set -euo pipefail
virsh -q destroy "$1" >/dev/null 2>&1 || true
virsh -q undefine "$1" >/dev/null
rm -f "$2/$1.qcow2"

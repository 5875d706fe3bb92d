#!/usr/bin/env bash
# The other means: what a careful teacher's own script does for one machine.
#   create.sh NAME BASE_IMAGE POOL_DIR DOMAIN_XML
# Prints "running" and "address" when they are reached; the domain's XML comes with the name and the disk in place.
set -euo pipefail
name=$1 base=$2 pool=$3 xml=$4

qemu-img create -q -f qcow2 -F qcow2 -b "$base" "$pool/$name.qcow2" 1G
virsh -q define "$xml" >/dev/null
virsh -q start "$name" >/dev/null
echo running
until virsh -q domifaddr "$name" | grep -q ipv4; do sleep 0.2; done
echo address

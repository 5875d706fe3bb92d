# Progress, on the serial console and on the screen, with the seconds since the kernel started.
say() {
  read -r up _ </proc/uptime
  echo "tiny: [$up] $*" >/dev/console
  echo "tiny: [$up] $*" >/dev/tty1
}

# The guest's whole file system, as an initramfs: busybox, a few modules, dropbear, and rootfs/.

make_initramfs() {
  guest=$work/guest
  mkdir -p "$guest"/{bin,lib,proc,sys,dev,tmp,run,root,mnt,www,etc}
  chmod 1777 "$guest/tmp"
  chmod 700 "$guest/root"
  add_busybox
  add_dropbear
  add_modules
  cp -R "$here/rootfs/." "$guest/"
  # Modes from contents, for a clone's depend on its umask.
  find "$guest/etc" "$guest/lib/tiny" -type f | while read -r file; do
    if [ "$(head -c 2 "$file")" = '#!' ]; then chmod 755 "$file"; else chmod 644 "$file"; fi
  done
  find "$guest" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  (cd "$guest" && find . -mindepth 1 -print0 | sort -z | cpio --quiet -o0 -H newc -R 0:0 --reproducible) |
    lz4 -l -9 -q >"$work/initrd.img"
}

add_busybox() {
  cp "$root/bin/busybox" "$guest/bin/busybox"
  "$root/bin/busybox" --list | while read -r applet; do
    [ "$applet" = busybox ] || ln -s busybox "$guest/bin/$applet"
  done
  ln -s bin/init "$guest/init"
  # One folder of programs, by all its usual names.
  ln -s bin "$guest/sbin"
  ln -s . "$guest/usr"
}

# Dropbear with the libraries that Debian's own loader finds for it, all in one folder.
add_dropbear() {
  local libs=$root/lib/x86_64-linux-gnu loader=lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 program library
  mkdir -p "$guest/lib64" "$guest/lib/x86_64-linux-gnu"
  ln -s "../$loader" "$guest/lib64/ld-linux-x86-64.so.2"
  cp "$root/$loader" "$guest/$loader"
  for program in "$root/sbin/dropbear" "$root/bin/dropbearkey"; do
    cp "$program" "$guest/bin/"
    "$root/$loader" --library-path "$libs" --list "$program" | sed -n "s,.* => \($root/[^ ]*\) .*,\1,p" |
      while read -r library; do cp -L "$library" "$guest/lib/x86_64-linux-gnu/"; done
  done
}

add_modules() {
  local from=$root/lib/modules/$kernel to=$guest/lib/modules/$kernel
  mkdir -p "$to"
  (cd "$from" && find kernel -name '*.ko*') >"$work/modules.all"
  local queue=() name path
  mapfile -t queue < <(words_of modules.txt)
  while [ ${#queue[@]} -gt 0 ]; do
    name=${queue[0]}
    queue=("${queue[@]:1}")
    # A module's file may have - where its name has _.
    path=$(grep -E "/${name//[-_]/[-_]}\.ko(\.xz)?$" "$work/modules.all") || fail "kernel $kernel has no module $name"
    [ ! -e "$to/${path%.xz}" ] || continue
    mkdir -p "$to/${path%/*}"
    case $path in
      *.xz) xz -dc "$from/$path" >"$to/${path%.xz}" ;;
      *) cp "$from/$path" "$to/$path" ;;
    esac
    mapfile -t -O ${#queue[@]} queue < <(modinfo -F depends "$to/${path%.xz}" | tr ',' '\n' | grep .)
  done
  # What serves debuggers, tracers and stack traces is most of a module, and of the time that loading it takes.
  find "$to" -name '*.ko' -exec objcopy --strip-unneeded -R .BTF -R '.orc_*' -R '.rela.orc_*' {} \;
  cp "$from"/modules.{builtin,builtin.modinfo,order} "$to/"
  depmod -b "$guest" "$kernel"
  # Busybox reads only these two.
  find "$to" -maxdepth 1 -name 'modules.*' ! -name modules.dep ! -name modules.alias -delete
}

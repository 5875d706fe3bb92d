#!/usr/bin/perl
# Runs a command that leaves daemons behind, and stays as their parent until the last has ended.
#
#   reaper.pl <command> [argument...]
#
# libvirt takes a guest for ended only when somebody has reaped its QEMU. Where no init system does that at once
# (containers, small virtual machines) stopping a guest takes seconds or fails. Says "started" or what the command
# said, then closes its output.
use strict;
use warnings;

# prctl(PR_SET_CHILD_SUBREAPER, 1): orphans below become children of this process. Numbers of the system call:
# Linux, arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h (arm64).
my %prctl = ('x86_64' => 157, 'aarch64' => 167);
my $arch = qx(uname -m);
chomp $arch;
syscall($prctl{$arch}, 36, 1, 0, 0, 0) if $prctl{$arch};

my $pid = fork() // die "fork: $!\n";
if ($pid == 0) {
    open(STDERR, '>&', \*STDOUT);
    exec(@ARGV) or die "$ARGV[0]: $!\n";
}
waitpid($pid, 0);
print "started\n" if $? == 0;
close(STDOUT);
1 while wait() != -1;

#!/usr/bin/perl
# Two cards' frames as text, for labvm's probe of the network: `<card> <frame>` on stdin goes out by that card, what
# comes in by one becomes such a line on stdout; frames are hexadecimal digits. Starts in a network namespace of its
# own, which is gone with it, and all that is in it.
#
#   unshare --net -- perl wire.pl <card>...
#
# Says the number of its process, waits for a line, by when the cards are there, and says "open".
use strict;
use warnings;
use POSIX ();
$| = 1;
# Not a word of its own from the system behind the cards.
if (open(my $ipv6, '>', '/proc/sys/net/ipv6/conf/default/disable_ipv6')) { print $ipv6 "1\n"; close $ipv6; }
print "$$\n";
sysread(STDIN, my $go, 1) or exit;

my %wire;
for my $card (@ARGV) {
    # AF_PACKET, SOCK_RAW, ETH_P_ALL (packet(7)) and SIOCGIFINDEX (netdevice(7)).
    socket(my $socket, 17, 3, unpack('S', pack('n', 3))) or die "socket: $!\n";
    my $request = pack('a16 x16', $card);
    ioctl($socket, 0x8933, $request) or die "$card: $!\n";
    bind($socket, pack('S n i S C C x8', 17, 3, unpack('x16 i', $request), 0, 0, 0)) or die "bind: $!\n";
    # SIOCSIFFLAGS, IFF_UP (netdevice(7)): an end cannot be made switched on.
    ioctl($socket, 0x8914, my $up = pack('a16 s x14', $card, 1)) or die "$card: $!\n";
    $wire{$card} = $socket;
}

# capset(2) to nothing, before the first frame. Numbers of the call: Linux, arch/x86/entry/syscalls/syscall_64.tbl and
# include/uapi/asm-generic/unistd.h (arm64); the version is _LINUX_CAPABILITY_VERSION_3.
my %capset = ('x86_64' => 126, 'aarch64' => 91);
my $number = $capset{(POSIX::uname())[4]} or die "no such processor is known\n";
my ($header, $none) = (pack('L i', 0x20080522, 0), pack('L6', (0) x 6));
syscall($number, $header, $none) == 0 or die "capset: $!\n";
print "open\n";

# PACKET_OUTGOING: what a card itself sends is not what it hears.
my $outgoing = 4;
my $unfinished = '';
while (1) {
    my $ready = '';
    vec($ready, fileno($_), 1) = 1 for *STDIN, values %wire;
    next if select($ready, undef, undef, undef) < 1;
    for my $card (keys %wire) {
        next unless vec($ready, fileno($wire{$card}), 1);
        my $from = recv($wire{$card}, my $frame, 65536, 0);
        print "$card ", unpack('H*', $frame), "\n" if defined $from && unpack('x10 C', $from) != $outgoing;
    }
    next unless vec($ready, fileno(STDIN), 1);
    sysread(STDIN, $unfinished, 65536, length $unfinished) or last;
    while ($unfinished =~ s/^\s*(\w+) ([0-9a-f]*)\n//) { send($wire{$1}, pack('H*', $2), 0) if $wire{$1}; }
}

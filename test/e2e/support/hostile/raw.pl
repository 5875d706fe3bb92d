#!/usr/bin/perl
# A card's frames as text: each line of hexadecimal digits on stdin goes out by the card as one frame, each frame that
# comes in by it becomes a line on stdout. Says "open" first. Ends with its stdin.
#
#   raw.pl <card>
use strict;
use warnings;
my ($card) = @ARGV;
# AF_PACKET, SOCK_RAW, ETH_P_ALL (packet(7)) and SIOCGIFINDEX (netdevice(7)).
socket(my $wire, 17, 3, unpack('S', pack('n', 3))) or die "socket: $!\n";
my $request = pack('a16 x16', $card);
ioctl($wire, 0x8933, $request) or die "$card: $!\n";
bind($wire, pack('S n i S C C x8', 17, 3, unpack('x16 i', $request), 0, 0, 0)) or die "bind: $!\n";
$| = 1;
print "open\n";

# PACKET_OUTGOING: what the card itself sends is not what it hears.
my $outgoing = 4;
my $unfinished = '';
while (1) {
    my $ready = '';
    vec($ready, fileno($_), 1) = 1 for *STDIN, $wire;
    next if select($ready, undef, undef, undef) < 1;
    if (vec($ready, fileno($wire), 1)) {
        my $from = recv($wire, my $frame, 65536, 0);
        print unpack('H*', $frame), "\n" if defined $from && unpack('x10 C', $from) != $outgoing;
    }
    next unless vec($ready, fileno(STDIN), 1);
    sysread(STDIN, $unfinished, 65536, length $unfinished) or last;
    send($wire, pack('H*', $1), 0) while $unfinished =~ s/^([0-9a-f]*)\n//;
}

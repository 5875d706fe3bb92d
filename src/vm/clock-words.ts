/** What is typed inside, in Linux of every kind: the clock chip of a machine goes on while the machine stands still. */
export const SET_CLOCK = 'hwclock -s -u';

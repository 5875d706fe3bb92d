const MIB_A_GIB = 1024;

/** An amount of disk as people read it: small ones in MiB, as half a GiB may be all there is. */
export function amountOfDisk(gib: number): string {
  return gib < 1 ? `${Math.floor(gib * MIB_A_GIB)} MiB` : `${Math.floor(gib * 10) / 10} GiB`;
}

/** How much room the disk of the data directory has. */
export interface RoomLeft {
  readonly directory: string;
  /** Free for labvm beside what it holds in reserve, in bytes. */
  readonly freeBytes: number;
  /** What labvm still holds in reserve, in bytes. */
  readonly reserveBytes: number;
  /** So little that only what makes room may still be begun. */
  readonly isScarce: boolean;
  /** The disk has room, and takes no more from labvm’s user all the same: a quota. Left out: not so. */
  readonly isShareUsedUp?: boolean;
}

/** The room for what labvm remembers. */
export interface StoreRoom {
  /** Looks, and takes back into reserve what was given up, where there is room for it again. */
  look(): Promise<RoomLeft>;
}
